"""The upper half of the road to rent: what they can pay, what they look for, where a lease can be signed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour
from desk.ui.widgets.road.field import Field


def draw_ground(field: Field) -> None:
    """Green where a lease can be signed."""
    for place, can in enumerate(field.picture.can_sign):
        if can:
            box = QRectF(field.x(place), field.top, field.cell + 0.5, field.bottom - field.top)
            field.painter.fillRect(box, colour(tokens.SUCCESS_TINT))


def draw_lines(field: Field) -> None:
    _steps(field, field.picture.other, tokens.MUTED, 1.5, dotted=True)
    _sought(field)
    _steps(field, field.picture.rents, tokens.BLUE, 3)


def _steps(field: Field, rents: Sequence[float], ink: str, width: float, *, dotted: bool = False) -> None:
    if not rents:
        return
    line = QPainterPath(QPointF(field.x(0), field.y(rents[0])))
    for place, amount in enumerate(rents):
        line.lineTo(field.x(place), field.y(amount))
        line.lineTo(field.x(place + 1), field.y(amount))
    pen = QPen(colour(ink), width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dotted:
        pen.setDashPattern([2, 2])
    field.painter.strokePath(line, pen)


def _sought(field: Field) -> None:
    pen = QPen(colour(tokens.WARNING), 1.75)
    pen.setDashPattern([4, 3])
    field.painter.setPen(pen)
    y = field.y(field.picture.sought)
    field.painter.drawLine(QPointF(field.left, y), QPointF(field.right, y))
