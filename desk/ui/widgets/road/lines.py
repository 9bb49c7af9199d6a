"""The upper half of the road to rent: what they can pay, what they look for, where a lease can be signed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.road.field import LEFT, Field, euros


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


def draw_names(field: Field) -> None:
    """Each line's own words, where they strike nothing; the figures of the steps first."""
    taken: list[QRectF] = []
    y = field.y(field.picture.sought)
    _place(
        field,
        taken,
        field.picture.sought_words,
        "axis-strong",
        tokens.WARNING_TEXT,
        [(field.right, y + 2), (field.right, y - px(18))],
    )
    before = None
    for place, amount in enumerate(field.picture.rents):
        if amount != before:
            words = euros(amount)
            wide = width_of(words, "axis-strong") + 2
            ends = min(field.x(place) + px(3) + wide, field.right)
            _place(
                field,
                taken,
                words,
                "axis-strong",
                tokens.BLUE_DARK,
                [(ends, field.y(amount) - px(20)), (ends, field.y(amount) + px(3))],
            )
        before = amount
    end = field.y(field.picture.rents[-1])
    far = field.right - (width_of(euros(field.picture.rents[-1]), "axis-strong") + px(24))
    _place(
        field,
        taken,
        field.picture.rents_words,
        "axis-strong",
        tokens.BLUE_DARK,
        [(far, end - px(20)), (field.right, end - px(20)), (field.right, end + px(3)), (far, end + px(3))],
    )
    if field.picture.other and list(field.picture.other) != list(field.picture.rents):
        other = field.y(field.picture.other[-1])
        spots = [(field.right, other - px(19)), (field.right, other + px(2)), (far, other - px(19))]
        _place(field, taken, field.picture.other_words, "axis", tokens.MUTED, spots)
    if any(field.picture.can_sign):
        first = list(field.picture.can_sign).index(True)
        wide = width_of(field.picture.sign_words, "axis-strong") + 2
        begins = [field.x(place) + px(8) for place in range(first, len(field.picture.can_sign))]
        begins = [each for each in begins if not _struck(field, each, each + wide)]
        tops = (field.bottom - px(20), field.top + px(2))
        spots = [(begin + wide, top) for top in tops for begin in begins if begin + wide <= field.right]
        _place(field, taken, field.picture.sign_words, "axis-strong", tokens.SUCCESS_TEXT, spots)


def _struck(field: Field, begin: float, end: float) -> bool:
    """Would an upright line go through words that stand there?"""
    leave, turns = field.picture.leave, [turn.place for turn in field.picture.turns]
    upright = [*turns, *_breaks(field.picture.other), *([leave.place] if leave is not None else [])]
    return any(begin - 1 <= field.x(place) <= end + 1 for place in upright)


def _place(
    field: Field, taken: list[QRectF], words: str, kind: str, ink: str, spots: Sequence[tuple[float, float]]
) -> None:
    """The first of the spots (end and top of the words) that is free and inside; nothing where none is."""
    wide = width_of(words, kind) + 2
    for end, top in spots:
        box = QRectF(max(field.left, end - wide), top, wide, px(18))
        inside = field.top - px(4) <= box.top() and box.bottom() <= field.bottom + px(2) and box.right() <= field.width
        if inside and not any(box.intersects(each) for each in taken):
            taken.append(box)
            field.write(box, words, kind, ink, LEFT)
            return


def _breaks(values: Sequence[float]) -> list[int]:
    """Places at which a value differs from the one before."""
    return [place for place in range(1, len(values)) if values[place] != values[place - 1]]
