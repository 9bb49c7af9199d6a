"""The lower half of the road to rent: what is set aside, month by month, up to what a lease needs."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import plate, width_of
from desk.ui.widgets.road.field import LEFT, RIGHT, Field


def draw_bars(field: Field) -> None:
    """Up to the month of the lease; what is needed as a dashed line."""
    picture, top, bottom = field.picture, field.bars_top, field.bars_bottom
    last = picture.lease.place if picture.lease else len(picture.saved) - 1
    most = max(picture.needed, 1.0)
    gap = min(px(4), field.cell * 0.15)
    for place, saved in enumerate(picture.saved):
        if place > last:
            break
        high = (bottom - top) * min(1.0, saved / most)
        ink = tokens.SUCCESS if place == last and picture.lease else tokens.SUCCESS_EDGE
        box = QRectF(field.x(place) + gap, bottom - high, field.cell - 2 * gap, high)
        if high >= 1:
            plate(field.painter, box, ink, None, radius=min(2.0, high / 2))
    field.painter.fillRect(QRectF(field.left, bottom, field.right - field.left, 1), colour(tokens.FIELD_EDGE))
    pen = QPen(colour(tokens.SUCCESS), 1.5)
    pen.setDashPattern([3, 3])
    field.painter.setPen(pen)
    field.painter.drawLine(QPointF(field.left, top), QPointF(field.right, top))
    if picture.needed:
        box = QRectF(field.left, top - px(20), field.right - field.left, px(18))
        field.write(box, picture.needed_words, "axis-strong", tokens.SUCCESS_TEXT, RIGHT)


def draw_bars_title(field: Field) -> None:
    """On white, so that no upright line goes through it."""
    words = field.picture.saved_title
    box = QRectF(field.left, field.bars_top - px(30), width_of(words, "second-strong") + px(6), px(20))
    field.painter.fillRect(box, colour(tokens.WHITE))
    field.write(box, words, "second-strong", tokens.INK, LEFT)
