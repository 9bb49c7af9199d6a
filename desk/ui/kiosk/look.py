"""Colours and measures of kiosk and display: two grounds, and a unit that follows the size of the screen."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from desk.ui.kiosk.lines import face
from desk.ui.theme import tokens

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
LARGE = 1.22
SMALLEST_TARGET = 64


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for."""

    ground: str
    ink: str
    body: str
    card: str
    edge: str
    frame: str
    primary: str
    on_primary: str
    on_primary_second: str
    disc: str
    mark: str
    bar: str
    on_bar: str
    bar_edge: str
    chosen: str
    on_chosen: str
    fault: str
    light: str

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every text on its ground: 4.5:1 or more."""
        return (
            (self.ink, self.ground),
            (self.body, self.ground),
            (self.ink, self.card),
            (self.body, self.card),
            (self.on_primary, self.primary),
            (self.on_primary_second, self.primary),
            (self.mark, self.card),
            (self.on_bar, self.bar),
            (self.on_chosen, self.chosen),
            (self.fault, self.ground),
        )

    def edges(self) -> tuple[tuple[str, str], ...]:
        """Edges and drawings that carry meaning: 3:1 or more."""
        return (
            (self.edge, self.ground),
            (self.frame, self.ground),
            (self.mark, self.disc),
            (self.primary, self.ground),
            (self.bar_edge, self.bar),
        )


CALM = Palette(
    ground=tokens.GROUND,
    ink=tokens.INK,
    body=tokens.BODY,
    card=tokens.WHITE,
    edge=tokens.FIELD_EDGE,
    frame=tokens.BLUE,
    primary=tokens.BLUE,
    on_primary=tokens.WHITE,
    on_primary_second=tokens.WHITE,
    disc=tokens.BLUE_TINT,
    mark=tokens.BLUE,
    bar=tokens.INK,
    on_bar=tokens.WHITE,
    bar_edge=tokens.FIELD_EDGE,
    chosen=tokens.WHITE,
    on_chosen=tokens.INK,
    fault=tokens.DANGER_TEXT,
    light="#FF9AA8",
)
STRONG = Palette(
    ground="#000000",
    ink="#FFFFFF",
    body="#FFFFFF",
    card="#000000",
    edge="#FFFFFF",
    frame=tokens.CALL,
    primary=tokens.CALL,
    on_primary="#000000",
    on_primary_second="#000000",
    disc="#000000",
    mark=tokens.CALL,
    bar="#000000",
    on_bar="#FFFFFF",
    bar_edge="#FFFFFF",
    chosen=tokens.CALL,
    on_chosen="#000000",
    fault="#FFB3BF",
    light="#FF9AA8",
)


@dataclass(frozen=True)
class Look:
    """How this screen is drawn now. `unit`: pixels of the screen for one of the drawing."""

    unit: float = 1.0
    text: float = 1.0
    palette: Palette = CALM
    portrait: bool = True

    def px(self, size: float) -> int:
        return round(size * self.unit)

    def font(self, size: float, weight: int = tokens.REGULAR) -> QFont:
        """A face whose size follows the screen and the large type."""
        return face(size * self.unit * self.text, weight)


def look_for(width: int, height: int, *, large: bool = False, contrast: bool = False) -> Look:
    """The look of a screen of this size."""
    portrait = height > width
    wide, high = PORTRAIT if portrait else LANDSCAPE
    return Look(
        min(width / wide, height / high), LARGE if large else 1.0, STRONG if contrast else CALM, portrait=portrait
    )
