"""A field: its name, the state of its answer, the control, a line of help."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.ui.theme.measure import px
from desk.ui.widgets.answer import AnswerState
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.text import label, set_property


class FieldFrame(QWidget):
    """Name at the leading end, state of the answer at the other; ``beside`` stands after the control.

    ``top`` is the row above the control, ``row`` the control's own, ``between`` the place between it and the help.
    """

    def __init__(self, name: str, control: QWidget, *, help: str = "", beside: QWidget | None = None) -> None:
        super().__init__()
        self.control = control
        self.name = label(name, "strong")
        self.name.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(name)
        self.state = AnswerState()
        self.help = label(help, "note", "muted", wrap=True)
        if not help:  # never shown before it has its place: that would be a window of its own for a moment
            self.help.hide()
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.state)
        self.top = top
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(control, 1)
        self.row = row
        if beside is not None:
            row.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(row)
        self.between = QVBoxLayout()
        column.addLayout(self.between)
        column.addWidget(self.help)
        if isinstance(control, DateField):
            self.doubt = label("", "note", "danger", wrap=True)
            self.doubt.hide()
            column.addWidget(self.doubt)
            control.doubted.connect(self._say_doubt)

    def state_below(self) -> None:
        """Where the name stands at the head of a column, the state goes under the control."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeItem(self.top)
        self.top.setParent(None)
        column.insertLayout(1, self.top)

    def set_state(self, state: str, words: str = "") -> None:
        """state: a key of ``answer.STATES``; no words: the usual ones."""
        self.state.set(state, words)
        set_property(self.control, "answer", state)
        self.control.setAccessibleDescription(self.state.text())

    def _say_doubt(self, words: str) -> None:
        if words != self.doubt.text():
            self.doubt.setText(words)
            self.doubt.setVisible(bool(words))
            self.control.setAccessibleDescription(words)

    def set_help(self, text: str) -> None:
        self.help.setText(text)
        self.help.setVisible(bool(text))
