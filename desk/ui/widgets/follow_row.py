"""A commitment that is followed: how it stands, and in place what came out when somebody looked."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.follow_up import Outcome
from desk.i18n import _
from desk.office.plan.follow import Due
from desk.ui.presenters.follow_words import due_second, due_tag
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import InlineForm
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label


class FollowRow(QWidget):
    """`checked` with the outcome, its words and the new day. `small`: for a narrow pane."""

    checked = Signal(object, str, object)

    def __init__(self, due: Due, today: date, *, may: bool, face: str = "neutral", small: bool = False) -> None:
        super().__init__()
        self.due, self._today, self._small = due, today, small
        self.form: InlineForm | None = None
        self.setAccessibleName(due.text)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(Avatar(due.who, size=26, kind=face), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(due.text.rstrip("."), "text", wrap=True))
        words.addWidget(label(due_second(due, today), "note", wrap=True))
        row.addLayout(words, 1)
        tag = Tag(*due_tag(due, today))
        if small:
            words.addWidget(tag, 0, Qt.AlignmentFlag.AlignLeading)  # its own width is not the column's
        else:
            row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self.buttons: dict[Outcome, Button] = {}
        if may and not due.done:
            self._column.addWidget(self._acts())

    def _acts(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(4)
        made.setLayout(flow)
        made.setContentsMargins(px(36), 0, 0, 0)
        acts = {Outcome.KEPT: _("Mantenuto"), Outcome.MISSED: _("Non mantenuto")}
        if self.due.followed.line.by_date and not self._small:
            acts[Outcome.MOVED] = _("Nuovo giorno")
        for outcome, words in acts.items():
            button = Button(words, "quiet", "check" if outcome is Outcome.KEPT else "", size="link")
            button.setAccessibleName(f"{words}: {self.due.text}")
            button.clicked.connect(partial(self._open, outcome))
            self.buttons[outcome] = button
            flow.addWidget(button)
        return made

    def _open(self, outcome: Outcome, _on: bool = False) -> None:
        """Ask for what goes with it, under the line."""
        self.shut()
        words = LineEdit()
        title, said, save = {
            Outcome.KEPT: (_("Che cosa lo mostra?"), _("Hai visto"), _("Mantenuto")),
            Outcome.MISSED: (_("Come mai?"), _("Dice che"), _("Non mantenuto")),
            Outcome.MOVED: (_("Fino a quando?"), _("Perché"), _("Sposta")),
        }[outcome]
        fields: list[tuple[str, str, QWidget]] = [("words", said, words)]
        if outcome is Outcome.KEPT:
            words.setText(self.due.followed.line.shown_by)
        if outcome is Outcome.MOVED:
            fields.insert(0, ("day", _("Nuovo giorno"), DateField(self._today)))
        self.form = InlineForm(title, fields, save)
        self.form.saved.connect(partial(self._tell, outcome))
        self.form.cancelled.connect(self.shut)
        self._column.addWidget(self.form)
        self.form.come()
        words.selectAll()

    def _tell(self, outcome: Outcome) -> None:
        if self.form is not None:
            facts = self.form.values()
            self.checked.emit(outcome, facts["words"], facts.get("day"))

    def fail(self, text: str) -> None:
        """Say what is wrong, inside the form."""
        if self.form is not None:
            self.form.fail(text)

    @property
    def busy(self) -> bool:
        """Somebody is writing here: news waits."""
        return self.form is not None and not self.form.busy

    def shut(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
