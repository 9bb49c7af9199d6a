"""What the family told, read back: Italian beside its language, line by line; signed by who was there."""

from desk.paper import look, words
from desk.paper.closing import signature_parts
from desk.paper.columns import Languages, bold_first, draw_other, heading, other_block, text_rows
from desk.paper.faces import Weight
from desk.paper.flow import Part, Section, pages
from desk.paper.icons import CHECK, CLOCK, FLAG, HOME, PENCIL, PERSON, ROAD, draw_icon
from desk.paper.model import ITALIAN, Bilingual, SummaryLine, SummarySheet
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Style, Words, set_text
from desk.paper.words import Text

_OFFICE = Style(8.8, 11, colour=look.BODY)
_GAP = 8.0
_TOPIC_MARK = {"zh": "："}
_NEXT_FACT = {"ar": "؛ ", "zh": "；"}
_PICTURES = {
    "words": PENCIL,
    "people": PERSON,
    "children": PERSON,
    "housing": HOME,
    "economy": CLOCK,
    "outcome": ROAD,
    "open": FLAG,
}


def summary_pdf(summary: SummarySheet) -> bytes:
    """The summary as A4 pages. The same facts always give the same bytes."""
    return summary_sheet(summary).pdf()


def summary_sheet(summary: SummarySheet) -> Sheet:
    """The summary drawn, not yet written out."""
    languages = Languages(summary.family_language)
    title = words.pair(languages.code, Text.SUMMARY_TITLE)
    paper = Sheet(f"{title.italian} · {summary.household_code}", "it-IT", look.A4)
    top = _opening(paper, summary, languages, title)
    laid = pages(_sections(summary, languages), first_top=top, next_top=look.TOP, bottom=look.BOTTOM)
    for number, placed in enumerate(laid, start=1):
        if number > 1:
            paper.next_page()
        _foot(paper, summary, f"Pagina {number} di {len(laid)}")
        for item in placed:
            if item.title:
                paper.mark(item.title, item.top)
            item.part.draw(paper, item.top)
    return paper


def _sections(summary: SummarySheet, languages: Languages) -> list[Section]:
    found: list[Section] = []
    number = 0
    for section in summary.sections:
        rows: list[Part] = []
        for line in section.lines:
            number += 1
            italian, other = _both(line, languages)
            rows += text_rows(number, italian, other, languages)
        picture = _PICTURES.get(section.id, CHECK)
        found.append(Section(tuple(rows), (heading(section.title, picture, languages),), section.title.italian))
    closing = [_private(languages), *signature_parts(summary.signers, languages)]
    return [*found, Section(tuple(closing), title="Firme")]


def _both(line: SummaryLine, languages: Languages) -> tuple[Words, Words | None]:
    """«Canone al mese: 470 €», or «Amina: Legame: figlia; Scuola: ogni giorno», in both columns."""
    code = languages.code
    if not line.who.italian:
        fact = line.facts[0]
        other = None
        if fact.label.translated is not None and fact.value.translated is not None:
            other = bold_first(fact.label.translated, _mark(fact.label.translated, code), fact.value.translated)
        return bold_first(fact.label.italian, _mark(fact.label.italian, ITALIAN), fact.value.italian), other
    texts = [_fact(fact.label, fact.value, code) for fact in line.facts]
    italian = bold_first(line.who.italian, ":", "; ".join(text.italian for text in texts) + ".")
    if any(text.translated is None for text in texts):
        return italian, None
    told = _NEXT_FACT.get(code, "; ").join(text.translated or "" for text in texts)
    return italian, bold_first(line.who.translated or line.who.italian, _TOPIC_MARK.get(code, ":"), told)


def _mark(label: str, code: str) -> str:
    """A question that is a whole question needs no colon."""
    return "" if label.endswith(("?", "؟", "？")) else _TOPIC_MARK.get(code, ":")


def _fact(label: Bilingual, value: Bilingual, code: str) -> Bilingual:
    if not label.italian:
        return value
    known = label.translated is not None and value.translated is not None
    other = f"{label.translated}{_TOPIC_MARK.get(code, ': ')}{value.translated}" if known else None
    return Bilingual(f"{label.italian}: {value.italian}", other)


def _private(languages: Languages) -> Part:
    """Stands on every summary, whatever was told: so it tells nobody whether something was told in confidence."""
    both = words.pair(languages.code, Text.SUMMARY_PRIVATE)
    width = look.RIGHT - look.LEFT if languages.alone else look.COLUMN
    first = set_text(both.italian, look.NOTE, width)
    second = None if languages.alone else other_block(both.translated, look.NOTE, width, languages)
    height = max(first.height, second.height if second else 0) + _GAP

    def draw(sheet: Sheet, top: float) -> None:
        sheet.block(first, look.LEFT, top - _GAP, width)
        if second is not None:
            draw_other(sheet, second, look.SECOND, top - _GAP, width)

    return Part(height, draw)


def _opening(paper: Sheet, summary: SummarySheet, languages: Languages, title: Bilingual) -> float:
    """Draws office, title, whose summary it is and what it is for; gives where the first section begins."""
    width = look.RIGHT - look.LEFT if languages.alone else look.COLUMN
    draw_icon(paper, HOME, look.LEFT + 6, look.TOP - 8.5, 13, look.INK, 1)
    office = (
        (f"{summary.service}  ", Weight.SEMIBOLD),
        (f"{summary.office_name} · tel. {summary.office_phone}", Weight.REGULAR),
    )
    line = set_text(office, _OFFICE, 400)
    paper.block(line, look.LEFT + 17, look.TOP - 3, 400)
    code = set_text(summary.household_code, look.NOTE, 100)
    paper.block(code, look.RIGHT - 100, look.TOP - 3, 100, Align.RIGHT)
    paper.mark(title.italian, look.TOP)
    name = Bilingual(summary.household_name, summary.household_name_translated or summary.household_name)
    family = words.pair(languages.code, Text.FAMILY, name=name)
    read = words.pair(languages.code, Text.SUMMARY_READ)
    start = look.TOP - line.height - 12
    bottom = start
    for column, left in ((0, look.LEFT), (1, look.SECOND)):
        if column and languages.alone:
            break
        y = start
        for text, style in ((title, look.TITLE), (family, look.SUBTITLE), (read, look.SUBTITLE)):
            if column:
                block = other_block(text.translated, style, width, languages)
                draw_other(paper, block, left, y, width)
                y -= block.height
            else:
                y -= paper.block(set_text(text.italian, style, width), left, y, width)
        bottom = min(bottom, y)
    bottom -= 5
    paper.line(((look.LEFT, bottom), (look.RIGHT, bottom)), look.INK, 2)
    return bottom - 3


def _foot(paper: Sheet, summary: SummarySheet, count: str) -> None:
    paper.line(((look.LEFT, 28.5), (look.RIGHT, 28.5)), look.ROW_LINE, 0.6)
    paper.block(set_text(summary.talk, look.NOTE, 300), look.LEFT, 24, 300)
    paper.block(set_text(count, look.NOTE, 90), look.RIGHT - 90, 24, 90, Align.RIGHT)
