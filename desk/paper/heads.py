"""What every sheet for a family has at its top and at its foot, and the drawing of its pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from desk.paper import look, words
from desk.paper.columns import Languages, draw_beside, draw_other, fit_beside, other_block
from desk.paper.faces import Weight
from desk.paper.flow import Placed
from desk.paper.icons import HOME, draw_icon
from desk.paper.model import Bilingual
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Span, Style, set_text
from desk.paper.words import Text

SERVICE = "Città di Torino · TO-Home"
_OFFICE = Style(8.8, 11, colour=look.BODY)
_AGAIN_TITLE = Style(9.5, 12, Weight.SEMIBOLD)
_CODE_WIDTH = 130.0
_SMALLER, _SMALLEST = 0.85, 0.75


class Opening:
    """The head of a first page: the office, the family's code, the titles in both languages, the rule.

    `titles`: each text with its style; a translation of "" leaves that line out of the family's column.
    """

    def __init__(
        self, office: tuple[Span, ...], code: str, titles: Sequence[tuple[Bilingual, Style]], languages: Languages
    ) -> None:
        self._languages, self._mark = languages, titles[0][0].italian
        whole = look.RIGHT - look.LEFT
        self._width = whole if languages.alone or languages.large else look.COLUMN
        self._first, self._second = self._set(titles, 1)
        self._beside = False
        if not languages.large and any(len(block.lines) > 1 for block in (*self._first[:1], *self._second[:1])):
            first, second = self._set(titles, _SMALLER)
            if all(len(block.lines) == 1 for block in (*first[:1], *second[:1])):
                self._first, self._second = first, second
        if languages.large and not languages.alone:  # on the same lines, in somewhat smaller type if need be
            for share in (1, _SMALLER, _SMALLEST):
                first, second = self._set(titles, share)
                if fit_beside(first, second, self._width):
                    self._first, self._second, self._beside = first, second, True
                    break
        self._code = set_text(code, languages.style(look.NOTE), _CODE_WIDTH)
        self._office_width = whole - 17 - (_CODE_WIDTH if code else 0)
        style = languages.style(_OFFICE)
        self._office = set_text(office, style, self._office_width)
        if languages.large and len(self._office.lines) > 1:  # the service on its own line, then the office
            (service, weight), *rest = office
            self._office = set_text(((f"{service.rstrip()}\n", weight), *rest), style, self._office_width)
        heights = [sum(block.height for block in column) for column in (self._first, self._second)]
        self._columns = sum(heights) + 4 if languages.large and not self._beside else max(heights)
        self.height = max(self._office.height, self._code.height, 11) + 10 + self._columns + 6.5

    def _set(self, titles: Sequence[tuple[Bilingual, Style]], share: float) -> tuple[list[Block], list[Block]]:
        """The titles in both languages. `share`: of the size of those that are larger than the text."""
        first, second = [], []
        for text, normal in titles:
            style = self._languages.style(normal)
            if share < 1 and style.size > look.LARGE_SIZE:
                style = Style(style.size * share, style.leading * share, style.weight, style.colour)
            first.append(set_text(text.italian, style, self._width))
            if not self._languages.alone and text.translated != "":
                second.append(other_block(text.translated, style, self._width, self._languages))
        return first, second

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it from the page's top; the sheet's table of contents begins with its title."""
        large = self._languages.large
        draw_icon(sheet, HOME, look.LEFT + 6, top - (12 if large else 8.5), 14, look.INK, 1)
        sheet.block(self._office, look.LEFT + 17, top - 3, self._office_width)
        sheet.block(self._code, look.RIGHT - _CODE_WIDTH, top - 3, _CODE_WIDTH, Align.RIGHT)
        sheet.mark(self._mark, top)
        y = z = top - max(self._office.height, self._code.height, 11) - 10
        if self._beside:
            draw_beside(sheet, self._first, self._second, look.LEFT, y, self._width)
        else:
            for block in self._first:
                y -= sheet.block(block, look.LEFT, y, self._width, Align.LEFT)
            if large:
                z = y - 4
            for block in self._second:
                draw_other(sheet, block, look.RIGHT - self._width, z, self._width)
                z -= block.height
        rule = top - self.height + 1.5
        sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.INK, 2)


