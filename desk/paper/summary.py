"""What the family told, read back: Italian beside its language, line by line; signed by who was there."""

from desk.paper import look, words
from desk.paper.closing import signature_parts
from desk.paper.columns import Languages, bold_first, draw_pair, heading, other_block, pair_height, text_rows
from desk.paper.flow import Part, Section, pages
from desk.paper.heads import Opening, again, again_height, draw_pages, fewest, foot, office_line
from desk.paper.icons import CHECK, CLOCK, FLAG, HOME, PENCIL, PERSON, ROAD
from desk.paper.model import ITALIAN, Bilingual, SummaryLine, SummarySheet
from desk.paper.sheet import Sheet
from desk.paper.text import Words, set_text
from desk.paper.words import Text

_GAP = 8.0
_SPLIT_FROM = 0.35
"""Its sections are long: kept whole they would leave half pages empty."""
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
    languages = Languages(summary.family_language, large=summary.large)
    title = words.pair(languages.code, Text.SUMMARY_TITLE)
    name = Bilingual(summary.household_name, summary.household_name_translated or summary.household_name)
    opening = Opening(
        office_line(summary.office_name, summary.office_phone),
        summary.household_code,
        (
            (title, look.TITLE),
            (words.pair(languages.code, Text.FAMILY, name=name), look.SUBTITLE),
            (words.pair(languages.code, Text.SUMMARY_READ), look.SUBTITLE),
        ),
        languages,
    )
    paper = Sheet(f"{title.italian} · {summary.household_code}", "it-IT", look.A4)
    next_top = look.TOP - again_height(languages)
    languages, laid = fewest(
        languages,
        lambda set_so: pages(
            _sections(summary, set_so), first_top=look.TOP - opening.height, next_top=next_top, bottom=set_so.bottom
        ),
    )

    def every(number: int, count: str) -> None:
        if number > 1:
            again(paper, title, summary.household_code, languages)
        foot(paper, languages, summary.talk, count)

    draw_pages(paper, laid, lambda: opening.draw(paper, look.TOP), every)
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
        head = (heading(section.title, picture, languages),)
        found.append(Section(tuple(rows), head, section.title.italian, _SPLIT_FROM))
    closing = [*_private(languages), *signature_parts(summary.signers, languages)]
    return [*found, Section(tuple(closing), title="Firme", company=True)]


def _both(line: SummaryLine, languages: Languages) -> tuple[Words, Words | None]:
    """«Affitto al mese: 470 €», or «Amina: Legame: figlia; Scuola: ogni giorno», in both columns."""
    code = languages.code
    if not line.who.italian:
        fact = line.facts[0]
        other = None
        if fact.label.translated is not None and fact.value.translated is not None:
            other = bold_first(fact.label.translated, _mark(fact.label.translated, code), fact.value.translated)
        return bold_first(fact.label.italian, _mark(fact.label.italian, ITALIAN), fact.value.italian), other
    texts = [_fact(fact.label, fact.value, code) for fact in line.facts]
    italian = bold_first(line.who.italian, ": ", "; ".join(text.italian for text in texts) + ".")
    if any(text.translated is None for text in texts):
        return italian, None
    told = _NEXT_FACT.get(code, "; ").join((text.translated or "").rstrip(".。") for text in texts)
    return italian, bold_first(line.who.translated or line.who.italian, words.colon(code), told)


def _mark(label: str, code: str) -> str:
    """A question that is a whole question needs no colon."""
    return " " if label.endswith(("?", "؟", "？")) else words.colon(code)


def _fact(label: Bilingual, value: Bilingual, code: str) -> Bilingual:
    if not label.italian:
        return value
    known = label.translated is not None and value.translated is not None
    other = f"{label.translated}{words.colon(code)}{value.translated}" if known else None
    return Bilingual(f"{label.italian}: {value.italian}", other)


def _private(languages: Languages) -> list[Part]:
    """Stands on every summary, whatever was told: so it tells nobody whether something was told in confidence."""
    both = words.pair(languages.code, Text.SUMMARY_PRIVATE)
    note = languages.style(look.NOTE)
    first = [set_text(both.italian, note, languages.first_width)]
    second = [] if languages.alone else [other_block(both.translated, note, languages.second_width, languages)]

    def draw(sheet: Sheet, top: float) -> None:
        draw_pair(sheet, first, second, top - _GAP, languages)

    return [Part(pair_height(first, second, languages) + _GAP, draw)]
