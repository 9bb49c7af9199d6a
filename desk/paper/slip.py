"""The slip after every visit: whom you saw, what was agreed, when you come back, what to bring, whom to call."""

from desk.paper import look, words
from desk.paper.closing import visit_part
from desk.paper.columns import Languages, draw_other, heading, other_block, text_rows
from desk.paper.faces import Weight
from desk.paper.flow import Part, Section, pages
from desk.paper.icons import CALENDAR, CHECK, HOME, PERSON, PHONE, PLACE, draw_icon
from desk.paper.model import Bilingual, VisitSlip
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, Words, set_text
from desk.paper.words import Text

A5_LANDSCAPE = (look.A4[0], look.A5[0])
_FOOT = 32.0
_GAP = 6.0
_OFFICE = Style(8.8, 11, colour=look.BODY)
_ROW = 19.1


def slip_pdf(slip: VisitSlip) -> bytes:
    """The slip on half an A4 sheet, or on A4 where more was agreed than fits."""
    return slip_sheet(slip).pdf()


def slip_sheet(slip: VisitSlip) -> Sheet:
    """The slip drawn, not yet written out."""
    languages = Languages(slip.family_language)
    sections = _sections(slip, languages)
    size = A5_LANDSCAPE
    opening = _Opening(slip, languages)
    if opening.height + sum(section.height for section in sections) > size[1] - _FOOT - 18:
        size = look.A4
    sheet = Sheet(str(Text.VISIT_TODAY if slip.seen else Text.COME_BACK), "it-IT", size)
    top = size[1] - 18
    laid = pages(sections, first_top=top - opening.height, next_top=top, bottom=_FOOT)
    for number, placed in enumerate(laid, start=1):
        if number == 1:
            opening.draw(sheet, top)
        else:
            sheet.next_page()
        _footer(sheet, languages, f"Pagina {number} di {len(laid)}")
        for item in placed:
            if item.title:
                sheet.mark(item.title, item.top)
            item.part.draw(sheet, item.top)
    return sheet


def _sections(slip: VisitSlip, languages: Languages) -> list[Section]:
    code = languages.code
    seen = Bilingual(f"{slip.seen}, {slip.seen_role}" if slip.seen_role else slip.seen, slip.seen)
    agreed: list[Part] = []
    for number, text in enumerate(slip.agreed, start=1):
        agreed += text_rows(number, text.italian, text.translated, languages)
    found = [Section((_gap(), _labelled(Text.YOU_SAW, seen, PERSON, languages)))] if slip.seen else []
    if agreed:
        decided = words.pair(code, Text.DECIDED)
        found.append(Section(tuple(agreed), (heading(decided, CHECK, languages),), decided.italian))
    if slip.next_visit is not None:
        back = visit_part(slip.next_visit, languages, Text.COME_BACK, in_words=True)
        where = Bilingual(slip.next_visit.place, slip.next_visit.place)
    else:
        back = _labelled(Text.COME_BACK, words.pair(code, Text.NO_DATE), CALENDAR, languages)
        where = Bilingual(slip.office_address, slip.office_address)
    found.append(Section((back, _gap()), (), str(Text.COME_BACK)))
    call = words.pair(code, Text.CANNOT_COME)
    line = slip.office_phone.replace(" ", "\u00a0")  # a telephone number stays on one line
    phone = f"{slip.office_name}, {line}."
    whom = Bilingual(f"{phone} {call.italian}", f"{phone} {call.translated}" if call.translated else None)
    found.append(
        Section(
            (_labelled(Text.WHERE, where, PLACE, languages), _labelled(Text.WHOM_TO_CALL, whom, PHONE, languages)),
        )
    )
    return found


def _gap() -> Part:
    return Part(_GAP, lambda _sheet, _top: None)


def _labelled(label: Text, text: Bilingual, icon: str, languages: Languages) -> Part:
    """A row that begins with its label in bold, with a pictogram in the middle."""
    names = words.pair(languages.code, label)
    first = set_text(_with_label(names.italian, text.italian), look.TEXT, languages.first_width)
    second: Block | None = None
    if not languages.alone:
        told = None
        if names.translated is not None and text.translated is not None:
            told = _with_label(names.translated, text.translated)
        second = other_block(told, look.TEXT, look.COLUMN, languages)
    height = max(first.height, second.height if second else 0) + _ROW - look.TEXT.leading

    def draw(sheet: Sheet, top: float) -> None:
        under = top - (_ROW - look.TEXT.leading) / 2
        sheet.block(first, languages.first_left, under, languages.first_width)
        if second is not None:
            draw_other(sheet, second, look.SECOND, under, look.COLUMN)
        middle = look.LEFT + 8 if languages.alone else look.MIDDLE
        draw_icon(sheet, icon, middle, top - _ROW / 2, 13, look.BLUE_TEXT)

    return Part(height, draw)


def _with_label(label: str, text: str) -> Words:
    return ((f"{label}: ", Weight.BOLD), (text, Weight.REGULAR))


class _Opening:
    """Office, the two titles, the day and the family."""

    def __init__(self, slip: VisitSlip, languages: Languages) -> None:
        width = look.RIGHT - look.LEFT if languages.alone else look.COLUMN
        title = words.pair(languages.code, Text.VISIT_TODAY if slip.seen else Text.COME_BACK)
        day = words.day_in_words(languages.code, slip.date)
        family = words.pair(languages.code, Text.FAMILY, name=slip.household_name)
        self._width = width
        self._first = [
            set_text(title.italian, look.TITLE, width),
            set_text(f"{family.italian} · {day.italian}", look.SUBTITLE, width),
        ]
        self._second: list[Block] = []
        if not languages.alone:
            self._second = [
                other_block(title.translated, look.TITLE, width, languages),
                other_block(day.translated, look.SUBTITLE, width, languages),
            ]
        self._office = set_text(f"{slip.office_name} · tel. {slip.office_phone}", _OFFICE, 480)
        columns = max(sum(block.height for block in column) for column in (self._first, self._second))
        self.height = self._office.height + 10 + columns + 6.5

    def draw(self, sheet: Sheet, top: float) -> None:
        draw_icon(sheet, HOME, look.LEFT + 6, top - 8.5, 13, look.INK, 1)
        sheet.block(self._office, look.LEFT + 17, top - 3, 480)
        y = z = top - self._office.height - 10
        for block in self._first:
            y -= sheet.block(block, look.LEFT, y, self._width)
        for block in self._second:
            draw_other(sheet, block, look.SECOND, z, self._width)
            z -= block.height
        rule = top - self.height + 1.5
        sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.INK, 2)


def _footer(sheet: Sheet, languages: Languages, count: str) -> None:
    if not languages.alone:
        binding = words.pair(languages.code, Text.BINDING)
        both = f"{binding.italian} · {binding.translated}" if binding.translated else binding.italian
        sheet.block(set_text(both, look.NOTE, 300), look.MIDDLE - 150, 24, 300, Align.CENTRE)
    sheet.block(set_text(count, look.NOTE, 90), look.RIGHT - 90, 24, 90, Align.RIGHT)
