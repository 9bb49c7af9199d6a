"""The privacy notice: one page for each adult, in two languages, with what they tick and where they sign."""

from desk.paper import look, words
from desk.paper.closing import signature_parts
from desk.paper.columns import Languages, gap, heading, text_rows
from desk.paper.faces import Weight
from desk.paper.flow import Part, Section, pages, together
from desk.paper.heads import Opening, again, again_height, draw_pages, foot, office_line
from desk.paper.icons import CHECK, CLOCK, FLAG, HOME, KEY, PENCIL, PERSON
from desk.paper.model import Bilingual, NoticeSheet, Signer
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Style, set_text
from desk.paper.words import Text

_ANSWER = Style(11, 14, Weight.SEMIBOLD)
_BOX = 13.0
_TICKS, _TICKS_LARGE = 28.0, 40.0
_PICTURES = {"who": HOME, "why": FLAG, "what": PENCIL, "seen": PERSON, "how_long": CLOCK, "rights": CHECK}


def notice_pdf(sheet: NoticeSheet) -> bytes:
    """The notice for all adults of a family."""
    return notice_sheet(sheet).pdf()


def notice_sheet(sheet: NoticeSheet) -> Sheet:
    """The notice drawn, not yet written out."""
    languages = Languages(sheet.family_language, large=sheet.large)
    paper = Sheet(sheet.title.italian, "it-IT", look.A4)
    sections = _sections(sheet, languages)
    for number, adult in enumerate(sheet.adults):
        if number:
            paper.next_page()
        _page(paper, sheet, languages, sections, adult)
    return paper


def _sections(sheet: NoticeSheet, languages: Languages) -> list[Section]:
    found, number = [], 0
    for section in sheet.sections:
        rows: list[Part] = []
        for line in section.lines:
            number += 1
            rows += text_rows(number, line.italian, line.translated, languages)
        found.append(
            Section(
                tuple(rows),
                (heading(section.title, _PICTURES.get(section.id, KEY), languages),),
                section.title.italian,
                languages.split_from,
            )
        )
    choices: list[Part] = []
    for choice in sheet.choices:
        number += 1
        rows = text_rows(number, choice.italian, choice.translated, languages)
        choices.append(together((*rows, _ticks(languages))))
    title = sheet.choices_title
    found.append(Section(tuple(choices), (heading(title, CHECK, languages),), title.italian, split_from=1))
    return found


def _page(paper: Sheet, sheet: NoticeSheet, languages: Languages, sections: list[Section], adult: str) -> None:
    opening = Opening(
        office_line(sheet.office_name, sheet.office_phone),
        sheet.code,
        ((sheet.title, look.TITLE), (Bilingual(adult, ""), look.SUBTITLE)),
        languages,
    )
    signing = Section((gap(10), *signature_parts((Signer(adult),), languages)))
    laid = pages(
        [*sections, signing],
        first_top=look.TOP - opening.height,
        next_top=look.TOP - again_height(languages),
        bottom=languages.bottom,
    )
    day = words.day(sheet.date)

    def every(number: int, count: str) -> None:
        if number > 1:
            again(paper, sheet.title, sheet.code, languages)
        foot(paper, languages, day, count)

    draw_pages(paper, laid, lambda: opening.draw(paper, look.TOP), every)


def _ticks(languages: Languages) -> Part:
    """Yes and no, each with its box, once for both languages: a tick must not be able to contradict another."""
    style = languages.style(_ANSWER)
    box = 18.0 if languages.large else _BOX

    def draw(sheet: Sheet, top: float) -> None:
        left = languages.first_left
        for text in (Text.YES, Text.NO):
            both = words.pair(languages.code, text)
            sheet.box(left, top - 4 - box, box, box, stroke=look.INK, line_width=1.2, radius=2)
            said = both.italian if languages.alone else f"{both.italian} · {both.translated or look.MISSING_NOTE}"
            block = set_text(said, style, float("inf"))
            sheet.block(block, left + box + 7, top - 4 - box / 2 + style.leading / 2, block.width, Align.LEFT)
            left += max(130.0, block.width + box + 30)

    return Part(_TICKS_LARGE if languages.large else _TICKS, draw)
