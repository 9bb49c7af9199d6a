"""The panel of what has to be followed: interviews left open, plans that wait for a word, papers that run out,
commitments that are due."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.follow_up import Outcome
from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.follow_office import Following, OpenTalk, PaperDue, Waiting
from desk.ui.presenters.follow import FollowPresenter
from desk.ui.presenters.today_detail import paper_words
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.follow_row import FollowRow
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.text import label, line

MOST = 60
"""So many commitments at once; the most pressing."""
MOST_PAPERS = 12
"""So many papers go before the commitments; the next to run out."""


class FollowPanel(QFrame):
    """``closed`` when somebody has had enough."""

    closed = Signal()

    def __init__(self, presenter: FollowPresenter) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Da seguire"))
        self.presenter = presenter
        self.rows: dict[str, FollowRow] = {}
        self.plans: list[Button] = []
        self.papers: list[Button] = []
        self.talks: list[Button] = []
        head = QHBoxLayout()
        head.addWidget(label(_("Da seguire"), "card-title", wrap=True), 1)
        self.shut = IconButton("close", _("Chiudi (Esc)"), size=18)
        self.shut.clicked.connect(self.closed)
        head.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        area = OwnScroll()
        column = area.column
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(8))
        column.addLayout(self._list)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(area)

    def hasHeightForWidth(self) -> bool:
        """Never: inside, the body scrolls, so any height will do."""
        return False

    def show_following(self, following: Following) -> None:
        """What waits now; a line in which somebody is writing stays until it is saved or left."""
        if any(row.busy for row in self.rows.values()):
            return
        empty(self._list)
        self.rows, self.plans, self.papers, self.talks = {}, [], [], []
        for talk in following.talks:
            self._list.addWidget(self._talk(talk))
        if following.talks:
            self._list.addWidget(line())
        for waiting in following.asked:
            self._list.addWidget(self._plan(waiting, _("Chiede l’approvazione: {who}, {day}")))
        for waiting in following.back:
            self._list.addWidget(self._plan(waiting, _("Rimandato da {who}, {day}")))
        for paper in following.papers[:MOST_PAPERS]:
            self._list.addWidget(self._paper(paper))
        if following.papers:
            self._list.addWidget(line())
        for family in following.families:
            if len(self.rows) >= MOST:
                break
            name = Button(_("Famiglia {name}").format(name=family.name), "quiet", "households", size="link")
            name.clicked.connect(partial(self._open, family.household))
            self._list.addWidget(name, 0, Qt.AlignmentFlag.AlignLeading)
            for due in family.due:
                row = FollowRow(due, self.presenter.today, may=self.presenter.may_check, small=True)
                row.checked.connect(partial(self._check, due.id))
                self.rows[due.id] = row
                self._list.addWidget(row)
            self._list.addWidget(line())
        if following == Following():
            self._list.addWidget(label(_("Niente da seguire per ora."), "text", "muted", wrap=True))

    def _plan(self, waiting: Waiting, words: str) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        button = Button(_("Piano {name}").format(name=waiting.name), "quiet", "flag", size="link")
        button.clicked.connect(partial(self._open_plan, waiting.household))
        self.plans.append(button)
        inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        day = numbers(waiting.at.date(), self.presenter.today)
        inside.addWidget(label(words.format(who=waiting.by, day=day), "second", wrap=True))
        if waiting.words:
            inside.addWidget(label(f"«{waiting.words}»", "text", wrap=True))
        inside.addWidget(line())
        return made

    def _talk(self, talk: OpenTalk) -> QWidget:
        button = Button(_("Famiglia {name}").format(name=talk.name), "quiet", "message", size="link")
        button.clicked.connect(partial(self.presenter.open_talk, talk.household))
        self.talks.append(button)
        day = numbers(talk.begun, self.presenter.today)
        return _two_lines(button, _("Colloquio da finire, iniziato il {day}").format(day=day))

    def _paper(self, paper: PaperDue) -> QWidget:
        button = Button(_("Famiglia {name}").format(name=paper.name), "quiet", "document", size="link")
        button.clicked.connect(partial(self.presenter.open_papers, paper.household))
        self.papers.append(button)
        return _two_lines(button, paper_words(paper, self.presenter.today))

    def _open(self, household: str, _on: bool = False) -> None:
        self.presenter.open_family(household)

    def _open_plan(self, household: str, _on: bool = False) -> None:
        self.presenter.open_plan(household)

    def _check(self, commitment: str, outcome: Outcome, words: str, day: object) -> None:
        self.presenter.check(commitment, outcome, words, None, self.rows[commitment].fail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _two_lines(button: Button, words: str) -> QWidget:
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
    inside.addWidget(label(words, "second", wrap=True))
    return made
