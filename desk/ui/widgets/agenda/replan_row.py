"""One line of a proposal: the family, what was, what would be and why; other places open under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.replan.words import Line
from desk.ui.presenters.absence import Choice
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.replan_words import ReplanWords
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.cases.side_by_side import across
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label, line


class ReplanRow(QWidget):
    """`change` when the person wants another place for it, `chose` with the Choice."""

    change = Signal()
    chose = Signal(object)

    def __init__(self, shown: Line) -> None:
        super().__init__()
        self.words = ReplanWords(shown)
        self.button = Button(_("Cambia"), "outlined", size="small")
        self.button.setMinimumWidth(px(84))  # both its words fit: the columns stay in line
        self.options: list[Button] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(px(12))
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.button)
        self._others = QWidget()
        self._flow = FlowLayout(px(8))
        self._others.setLayout(self._flow)
        self._others.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(self._row)
        whole.addWidget(self._others)
        whole.addWidget(line())
        self.button.clicked.connect(self.change)
        self.show_line(shown)

    def show_line(self, shown: Line) -> None:
        self.words.show_line(shown)
        name = _("Cambia: {family}, da {before} a {after}, {why}").format(
            family=shown.family, before=shown.before, after=shown.after or _("senza posto"), why=shown.why
        )
        self.button.setAccessibleName(name)

    def offer(self, choices: tuple[Choice, ...] | None) -> None:
        """The other places; None puts them away."""
        empty(self._flow)
        self.options = []
        self._others.setVisible(choices is not None)
        self.button.set_words(_("Cambia") if choices is None else _("Chiudi"))
        if choices is None:
            return
        for each in choices:
            option = Button(each.words, "neutral", size="small")
            option.clicked.connect(lambda _on=False, each=each: self.chose.emit(each))
            self._flow.addWidget(option)
            self.options.append(option)
        if not choices:
            self._flow.addWidget(label(_("Nessun altro posto è libero."), "second", "muted"))
        if self.options and self.button.hasFocus():
            self.options[0].setFocus()

    def settle(self, accepted: bool) -> None:
        """Nothing is changed any more once it was accepted. (Sixty that came back would each lay out the list.)"""
        self.button.setEnabled(not accepted)

    def fit(self, wide: bool) -> None:
        self._row.setDirection(across(wide))
        self._row.setSpacing(px(12 if wide else 2))
        self.words.fit(wide)
