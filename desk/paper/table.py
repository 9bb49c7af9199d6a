"""The table of commitments: a box to tick, who, what in both languages, by when."""

from datetime import date

from desk.paper import look, words
from desk.paper.columns import Languages, draw_number, draw_other, other_block
from desk.paper.faces import Weight
from desk.paper.flow import Part
from desk.paper.model import Bilingual, Commitment
from desk.paper.sheet import Align, Sheet
from desk.paper.table_large import large_rows, tick_box
from desk.paper.text import Block, Style, set_text
from desk.paper.words import Text

_ROW, _TIGHT_ROW = 24.5, 22.8
_TALLEST = 30
_WHO, _WHO_WIDTH = 57.0, 61.0
_WHAT = 123.0
_WHAT_WIDTH, _WHAT_ALONE = 159.0, 328.0
_WHAT_ALONE_LEFT = _WHAT + 24
_OTHER, _OTHER_WIDTH = 314.0, 160.0
_BY, _BY_WIDTH = 484.0, 76.0
_NAME = Style(9.5, 11.5, Weight.SEMIBOLD)
_UNDER_NAME = Style(8, 10, colour=look.BODY)
_DAY = Style(9.5, 11.5, Weight.SEMIBOLD)
_UNDER_DAY = Style(8.5, 10.5, colour=look.BODY)
_UNDER_DAY_MISSING = Style(8, 10, colour=look.AMBER_TEXT)


def table_head(languages: Languages) -> tuple[Part, ...]:
    """What the columns are called; large print has none."""
    if languages.large:
        return ()

    def draw(sheet: Sheet, top: float) -> None:
        sheet.box(look.LEFT, top - 19, look.RIGHT - look.LEFT, 18, fill=look.BAND)
        row = top - 4
        sheet.block(_fitted(_both(Text.WHO, languages), _WHO_WIDTH), _WHO, row, _WHO_WIDTH)
        what = words.pair(languages.code, Text.COMMITMENT)
        left = _WHAT_ALONE_LEFT if languages.alone else _WHAT
        sheet.block(set_text(what.italian, look.LABEL, _WHAT_WIDTH), left, row, _WHAT_WIDTH)
        if not languages.alone:
            block = other_block(what.translated, look.LABEL, _OTHER_WIDTH, languages)
            sheet.block(block, _OTHER, row, _OTHER_WIDTH)
        sheet.block(_fitted(_both(Text.BY, languages), _BY_WIDTH), _BY, row, _BY_WIDTH, Align.CENTRE)

    return (Part(19.5, draw),)


def _both(text: Text, languages: Languages) -> str:
    found = words.pair(languages.code, text)
    if languages.alone or found.translated is None:
        return found.italian
    return f"{found.italian} · {found.translated}"


def _fitted(text: str, width: float) -> Block:
    block = set_text(text, look.LABEL, float("inf"))
    if block.width <= width:
        return block
    size = look.LABEL.size * width / block.width * 0.99
    return set_text(text, Style(size, look.LABEL.leading, look.LABEL.weight), float("inf"))


def commitment_rows(number: int, commitment: Commitment, languages: Languages) -> list[Part]:
    """One numbered row; more than one part only where its text is very long."""
    if languages.large:
        return large_rows(number, commitment, languages)
    width = _WHAT_ALONE if languages.alone else _WHAT_WIDTH
    first = list(set_text(commitment.text.italian, languages.text, width).chunks(_TALLEST))
    second: list[Block] = []
    if not languages.alone:
        second = list(other_block(commitment.text.translated, languages.text, _OTHER_WIDTH, languages).chunks(_TALLEST))
    who, by = _who(commitment, languages), _by(commitment.by, languages)
    parts = []
    for place in range(max(len(first), len(second))):
        texts = (first[place : place + 1], second[place : place + 1])
        if place:
            parts.append(_row(None, *texts, who=[], by=[], languages=languages, done=False))
        else:
            parts.append(_row(number, *texts, who=who, by=by, languages=languages, done=commitment.done))
    return parts


def _who(commitment: Commitment, languages: Languages) -> list[Block]:
    name = set_text(commitment.who, _NAME, _WHO_WIDTH)
    if len(name.lines) > 1 and commitment.who_short:
        name = set_text(commitment.who_short, _NAME, _WHO_WIDTH)
    blocks = [name]
    for under in (None if languages.alone else commitment.who_translated, commitment.who_role):
        if under:
            blocks.append(set_text(under, _UNDER_NAME, _WHO_WIDTH))
    return blocks


def _by(by: date | Bilingual, languages: Languages) -> list[Block]:
    if isinstance(by, date):
        return [set_text(words.day(by), _DAY, _BY_WIDTH)]
    blocks = [set_text(by.italian, _DAY, _BY_WIDTH)]
    if languages.alone:
        return blocks
    if by.translated is None:
        return [*blocks, set_text(look.MISSING_NOTE, _UNDER_DAY_MISSING, _BY_WIDTH)]
    return [*blocks, set_text(by.translated, _UNDER_DAY, _BY_WIDTH, languages.right_to_left)]


def _row(
    number: int | None, first: list[Block], second: list[Block], *,
    who: list[Block], by: list[Block], languages: Languages, done: bool,
) -> Part:  # fmt: skip
    cells = (first, second, who, by)
    tallest = max(sum(block.height for block in cell) for cell in cells)
    height = max(_TIGHT_ROW if languages.tight else _ROW, tallest + 2.5)

    def draw(sheet: Sheet, top: float) -> None:
        middle = top - height / 2
        sheet.line(((look.LEFT, top - height), (look.RIGHT, top - height)), look.ROW_LINE, 0.6)
        if number is not None:
            tick_box(sheet, look.LEFT + 2, middle, 12.6, done)
            draw_number(sheet, number, _WHAT + 8 if languages.alone else look.MIDDLE, middle)
        _stack(sheet, who, _WHO, middle, _WHO_WIDTH, Align.LEFT)
        _stack(sheet, by, _BY, middle, _BY_WIDTH, Align.CENTRE)
        _stack(sheet, first, _WHAT_ALONE_LEFT if languages.alone else _WHAT, middle, _WHAT_WIDTH, Align.LEFT)
        for block in second:
            draw_other(sheet, block, _OTHER, middle + block.height / 2, _OTHER_WIDTH)

    return Part(height, draw)


def _stack(sheet: Sheet, blocks: list[Block], left: float, middle: float, width: float, align: Align) -> None:
    y = middle + sum(block.height for block in blocks) / 2
    for block in blocks:
        y -= sheet.block(block, left, y, width, align)
