"""The pictograms on paper: outline drawings of the icon set, on a grid of 24, stroked in one colour."""

import re
from functools import cache
from typing import Any, Final

from desk.drawings import drawing
from desk.paper.sheet import Sheet

HOME: Final = "home"
FLAG: Final = "flag"
CHECK: Final = "circle-check"
ROAD: Final = "route"
PENCIL: Final = "pencil"
PERSON: Final = "user"
CALENDAR: Final = "calendar-month"
PLACE: Final = "map-pin"
PHONE: Final = "phone"
KEY: Final = "key"
CLOCK: Final = "clock"
PAPERS: Final = "file-text"
MAIL: Final = "mail"
LOCK: Final = "lock"
HELP: Final = "heart"

GRID: Final = 24
_PATH: Final = re.compile(r'<path d="([^"]+)"')


def draw_icon(sheet: Sheet, icon: str, x: float, y: float, size: float, colour: str, width: float = 1.15) -> None:
    """Draw an icon around its middle."""
    scale = size / GRID
    sheet.strokes(strokes(icon), x - size / 2, y + size / 2, scale, colour, width)


@cache
def strokes(icon: str) -> str:
    """The icon's lines in the PDF's own words, y downwards; arcs as curves."""
    from svgelements import Close, CubicBezier, Line, Move, Path  # not before a paper is drawn

    code = []
    for drawn in _PATH.findall(drawing(icon)):
        path = Path(drawn)
        path.approximate_arcs_with_cubics()
        for part in path:
            match part:
                case Move():
                    code.append(f"{_at(part.end)} m")
                case Close():
                    code.append("h")
                case Line():
                    code.append(f"{_at(part.end)} l")
                case CubicBezier():
                    code.append(f"{_at(part.control1)} {_at(part.control2)} {_at(part.end)} c")
                case _:
                    raise ValueError(f"{icon}: {part!r}")
    return " ".join(code)


def _at(point: Any) -> str:
    return f"{point.x:.4g} {point.y:.4g}"
