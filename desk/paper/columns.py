"""Rows in two columns, Italian and the family's language, with the line's number between them."""

from dataclasses import dataclass

from desk import settings
from desk.paper import look
from desk.paper.faces import Weight
from desk.paper.flow import Part
from desk.paper.icons import draw_icon
from desk.paper.model import ITALIAN, Bilingual
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Span, Style, Words, set_text

_TALLEST = 30  # lines; a longer text goes on in a row of its own, so that a page can break there


@dataclass(frozen=True)
class Languages:
    """The second language of a sheet; Italian alone where it is Italian. `tight`: with less air between the lines."""

    code: str
    tight: bool = False

    @property
    def text(self) -> Style:
        return look.TIGHT_TEXT if self.tight else look.TEXT

    @property
    def row(self) -> float:
        """Height of a row of one line."""
        return 17.2 if self.tight else 19.1

    @property
    def alone(self) -> bool:
        return self.code == ITALIAN

    @property
    def right_to_left(self) -> bool:
        return self.code in settings.RIGHT_TO_LEFT

    @property
    def first_width(self) -> float:
        """Width in points of the Italian column."""
        return look.RIGHT - _ALONE_LEFT if self.alone else look.COLUMN

    @property
    def first_left(self) -> float:
        return _ALONE_LEFT if self.alone else look.LEFT


_ALONE_LEFT = look.LEFT + 24


def other_block(words: Words | None, style: Style, width: float, languages: Languages) -> Block:
    """The family's text; where nobody has translated it, the words that say so."""
    if words is None:
        return set_text(look.MISSING_NOTE, look.MISSING, width)
    return set_text(words, style, width, languages.right_to_left)


def draw_other(sheet: Sheet, block: Block, left: float, top: float, width: float) -> None:
    """Draw the family's column; a missing translation in a dashed amber box."""
    if block.style is look.MISSING:
        sheet.box(
            left, top - block.height - 1, width, block.height + 1, fill=look.AMBER_TINT, stroke=look.AMBER,
            line_width=0.8, radius=2.5, dash=(3, 2),
        )  # fmt: skip
        sheet.block(block, left + 5, top - 0.5, width - 10, Align.LEFT)
        return
    sheet.block(block, left, top, width)


def text_rows(number: int, italian: Words, translated: Words | None, languages: Languages) -> list[Part]:
    """One numbered line; more than one part only where it is very long."""
    first = list(set_text(italian, languages.text, languages.first_width).chunks(_TALLEST))
    second: list[Block] = []
    if not languages.alone:
        second = list(other_block(translated, languages.text, look.COLUMN, languages).chunks(_TALLEST))
    count = max(len(first), len(second))
    return [
        _row(number if not place else None, first[place : place + 1], second[place : place + 1], languages)
        for place in range(count)
    ]


def _row(number: int | None, first: list[Block], second: list[Block], languages: Languages) -> Part:
    height = max(block.height for block in (*first, *second)) + languages.row - languages.text.leading

    def draw(sheet: Sheet, top: float) -> None:
        under = top - (languages.row - languages.text.leading) / 2
        for block in first:
            sheet.block(block, languages.first_left, under, languages.first_width)
        for block in second:
            draw_other(sheet, block, look.SECOND, under, look.COLUMN)
        if number is not None:
            draw_number(sheet, number, look.LEFT + 8 if languages.alone else look.MIDDLE, top - languages.row / 2)

    return Part(height, draw)


def draw_number(sheet: Sheet, number: int, x: float, y: float) -> None:
    """The line's number in a disc."""
    sheet.disc(x, y, 7.7, look.EDGE, width=0.6)
    sheet.block(set_text(str(number), look.NUMBER, 40), x - 20, y + look.NUMBER.leading / 2, 40, Align.CENTRE)


def heading(text: Bilingual, icon: str, languages: Languages) -> Part:
    """A section's heading in both languages, its pictogram and the rule below."""
    width = languages.first_width
    first = set_text(text.italian, look.HEADING, width)
    second = None
    if not languages.alone:
        second = other_block(text.translated, look.HEADING, look.COLUMN, languages)
    lines = max(first.height, second.height if second else 0)
    above = 4 if languages.tight else 6
    height = lines + above + 4.3

    def draw(sheet: Sheet, top: float) -> None:
        sheet.block(first, languages.first_left, top - above, width)
        if second is not None:
            draw_other(sheet, second, look.SECOND, top - above, look.COLUMN)
        draw_icon(
            sheet, icon, look.LEFT + 8 if languages.alone else look.MIDDLE, top - above - lines / 2, 14, look.BLUE_TEXT
        )
        rule = top - height + 2.7
        sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.BLUE, 1)

    return Part(height, draw)


def bold_first(first: str, mark: str, rest: str) -> tuple[Span, ...]:
    """A topic in bold, then its sentence."""
    return ((f"{first}{mark} ", Weight.SEMIBOLD), (rest, Weight.REGULAR))
