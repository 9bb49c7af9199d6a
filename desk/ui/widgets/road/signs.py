"""The days on the road to rent: the flags of lease and release, and what changes on the way."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import plate, width_of
from desk.ui.widgets.road.field import CENTRE, FLAG_HIGH, FLAG_ROW, LEFT, Field, flag_width


def draw_turns(field: Field) -> list[QRectF]:
    """What changes on the way, under the months in which it does, on as many of two lines as are free; where its dots
    and words stand."""
    ends, taken = [0.0, 0.0], []
    for turn in field.picture.turns:
        x = field.x(turn.place)
        wide = px(14) + width_of(turn.words, "axis") + px(8)
        left = x if x + wide <= field.width else field.width - wide
        row = next((n for n, end in enumerate(ends) if end <= min(left, x) - 2), None)
        pen = QPen(colour(tokens.BLUE_LIGHT), 1)
        pen.setDashPattern([2, 3])
        field.painter.setPen(pen)
        y = field.bottom + px(9) + (row or 0) * px(18)
        if 0 <= turn.place < len(field.picture.rents):
            field.painter.drawLine(QPointF(x, field.y(field.picture.rents[int(turn.place)])), QPointF(x, y))
        field.painter.setPen(Qt.PenStyle.NoPen)
        field.painter.setBrush(colour(tokens.BLUE))
        field.painter.drawEllipse(QPointF(x, y), px(4), px(4))
        field.painter.setBrush(Qt.BrushStyle.NoBrush)
        taken.append(QRectF(x - px(6), y - px(6), px(12), px(12)))
        if row is None:
            continue
        begin = max(left, 0) + (px(9) if left == x else 0)
        box = QRectF(begin, y - px(9), wide - px(9), px(18))
        field.write(box, turn.words, "axis", tokens.BODY, LEFT)
        taken.append(box)
        ends[row] = begin + wide
    return taken


def draw_flags(field: Field) -> None:
    """Both days above the picture: green the lease, red the day the home must be left."""
    lease, leave = field.picture.lease, field.picture.leave
    flags = [(each.place, each.words, ink) for each, ink in ((lease, tokens.SUCCESS), (leave, tokens.DANGER)) if each]
    flags.sort(key=lambda each: each[0])
    lefts = side_by_side([(field.x(place), flag_width(words)) for place, words, _ink in flags], field.width, px(4))
    for row, ((place, words, ink), left) in enumerate(zip(flags, lefts, strict=True)):
        top = row * px(FLAG_ROW) if field.stacked else 0
        _flag(field, QRectF(left, top, flag_width(words), px(FLAG_HIGH)), field.x(place), words, ink)
    if lease is not None:
        spot = QPointF(field.x(lease.place), field.y(field.picture.rents[int(lease.place)]))
        field.painter.setPen(QPen(colour(tokens.SUCCESS), 3))
        field.painter.setBrush(colour(tokens.WHITE))
        field.painter.drawEllipse(spot, px(6), px(6))
        field.painter.setBrush(Qt.BrushStyle.NoBrush)


def side_by_side(flags: Sequence[tuple[float, float]], width: float, gap: float) -> list[float]:
    """Where flags (pole and width, the earlier pole first) begin: the first before its pole where there is room, the
    second from its pole on; moved apart where they touch, and never outside."""
    if not flags:
        return []
    if len(flags) == 1:
        ((pole, wide),) = flags
        return [max(0, min(pole - wide if pole >= wide else pole, width - wide))]
    (first, first_wide), (second, second_wide) = flags
    left = first - first_wide if first >= first_wide else max(0, min(first, second - gap - first_wide))
    right = min(max(second, left + first_wide + gap), width - second_wide)
    if first_wide + gap + second_wide > width:  # on two lines
        return [max(0, min(left, width - first_wide)), max(0, right)]
    return [max(0, min(left, right - gap - first_wide)), right]


def _flag(field: Field, cloth: QRectF, x: float, words: str, ink: str) -> None:
    """A cloth that had to move hangs on its pole by a short line."""
    pen = QPen(colour(ink), 2)
    if ink == tokens.DANGER:
        pen.setDashPattern([3, 2])
    field.painter.setPen(pen)
    field.painter.drawLine(QPointF(x, cloth.bottom()), QPointF(x, field.bars_bottom))
    if not cloth.left() <= x <= cloth.right():
        near = cloth.left() if x < cloth.left() else cloth.right()
        field.painter.drawLine(QPointF(x, cloth.bottom() - 1), QPointF(near, cloth.bottom() - 1))
    plate(field.painter, cloth, ink, None, radius=3)
    field.write(cloth, words, "second-strong", tokens.WHITE, CENTRE)
