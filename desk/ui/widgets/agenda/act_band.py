"""A line above a page that says what is the matter and offers what to do; in a narrow place the buttons go below."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import ICONS
from desk.ui.widgets.painted import edged
from desk.ui.widgets.text import IconLabel, label

BESIDE_FROM = 760


class ActBand(QWidget):
    """kind: danger, warning, success, info. Buttons go into ``end``; narrow, the second line is only its tip."""

    def __init__(self, fact: str, second: str, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self._beside: bool | None = None
        self.fact = label(fact, "strong", wrap=True)
        self.second = label(second, "second", wrap=True)
        self.setAccessibleName(f"{fact}. {second}")
        self.setToolTip(second)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.fact)
        words.addWidget(self.second)
        said = QHBoxLayout()
        said.setSpacing(px(10))
        said.addWidget(IconLabel(ICONS[kind], tokens.TONES[kind].text, 22), 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        self.end = QHBoxLayout()
        self.end.setSpacing(px(8))
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(px(15), px(8), px(8), px(8))
        self._whole.setSpacing(px(6))
        self._whole.addLayout(said, 1)
        self._whole.addLayout(self.end)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def fit(self, width: int) -> None:
        """Buttons beside the words or below: whoever makes a band anew says so before it has its place, or the words
        would be measured in what three buttons leave of a narrow line."""
        beside = width >= px(BESIDE_FROM)
        if beside == self._beside:
            return
        self._beside = beside
        self.second.setVisible(beside)
        self._whole.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.end.setAlignment(Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edged(painter, QRectF(self.rect()), tokens.TONES[self.kind], rtl=self.isRightToLeft())
