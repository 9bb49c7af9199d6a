"""The day on paper: A4 across, a column for each person and room, for the wall and for when the power is out."""

from collections.abc import Sequence
from itertools import groupby

from desk.paper import look
from desk.paper.faces import Weight
from desk.paper.office_model import DayBlock, DayColumn, DayPage
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Style, set_text

A4_ACROSS = (look.A4[1], look.A4[0])
LEFT, RIGHT, TOP, BOTTOM = 58.0, look.A4[1] - 28, look.A4[0] - 62, 40.0
MOST_COLUMNS = 14
_GROUP = Style(8, 10, Weight.SEMIBOLD, look.BODY)
_HEAD = Style(8.5, 11, Weight.SEMIBOLD)
_NAME = Style(7.6, 9, Weight.SEMIBOLD)
_WORDS = Style(7, 8.2, colour=look.BODY)
_STEP_IN = 4.0
_LEAST = 5.2
"""Points; words that would have to be smaller are broken at a space, then cut."""
_NARROWEST = 26.0
_HOUR = Style(8.5, 11, colour=look.MUTED)
_OFF = "#F0F4F8"


def agenda_pdf(page: DayPage) -> bytes:
    """As many sheets as the columns need."""
    sheet = Sheet(page.title, "it-IT", A4_ACROSS)
    parts = [page.columns[at : at + MOST_COLUMNS] for at in range(0, len(page.columns), MOST_COLUMNS)] or [()]
    for number, columns in enumerate(parts, start=1):
        if number > 1:
            sheet.next_page()
        _Drawing(sheet, page, columns).draw(f"{number}/{len(parts)}")
    return sheet.pdf()


