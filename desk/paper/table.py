"""The table of commitments: a box to tick, who, what in both languages, by when."""

from dataclasses import dataclass, field, replace
from datetime import date

from desk.paper import look, words
from desk.paper.columns import WHOLE, Languages, draw_number, draw_other, other_block, side_by_side
from desk.paper.faces import Weight
from desk.paper.flow import Part
from desk.paper.model import Bilingual, Commitment
from desk.paper.sheet import Align, Sheet
from desk.paper.table_large import large_rows, tick_box
from desk.paper.text import Block, Style, set_text
from desk.paper.words import Text

_ROW, _TIGHT_ROW, _ROOMY_ROW = 24.5, 22.8, 32.0
_NAME_LINES = 3
"""A longer name stands over its row: its column is narrow."""
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
    label = languages.style(look.LABEL)
    band = label.leading + 6

    def draw(sheet: Sheet, top: float) -> None:
        sheet.box(look.LEFT, top - band - 1, look.RIGHT - look.LEFT, band, fill=look.BAND)
        row = top - 1 - (band - label.leading) / 2
        sheet.block(_fitted(_both(Text.WHO, languages), label, _WHO_WIDTH), _WHO, row, _WHO_WIDTH)
        what = words.pair(languages.code, Text.COMMITMENT)
        left = _WHAT_ALONE_LEFT if languages.alone else _WHAT
        sheet.block(set_text(what.italian, label, _WHAT_WIDTH), left, row, _WHAT_WIDTH)
        if not languages.alone:
            block = other_block(what.translated, label, _OTHER_WIDTH, languages)
            sheet.block(block, _OTHER, row, _OTHER_WIDTH)
        sheet.block(_fitted(_both(Text.BY, languages), label, _BY_WIDTH - 6), _BY, row, _BY_WIDTH, Align.CENTRE)

    return (Part(band + 1.5, draw),)


def _both(text: Text, languages: Languages) -> str:
    found = words.pair(languages.code, text)
    if languages.alone or found.translated is None:
        return found.italian
    return f"{found.italian} · {found.translated}"


def _fitted(text: str, style: Style, width: float) -> Block:
    block = set_text(text, style, float("inf"))
    if block.width <= width:
        return block
    size = style.size * width / block.width * 0.99
    return set_text(text, Style(size, style.leading, style.weight), float("inf"))


def commitment_rows(number: int, commitment: Commitment, languages: Languages) -> list[Part]:
    """One numbered row; more than one part only where its text is very long."""
    if languages.large:
        return large_rows(number, commitment, languages)
    width = _WHAT_ALONE if languages.alone else _WHAT_WIDTH
    first, second = [set_text(commitment.text.italian, languages.text, width)], []
    if not languages.alone:
        second = [other_block(commitment.text.translated, languages.text, _OTHER_WIDTH, languages)]
    by = _by(commitment.by, languages)
    who, over = _who(commitment, languages, _WHO_WIDTH), []
    if len(who[0].lines) > _NAME_LINES:
        who, over = [], _who(commitment, languages, look.RIGHT - _WHO)
    if max(len(block.lines) for block in (*first, *second)) <= WHOLE:
        return [_row(_Row(number, first, second, who, by, commitment.done, over), languages)]
    rows = side_by_side(first, second)
    parts = []
    for place, texts in enumerate(rows):
        row = _Row(None, *texts, last=place == len(rows) - 1, whole=False)
        if not place:
            row = replace(row, number=number, who=who, by=by, done=commitment.done, over=over)
        parts.append(_row(row, languages))
    return parts


def _who(commitment: Commitment, languages: Languages, width: float) -> list[Block]:
    style = languages.style(_NAME)
    name = set_text(commitment.who, style, width)
    if len(name.lines) > 1 and commitment.who_short:
        name = set_text(commitment.who_short, style, width)
    blocks = [name]
    other = None if languages.alone or commitment.who_translated == commitment.who else commitment.who_translated
    for under in (other, commitment.who_role):
        if under:
            blocks.append(set_text(under, languages.style(_UNDER_NAME), width))
    return blocks


