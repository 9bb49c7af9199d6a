"""A letter in Italian and in the family's language: an invitation, a missed visit, a family sent to a partner."""

from desk.paper import look, words
from desk.paper.closing import visit_part
from desk.paper.columns import (
    Languages,
    draw_beside,
    fit_beside,
    gap,
    heading,
    labelled,
    labelled_rows,
    other_block,
    text_rows,
)
from desk.paper.faces import Weight
from desk.paper.flow import Part, Section, pages
from desk.paper.heads import Opening, again, again_height, draw_pages, fewest, foot, office_line
from desk.paper.icons import CHECK, PAPERS, PERSON, PHONE, PLACE
from desk.paper.model import Bilingual, Letter
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Style, set_text
from desk.paper.words import Text

_ADDRESS = Style(11, 15)
_ADDRESS_WIDTH = look.COLUMN
_DAY = Style(11, 15, colour=look.BODY)
_SIGNED = Style(11, 15, Weight.SEMIBOLD)
_SIGNED_WIDTH = look.COLUMN


def letter_pdf(letter: Letter) -> bytes:
    """The letter as A4 pages. The same facts always give the same bytes."""
    return letter_sheet(letter).pdf()


def letter_sheet(letter: Letter) -> Sheet:
    """The letter drawn, not yet written out."""
    languages = Languages(letter.family_language, large=letter.large)
    sheet = Sheet(f"{letter.subject.italian} · {letter.code}", "it-IT", look.A4)
    opening = Opening(
        office_line(letter.office_name, letter.office_phone), letter.code, ((letter.subject, look.TITLE),), languages
    )
    languages, laid = fewest(
        languages,
        lambda set_so: pages(
            _sections(letter, set_so),
            first_top=look.TOP - opening.height,
            next_top=look.TOP - again_height(set_so),
            bottom=set_so.bottom,
        ),
    )

    def every(number: int, count: str) -> None:
        if number > 1:
            again(sheet, letter.subject, letter.code, languages)
        foot(sheet, languages, words.day(letter.date), count)

    draw_pages(sheet, laid, lambda: opening.draw(sheet, look.TOP), every)
    return sheet


def _sections(letter: Letter, languages: Languages) -> list[Section]:
    code = languages.code
    number = 0

    def rows(*texts: Bilingual) -> list[Part]:
        nonlocal number
        parts: list[Part] = []
        for text in texts:
            number += 1
            parts += text_rows(number, text.italian, text.translated, languages)
        return parts

    found = [Section((_address(letter, languages),))]
    body = [*_greeting(Text.HELLO, languages), *rows(*letter.lines)]
    air = 2.0 if languages.tight else 6.0
    found.append(Section((gap(air + 2), *body)))
    if letter.ask:
        ask = words.pair(code, Text.WE_ASK)
        found.append(Section(tuple(rows(*letter.ask)), (heading(ask, CHECK, languages),), ask.italian))
    if letter.facts:
        tell = words.pair(code, Text.WE_TELL)
        told = [part for label, text in letter.facts for part in labelled_rows(label, text, _picture(label), languages)]
        only = rows(words.pair(code, Text.ONLY_THIS))
        found.append(Section((*told, *only), (heading(tell, PAPERS, languages),), tell.italian))
    if letter.next_visit is not None:
        box = visit_part(letter.next_visit, languages, in_words=True)
        where = Bilingual(letter.next_visit.place, letter.next_visit.place)
        found.append(
            Section(
                (gap(air), box, gap(air), labelled(words.pair(code, Text.WHERE), where, PLACE, languages)),
                (),
                str(Text.NEXT_VISIT),
            )
        )
    line = letter.office_phone.replace(" ", chr(0xA0))
    phone = words.whom_to_call(code, letter.office_name, letter.office_phone)
    if languages.large:  # the office is named at the top
        phone = Bilingual(line, line)
    call = words.pair(code, Text.WHOM_TO_CALL)
    whom = labelled(call, phone, PHONE, languages)
    # A signature never stands alone on a page.
    end = (gap(air - 2), whom, *_greeting(Text.SEE_YOU, languages), _signed(letter, languages))
    found.append(Section(end, title=call.italian))
    return found


def _greeting(text: Text, languages: Languages) -> list[Part]:
    """Words that nobody needs to find again, so they have no number; in large print on one line where they fit."""
    both = words.pair(languages.code, text)
    first = [set_text(both.italian, languages.text, languages.first_width)]
    second = []
    if not languages.alone:
        second = [other_block(both.translated, languages.text, languages.second_width, languages)]
    if not (languages.large and fit_beside(first, second, languages.first_width)):
        return text_rows(None, both.italian, both.translated, languages)

    def draw(sheet: Sheet, top: float) -> None:
        draw_beside(sheet, first, second, languages.first_left, top - 4, languages.first_width)

    return [Part(languages.row, draw)]


def _picture(label: Bilingual) -> str:
    return PHONE if label.italian == Text.PHONE else PERSON


def _address(letter: Letter, languages: Languages) -> Part:
    """The day at the left, in both languages; whom it goes to at the right, where the window of an envelope is."""
    style, width = languages.style(_ADDRESS), _ADDRESS_WIDTH
    lines = [set_text(line, style, width) for line in letter.to if line]
    both, beside = words.day_in_words(languages.code, letter.date), look.RIGHT - look.LEFT - width - 14
    days = [set_text(both.italian, languages.style(_DAY), beside)]
    if not languages.alone:
        days.append(other_block(both.translated, languages.style(_DAY), beside, languages))
    told = sum(day.height for day in days)
    to = sum(block.height for block in lines)
    height = max(to + 34, told + 16, 96)
    if languages.large:
        height = max(to, told) + (16 if languages.tight else 26)

    def draw(sheet: Sheet, top: float) -> None:
        y = top - 10
        for day in days:
            y -= sheet.block(day, look.LEFT, y, beside, Align.LEFT)
        y = top - 10 if languages.large else top - 28
        for block in lines:
            y -= sheet.block(block, look.RIGHT - width, y, width, Align.LEFT)

    return Part(height, draw)


def _signed(letter: Letter, languages: Languages) -> Part:
    """The worker's name and room to sign: under it, or beside it where a page is short of room."""
    told = f"{letter.signer.name}, {letter.signer.role}" if letter.signer.role else letter.signer.name
    width = 380.0 if languages.large else _SIGNED_WIDTH
    block = set_text(told, languages.style(_SIGNED), width)
    beside = languages.tight and len(block.lines) == 1
    height = block.height + (14 if beside else 48)

    def draw(sheet: Sheet, top: float) -> None:
        left = look.LEFT + 34 if beside else look.RIGHT - width
        sheet.block(block, left, top - (10 if beside else 8), width, Align.LEFT)
        rule = top - height + 4
        sheet.line(((left + block.width + 14 if beside else left, rule), (look.RIGHT, rule)), look.EDGE, 0.8)

    return Part(height, draw)
