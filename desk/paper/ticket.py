"""The ticket of the 80 mm roll printer: the number, where to sit, about how long. Never a name."""

from desk.paper import look, words
from desk.paper.columns import Languages, other_block
from desk.paper.faces import Weight
from desk.paper.model import Bilingual, Ticket
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, set_text
from desk.paper.words import Text

MM = 72 / 25.4
_ROLL, _MARGIN = 80 * MM, 4 * MM
_BLACK = "#000000"
_SMALL = Style(9, 12, colour=_BLACK)
_LABEL = Style(12, 16, Weight.SEMIBOLD, _BLACK)
_PLACE = Style(14, 19, Weight.BOLD, _BLACK)
_NUMBER = Style(76, 74, Weight.BOLD, _BLACK)
_NUMBER_LARGE = Style(150, 142, Weight.BOLD, _BLACK)
_GAP = 8.0


def ticket_pdf(ticket: Ticket) -> bytes:
    """The ticket as one page, as long as its words need."""
    return ticket_sheet(ticket).pdf()


def ticket_sheet(ticket: Ticket) -> Sheet:
    """The ticket drawn, not yet written out."""
    blocks = _blocks(ticket, Languages(ticket.family_language))
    height = 2 * _MARGIN + sum(block.height if isinstance(block, Block) else block for block in blocks)
    sheet = Sheet(f"TO-Home {ticket.number}", "it-IT", (_ROLL, height))
    y = height - _MARGIN
    for block in blocks:
        if isinstance(block, Block):
            sheet.block(block, _MARGIN, y, _width(), Align.CENTRE)
            y -= block.height
            continue
        y -= block
        sheet.line(((_MARGIN, y + block / 2), (_ROLL - _MARGIN, y + block / 2)), _BLACK, 0.8, (2, 2))
    return sheet


def _width() -> float:
    return _ROLL - 2 * _MARGIN


def _blocks(ticket: Ticket, languages: Languages) -> list[Block | float]:
    """What stands on the ticket from the top; a number is a gap with a dashed line."""
    code = languages.code
    styles = (_SMALL, _LABEL, _PLACE)
    small, label, place = (look.grown(each) for each in styles) if ticket.large else styles
    moment = f"{words.day(ticket.taken_at)}, {words.time(ticket.taken_at)}"
    head = set_text(f"{ticket.office_name} · {moment}", small, _width())
    if len(head.lines) > 1:  # the office, then the moment: a line never ends with the dot between them
        head = set_text(f"{ticket.office_name}\n{moment}", small, _width())
    found: list[Block | float] = [head, _GAP]
    found += _both(words.pair(code, Text.YOUR_NUMBER), label, languages)
    found += [_number(ticket.number, _NUMBER_LARGE if ticket.large else _NUMBER), _GAP]
    found += _both(words.pair(code, Text.WAIT_HERE), label, languages)
    found += _both(ticket.sit, place, languages)
    if ticket.minutes is not None:
        found.append(_GAP)
        found += _both(words.pair(code, Text.ABOUT_MINUTES, minutes=ticket.minutes), label, languages)
    found.append(_GAP)
    found += _both(words.pair(code, Text.WATCH_SCREEN), label, languages)
    return found


def _number(number: str, style: Style) -> Block:
    """The number as large as the roll lets it be."""
    block = set_text(number, style, float("inf"))
    if block.width <= _width():
        return block
    size = style.size * _width() / block.width * 0.99
    return set_text(number, Style(size, size * 1.15, Weight.BOLD, _BLACK), float("inf"))


def _both(text: Bilingual, style: Style, languages: Languages) -> list[Block]:
    blocks = [set_text(text.italian, style, _width())]
    if not languages.alone:
        block = other_block(text.translated, style, _width(), languages)
        blocks.append(set_text(look.MISSING_NOTE, _SMALL, _width()) if block.style is look.MISSING else block)
    return blocks
