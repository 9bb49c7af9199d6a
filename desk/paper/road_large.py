"""The road to rent in large print: one bar a step, as long as the rent that can be paid."""

from datetime import date

from desk.paper import look, words
from desk.paper.columns import Languages, draw_beside, draw_other, fit_beside, is_missing, other_block
from desk.paper.faces import Weight
from desk.paper.flow import Part
from desk.paper.icons import FLAG, HOME, draw_icon
from desk.paper.model import Bilingual, Road, RoadStep
from desk.paper.road import statures
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, Words, set_text
from desk.paper.words import Text

_STYLE = Style(18, 23.4)
_BOLD = Style(18, 23.4, Weight.SEMIBOLD)
_AMOUNT = Style(20, 26, Weight.BOLD)
_SOUGHT = Style(18, 23.4, Weight.SEMIBOLD, look.AMBER_TEXT)
_CONTRACT = Style(18, 23.4, Weight.SEMIBOLD, look.GREEN_TEXT)
_LEAVE = Style(18, 23.4, Weight.SEMIBOLD, look.RED_TEXT)
_WIDTH = look.RIGHT - look.LEFT
_HALF = _WIDTH / 2 - 8
_BAR, _SHORTEST = 30.0, 110.0
_FILLS = ("#FFFFFF", "#E6F0FA", "#CFE3F7", "#B9D6F2")


def road_large_parts(road: Road, languages: Languages) -> list[Part]:
    """The rent looked for, the steps, the day to leave the home."""
    reaches = statures(road, _SHORTEST, _WIDTH)
    sought, at, parts = road.sought_cents, None, []
    if sought > 0:
        at = look.LEFT + reaches(sought)
        told = words.pair(languages.code, Text.SOUGHT_RENT, amount=words.money(languages.code, sought))
        parts = [_line(told, _SOUGHT, languages)]
    for place, step in enumerate(road.steps):
        length = reaches(step.rent_cents)
        parts.append(_step(step, length, at, _FILLS[min(place, len(_FILLS) - 1)], languages))
    if road.leave_by is not None:
        parts.append(_leave(road.leave_by, languages))
    return parts


def _pair(text: Bilingual, style: Style, languages: Languages, mark: str = "") -> list[Block]:
    """The Italian at the left half, the family's words at the right half; the whole width where there is one."""
    first: Words = mark + text.italian
    if languages.alone:
        return [set_text(first, style, _WIDTH - 30)]
    plain = Style(style.size, style.leading, Weight.REGULAR, style.colour)
    return [set_text(first, style, _HALF), other_block(text.translated, plain, _HALF, languages)]


def _draw_pair(sheet: Sheet, blocks: list[Block], left: float, top: float) -> float:
    sheet.block(blocks[0], left, top, _HALF, Align.LEFT)
    for block in blocks[1:]:
        if is_missing(block):
            draw_other(sheet, block, look.RIGHT - _HALF, top, _HALF)
        else:
            sheet.block(block, look.RIGHT - _HALF, top, _HALF, Align.RIGHT)
    return max(block.height for block in blocks)


def _line(text: Bilingual, style: Style, languages: Languages) -> Part:
    blocks = _pair(text, style, languages)
    height = max(block.height for block in blocks) + 8

    def draw(sheet: Sheet, top: float) -> None:
        _draw_pair(sheet, blocks, look.LEFT, top - 4)

    return Part(height, draw)


def _step(step: RoadStep, length: float, at: float | None, fill: str, languages: Languages) -> Part:
    """Its month and what it brings, then the bar with the sum; dashes where the rent looked for stands."""
    code = languages.code
    month = words.pair(code, Text.TODAY) if step.month is None else words.month(code, step.month)
    rows = [_pair(month, _BOLD, languages)]
    if step.hours is not None:
        rows.append(_pair(words.hours(code, step.hours), _STYLE, languages))
    elif step.saving_cents is not None:
        saving = words.pair(code, Text.SAVING, amount=words.money(code, step.saving_cents))
        rows.append(_pair(saving, _STYLE, languages))
    contract = _pair(words.pair(code, Text.CONTRACT), _CONTRACT, languages) if step.contract else None
    beside = languages.alone and len(rows) > 1 and fit_beside(rows[0], rows[1], _WIDTH)
    told = _BOLD.leading if beside else sum(max(block.height for block in row) for row in rows)
    above = max(block.height for block in contract) if contract else 0
    height = told + above + _BAR + 16
    amount = set_text(words.money(code, step.rent_cents).italian, _AMOUNT, float("inf"))

    def draw(sheet: Sheet, top: float) -> None:
        y = top - 4
        if beside:
            draw_beside(sheet, rows[0], rows[1], look.LEFT, y, _WIDTH)
            y -= told
        for row in () if beside else rows:
            y -= _draw_pair(sheet, row, look.LEFT, y)
        if contract:
            draw_icon(sheet, HOME, look.LEFT + 11, y - 12, 24, look.GREEN_TEXT, 1.6)
            y -= _draw_pair(sheet, contract, look.LEFT + 28, y)
        y -= 4
        sheet.box(look.LEFT, y - _BAR, length, _BAR, fill=fill, stroke=look.INK, line_width=1)
        sheet.block(amount, look.LEFT + 10, y - 2, length - 20, Align.LEFT)
        if at is not None:
            sheet.line(((at, y + 2), (at, y - _BAR - 2)), look.AMBER_TEXT, 1.6, (5, 3))

    return Part(height, draw)


def _leave(day: date, languages: Languages) -> Part:
    leave = words.pair(languages.code, Text.LEAVE_HOME)
    blocks = [set_text(f"{words.day(day)} · {leave.italian}", _LEAVE, _WIDTH - 46)]
    if not languages.alone:
        plain = Style(_LEAVE.size, _LEAVE.leading, Weight.REGULAR, _LEAVE.colour)
        blocks.append(other_block(leave.translated, plain, _WIDTH - 46, languages))
    height = sum(block.height for block in blocks) + 12

    def draw(sheet: Sheet, top: float) -> None:
        sheet.box(look.LEFT, top - 6 - height, _WIDTH, height, stroke=look.RED_TEXT, line_width=1, radius=4)
        draw_icon(sheet, FLAG, look.LEFT + 20, top - 24, 24, look.RED_TEXT, 1.6)
        y = top - 12
        for block in blocks:
            y -= sheet.block(block, look.LEFT + 38, y, _WIDTH - 46)

    return Part(height + 12, draw)
