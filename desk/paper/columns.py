"""Rows in two languages with the line's number: in two columns, or in large print one under the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk import settings
from desk.paper import look, words
from desk.paper.faces import Weight
from desk.paper.flow import SPLIT_FROM, Part
from desk.paper.icons import draw_icon
from desk.paper.model import ITALIAN, Bilingual
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Span, Style, Words, set_text

WHOLE, PIECE = 12, 6  # lines; a longer text is cut into pieces of so many, so that a page can end in it
_WHOLE_LARGE, _PIECE_LARGE = 14, 4
_ALONE_LEFT, _LARGE_LEFT = look.LEFT + 24, look.LEFT + 34
_BETWEEN = 3.0  # large print: from the Italian to the family's words
_APART = 24.0  # large print: between the two where they stand on one line


@dataclass(frozen=True)
class Languages:
    """The second language of a sheet, Italian alone where it is Italian, and how the sheet is set.

    `tight`: with less air between the lines; `roomy`: a fifth larger; `large`: in large print, the two languages one
    under the other.
    """

    code: str
    tight: bool = False
    large: bool = False
    roomy: bool = False

    def style(self, normal: Style) -> Style:
        """The style at this sheet's size."""
        if self.large:
            return look.grown(normal)
        return look.wider(normal) if self.roomy else normal

    @property
    def text(self) -> Style:
        return self.style(look.TIGHT_TEXT if self.tight else look.TEXT)

    @property
    def row(self) -> float:
        """Height of a row of one line."""
        if self.large:
            return self.text.leading + (4 if self.tight else 8)
        return (17.2 if self.tight else 19.1) * (look.ROOMY if self.roomy else 1)

    @property
    def alone(self) -> bool:
        return self.code == ITALIAN

    @property
    def right_to_left(self) -> bool:
        return self.code in settings.RIGHT_TO_LEFT

    @property
    def first_width(self) -> float:
        """Width in points of the Italian column."""
        return look.RIGHT - self.first_left if self.large or self.alone else look.COLUMN

    @property
    def first_left(self) -> float:
        if self.large:
            return _LARGE_LEFT
        return _ALONE_LEFT if self.alone else look.LEFT

    @property
    def second_left(self) -> float:
        return _LARGE_LEFT if self.large else look.SECOND

    @property
    def second_width(self) -> float:
        return look.RIGHT - _LARGE_LEFT if self.large else look.COLUMN

    @property
    def sign_x(self) -> float:
        """The middle of line numbers and pictograms."""
        if self.large:
            return look.LEFT + 13
        return look.LEFT + 8 if self.alone else look.MIDDLE

    @property
    def split_from(self) -> float:
        """Which share of a page a section may take to be kept whole: large print would leave half pages empty."""
        return 0.35 if self.large else SPLIT_FROM

    @property
    def bottom(self) -> float:
        """Where the sheet's own words end; the foot is below."""
        return look.BOTTOM_LARGE if self.large else look.BOTTOM


def other_block(told: Words | None, style: Style, width: float, languages: Languages) -> Block:
    """The family's text; where nobody has translated it, the words that say so. `style` is as it is set here."""
    if told is None:
        missing = look.MISSING_LARGE if languages.large else look.MISSING
        return set_text(look.MISSING_NOTE, missing, width)
    return set_text(told, style, width, languages.right_to_left)


def is_missing(block: Block) -> bool:
    """True for the words that stand where a translation lacks."""
    return block.style is look.MISSING or block.style is look.MISSING_LARGE


def draw_other(sheet: Sheet, block: Block, left: float, top: float, width: float) -> None:
    """Draw the family's column; a missing translation in a dashed amber box."""
    if is_missing(block):
        sheet.box(
            left, top - block.height - 1, width, block.height + 1, fill=look.AMBER_TINT, stroke=look.AMBER,
            line_width=0.8, radius=2.5, dash=(3, 2),
        )  # fmt: skip
        sheet.block(block, left + 5, top - 0.5, width - 10, Align.LEFT)
        return
    sheet.block(block, left, top, width)


