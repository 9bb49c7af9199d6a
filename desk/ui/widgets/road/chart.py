"""The road to rent drawn: the rent they can pay above, what they set aside below, on the same months."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px, scale
from desk.ui.widgets.painted import Painted, plate, width_of, write

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_LINES = 4
_NICE = (10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000)
_SMALL = 8.0  # pixels left free at the narrowest


@dataclass(frozen=True)
class Sign:
    """A month (its place from 0) with its words."""

    place: float
    words: str


@dataclass(frozen=True)
class RoadPicture:
    """Euros a month, by month; every line carries its own words, so that no legend is needed.

    `dates`: short month names; `years`: where a year begins; `can_sign`: months in which a lease is possible;
    `lease` and `leave`: the flags; `turns`: what changes on the way.
    """

    rents: Sequence[float]
    other: Sequence[float]
    sought: float
    saved: Sequence[float]
    needed: float
    can_sign: Sequence[bool]
    dates: Sequence[str]
    years: Sequence[Sign]
    rents_words: str
    other_words: str
    sought_words: str
    saved_title: str
    needed_words: str
    sign_words: str
    lease: Sign | None = None
    leave: Sign | None = None
    turns: Sequence[Sign] = ()


class RoadChart(Painted):
    """The words given say what the chart shows."""

    def __init__(self) -> None:
        self.shown: RoadPicture | None = None
        self._ground: tuple[object, QPixmap] | None = None
        super().__init__("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set(self, picture: RoadPicture, words: str) -> None:
        """No new measure: the size does not hang on the figures, and a slider must be answered within a frame."""
        self.shown = picture
        if words != self.accessibleName():
            self.setAccessibleName(words)
        self.update()

    def measure(self) -> QSize:
        return QSize(px(620), px(390))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(370))

    def draw(self, painter: QPainter) -> None:
        picture = self.shown
        if picture is None or not picture.rents:
            return
        drawing = _Drawing(painter, picture, self.width(), self.height())
        drawing.ground()
        painter.drawPixmap(0, 0, self._still(drawing))
        drawing.draw()

    def _still(self, drawing: "_Drawing") -> QPixmap:
        """Months and amounts of the axes, painted once: they are most of the words, and a slider seldom moves them."""
        key = (drawing.key, self.size(), self.devicePixelRatioF(), scale())
        if self._ground is None or self._ground[0] != key:
            made = QPixmap(self.size() * self.devicePixelRatioF())
            made.setDevicePixelRatio(self.devicePixelRatioF())
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawing.still(painter)
            painter.end()
            self._ground = (key, made)
        return self._ground[1]


class _Drawing:
    """One painting of one picture."""

    def __init__(self, painter: QPainter, picture: RoadPicture, width: int, height: int) -> None:
        self.painter, self.picture, self.width, self.height = painter, picture, width, height
        self.line = px(20)
        self.low, self.high, self.step = _scale(picture)
        marks = [_euros(self.low + self.step * n) for n in range(self._lines())]
        gutter = max(width_of(each, "axis") for each in (*marks, _euros(picture.needed))) + px(10)
        self.left, self.right = gutter, width - _SMALL
        turns_top = 0.58 * height
        self.top, self.bottom = px(44), turns_top
        self.bars_top, self.bars_bottom = turns_top + px(34) + px(30), height - px(44)
        self.cell = (self.right - self.left) / len(picture.rents)

    @property
    def key(self) -> tuple[object, ...]:
        """What the axes hang on."""
        picture = self.picture
        lease = picture.lease.place if picture.lease else None
        return tuple(picture.dates), self.low, self.high, self.step, self.left, picture.needed, lease

    def still(self, painter: QPainter) -> None:
        held, self.painter = self.painter, painter
        self._grid()
        self._months()
        self._amounts()
        self.painter = held

    def draw(self) -> None:
        self._steps(self.picture.other, tokens.MUTED, 1.5, dotted=True)
        self._sought()
        self._steps(self.picture.rents, tokens.BLUE, 3)
        self._bars()
        self._turns()
        self._flags()
        self._names()
        self._bars_title()

    def x(self, place: float) -> float:
        return self.left + self.cell * place

    def y(self, euros: float) -> float:
        share = (euros - self.low) / max(1.0, self.high - self.low)
        return self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share))

    def _lines(self) -> int:
        return round((self.high - self.low) / self.step) + 1

    def ground(self) -> None:
        """Green where a lease can be signed."""
        for place, can in enumerate(self.picture.can_sign):
            if can:
                box = QRectF(self.x(place), self.top, self.cell + 0.5, self.bottom - self.top)
                self.painter.fillRect(box, colour(tokens.SUCCESS_TINT))

    def _grid(self) -> None:
        for number in range(self._lines()):
            euros = self.low + self.step * number
            y = self.y(euros)
            self.painter.fillRect(QRectF(self.left, y, self.right - self.left, 1), colour(tokens.ROW_LINE))
            self._write(QRectF(0, y - px(9), self.left - px(8), px(18)), _euros(euros), "axis", tokens.MUTED, RIGHT)

    def _steps(self, rents: Sequence[float], ink: str, width: float, *, dotted: bool = False) -> None:
        if not rents:
            return
        line = QPainterPath(QPointF(self.x(0), self.y(rents[0])))
        for place, euros in enumerate(rents):
            line.lineTo(self.x(place), self.y(euros))
            line.lineTo(self.x(place + 1), self.y(euros))
        pen = QPen(colour(ink), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dotted:
            pen.setDashPattern([2, 2])
        self.painter.strokePath(line, pen)

    def _sought(self) -> None:
        pen = QPen(colour(tokens.WARNING), 1.75)
        pen.setDashPattern([4, 3])
        self.painter.setPen(pen)
        y = self.y(self.picture.sought)
        self.painter.drawLine(QPointF(self.left, y), QPointF(self.right, y))

    def _names(self) -> None:
        """Each line's own words, where they strike nothing; the figures of the steps first."""
        taken: list[QRectF] = []
        y = self.y(self.picture.sought)
        self._place(
            taken,
            self.picture.sought_words,
            "axis-strong",
            tokens.WARNING_TEXT,
            [(self.right, y + 2), (self.right, y - px(18))],
        )
        before = None
        for place, euros in enumerate(self.picture.rents):
            if euros != before:
                words = _euros(euros)
                wide = width_of(words, "axis-strong") + 2
                ends = min(self.x(place) + px(3) + wide, self.right)
                self._place(
                    taken,
                    words,
                    "axis-strong",
                    tokens.BLUE_DARK,
                    [(ends, self.y(euros) - px(20)), (ends, self.y(euros) + px(3))],
                )
            before = euros
        end = self.y(self.picture.rents[-1])
        far = self.right - (width_of(_euros(self.picture.rents[-1]), "axis-strong") + px(24))
        self._place(
            taken,
            self.picture.rents_words,
            "axis-strong",
            tokens.BLUE_DARK,
            [(far, end - px(20)), (self.right, end - px(20)), (self.right, end + px(3)), (far, end + px(3))],
        )
        if self.picture.other and list(self.picture.other) != list(self.picture.rents):
            other = self.y(self.picture.other[-1])
            spots = [(self.right, other - px(19)), (self.right, other + px(2)), (far, other - px(19))]
            self._place(taken, self.picture.other_words, "axis", tokens.MUTED, spots)
        if any(self.picture.can_sign):
            first = list(self.picture.can_sign).index(True)
            wide = width_of(self.picture.sign_words, "axis-strong") + 2
            begins = [self.x(place) + px(8) for place in range(first, len(self.picture.can_sign))]
            begins = [each for each in begins if not self._struck(each, each + wide)]
            tops = (self.bottom - px(20), self.top + px(2))
            spots = [(begin + wide, top) for top in tops for begin in begins if begin + wide <= self.right]
            self._place(taken, self.picture.sign_words, "axis-strong", tokens.SUCCESS_TEXT, spots)

    def _struck(self, begin: float, end: float) -> bool:
        """Would an upright line go through words that stand there?"""
        leave, turns = self.picture.leave, [turn.place for turn in self.picture.turns]
        upright = [*turns, *_breaks(self.picture.other), *([leave.place] if leave is not None else [])]
        return any(begin - 1 <= self.x(place) <= end + 1 for place in upright)

    def _place(
        self, taken: list[QRectF], words: str, kind: str, ink: str, spots: Sequence[tuple[float, float]]
    ) -> None:
        """The first of the spots (end and top of the words) that is free and inside; nothing where none is."""
        wide = width_of(words, kind) + 2
        for end, top in spots:
            box = QRectF(max(self.left, end - wide), top, wide, px(18))
            inside = self.top - px(4) <= box.top() and box.bottom() <= self.bottom + px(2) and box.right() <= self.width
            if inside and not any(box.intersects(each) for each in taken):
                taken.append(box)
                self._write(box, words, kind, ink, LEFT)
                return

    def _bars(self) -> None:
        """Up to the month of the lease; what is needed as a dashed line."""
        picture, top, bottom = self.picture, self.bars_top, self.bars_bottom
        last = picture.lease.place if picture.lease else len(picture.saved) - 1
        most = max(picture.needed, 1.0)
        gap = min(px(4), self.cell * 0.15)
        for place, saved in enumerate(picture.saved):
            if place > last:
                break
            high = (bottom - top) * min(1.0, saved / most)
            ink = tokens.SUCCESS if place == last and picture.lease else tokens.SUCCESS_EDGE
            box = QRectF(self.x(place) + gap, bottom - high, self.cell - 2 * gap, high)
            if high >= 1:
                plate(self.painter, box, ink, None, radius=min(2.0, high / 2))
        self.painter.fillRect(QRectF(self.left, bottom, self.right - self.left, 1), colour(tokens.FIELD_EDGE))
        pen = QPen(colour(tokens.SUCCESS), 1.5)
        pen.setDashPattern([3, 3])
        self.painter.setPen(pen)
        self.painter.drawLine(QPointF(self.left, top), QPointF(self.right, top))
        if picture.needed:
            box = QRectF(self.left, top - px(20), self.right - self.left, px(18))
            self._write(box, picture.needed_words, "axis-strong", tokens.SUCCESS_TEXT, RIGHT)

    def _bars_title(self) -> None:
        """On white, so that no upright line goes through it."""
        words = self.picture.saved_title
        box = QRectF(self.left, self.bars_top - px(30), width_of(words, "second-strong") + px(6), px(20))
        self.painter.fillRect(box, colour(tokens.WHITE))
        self._write(box, words, "second-strong", tokens.INK, LEFT)

    def _amounts(self) -> None:
        """At the ends of the bars' axis."""
        for y, euros in ((self.bars_top, self.picture.needed), (self.bars_bottom, 0)):
            self._write(QRectF(0, y - px(9), self.left - px(8), px(18)), _euros(euros), "axis", tokens.MUTED, RIGHT)

    def _months(self) -> None:
        picture, top = self.picture, self.bars_bottom + px(4)
        widest = max(width_of(each, "axis-strong") for each in picture.dates) + px(4)
        every = max(1, round(widest / self.cell + 0.499))
        lease = picture.lease.place if picture.lease else -1
        for place, words in enumerate(picture.dates):
            here = place == lease
            beside = 0 < abs(place - lease) * self.cell < widest and lease >= 0
            if not here and (place % every or beside):
                continue
            middle = self.x(place + 0.5)
            left = min(max(self.left, middle - widest / 2), self.right - widest)
            ink = tokens.SUCCESS_TEXT if here else tokens.MUTED
            self._write(QRectF(left, top, widest, px(18)), words, "axis-strong" if here else "axis", ink, CENTRE)
        end = 0.0
        for year in picture.years:
            wide = width_of(year.words, "axis-strong") + px(8)
            if self.x(year.place) < end or self.x(year.place) + wide > self.width:
                continue
            box = QRectF(self.x(year.place), top + px(18), wide, px(18))
            self._write(box, year.words, "axis-strong", tokens.INK, LEFT)
            end = self.x(year.place) + wide

    def _turns(self) -> None:
        """What changes on the way, under the months in which it does, on as many of two lines as are free."""
        ends = [0.0, 0.0]
        for turn in self.picture.turns:
            x = self.x(turn.place)
            wide = px(14) + width_of(turn.words, "axis") + px(8)
            left = x if x + wide <= self.width else self.width - wide
            row = next((n for n, end in enumerate(ends) if end <= min(left, x) - 2), None)
            pen = QPen(colour(tokens.BLUE_LIGHT), 1)
            pen.setDashPattern([2, 3])
            self.painter.setPen(pen)
            y = self.bottom + px(9) + (row or 0) * px(18)
            if 0 <= turn.place < len(self.picture.rents):
                self.painter.drawLine(QPointF(x, self.y(self.picture.rents[int(turn.place)])), QPointF(x, y))
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(colour(tokens.BLUE))
            self.painter.drawEllipse(QPointF(x, y), px(4), px(4))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            if row is None:
                continue
            begin = max(left, 0) + (px(9) if left == x else 0)
            self._write(QRectF(begin, y - px(9), wide - px(9), px(18)), turn.words, "axis", tokens.BODY, LEFT)
            ends[row] = begin + wide

    def _flags(self) -> None:
        """Both days on one line: green the lease, red the day the home must be left."""
        lease, leave = self.picture.lease, self.picture.leave
        green = red = None
        if lease is not None:
            green = self._cloth(self.x(lease.place), lease.words, before=True)
        if leave is not None:
            red = self._cloth(self.x(leave.place), leave.words, before=False)
            if green is not None and green.intersects(red):
                if leave.place >= (lease.place if lease else 0):
                    green = self._cloth(self.x(lease.place) if lease else 0, lease.words if lease else "", before=True)
                    red.moveLeft(max(red.left(), green.right() + px(4)))
                    if red.right() > self.width:
                        red.moveRight(self.width)
                        green.moveRight(red.left() - px(4))
                else:
                    red.moveRight(self.x(leave.place))
                    green.moveLeft(self.x(lease.place) if lease else 0)
        if red is not None and leave is not None:
            self._flag(red, self.x(leave.place), leave.words, tokens.DANGER, dashed=True)
        if green is not None and lease is not None:
            self._flag(green, self.x(lease.place), lease.words, tokens.SUCCESS)
            euros = self.picture.rents[int(lease.place)]
            self.painter.setPen(QPen(colour(tokens.SUCCESS), 3))
            self.painter.setBrush(colour(tokens.WHITE))
            self.painter.drawEllipse(QPointF(self.x(lease.place), self.y(euros)), px(6), px(6))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _cloth(self, x: float, words: str, *, before: bool) -> QRectF:
        wide = width_of(words, "second-strong") + px(20)
        left = x - wide if before and x - wide >= 0 else x
        return QRectF(min(left, self.width - wide), 0, wide, px(30))

    def _flag(self, cloth: QRectF, x: float, words: str, ink: str, *, dashed: bool = False) -> None:
        pen = QPen(colour(ink), 2)
        if dashed:
            pen.setDashPattern([3, 2])
        self.painter.setPen(pen)
        self.painter.drawLine(QPointF(x, cloth.bottom()), QPointF(x, self.bars_bottom))
        plate(self.painter, cloth, ink, None, radius=3)
        self._write(cloth, words, "second-strong", tokens.WHITE, CENTRE)

    def _write(self, box: QRectF, words: str, kind: str, ink: str, align: Qt.AlignmentFlag) -> None:
        write(self.painter, box, words, kind, ink, align=align)


def _scale(picture: RoadPicture) -> tuple[float, float, float]:
    """Least and most of the rents' axis, and the step between its lines: round figures that hold every line."""
    values = [*picture.rents, *picture.other, picture.sought]
    least, most = min(values), max(values)
    step = next((each for each in _NICE if (most - least) / each <= _LINES), _NICE[-1])
    low = max(0.0, (least // step - (1 if least % step < step / 4 else 0)) * step)
    high = (most // step + 1) * step
    return low, high, float(step)


def _breaks(values: Sequence[float]) -> list[int]:
    """Places at which a value differs from the one before."""
    return [place for place in range(1, len(values)) if values[place] != values[place - 1]]


def _euros(euros: float) -> str:
    return f"{math.floor(euros):,}".replace(",", ".") + " €"