def office_line(name: str, phone: str, service: str = SERVICE) -> tuple[Span, ...]:
    """«Città di Torino · TO-Home  Polo di Barriera di Milano · tel. 011 555 0100»."""
    whole = phone.replace(" ", "\u00a0")  # a telephone number stays on one line
    told = f"{name} · tel.\u00a0{whole}" if phone else name
    return ((f"{service}  ", Weight.SEMIBOLD), (told, Weight.REGULAR))


def again_height(languages: Languages) -> float:
    """What the head of a continued page takes."""
    return 42.0 if languages.large else 28.0


def again(sheet: Sheet, title: Bilingual, code: str, languages: Languages) -> None:
    """The head of a continued page: one line of each."""
    top = sheet.height - 18
    style = Style(14, 18, Weight.SEMIBOLD) if languages.large else _AGAIN_TITLE
    width = 215.0 if languages.large else 200.0
    sheet.block(_one_line(title.italian, style, width, False), look.LEFT, top - 3, width)
    note = languages.style(look.NOTE)
    sheet.block(set_text(code, note, 90), look.MIDDLE - 45, top - 3.5, 90, Align.CENTRE)
    if not languages.alone and title.translated is not None:
        second = _one_line(title.translated, style, width, languages.right_to_left)
        sheet.block(second, look.RIGHT - width, top - 3, width, Align.RIGHT)
    rule = top - again_height(languages) + 8
    sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.INK, 1.2)


def _one_line(text: str, style: Style, width: float, right_to_left: bool) -> Block:
    """One line, in smaller type where it is too wide."""
    block = set_text(text, style, float("inf"), right_to_left)
    if block.width <= width:
        return block
    smaller = Style(style.size * width / block.width * 0.99, style.leading, style.weight, style.colour)
    return set_text(text, smaller, float("inf"), right_to_left)


def foot(sheet: Sheet, languages: Languages, left: str, count: str) -> None:
    """The foot: what the sheet is, that the Italian text binds, which page of how many."""
    binding = words.pair(languages.code, Text.BINDING)
    both = f"{binding.italian} · {binding.translated}" if binding.translated else binding.italian
    note = languages.style(look.NOTE)
    rule = 56.0 if languages.large else 28.5
    sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.ROW_LINE, 0.6)
    if languages.large:
        if not languages.alone:
            sheet.block(_one_line(both, note, 525, False), look.LEFT, 52, look.RIGHT - look.LEFT, Align.CENTRE)
        sheet.block(_one_line(left, note, 380, False), look.LEFT, 31, 380)
        sheet.block(set_text(count, note, 140), look.RIGHT - 140, 31, 140, Align.RIGHT)
        return
    sheet.block(set_text(left, note, 170), look.LEFT, 24, 170)
    if not languages.alone:
        sheet.block(set_text(both, note, 260), look.MIDDLE - 130, 24, 260, Align.CENTRE)
    sheet.block(set_text(count, note, 90), look.RIGHT - 90, 24, 90, Align.RIGHT)


def fewest(
    languages: Languages, lay: Callable[[Languages], list[list[Placed]]]
) -> tuple[Languages, list[list[Placed]]]:
    """The pages; in large print with less air between the lines where that spares one."""
    laid = lay(languages)
    if not languages.large or len(laid) == 1:
        return languages, laid
    tighter = replace(languages, tight=True)
    closer = lay(tighter)
    return (tighter, closer) if len(closer) < len(laid) else (languages, laid)


def draw_pages(
    sheet: Sheet, laid: Sequence[Sequence[Placed]], opening: Callable[[], None], every: Callable[[int, str], None]
) -> None:
    """All pages: `opening` draws the first head, `every` what each page has, with its number and its count in words."""
    for number, placed in enumerate(laid, start=1):
        if number == 1:
            opening()
        else:
            sheet.next_page()
        every(number, f"Pagina {number} di {len(laid)}")
        for item in placed:
            if item.title:
                sheet.mark(item.title, item.top)
            item.part.draw(sheet, item.top)
