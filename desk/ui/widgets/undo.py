"""A line inside a list, where the change happened: what was done, and its undo."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.text import IconLabel, label


class UndoLine(QFrame):
    """``undone`` when the person takes it back."""

    undone = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("kind", "undo")
        self.setAccessibleName(text)
        self.setMinimumHeight(px(tokens.ROW_UNDO))
        self.button = Button(_("Annulla"), "quiet", "undo", size="link")
        self.button.setAccessibleName(_("Annulla: {what}").format(what=text))
        self.button.clicked.connect(self.undone)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 4, px(8), 4)
        row.setSpacing(px(8))
        row.addWidget(IconLabel("done"))
        row.addWidget(label(text, "text", wrap=True), 1)
        row.addWidget(self.button)
