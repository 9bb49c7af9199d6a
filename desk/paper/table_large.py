"""A commitment in large print: a box to tick, who and by when, then the text in each language under it."""

from datetime import date

from desk.paper import look, words
from desk.paper.columns import Languages, draw_number, draw_other, other_block
from desk.paper.faces import Weight
from desk.paper.flow import Part, together
from desk.paper.model import Bilingual, Commitment
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Span, Style, set_text

_STYLE = Style(18, 23.4)
_BOLD = Style(18, 23.4, Weight.SEMIBOLD)
_LEFT = look.LEFT + 62
_BY_WIDTH = 165.0
_BOX = 20.0
_PIECE = 4  # lines
_KEPT_WHOLE = 300.0
"""Points; what is taller may go on over the page, or much of one would stay empty."""


def large_rows(number: int, commitment: Commitment, languages: Languages) -> list[Part]:
    """Who and when, then both texts; more than one part only where a text is very long."""
    width = look.RIGHT - _LEFT
    texts = [set_text(commitment.text.italian, _STYLE, width)]
    if not languages.alone:
        texts.append(other_block(commitment.text.translated, _STYLE, width, languages))
    who, by = _who(commitment, languages, width - _BY_WIDTH - 10), _by(commitment.by, languages)
    above, below = (5.0, 7.0) if languages.tight else (8.0, 10.0)
    head = _head(number, who, by, above, done=commitment.done)
    parts = [*(_text(block, width, 3) for block in texts[:-1]), _text(texts[-1], width, below, last=True)]
    # Who has to do it never stands without what.
    if head.height + sum(part.height for part in parts) <= _KEPT_WHOLE:
        return [together([head, *parts])]
    cut: list[Part] = []
    for block in texts:
        *before, end = block.cut(_PIECE)
        cut += [_text(piece, width, 0) for piece in before]
        last = block is texts[-1]
        cut.append(_text(end, width, below if last else 3, last=last))
    return [together([head, cut[0]]), *cut[1:]]


def _who(commitment: Commitment, languages: Languages, width: float) -> list[Block]:
    spans: tuple[Span, ...] = ((commitment.who, Weight.SEMIBOLD),)
    if commitment.who_role:
        spans += ((f", {commitment.who_role}", Weight.REGULAR),)
    blocks = [set_text(spans, _BOLD, width)]
    if not languages.alone and commitment.who_translated not in (None, commitment.who):
        blocks.append(set_text(commitment.who_translated, _STYLE, width))
    return blocks


def _by(by: date | Bilingual, languages: Languages) -> list[Block]:
    if isinstance(by, date):
        return [set_text(words.day(by), _BOLD, _BY_WIDTH)]
    blocks = [set_text(by.italian, _BOLD, _BY_WIDTH)]
    if not languages.alone:
        blocks.append(other_block(by.translated, _STYLE, _BY_WIDTH - 10, languages))
    return blocks


def _head(number: int, who: list[Block], by: list[Block], above: float, *, done: bool) -> Part:
    height = max(sum(block.height for block in cell) for cell in (who, by)) + above

    def draw(sheet: Sheet, top: float) -> None:
        middle = top - above - _STYLE.leading / 2
        tick_box(sheet, look.LEFT + 2, middle, _BOX, done)
        draw_number(sheet, number, look.LEFT + 42, middle, large=True)
        y = z = top - above
        for block in who:
            y -= sheet.block(block, _LEFT, y, look.RIGHT - _LEFT - _BY_WIDTH - 10, Align.LEFT)
        for block in by:
            if block.style.colour == look.AMBER_TEXT:
                draw_other(sheet, block, look.RIGHT - _BY_WIDTH, z, _BY_WIDTH)
            else:
                sheet.block(block, look.RIGHT - _BY_WIDTH, z, _BY_WIDTH, Align.RIGHT)
            z -= block.height

    return Part(height, draw)


def _text(block: Block, width: float, below: float, *, last: bool = False) -> Part:
    """`below`: its air; after the last of a commitment there is a rule."""
    height = block.height + below

    def draw(sheet: Sheet, top: float) -> None:
        draw_other(sheet, block, _LEFT, top, width)
        if last:
            sheet.line(((look.LEFT, top - height), (look.RIGHT, top - height)), look.ROW_LINE, 0.6)

    return Part(height, draw)


def tick_box(sheet: Sheet, left: float, middle: float, side: float, done: bool) -> None:
    """A box to tick around its middle, ticked where it is done."""
    sheet.box(left, middle - side / 2, side, side, stroke=look.INK, line_width=1.2, radius=2)
    if done:
        points = ((0.22, 0.0), (0.43, -0.24), (0.79, 0.27))
        sheet.line([(left + x * side, middle + y * side) for x, y in points], look.INK, side * 0.12)
