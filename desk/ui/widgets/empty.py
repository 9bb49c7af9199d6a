"""An empty list: what will appear here, and the one action that fills it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.text import IconLabel, label


class EmptyState(QWidget):
    """``acted`` when the person presses the action."""

    acted = Signal()

    def __init__(self, sentence: str, action: str = "", icon: str = "info") -> None:
        super().__init__()
        self.setAccessibleName(sentence)
        self.button: Button | None = None
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.PAGE_MARGIN,) * 4)
        column.setSpacing(px(12))
        column.addStretch(1)
        column.addWidget(IconLabel(icon, tokens.MUTED, 28), 0, middle)
        words = label(sentence, "text", "body", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        if action:
            self.button = Button(action, "outlined", "plus")
            self.button.clicked.connect(self.acted)
            column.addWidget(self.button, 0, middle)
        column.addStretch(1)
