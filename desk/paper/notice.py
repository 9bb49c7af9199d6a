"""The privacy notice: one page for each adult, in two languages, with what they tick and where they sign."""

from desk.paper import look, words
from desk.paper.closing import signature_parts
from desk.paper.columns import Languages, draw_other, heading, other_block, text_rows
from desk.paper.faces import Weight
from desk.paper.flow import Part, Section, pages
from desk.paper.icons import CHECK, CLOCK, FLAG, HOME, KEY, PENCIL, PERSON, draw_icon
from desk.paper.model import NoticeSheet, Signer
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Style, set_text
from desk.paper.words import Text

_OFFICE = Style(8.8, 11, colour=look.BODY)
_ANSWER = Style(11, 14, Weight.SEMIBOLD)
_BOX = 13.0
_TICKS = 28.0
_PICTURES = {"who": HOME, "why": FLAG, "what": PENCIL, "seen": PERSON, "how_long": CLOCK, "rights": CHECK}


def notice_pdf(sheet: NoticeSheet) -> bytes:
    """The notice for all adults of a family."""
    languages = Languages(sheet.family_language)
    paper = Sheet(sheet.title.italian, "it-IT", look.A4)
    sections = _sections(sheet, languages)
    for number, adult in enumerate(sheet.adults):
        if number:
            paper.next_page()
        _page(paper, sheet, languages, sections, adult)
    return paper.pdf()


def _sections(sheet: NoticeSheet, languages: Languages) -> list[Section]:
    found, number = [], 0
    for section in sheet.sections:
        rows: list[Part] = []
        for line in section.lines:
            number += 1
            rows += text_rows(number, line.italian, line.translated, languages)
        found.append(
            Section(
                tuple(rows), (heading(section.title, _PICTURES.get(section.id, KEY), languages),), section.title.italian
            )
        )
    choices: list[Part] = []
    for choice in sheet.choices:
        number += 1
        choices += [*text_rows(number, choice.italian, choice.translated, languages), _ticks(languages)]
    found.append(
        Section(tuple(choices), (heading(sheet.choices_title, CHECK, languages),), sheet.choices_title.italian)
    )
    return found


def _page(paper: Sheet, sheet: NoticeSheet, languages: Languages, sections: list[Section], adult: str) -> None:
    top = look.TOP
    opening = _opening(paper, sheet, languages, adult, top)
    signing = Section((Part(10, lambda _sheet, _top: None), *signature_parts((Signer(adult),), languages)))
    laid = pages([*sections, signing], first_top=top - opening, next_top=top, bottom=look.BOTTOM)
    for number, placed in enumerate(laid, start=1):
        if number > 1:
            paper.next_page()
        _foot(paper, sheet, languages)
        for item in placed:
            if item.title:
                paper.mark(item.title, item.top)
            item.part.draw(paper, item.top)


def _opening(paper: Sheet, sheet: NoticeSheet, languages: Languages, adult: str, top: float) -> float:
    """Draws office, title and whose sheet it is; gives the height used."""
    width = look.RIGHT - look.LEFT if languages.alone else look.COLUMN
    draw_icon(paper, HOME, look.LEFT + 6, top - 8.5, 13, look.INK, 1)
    office = set_text(f"{sheet.office_name} · tel. {sheet.office_phone}", _OFFICE, 400)
    paper.block(office, look.LEFT + 17, top - 3, 400)
    paper.block(set_text(sheet.code, look.NOTE, 100), look.RIGHT - 100, top - 3, 100, Align.RIGHT)
    y = top - office.height - 12
    title = set_text(sheet.title.italian, look.TITLE, width)
    paper.block(title, look.LEFT, y, width)
    if not languages.alone:
        draw_other(paper, other_block(sheet.title.translated, look.TITLE, width, languages), look.SECOND, y, width)
    y -= title.height
    y -= paper.block(set_text(adult, look.SUBTITLE, width), look.LEFT, y, width) + 5
    paper.line(((look.LEFT, y), (look.RIGHT, y)), look.INK, 2)
    return top - y + 4


def _ticks(languages: Languages) -> Part:
    """Yes and no, each with its box, once for both languages: a tick must not be able to contradict another."""

    def draw(sheet: Sheet, top: float) -> None:
        for place, text in enumerate((Text.YES, Text.NO)):
            both = words.pair(languages.code, text)
            left = (look.LEFT + 24 if languages.alone else look.LEFT) + place * 130
            sheet.box(left, top - 4 - _BOX, _BOX, _BOX, stroke=look.INK, line_width=1.2, radius=2)
            said = both.italian if languages.alone else f"{both.italian} · {both.translated or look.MISSING_NOTE}"
            sheet.block(set_text(said, _ANSWER, 105), left + _BOX + 7, top - 3.5, 105, Align.LEFT)

    return Part(_TICKS, draw)


def _foot(paper: Sheet, sheet: NoticeSheet, languages: Languages) -> None:
    paper.block(set_text(words.day(sheet.date), look.NOTE, 90), look.LEFT, 24, 90)
    if not languages.alone:
        binding = words.pair(languages.code, Text.BINDING)
        both = f"{binding.italian} · {binding.translated}" if binding.translated else binding.italian
        paper.block(set_text(both, look.NOTE, 300), look.MIDDLE - 150, 24, 300, Align.CENTRE)
