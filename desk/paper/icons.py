"""The small pictures beside headings: strokes on a grid of 24, drawn from the top left."""

from desk.paper.sheet import Sheet

HOME = "M 4 11 L 12 4 L 20 11 M 6 9.5 L 6 20 L 18 20 L 18 9.5 M 10 20 L 10 14 L 14 14 L 14 20"
FLAG = "M 5 21 L 5 4 L 19 4 L 15.5 8.5 L 19 13 L 5 13"
CHECK = "O 12 12 9 M 8.3 12.2 L 11 15 L 15.8 9.6"
ROAD = (
    "O 5.5 18.5 2.5 O 18.5 5.5 2.5 M 8 18.5 L 16 18.5 C 20.5 18.5 20.5 12 16 12 L 8 12 C 3.5 12 3.5 5.5 8 5.5 L 16 5.5"
)
PENCIL = "M 4 20 L 4 16 L 15.5 4.5 L 19.5 8.5 L 8 20 L 4 20 M 13 7 L 17 11"
PERSON = "O 12 7.5 4 M 4.5 20.5 C 4.5 12.5 19.5 12.5 19.5 20.5"
CALENDAR = "M 4 6 L 20 6 L 20 20 L 4 20 L 4 6 M 4 11 L 20 11 M 8 3.5 L 8 7.5 M 16 3.5 L 16 7.5"
BAG = "M 4 8 L 20 8 L 20 20 L 4 20 L 4 8 M 9 8 L 9 4.5 L 15 4.5 L 15 8 M 4 13 L 20 13"
PLACE = "O 12 10 2.6 M 12 21 C 7 15.5 5.5 13 5.5 10 C 5.5 1.5 18.5 1.5 18.5 10 C 18.5 13 17 15.5 12 21"
PHONE = "M 7 3.5 L 17 3.5 L 17 20.5 L 7 20.5 L 7 3.5 M 11 17.5 L 13 17.5"
KEY = "O 8 15.5 4 M 11 12.7 L 20 4 M 16 8 L 19 11"
SEAT = "M 7 4 L 7 20 M 7 13 L 17 13 L 17 20"
CLOCK = "O 12 12 8.5 M 12 7 L 12 12 L 15.5 14"
SCREEN = "M 3.5 5 L 20.5 5 L 20.5 16 L 3.5 16 L 3.5 5 M 12 16 L 12 20 M 8 20 L 16 20"

_CURVE = 0.5523


def draw_icon(sheet: Sheet, icon: str, x: float, y: float, size: float, colour: str, width: float = 1.15) -> None:
    """Draw an icon around its middle."""
    scale, left, top = size / 24, x - size / 2, y + size / 2
    words = iter(icon.split())
    code = []
    for word in words:
        if word == "O":
            code.append(_circle(*(float(next(words)) for _ in range(3)), scale=scale, left=left, top=top))
            continue
        count = 3 if word == "C" else 1
        points = [(left + float(next(words)) * scale, top - float(next(words)) * scale) for _ in range(count)]
        code.append(" ".join(f"{a:.2f} {b:.2f}" for a, b in points) + f" {word.lower()}")
    sheet.path(" ".join(code), colour, width)


def _circle(x: float, y: float, radius: float, *, scale: float, left: float, top: float) -> str:
    x, y, radius = left + x * scale, top - y * scale, radius * scale
    bend = radius * _CURVE
    return (
        f"{x + radius:.2f} {y:.2f} m"
        f" {x + radius:.2f} {y + bend:.2f} {x + bend:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c"
        f" {x - bend:.2f} {y + radius:.2f} {x - radius:.2f} {y + bend:.2f} {x - radius:.2f} {y:.2f} c"
        f" {x - radius:.2f} {y - bend:.2f} {x - bend:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c"
        f" {x + bend:.2f} {y - radius:.2f} {x + radius:.2f} {y - bend:.2f} {x + radius:.2f} {y:.2f} c h"
    )
