"""Colours, type and measures of the printed sheets, in points."""

from desk.paper.faces import Weight
from desk.paper.text import Style

INK, BODY, MUTED = "#17324D", "#33485C", "#51657A"
BLUE, BLUE_TEXT = "#0066CC", "#004C99"
AMBER, AMBER_TEXT, AMBER_TINT = "#995C00", "#7A4A00", "#FFF3DC"
RED_TEXT, GREEN_TEXT = "#A3213A", "#00664A"
ROW_LINE, EDGE, BAND = "#B9C6D2", "#7B8EA1", "#EDF2F7"

A4 = (595.28, 841.89)
A5 = (419.53, 595.28)
LEFT, RIGHT = 35.0, 560.0
MIDDLE = (LEFT + RIGHT) / 2
COLUMN = 246.0
SECOND = RIGHT - COLUMN
TOP, BOTTOM = A4[1] - 18, 32.0
BOTTOM_LARGE = 62.0

TITLE = Style(19, 24, Weight.BOLD)
SUBTITLE = Style(11, 14.5, colour=BODY)
HEADING = Style(12.5, 16, Weight.BOLD, BLUE_TEXT)
TEXT = Style(11, 15)
TIGHT_TEXT = Style(11, 13.8)
NOTE = Style(8.5, 11, colour=MUTED)
NOTE_BOLD = Style(8.5, 11, Weight.SEMIBOLD)
LABEL = Style(9, 12, Weight.SEMIBOLD)
NUMBER = Style(8, 10, Weight.SEMIBOLD)
NUMBER_LARGE = Style(14, 18, Weight.SEMIBOLD)
MISSING = Style(10, 13, colour=AMBER_TEXT)
MISSING_LARGE = Style(18, 23.4, colour=AMBER_TEXT)
MISSING_NOTE = "traduzione da fare"

LARGE_SIZE, LARGE_NOTE = 18.0, 14.0
"""Large print: no word of the sheet's own is smaller than the first; the foot and the numbers have the second."""


ROOMY = 1.2
"""What grows where a page has room to spare."""


def wider(style: Style) -> Style:
    """The style on a page with room to spare."""
    return Style(round(style.size * ROOMY, 1), round(style.leading * ROOMY, 1), style.weight, style.colour)


def grown(style: Style) -> Style:
    """The style in large print."""
    size = LARGE_NOTE if style.size < 8.6 else max(LARGE_SIZE, min(style.size * 1.6, 26.0))
    return Style(size, round(size * 1.3, 1), style.weight, style.colour)
