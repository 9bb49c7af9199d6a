"""The health card over the reader: the drawing that says how to scan."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk.ui.kiosk.look import Look
from desk.ui.theme import icons
from desk.ui.theme.measure import colour

WIDE, HIGH = 300.0, 300.0
BARS = "3141213132114123112312411321311421312"
"""Widths of stripes and gaps, in turn."""


class CardPicture(QWidget):
    """Never mirrored: the card and its stripes look the same to everybody."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(WIDE), self.look.px(HIGH * 0.8))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.look.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / WIDE, self.height() / HIGH)
        painter.translate((self.width() - WIDE * scale) / 2, (self.height() - HIGH * scale) / 2)
        painter.scale(scale, scale)
        ink = colour(palette.ink)
        painter.setPen(QPen(ink, 4))
        painter.setBrush(colour(palette.card))
        painter.drawRoundedRect(QRectF(8, 4, 284, 178), 16, 16)
        painter.fillRect(QRectF(8, 46, 284, 28), ink)
        self._stripes(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.edge))
        painter.drawRoundedRect(QRectF(32, 156, 122, 9), 4, 4)
        painter.drawRoundedRect(QRectF(166, 156, 72, 9), 4, 4)
        icons.paint(painter, "arrow-down", QRectF(128, 186, 44, 44), palette.mark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink if palette.ground != palette.card else colour(palette.bar_edge))
        painter.drawPolygon(QPolygonF([QPointF(22, 244), QPointF(278, 244), QPointF(300, 296), QPointF(0, 296)]))
        painter.setBrush(colour(palette.light))
        painter.drawRoundedRect(QRectF(42, 258, 216, 6), 3, 3)

    def _stripes(self, painter: QPainter) -> None:
        left, ink = 32.0, colour(self.look.palette.ink)
        unit = 236 / sum(int(width) for width in BARS)
        for number, width in enumerate(BARS):
            wide = int(width) * unit
            if number % 2 == 0:
                painter.fillRect(QRectF(left, 96, wide, 48), ink)
            left += wide


class ScanCard(QWidget):
    """The framed card with the drawing and two lines beside it."""

    def __init__(self, look: Look, picture: QWidget, words: QWidget) -> None:
        super().__init__()
        self.look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(56), look.px(26), look.px(48), look.px(26))
        row.setSpacing(look.px(56))
        row.addWidget(picture)
        row.addWidget(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = self.look.px(3)
        painter.setPen(QPen(colour(self.look.palette.frame), pen))
        painter.setBrush(colour(self.look.palette.card))
        half = pen / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), self.look.px(20), self.look.px(20)
        )
