"""Paths of SVG drawings (24-grid strokes) as QPainterPath, without a renderer to load."""

import math
import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_FLAG = re.compile(r"[\s,]*([01])")
_NUMBER = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+))")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_PATH = re.compile(r'<path[^>]*\bd="([^"]+)"')
_CIRCLE = re.compile(r'<circle\s+cx="([^"]+)"\s+cy="([^"]+)"\s+r="([^"]+)"')


def read(svg: str) -> QPainterPath:
    """Every <path> and <circle> of one drawing."""
    whole = QPainterPath()
    for data in _PATH.findall(svg):
        whole.addPath(path(data))
    for x, y, r in _CIRCLE.findall(svg):
        whole.addEllipse(QPointF(float(x), float(y)), float(r), float(r))
    return whole


def path(data: str) -> QPainterPath:
    """The path of one ``d`` attribute."""
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.draw(command, numbers)
    return pen.path


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    for match in _COMMAND.finditer(data):
        command, rest = match.group(1), match.group(2)
        count = _COUNT[command.upper()]
        if count == 0:
            yield command, []
            continue
        numbers = list(_arc_numbers(rest)) if count == 7 else [float(x) for x in _NUMBER.findall(rest)]
        for start in range(0, len(numbers), count):
            yield command, numbers[start : start + count]
            if command in "Mm":  # further pairs after a move are lines
                command = "L" if command == "M" else "l"


def _arc_numbers(text: str) -> Iterator[float]:
    at, place = 0, 0
    while True:
        match = (_FLAG if place in (3, 4) else _NUMBER).match(text, at)
        if match is None:
            return
        yield float(match.group(1))
        at, place = match.end(), (place + 1) % 7


class _Pen:
    def __init__(self) -> None:
        self.path = QPainterPath()
        self.x, self.y = 0.0, 0.0
        self.start: tuple[float, float] = (0.0, 0.0)
        self.control: tuple[float, float] | None = None

    def draw(self, command: str, n: list[float]) -> None:
        dx, dy = (self.x, self.y) if command.islower() else (0.0, 0.0)
        kind = command.upper()
        control: tuple[float, float] | None = None
        if kind == "Z":
            self.path.closeSubpath()
            self.x, self.y = self.start
        elif kind == "M":
            self.x, self.y = self.start = (n[0] + dx, n[1] + dy)
            self.path.moveTo(self.x, self.y)
        elif kind in "LHV":
            self.x = n[0] + dx if kind in "LH" else self.x
            self.y = n[-1] + dy if kind in "LV" else self.y
            self.path.lineTo(self.x, self.y)
        elif kind in "CS":
            first = (n[0] + dx, n[1] + dy) if kind == "C" else self._mirrored()
            control, end = (n[-4] + dx, n[-3] + dy), (n[-2] + dx, n[-1] + dy)
            self.path.cubicTo(*first, *control, *end)
            self.x, self.y = end
        elif kind in "QT":
            control = (n[0] + dx, n[1] + dy) if kind == "Q" else self._mirrored()
            self.x, self.y = n[-2] + dx, n[-1] + dy
            self.path.quadTo(*control, self.x, self.y)
        else:
            self._arc((n[0], n[1]), n[3] != 0, n[4] != 0, (n[5] + dx, n[6] + dy))
        self.control = control

    def _mirrored(self) -> tuple[float, float]:
        if self.control is None:
            return self.x, self.y
        return 2 * self.x - self.control[0], 2 * self.y - self.control[1]

    def _arc(self, radii: tuple[float, float], large: bool, sweep: bool, end: tuple[float, float]) -> None:
        """An upright elliptical arc from here to the end, as SVG says it."""
        (rx, ry), (x, y) = radii, end
        hx, hy = (self.x - x) / 2, (self.y - y) / 2
        if rx == 0 or ry == 0 or (hx == 0 and hy == 0):
            self.path.lineTo(x, y)
            self.x, self.y = x, y
            return
        stretch = (hx / rx) ** 2 + (hy / ry) ** 2
        if stretch > 1:
            rx, ry = rx * math.sqrt(stretch), ry * math.sqrt(stretch)
            stretch = 1
        factor = math.sqrt((1 - stretch) / stretch) * (-1 if large == sweep else 1)
        ox, oy = factor * rx * hy / ry, -factor * ry * hx / rx
        cx, cy = ox + (self.x + x) / 2, oy + (self.y + y) / 2
        first = math.degrees(math.atan2((hy - oy) / ry, (hx - ox) / rx))
        turn = math.degrees(math.atan2((-hy - oy) / ry, (-hx - ox) / rx)) - first
        if sweep and turn < 0:
            turn += 360
        elif not sweep and turn > 0:
            turn -= 360
        self.path.arcTo(QRectF(cx - rx, cy - ry, 2 * rx, 2 * ry), -first, -turn)
        self.x, self.y = x, y
