"""The axes of the road to rent: lines with their sums, months and years."""

from PySide6.QtCore import QRectF

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.road.field import CENTRE, LEFT, RIGHT, Field, euros, exact


def draw_grid(field: Field) -> None:
    for amount in field.marks():
        y = field.y(amount)
        field.painter.fillRect(QRectF(field.left, y, field.right - field.left, 1), colour(tokens.ROW_LINE))
        field.write(QRectF(0, y - px(9), field.left - px(8), px(18)), euros(amount), "axis", tokens.MUTED, RIGHT)


def draw_months(field: Field) -> None:
    picture, top = field.picture, field.bars_bottom + px(4)
    widest = max(width_of(each, "axis-strong") for each in picture.dates) + px(4)
    every = max(1, round(widest / field.cell + 0.499))
    lease = picture.lease.place if picture.lease else -1
    for place, words in enumerate(picture.dates):
        here = place == lease
        beside = 0 < abs(place - lease) * field.cell < widest and lease >= 0
        if not here and (place % every or beside):
            continue
        middle = field.x(place + 0.5)
        left = min(max(field.left, middle - widest / 2), field.right - widest)
        ink = tokens.SUCCESS_TEXT if here else tokens.MUTED
        field.write(QRectF(left, top, widest, px(18)), words, "axis-strong" if here else "axis", ink, CENTRE)
    end = 0.0
    for year in picture.years:
        wide = width_of(year.words, "axis-strong") + px(8)
        if field.x(year.place) < end or field.x(year.place) + wide > field.width:
            continue
        box = QRectF(field.x(year.place), top + px(18), wide, px(18))
        field.write(box, year.words, "axis-strong", tokens.INK, LEFT)
        end = field.x(year.place) + wide


def draw_amounts(field: Field) -> None:
    """At the ends of the bars' axis."""
    for y, amount in ((field.bars_top, field.picture.needed), (field.bars_bottom, 0)):
        field.write(QRectF(0, y - px(9), field.left - px(8), px(18)), exact(amount), "axis", tokens.MUTED, RIGHT)