def pair_height(first: Sequence[Block], second: Sequence[Block], languages: Languages) -> float:
    """Side by side, the taller; one under the other, both."""
    heights = [sum(block.height for block in column) for column in (first, second)]
    if not languages.large:
        return max(heights)
    return sum(heights) + (_BETWEEN if all(heights) else 0)


def draw_pair(sheet: Sheet, first: Sequence[Block], second: Sequence[Block], top: float, languages: Languages) -> None:
    """The Italian blocks and the family's."""
    y = top
    for block in first:
        y -= sheet.block(block, languages.first_left, y, languages.first_width)
    y = y - _BETWEEN if languages.large and first else top
    for block in second:
        draw_other(sheet, block, languages.second_left, y, languages.second_width)
        y -= block.height


def text_rows(number: int | None, italian: Words, translated: Words | None, languages: Languages) -> list[Part]:
    """One line, with its number if it has one; more than one part only where it is very long."""
    first = [set_text(italian, languages.text, languages.first_width)]
    second = []
    if not languages.alone:
        second = [other_block(translated, languages.text, languages.second_width, languages)]
    rows = _pieces(first, second, languages)
    ends = len(rows) - 1
    return [
        _row(None if place else number, *row, languages, first=not place, last=place == ends)
        for place, row in enumerate(rows)
    ]


def _pieces(first: list[Block], second: list[Block], languages: Languages) -> list[tuple[list[Block], list[Block]]]:
    """What stands in each part of a line. A very long text goes on part by part, side by side; in large print all of
    the Italian, then all of the family's words."""
    lines = [len(block.lines) for block in (*first, *second)]
    if (sum(lines) <= _WHOLE_LARGE) if languages.large else (max(lines) <= WHOLE):
        return [(first, second)]
    if languages.large:
        cut = [[piece for block in column for piece in block.cut(_PIECE_LARGE)] for column in (first, second)]
        return [*(([piece], []) for piece in cut[0]), *(([], [piece]) for piece in cut[1])]
    return side_by_side(first, second)


def side_by_side(first: list[Block], second: list[Block]) -> list[tuple[list[Block], list[Block]]]:
    """The pieces of two long texts that stand beside each other."""
    most = max(len(block.lines) for block in (*first, *second))
    left, right = ([piece for block in column for piece in block.cut(PIECE, most)] for column in (first, second))
    return [(left[place : place + 1], right[place : place + 1]) for place in range(max(len(left), len(right)))]


def _row(
    number: int | None, italian: list[Block], other: list[Block], languages: Languages, *, first: bool, last: bool
) -> Part:
    """`first` and `last`: of a line's parts, which have its air above and below."""
    air = (languages.row - languages.text.leading) / 2
    above = air if first else 0.0
    height = pair_height(italian, other, languages) + above + (air if last else 0)

    def draw(sheet: Sheet, top: float) -> None:
        draw_pair(sheet, italian, other, top - above, languages)
        if number is not None:
            draw_number(sheet, number, languages.sign_x, top - languages.row / 2, large=languages.large)

    return Part(height, draw)


def draw_number(sheet: Sheet, number: int, x: float, y: float, *, large: bool = False) -> None:
    """The line's number in a disc."""
    style = look.NUMBER_LARGE if large else look.NUMBER
    sheet.disc(x, y, 12.5 if large else 7.7, look.EDGE, width=0.6)
    sheet.block(set_text(str(number), style, 40), x - 20, y + style.leading / 2, 40, Align.CENTRE)


