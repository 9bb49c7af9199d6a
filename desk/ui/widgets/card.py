"""White cards with a title, and the dashed card of what is free or empty."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.text import IconLabel, label


class Card(QFrame):
    """Title with its drawing, an optional text action at the end, and ``body``, a column to fill."""

    acted = Signal()

    def __init__(self, title: str = "", icon: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(tokens.CARD_PADDING,) * 4)
        self.body.setSpacing(tokens.STEP)
        self.head = QHBoxLayout()
        self.head.setSpacing(px(10))
        self.title = label(title, "name")
        self.action: Button | None = None
        if not title:
            return
        self.setAccessibleName(title)
        if icon:
            self.head.addWidget(IconLabel(icon, tokens.BLUE))
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        if action:
            self.action = Button(action, "quiet", size="link")
            self.action.clicked.connect(self.acted)
            self.head.addWidget(self.action)
        self.body.addLayout(self.head)


class DashedCard(QFrame):
    """A place that is free or still empty; fill ``body``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "dashed")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(tokens.CARD_PADDING,) * 4)
        self.body.setSpacing(4)
