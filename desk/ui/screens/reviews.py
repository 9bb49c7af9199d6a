"""What imports left to decide: both records side by side, the answers as equals, one key each."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.enrolment.cases import Case
from desk.office.enrolment.choices import Choice
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.reviews import ReviewsPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.cases.case_list import CaseRow
from desk.ui.widgets.cases.deciding import Deciding
from desk.ui.widgets.cases.side_by_side import WIDE_FROM, Head, Pair, SideBySide, across
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label, line


class ReviewsScreen(Deciding):
    """Each answer has its number as key; Escape goes on to the next question."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(
            _("Da rivedere"), _("Un elenco e l'archivio dicono cose diverse. Decidi una volta: non si chiede più.")
        )
        self.presenter = ReviewsPresenter(context, self._refresh)
        self.answers: list[Button] = []
        self.crumbs = Breadcrumb([("", "")])
        self.crumbs.chosen.connect(self._open_home)
        self.title = label("", "page-title", wrap=True)
        self.evidence = Alert("", kind="info")
        self.fault = Alert("", kind="danger")
        self.sides = SideBySide()
        self.code = LineEdit(_("Codice fiscale"), parent=self)
        self.code.hide()
        self.code.setAccessibleName(_("Codice fiscale"))
        self.code.returnPressed.connect(partial(self._answer, 0))
        self.choices = QFrame()
        self.choices.setProperty("kind", "card")
        self._choices = QVBoxLayout(self.choices)
        self._choices.setContentsMargins(px(20), px(14), px(20), px(14))
        self._choices.setSpacing(px(10))
        self.nothing = EmptyState(_("Non c'è nulla da rivedere."), icon="done")
        for part in (self.crumbs, self.title, self.evidence, self.sides, self.choices, self.fault, self.nothing):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.list.chosen.connect(self.presenter.choose)
        self.list.undone.connect(lambda place: self.presenter.take_back(self.presenter.decided[place]))
        self.later.clicked.connect(self.presenter.later)

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()
        self.list.view.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def arrange(self) -> None:
        self.sides.fit(self.room)

    def come(self) -> None:
        if self.answers:
            self.answers[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self) -> None:
        presenter, case = self.presenter, self.presenter.case()
        rows = [
            CaseRow(each.id, each.name, "", presenter.short(each), presenter.against(each)) for each in presenter.cases
        ]
        self.list.show_rows(rows, presenter.chosen)
        self.list.show_decided([f"{each.name}: {each.words}" for each in presenter.decided])
        for part in (self.crumbs, self.title, self.evidence, self.sides, self.choices, self.foot):
            part.setVisible(case is not None)
        self.fault.fact.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault) and case is not None)
        self.nothing.setVisible(case is None and presenter.read)
        if case is not None:
            self._show(case)

    def _show(self, case: Case) -> None:
        steps = [(case.here.id, case.here.title)] if case.here.id and self.presenter.may_open else []
        self.crumbs.set([*steps, ("", f"{case.name} · {case.protocol}")])
        self.title.setText(case.question)
        self.evidence.fact.setText(case.reason)
        said = "; ".join(case.evidence)
        self.evidence.second.setText(said[:1].upper() + said[1:])
        self.evidence.second.setVisible(bool(said))
        heads = (
            Head(case.here.title, _("in archivio"), "neutral", "disk"),
            Head(case.there.title, self.presenter.came(case), "neutral", "document"),
        )
        self.sides.show_pairs(heads, [Pair(fact.label, fact.here, fact.there, fact.same) for fact in case.facts])
        self._show_choices(case)
        self.show_keys([(f"1–{len(case.choices)}", _("una risposta"))])

    def _show_choices(self, case: Case) -> None:
        self.code.setParent(self)
        self.code.hide()
        empty(self._choices)
        self.answers = []
        for place, choice in enumerate(case.choices):
            if place:
                self._choices.addWidget(line())
            self._choices.addWidget(self._choice(place, choice))

    def _choice(self, place: int, choice: Choice) -> QWidget:
        """The same size for each: what is chosen, and what it does."""
        made = QWidget()
        row = QBoxLayout(across(self.room >= px(WIDE_FROM)), made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        button = Button(choice.words, "outlined", key=str(place + 1))
        button.setAccessibleDescription(choice.effect)
        button.clicked.connect(partial(self._answer, place))
        self.answers.append(button)
        column = QVBoxLayout()
        if self.presenter.asks_code(choice):
            self.code.clear()
            self.code.show()
            column.addWidget(self.code)
        column.addWidget(button)
        row.addLayout(column, 3)
        row.addWidget(label(choice.effect, "second", "muted", wrap=True), 2)
        return made

    def _answer(self, place: int) -> None:
        case = self.presenter.case()
        if case is None or place >= len(case.choices):
            return
        if self.presenter.asks_code(case.choices[place]) and not self.code.text().strip():
            self.code.setFocus()
            return
        self.presenter.answer(place, self.code.text())

    def _open_home(self, home: str) -> None:
        self.presenter.open_home(home)
