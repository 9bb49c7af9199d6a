"""The call list on paper: when, who, which number, why by hand, and boxes to tick."""

import re

from desk.paper import look
from desk.paper.faces import Weight
from desk.paper.office_model import CallLine, CallPage
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, set_text

_WHEN, _WHO, _PHONE, _BOXES = look.LEFT, look.LEFT + 92, look.LEFT + 262, look.LEFT + 372
_NAME = Style(11, 14.5, Weight.SEMIBOLD)
_TEXT = Style(10.5, 14)
_SMALL = Style(9, 12, colour=look.BODY)
_BOX = 10.0


def call_list_pdf(page: CallPage) -> bytes:
    """As many A4 pages as it takes."""
    sheet = Sheet(page.title, "it-IT", look.A4)
    rows = [(columns, _height(columns)) for columns in (_columns(each, page.boxes) for each in page.lines)]
    laid: list[list[tuple[tuple[list[Block], ...], float]]] = [[]]
    sheet.mark(page.title, look.TOP)
    y = top = _head(sheet, page)
    for columns, height in rows:
        if y - height < look.BOTTOM + 14 and laid[-1]:
            laid.append([])
            y = top
        laid[-1].append((columns, height))
        y -= height
    for number, here in enumerate(laid, start=1):
        if number > 1:
            sheet.next_page()
            _head(sheet, page)
        y = top
        for columns, height in here:
            _draw(sheet, columns, page.boxes, y)
            y -= height
            sheet.line(((look.LEFT, y), (look.RIGHT, y)), look.ROW_LINE, 0.6)
        _foot(sheet, page, f"Pagina {number} di {len(laid)}")
    return sheet.pdf()


def _height(columns: tuple[list[Block], ...]) -> float:
    return max(sum(block.height for block in column) for column in columns) + 11


def _held(text: str) -> str:
    """A telephone number, and an hour, stay on one line; several numbers stand under each other where they must."""
    return re.sub(r"(?<![,;]) (?=\+?\d)", "\u00a0", text)


def _columns(each: CallLine, boxes: tuple[str, ...]) -> tuple[list[Block], ...]:
    return (
        [set_text(_held(each.when), _TEXT, _WHO - _WHEN - 8)],
        [set_text(each.name, _NAME, _PHONE - _WHO - 8), set_text(each.second, _SMALL, _PHONE - _WHO - 8)],
        [set_text(_held(each.phone), _NAME, _BOXES - _PHONE - 8), set_text(each.why, _SMALL, _BOXES - _PHONE - 8)],
        [set_text(words, _TEXT, look.RIGHT - _BOXES - 18) for words in boxes],
    )


def _draw(sheet: Sheet, columns: tuple[list[Block], ...], boxes: tuple[str, ...], top: float) -> None:
    for left, column in zip((_WHEN, _WHO, _PHONE, _BOXES + 18), columns, strict=True):
        y = top - 5
        for block in column:
            if left > _BOXES:
                sheet.box(_BOXES, y - _BOX - 2, _BOX, _BOX, stroke=look.EDGE, radius=2)
            y -= sheet.block(block, left, y, look.RIGHT - left, Align.LEFT)


def _head(sheet: Sheet, page: CallPage) -> float:
    y = look.TOP
    y -= sheet.block(set_text(page.office, look.NOTE, 400), look.LEFT, y, 400)
    y -= sheet.block(set_text(page.title, look.TITLE, look.RIGHT - look.LEFT), look.LEFT, y - 2, look.RIGHT - look.LEFT)
    sheet.line(((look.LEFT, y - 8), (look.RIGHT, y - 8)), look.INK, 2)
    return y - 12


def _foot(sheet: Sheet, page: CallPage, count: str) -> None:
    sheet.block(set_text(page.printed, look.NOTE, 400), look.LEFT, 24, 400)
    sheet.block(set_text(count, look.NOTE, 90), look.RIGHT - 90, 24, 90, Align.RIGHT)
