"""Colours, type, spacing and radii of the staff screens, in pixels at 100 % text. No Qt."""

from typing import NamedTuple

BLUE = "#0066CC"
BLUE_DARK = "#0052A3"
BLUE_PRESSED = "#003D7A"
BLUE_TINT = "#E6F0FA"
BLUE_TINT_PRESSED = "#CFE2F5"
BLUE_ON_TINT = "#004C99"
BLUE_TINT_EDGE = "#B8D4F0"
BLUE_HALO = "#BFD9F2"
BLUE_LIGHT = "#5B9BDA"

INK = "#17324D"
INK_LINE = "#2D465F"
BODY = "#33485C"
MUTED = "#51657A"
ON_INK = "#C8D4E0"

FIELD_EDGE = "#7B8EA1"
DASHED_EDGE = "#A0B2C4"
CARD_EDGE = "#D5DEE7"
ROW_LINE = "#E6ECF2"
TRACK = "#E3EAF1"
LATER_LINE = "#C9D5E0"

GROUND = "#F5F8FB"
WHITE = "#FFFFFF"
INSET = "#EDF2F7"
INSET_PRESSED = "#DCE5EE"
BAND = "#F0F4F8"
COUNT = "#DCE6EF"
OFF = "#E3EAF1"
OFF_EDGE = "#C5D0DB"
OFF_TEXT = "#51657A"

SUCCESS = "#008055"
SUCCESS_TEXT = "#00664A"
SUCCESS_TINT = "#E4F4ED"
SUCCESS_EDGE = "#B5DFCD"

WARNING = "#995C00"
WARNING_TEXT = "#7A4A00"
WARNING_TINT = "#FFF3DC"
WARNING_EDGE = "#F0D49B"
WARNING_FIELD = "#FFFBF2"

DANGER = "#CC334D"
DANGER_DARK = "#A3213A"
DANGER_PRESSED = "#7D182C"
DANGER_TEXT = "#A3213A"
DANGER_TINT = "#FCEAED"
DANGER_EDGE = "#F0B9C3"

INTERPRETER = "#5B45A0"
INTERPRETER_TEXT = "#4C3B83"
INTERPRETER_TINT = "#F1EDFA"
INTERPRETER_EDGE = "#D4CBEC"

CALL = "#FFD27A"  # on dark ground only


class Tone(NamedTuple):
    """The shades of one kind: strong, text on the tint, tint, edge of the tint."""

    strong: str
    text: str
    tint: str
    edge: str


TONES = {
    "neutral": Tone(MUTED, BODY, INSET, CARD_EDGE),
    "plain": Tone(INK, INK, WHITE, CARD_EDGE),
    "info": Tone(BLUE, BLUE_ON_TINT, BLUE_TINT, BLUE_TINT_EDGE),
    "success": Tone(SUCCESS, SUCCESS_TEXT, SUCCESS_TINT, SUCCESS_EDGE),
    "warning": Tone(WARNING, WARNING_TEXT, WARNING_TINT, WARNING_EDGE),
    "danger": Tone(DANGER, DANGER_TEXT, DANGER_TINT, DANGER_EDGE),
    "interpreter": Tone(INTERPRETER, INTERPRETER_TEXT, INTERPRETER_TINT, INTERPRETER_EDGE),
}


class Type(NamedTuple):
    """A size of text: pixels, line in pixels, weight."""

    size: float
    line: int
    weight: int


REGULAR, SEMIBOLD, BOLD = 400, 600, 700

TYPES = {
    "page-title": Type(26, 32, BOLD),
    "figure": Type(30, 36, BOLD),
    "ticket": Type(20, 26, BOLD),
    "card-title": Type(18, 24, SEMIBOLD),
    "name": Type(16, 22, SEMIBOLD),
    "input": Type(16, 22, REGULAR),
    "strong": Type(15, 21, SEMIBOLD),
    "text": Type(15, 21, REGULAR),
    "second": Type(14, 19, REGULAR),
    "second-strong": Type(14, 19, SEMIBOLD),
    "note": Type(13, 17, REGULAR),
    "note-strong": Type(13, 17, SEMIBOLD),
    "axis": Type(12.5, 16, REGULAR),
    "axis-strong": Type(12.5, 16, SEMIBOLD),
}

FAMILIES = ("Titillium Web", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", "Droid Sans Fallback")

STEP = 8
RAIL = 104
TOP_BAR = 64
PAGE_MARGIN = 24
CARD_GAP = 16
CARD_PADDING = 16

BUTTON = 40
BUTTON_SMALL = 32
BUTTON_LARGE = 52
ROW_UNDO, ROW_TABLE, ROW_EXPECTED, ROW_WAITING = 44, 43, 74, 92
SMALLEST_TARGET = 24

RADIUS_TAG, RADIUS_FIELD, RADIUS_CARD = 4, 6, 8

PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in (INK, BODY, MUTED, BLUE_DARK) for ground in (WHITE, GROUND, INSET, BAND, BLUE_TINT)),
    *((tone.text, tone.tint) for tone in TONES.values()),
    *((tone.text, WHITE) for tone in TONES.values()),
    *((INK, tone.tint) for tone in TONES.values()),
    *((BODY, tone.tint) for tone in TONES.values()),
    *((WHITE, ground) for ground in (BLUE, BLUE_DARK, BLUE_PRESSED, INK, SUCCESS, DANGER, DANGER_DARK, DANGER_PRESSED)),
    (ON_INK, INK),
    (CALL, INK),
    (INK, CALL),
    (OFF_TEXT, OFF),
    (OFF_TEXT, WHITE),
    (BLUE_ON_TINT, BLUE_TINT_PRESSED),
    (INK, INSET_PRESSED),
    (INK, COUNT),
    (INK, WARNING_FIELD),
    (WARNING_TEXT, WARNING_FIELD),
)
"""Every text on its ground that the sheet and the widgets use: 4.5:1 or more."""

EDGES: tuple[tuple[str, str], ...] = (
    (FIELD_EDGE, WHITE),
    (BLUE, WHITE),
    (BLUE, GROUND),
    (WARNING, WARNING_FIELD),
    (DANGER, WHITE),
    (INK, WHITE),
    (SUCCESS, WHITE),
)
"""Edges and marks that carry meaning: 3:1 or more."""