def heading(text: Bilingual, icon: str, languages: Languages, air: float = 0) -> Part:
    """A section's heading in both languages, its pictogram and the rule below. `air`: more of it above."""
    style = languages.style(look.HEADING)
    first = [set_text(text.italian, style, languages.first_width)]
    second = []
    if not languages.alone:
        second = [other_block(text.translated, style, languages.second_width, languages)]
    beside = languages.large and fit_beside(first, second, languages.first_width)
    lines = style.leading if beside else pair_height(first, second, languages)
    above = 4.0 if languages.tight else 6.0
    if languages.large:
        above *= 2
    above += air
    height = lines + above + 4.3

    def draw(sheet: Sheet, top: float) -> None:
        if beside:
            draw_beside(sheet, first, second, languages.first_left, top - above, languages.first_width)
        else:
            draw_pair(sheet, first, second, top - above, languages)
        middle = top - above - (style.leading / 2 if languages.large else lines / 2)
        draw_icon(sheet, icon, languages.sign_x, middle, 24 if languages.large else 14, look.BLUE_TEXT)
        rule = top - height + 2.7
        sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.BLUE, 1)

    return Part(height, draw)


def fit_beside(first: Sequence[Block], second: Sequence[Block], width: float) -> bool:
    """In large print: do the two languages fit on the same line, row by row?"""
    rows = list(zip(first, second, strict=False))
    whole = all(len(block.lines) == 1 and not is_missing(block) for block in (*first, *second))
    return whole and bool(rows) and all(one.width + other.width + _APART <= width for one, other in rows)


def draw_beside(
    sheet: Sheet, first: Sequence[Block], second: Sequence[Block], left: float, top: float, width: float
) -> None:
    """The Italian at the left, the family's words at the right end of the same lines."""
    for column, align in ((first, Align.LEFT), (second, Align.RIGHT)):
        y = top
        for block in column:
            y -= sheet.block(block, left, y, width, align)


def labelled(label: Bilingual, text: Bilingual, icon: str, languages: Languages) -> Part:
    """A row that begins with its label in bold, with a pictogram where a number would stand. In large print a text that
    is the same in both languages stands once."""
    return _labelled(*_label_and_text(label, text, languages), icon, languages)


def labelled_rows(label: Bilingual, text: Bilingual, icon: str, languages: Languages) -> list[Part]:
    """The same; more than one part only where the text is very long."""
    first, second = _label_and_text(label, text, languages)
    pieces = _pieces(first, second, languages)
    if len(pieces) == 1:
        return [_labelled(first, second, icon, languages)]
    return [_labelled(*piece, icon if not place else "", languages) for place, piece in enumerate(pieces)]


def _label_and_text(label: Bilingual, text: Bilingual, languages: Languages) -> tuple[list[Block], list[Block]]:
    first = [set_text(_with_label(label.italian, text.italian, ITALIAN), languages.text, languages.first_width)]
    second = []
    if not languages.alone:
        told = None
        if label.translated is not None and text.translated is not None:
            told = _with_label(label.translated, text.translated, languages.code)
        second = [other_block(told, languages.text, languages.second_width, languages)]
    if second and languages.large and label.translated is not None and text.italian == text.translated:
        once = _with_label(f"{label.italian} · {label.translated}", text.italian, ITALIAN)
        first, second = [set_text(once, languages.text, languages.first_width)], []
    return first, second


def _labelled(first: list[Block], second: list[Block], icon: str, languages: Languages) -> Part:
    air = languages.row - languages.text.leading if icon else 0.0
    height = pair_height(first, second, languages) + air

    def draw(sheet: Sheet, top: float) -> None:
        draw_pair(sheet, first, second, top - air / 2, languages)
        if icon:
            middle, size = top - languages.row / 2, 22 if languages.large else 13
            draw_icon(sheet, icon, languages.sign_x, middle, size, look.BLUE_TEXT)

    return Part(height, draw)


def _with_label(label: str, text: str, language: str) -> Words:
    return ((f"{label}{words.colon(language)}", Weight.BOLD), (text, Weight.REGULAR))


def gap(height: float) -> Part:
    """Nothing, so tall."""
    return Part(height, lambda _sheet, _top: None)


def bold_first(first: str, mark: str, rest: str) -> tuple[Span, ...]:
    """A topic in bold, then its sentence; `mark` with its spaces."""
    return ((f"{first}{mark}", Weight.SEMIBOLD), (rest, Weight.REGULAR))