class _Drawing:
    def __init__(self, sheet: Sheet, page: DayPage, columns: Sequence[DayColumn]) -> None:
        self._sheet, self._page, self._columns = sheet, page, columns
        self._wide = (RIGHT - LEFT) / max(1, len(columns))
        self._minute = (TOP - 26 - BOTTOM) / max(1, page.closes - page.opens)

    def _y(self, minute: int) -> float:
        inside = max(self._page.opens, min(minute, self._page.closes))
        return TOP - 26 - (inside - self._page.opens) * self._minute

    def draw(self, count: str) -> None:
        sheet, page = self._sheet, self._page
        high = A4_ACROSS[1]
        sheet.mark(page.title, high)
        sheet.block(set_text(page.title, look.TITLE, 520), LEFT, high - 22, 520)
        sheet.block(set_text(page.office, look.NOTE_BOLD, 240), RIGHT - 240, high - 27, 240, Align.RIGHT)
        sheet.block(set_text(f"{page.foot} · {count}", look.NOTE, 400), RIGHT - 400, 30, 400, Align.RIGHT)
        self._heads()
        self._lines()
        for number, column in enumerate(self._columns):
            for start, end, words in column.off:
                self._off(number, start, end, words)
        numbers = {column.key: number for number, column in enumerate(self._columns)}
        for block in page.blocks:
            if block.column in numbers:
                self._block(block, LEFT + numbers[block.column] * self._wide)

    def _heads(self) -> None:
        number = 0
        for group, columns in groupby(self._columns, key=lambda each: each.group):
            here = list(columns)
            left, wide = LEFT + number * self._wide, len(here) * self._wide
            self._sheet.box(left + 1, TOP - 11, wide - 2, 12, fill=look.BAND, radius=2)
            self._line(group, _GROUP, left, TOP, wide, Align.CENTRE)
            for place, column in enumerate(here):
                self._line(column.title, _HEAD, left + place * self._wide, TOP - 13, self._wide, Align.CENTRE)
            number += len(here)

    def _lines(self) -> None:
        page = self._page
        for minute in range(page.opens, page.closes + 1, 30):
            whole = minute % 60 == 0
            y = self._y(minute)
            self._sheet.line(((LEFT, y), (RIGHT, y)), look.ROW_LINE, 0.6 if whole else 0.3)
            if whole:
                self._line(f"{minute // 60}:00", _HOUR, LEFT - 34, y + 5.5, 28, Align.RIGHT)
        for number in range(len(self._columns) + 1):
            x = LEFT + number * self._wide
            self._sheet.line(((x, self._y(page.opens)), (x, self._y(page.closes))), look.ROW_LINE, 0.5)

    def _off(self, number: int, start: int, end: int, words: str) -> None:
        top, low = self._y(start), self._y(end)
        if top <= low:
            return
        left = LEFT + number * self._wide
        self._sheet.box(left + 0.3, low, self._wide - 0.6, top - low, fill=_OFF)
        if top - low > 10:
            begin, until = self._free(number, (top + low) / 2)
            if until - begin >= _NARROWEST:
                self._line(words, _WORDS, begin, (top + low) / 2 + 4, until - begin, Align.CENTRE)

    def _free(self, number: int, y: float) -> tuple[float, float]:
        """The wider part of a column that no block covers there."""
        begin = LEFT + number * self._wide
        free: tuple[float, float] = (begin, begin + self._wide)
        for block in self._page.blocks:
            if (
                block.column == self._columns[number].key
                and self._y(block.start) > y - 5
                and self._y(block.end) < y + 5
            ):
                left, wide = self._across(block, begin)
                free = max(
                    (free[0], min(free[1], left)), (max(free[0], left + wide), free[1]), key=lambda x: x[1] - x[0]
                )
        return free

    def _across(self, block: DayBlock, left: float) -> tuple[float, float]:
        """Where a block begins in its column, and its width."""
        step = block.lane * (self._wide / block.lanes if block.lanes > 1 else _STEP_IN)
        return left + step, self._wide / block.lanes if block.lanes > 1 else self._wide - step

    def _block(self, block: DayBlock, left: float) -> None:
        left, wide = self._across(block, left)
        top, low = self._y(block.start), self._y(block.end)
        dash = (2.5, 2.0) if block.dashed else ()
        self._sheet.box(
            left + 1, low + 0.6, wide - 2, top - low - 1.2, fill="#FFFFFF", stroke=block.edge if dash else look.EDGE,
            line_width=1.1 if dash else 0.5, radius=1.5, dash=dash,
        )  # fmt: skip
        self._sheet.box(left + 1, low + 0.6, 2.6, top - low - 1.2, fill=block.edge)
        y, low = top - 1.6, low if block.covered is None else self._y(block.covered)
        said = [
            (line, style)
            for text, style in ((block.title, _NAME), (block.words, _WORDS))
            for line in _rows(text, style, wide - 8)
        ]
        for text, style in said:
            if y - style.leading >= low - 1.5:
                self._line(text, style, left + 6, y, wide - 8, Align.LEFT)
                y -= style.leading

    def _line(self, text: str, style: Style, left: float, top: float, wide: float, align: Align) -> None:
        """One line, smaller where it would not fit, cut at a word's end where it is far too long."""
        block = set_text(text, style, float("inf"))
        if block.width > wide:
            size = max(_LEAST, style.size * wide / block.width * 0.99)
            block = set_text(text, _sized(style, size), float("inf"))
        while block.width > wide and len(text) > 1:
            text = text[:-2].rstrip() + "…"
            block = set_text(text, _sized(style, _LEAST), float("inf"))
        self._sheet.block(block, left, top, wide, align)


def _rows(text: str, style: Style, wide: float) -> list[str]:
    """The text on one line, or broken at its spaces where it would be too small on one."""
    if not text or set_text(text, _sized(style, _LEAST), float("inf")).width <= wide:
        return [text] if text else []
    return [line.text.strip() for line in set_text(text, _sized(style, _LEAST), wide).lines] if " " in text else [text]


def _sized(style: Style, size: float) -> Style:
    return Style(size, style.leading, style.weight, style.colour)
