"""The words on the picture of the road to rent: every line's name and every step's sum, where no line goes through."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QRectF

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.road.field import LEFT, Field, euros

_HIGH, _ABOVE, _UNDER = 18, 20, 3
_STEP = 40.0  # how far a name moves along its line to find room
Spot = tuple[float, float]  # end and top of the words


class Names:
    """`taken`: where words stand already, those under the months first."""

    def __init__(self, field: Field, taken: Sequence[QRectF] = ()) -> None:
        self._field = field
        self.taken = [*taken, *_ring(field)]
        self._level = list(_level(field))
        self._upright = list(_upright(field))

    def draw(self) -> None:
        """The figures of the steps before the name of their line: it may stand anywhere along it."""
        field, picture = self._field, self._field.picture
        sought = field.y(picture.sought)
        self._put(picture.sought_words, "axis-strong", tokens.WARNING_TEXT, self._along(lambda _x: sought, under=True))
        before = None
        for place, amount in enumerate(picture.rents):
            if amount != before:
                words = euros(amount)
                end = min(field.x(place) + px(_UNDER) + _wide(words, "axis-strong"), field.right)
                tops = (field.y(amount) - px(_ABOVE), field.y(amount) + px(_UNDER))
                spots = [(min(end + on, field.right), top) for on in (0, px(8)) for top in tops]
                self._put(words, "axis-strong", tokens.BLUE_DARK, spots, must=False)
            before = amount
        far = _wide(euros(picture.rents[-1]), "axis-strong") + px(22)
        self._put(picture.rents_words, "axis-strong", tokens.BLUE_DARK, self._along(self._on(picture.rents), far))
        if picture.other and list(picture.other) != list(picture.rents):
            self._put(picture.other_words, "axis", tokens.MUTED, self._along(self._on(picture.other)))
        self._draw_sign()

    def _draw_sign(self) -> None:
        """In the green, at its foot or its head; without a word where neither has room."""
        field, picture = self._field, self._field.picture
        if not any(picture.can_sign):
            return
        first = list(picture.can_sign).index(True)
        wide = _wide(picture.sign_words, "axis-strong")
        begins = [field.x(place) + px(8) for place in range(first, len(picture.can_sign))]
        tops = (field.bottom - px(_ABOVE), field.top + px(2))
        spots = [(begin + wide, top) for top in tops for begin in begins if begin + wide <= field.right]
        self._put(picture.sign_words, "axis-strong", tokens.SUCCESS_TEXT, spots, must=False)

    def _on(self, rents: Sequence[float]) -> Callable[[float], float]:
        """How high the line runs at a place across."""
        field = self._field
        return lambda x: field.y(rents[min(len(rents) - 1, max(0, int((x - field.left) / field.cell)))])

    def _along(self, line: Callable[[float], float], far: float = 0, *, under: bool = False) -> Iterator[Spot]:
        """Above and under the line from its end on; where lines lie so close that there is no room, a line of words
        further off."""
        field = self._field
        above, below = -px(_ABOVE), px(_UNDER)
        near = (below, above) if under else (above, below)
        for offs in (near, (above - px(_HIGH), below + px(_HIGH))):
            end = field.right
            if far:
                yield end - far, line(end - far) + near[0]
            while end > field.left + _STEP:
                yield from ((end, line(end - 1) + off) for off in offs)
                end -= _STEP

    def _put(self, words: str, kind: str, ink: str, spots: Iterator[Spot] | list[Spot], *, must: bool = True) -> None:
        """At the first spot that nothing goes through; else, for what must be said, at the first that is free."""
        field, wide = self._field, _wide(words, kind)
        clear = free = None
        for end, top in spots:
            box = QRectF(end - wide, top, wide, px(_HIGH))
            if not self._inside(box) or any(box.intersects(each) for each in self.taken):
                continue
            if not self._levelled(box):
                if not self._struck(box):
                    break
                clear = clear or box
            free = free or box
        else:
            box = clear or (free if must else None) or QRectF()
        if box.isNull():
            return
        self.taken.append(box)
        field.write(box, words, kind, ink, LEFT)

    def _inside(self, box: QRectF) -> bool:
        """Under the ground too: down to the title of the savings there is room for one line of words."""
        field = self._field
        across = field.left <= box.left() and box.right() <= field.width
        return across and field.top - px(4) <= box.top() and box.bottom() <= field.bottom + px(_HIGH + _UNDER + 1)

    def _levelled(self, box: QRectF) -> bool:
        return any(
            begin < box.right() and box.left() < end and box.top() + 1 < y < box.bottom() - 1
            for begin, end, y in self._level
        )

    def _struck(self, box: QRectF) -> bool:
        return any(
            box.left() - 1 <= x <= box.right() + 1 and top < box.bottom() and box.top() < bottom
            for x, top, bottom in self._upright
        )


def _wide(words: str, kind: str) -> float:
    return width_of(words, kind) + 2


def _ring(field: Field) -> Iterator[QRectF]:
    """Around the month of the lease."""
    lease = field.picture.lease
    if lease is not None:
        x, y = field.x(lease.place), field.y(field.picture.rents[int(lease.place)])
        yield QRectF(x - px(8), y - px(8), px(16), px(16))


def _level(field: Field) -> Iterator[tuple[float, float, float]]:
    """Pieces of line that run across: begin, end, height."""
    yield field.left, field.right, field.y(field.picture.sought)
    yield field.left, field.right, field.bottom
    for rents in (field.picture.rents, field.picture.other):
        begin = 0
        for place in (*_breaks(rents), len(rents)):
            if place:
                yield field.x(begin), field.x(place), field.y(rents[begin])
            begin = place


def _upright(field: Field) -> Iterator[tuple[float, float, float]]:
    """Lines that go up and down: place, top, foot."""
    picture = field.picture
    for rents in (picture.rents, picture.other):
        for place in _breaks(rents):
            ends = sorted((field.y(rents[place - 1]), field.y(rents[place])))
            yield field.x(place), ends[0], ends[1]
    for turn in picture.turns:
        if 0 <= turn.place < len(picture.rents):
            yield field.x(turn.place), field.y(picture.rents[int(turn.place)]), field.bottom + px(9)
    for flag in (picture.lease, picture.leave):
        if flag is not None:
            yield field.x(flag.place), 0, field.bars_bottom


def _breaks(values: Sequence[float]) -> list[int]:
    """Places at which a value differs from the one before."""
    return [place for place in range(1, len(values)) if values[place] != values[place - 1]]
