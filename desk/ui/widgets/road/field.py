"""Where things stand on the road to rent: months across, the rents' axis above, the savings' axis below."""

import math
from collections.abc import Iterator
from itertools import count

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desk.i18n import money
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import width_of, write
from desk.ui.widgets.road.picture import RoadPicture

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_LINES = 4
_ROUND = (1, 2, 2.5, 5)
FLAG_HIGH, FLAG_ROW = 30, 33
_SMALL = 8.0  # pixels left free at the narrowest


class Field:
    """One painting of one picture: its measures, and the painter in hand."""

    def __init__(self, painter: QPainter, picture: RoadPicture, width: int, height: int) -> None:
        self.painter, self.picture, self.width, self.height = painter, picture, width, height
        self.low, self.high, self.step = _scale(picture)
        gutter = max(width_of(each, "axis") for each in (*map(euros, self.marks()), exact(picture.needed))) + px(10)
        self.left, self.right = math.ceil(gutter / px(8)) * px(8), width - _SMALL
        flags = [flag_width(each.words) for each in (picture.lease, picture.leave) if each is not None]
        self.stacked = len(flags) > 1 and sum(flags) + px(4) > width
        self.top, self.bottom = px(44) + (px(FLAG_ROW) if self.stacked else 0), 0.58 * height
        self.bars_top, self.bars_bottom = self.bottom + px(34) + px(30), height - px(44)
        self.cell = (self.right - self.left) / len(picture.rents)

    @property
    def grid_key(self) -> tuple[object, ...]:
        """What the lines with their sums hang on."""
        return self.low, self.high, self.step, self.left, self.top

    @property
    def months_key(self) -> tuple[object, ...]:
        """What the names of the months hang on."""
        lease = self.picture.lease.place if self.picture.lease else None
        return tuple(self.picture.dates), self.left, lease

    def marks(self) -> list[float]:
        """The sums at which a line crosses."""
        return [self.low + self.step * number for number in range(round((self.high - self.low) / self.step) + 1)]

    def x(self, place: float) -> float:
        return self.left + self.cell * place

    def y(self, amount: float) -> float:
        share = (amount - self.low) / max(1.0, self.high - self.low)
        return self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share))

    def write(self, box: QRectF, words: str, kind: str, ink: str, align: Qt.AlignmentFlag) -> None:
        write(self.painter, box, words, kind, ink, align=align)


def flag_width(words: str) -> float:
    return width_of(words, "second-strong") + px(20)


def euros(amount: float) -> str:
    return money(math.floor(amount) * 100)


def exact(amount: float) -> str:
    return money(round(amount * 100))


def _scale(picture: RoadPicture) -> tuple[float, float, float]:
    """Least and most of the rents' axis, and the step between its lines: round figures that hold every line."""
    values = [*picture.rents, *picture.other, picture.sought]
    least, most = min(values), max(values)
    step = next(each for each in _steps() if (most - least) / each <= _LINES)
    low = max(0.0, (least // step - (1 if least % step < step / 4 else 0)) * step)
    high = (most // step + 1) * step
    return low, high, step


def _steps() -> Iterator[float]:
    """10, 20, 25, 50, 100 … euro, without an end: a sum mistyped by a thousand is drawn as it is."""
    return (ten * each for ten in (10**power for power in count(1)) for each in _ROUND)
