"""A calendar leaf, and the box of a queue ticket."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import Painted, plate, width_of, write


class DateLeaf(Painted):
    """Weekday over day over month, in words given by the caller."""

    def __init__(self, weekday: str, day: int, month: str) -> None:
        self.weekday, self.day, self.month = weekday, day, month
        super().__init__(f"{weekday} {day} {month}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, weekday: str, day: int, month: str) -> None:
        self.weekday, self.day, self.month = weekday, day, month
        self.say(f"{weekday} {day} {month}")

    def measure(self) -> QSize:
        return QSize(round(max(px(64), width_of(self.month, "note") + px(12))), px(68))

    def draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        plate(painter, box, tokens.WHITE, tokens.CARD_EDGE, radius=tokens.RADIUS_TAG)
        head = QRectF(0, 0, box.width(), px(22))
        shape = QPainterPath()
        shape.addRoundedRect(box, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(head, colour(tokens.INK))
        painter.restore()
        centre = Qt.AlignmentFlag.AlignHCenter
        write(painter, head, self.weekday, "note", tokens.WHITE, align=centre)
        write(painter, QRectF(0, px(23), box.width(), px(26)), str(self.day), "ticket", tokens.INK, align=centre)
        write(painter, QRectF(0, px(47), box.width(), px(18)), self.month, "note", tokens.MUTED, align=centre)


class TicketBadge(Painted):
    """A17 in a box; ``strong`` for the family chosen now."""

    def __init__(self, ticket: str, strong: bool = False) -> None:
        self.strong = strong
        super().__init__(ticket)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def measure(self) -> QSize:
        kind, low, high = ("page-title", 72, 48) if self.strong else ("card-title", 56, 40)
        return QSize(round(max(px(low), width_of(self.text(), kind) + px(20))), px(high))

    def draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        edge = tokens.BLUE if self.strong else tokens.OFF_EDGE
        plate(painter, box, tokens.WHITE, edge, radius=tokens.RADIUS_FIELD)
        kind, ink = ("page-title", tokens.BLUE_ON_TINT) if self.strong else ("card-title", tokens.INK)
        write(painter, box, self.text(), kind, ink, align=Qt.AlignmentFlag.AlignHCenter)