def _by(by: date | Bilingual, languages: Languages) -> list[Block]:
    if isinstance(by, date):
        return [set_text(words.day(by), languages.style(_DAY), _BY_WIDTH)]
    blocks = [set_text(by.italian, languages.style(_DAY), _BY_WIDTH)]
    if languages.alone:
        return blocks
    if by.translated is None:
        return [*blocks, set_text(look.MISSING_NOTE, _UNDER_DAY_MISSING, _BY_WIDTH)]
    return [*blocks, set_text(by.translated, languages.style(_UNDER_DAY), _BY_WIDTH, languages.right_to_left)]


@dataclass(frozen=True)
class _Row:
    """What stands in a row, or in one piece of a long one. `over`: a long name, across the row; `last`: of its pieces;
    `whole`: not cut, so that everything stands at its middle."""

    number: int | None
    first: list[Block]
    second: list[Block]
    who: list[Block] = field(default_factory=list)
    by: list[Block] = field(default_factory=list)
    done: bool = False
    over: list[Block] = field(default_factory=list)
    last: bool = True
    whole: bool = True


def _row(row: _Row, languages: Languages) -> Part:
    lowest = _ROOMY_ROW if languages.roomy else _TIGHT_ROW if languages.tight else _ROW
    over = _tall(row.over) + 3 if row.over else 0.0
    texts = max(_tall(row.first), _tall(row.second))
    air = (lowest - languages.text.leading) / 2
    if row.whole:
        height = max(lowest, max(texts, _tall(row.who), _tall(row.by)) + 2.5)
    else:
        beside = max(_tall(row.who), _tall(row.by)) - texts
        height = texts + max(beside, 0) + (air if row.number is not None else 0) + (air if row.last else 0)

    def draw(sheet: Sheet, top: float) -> None:
        if row.last:
            sheet.line(((look.LEFT, top - over - height), (look.RIGHT, top - over - height)), look.ROW_LINE, 0.6)
        _stack(sheet, row.over, _WHO, top - 3, look.RIGHT - _WHO, Align.LEFT)
        top -= over
        middle = top - (height if row.whole else lowest) / 2
        above = air if row.number is not None else 0
        if row.number is not None:
            tick_box(sheet, look.LEFT + 2, middle, 12.6, row.done)
            draw_number(sheet, row.number, _WHAT + 8 if languages.alone else look.MIDDLE, middle)
        _stack(sheet, row.who, _WHO, _first(row, row.who, middle, top), _WHO_WIDTH, Align.LEFT)
        _stack(sheet, row.by, _BY, _first(row, row.by, middle, top), _BY_WIDTH, Align.CENTRE)
        at = middle + _tall(row.first) / 2 if row.whole else top - above
        what, width = (_WHAT_ALONE_LEFT, _WHAT_ALONE) if languages.alone else (_WHAT, _WHAT_WIDTH)
        _stack(sheet, row.first, what, at, width, None)
        for block in row.second:
            at = middle + block.height / 2 if row.whole else top - above
            draw_other(sheet, block, _OTHER, at, _OTHER_WIDTH)

    return Part(over + height, draw)


def _first(row: _Row, blocks: list[Block], middle: float, top: float) -> float:
    """Where the words of a narrow column begin: around the middle, or beside the first lines of a long row."""
    return middle + _tall(blocks) / 2 if row.whole else min(top - 1.5, middle + _tall(blocks) / 2)


def _tall(blocks: list[Block]) -> float:
    return sum(block.height for block in blocks)


def _stack(sheet: Sheet, blocks: list[Block], left: float, top: float, width: float, align: Align | None) -> None:
    y = top
    for block in blocks:
        y -= sheet.block(block, left, y, width, align)
