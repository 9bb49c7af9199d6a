"""What burns: a tint, a thick leading edge, the bold fact, a second line."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import edged
from desk.ui.widgets.text import IconLabel, label

ICONS = {"danger": "warning", "warning": "clock", "success": "done", "info": "info"}


class Alert(QWidget):
    """kind: danger, warning, success, info. Widgets put in ``end`` stand at the end."""

    def __init__(self, fact: str, second: str = "", kind: str = "info", icon: str = "") -> None:
        super().__init__()
        self.kind = kind
        tone = tokens.TONES[kind]
        self.fact = label(fact, "strong", wrap=True)
        self.second = label(second, "second", wrap=True)
        if not second:  # never shown before it has its place: that would be a window of its own for a moment
            self.second.hide()
        self.setAccessibleName(f"{fact}. {second}" if second else fact)
        self.end = QHBoxLayout()
        self.end.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.fact)
        words.addWidget(self.second)
        if second:
            words.addStretch(1)  # beside a higher alert the two lines stay together
        row = QHBoxLayout(self)
        row.setContentsMargins(px(15), px(8), px(8), px(8))
        row.setSpacing(px(10))
        mark = IconLabel(icon or ICONS[kind], tone.text, 22)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop if second else Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addLayout(self.end)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_fact(self, fact: str) -> None:
        """Say something else in the first line."""
        self.fact.setText(fact)
        self.setAccessibleName(fact)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.isRightToLeft()
        edged(painter, QRectF(self.rect()), tokens.TONES[self.kind], rtl=rtl)
