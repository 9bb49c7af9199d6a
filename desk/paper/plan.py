"""The printed plan: Italian beside the family's language, line by line."""

from dataclasses import replace

from desk.paper import look, words
from desk.paper.closing import signature_parts, visit_part
from desk.paper.columns import Languages, bold_first, heading, text_rows
from desk.paper.flow import Part, Placed, Section, pages
from desk.paper.heads import Opening, again, again_height, draw_pages, fewest, foot, office_line
from desk.paper.icons import CHECK, FLAG, HELP, PENCIL, ROAD
from desk.paper.model import Bilingual, PlanPage, Result
from desk.paper.road import road_part
from desk.paper.road_large import road_large_parts
from desk.paper.sheet import Sheet
from desk.paper.table import commitment_rows, table_head
from desk.paper.words import Text

_AFTER_SIGNATURES = 10.0
_ROAD_WHOLE = 0.8  # of a page: one looks at the picture as a whole
_SPARED = 2  # so many pages are set tighter where that spares one: a sheet that hangs on the fridge has one page


def plan_pdf(page: PlanPage) -> bytes:
    """The plan as A4 pages. The same facts always give the same bytes."""
    return plan_sheet(page).pdf()


def plan_sheet(page: PlanPage) -> Sheet:
    """The plan drawn, not yet written out."""
    languages = Languages(page.family_language, large=page.large)
    sheet = Sheet(f"{Text.PLAN_TITLE} · {page.household_code}", "it-IT", look.A4)
    title = words.pair(languages.code, Text.PLAN_TITLE)
    opening = Opening(
        office_line(page.office_name, page.office_phone, page.service),
        f"BOZZA · {page.household_code}" if page.draft else page.household_code,
        ((title, look.TITLE), (_family(page, languages), look.SUBTITLE)),
        languages,
    )
    if not page.large and _spares(page, languages, opening):
        languages = replace(languages, tight=True)
    languages, laid = fewest(languages, lambda set_so: _laid(page, set_so, opening))
    version = f"Versione {page.version}{' · bozza' if page.draft else ''} del {words.day(page.date)}"

    def every(number: int, count: str) -> None:
        if number > 1:
            again(sheet, title, page.household_code, languages)
        foot(sheet, languages, version, count)

    draw_pages(sheet, laid, lambda: opening.draw(sheet, look.TOP), every)
    return sheet


def _spares(page: PlanPage, languages: Languages, opening: Opening) -> bool:
    """Would the plan up to the signatures be on one page if it is set tighter?"""
    signed = replace(page, road_assumptions=())
    usual = len(_laid(signed, languages, opening))
    return usual == _SPARED and len(_laid(signed, replace(languages, tight=True), opening)) < usual


def _laid(page: PlanPage, languages: Languages, opening: Opening) -> list[list[Placed]]:
    return pages(
        _sections(page, languages),
        first_top=look.TOP - opening.height,
        next_top=look.TOP - again_height(languages),
        bottom=languages.bottom,
    )


def _sections(page: PlanPage, languages: Languages) -> list[Section]:
    found: list[Section] = []
    number = 0

    def add(title: Text, icon: str, rows: list[Part], *head: Part, air: float = 0) -> None:
        text = words.pair(languages.code, title)
        whole = _ROAD_WHOLE if title is Text.ROAD else languages.split_from
        if rows:
            found.append(Section(tuple(rows), (heading(text, icon, languages, air), *head), text.italian, whole))

    rows: list[Part] = []
    for text in page.why:
        number += 1
        rows += text_rows(number, text.italian, text.translated, languages)
    add(Text.WHY, FLAG, rows)
    rows = []
    for result in page.results:
        number += 1
        rows += _topic_rows(number, result, languages)
    add(Text.RESULTS, CHECK, rows)
    rows = []
    if page.road and page.road.steps:
        rows = road_large_parts(page.road, languages) if languages.large else [road_part(page.road, languages)]
    for text in page.road_sentences:
        number += 1
        rows += text_rows(number, text.italian, text.translated, languages)
    add(Text.ROAD, ROAD, rows)
    rows = []
    for commitment in page.commitments:
        number += 1
        rows += commitment_rows(number, commitment, languages)
    add(Text.COMMITMENTS, PENCIL, rows, *table_head(languages))
    rows = []
    for support in page.supports:
        number += 1
        rows += _topic_rows(number, support, languages)
    add(Text.SUPPORTS, HELP, rows)
    rows = []
    since = words.pair(languages.code, Text.CHANGES, number=page.changed_from)
    for text in page.changes:
        number += 1
        rows += _topic_rows(number, Result(since, text), languages)
    if rows:
        found.append(Section(tuple(rows), (), since.italian))
    closing = [visit_part(page.next_visit, languages)] if page.next_visit else []
    closing += signature_parts(page.signers, languages)
    if closing:
        title = str(Text.NEXT_VISIT) if page.next_visit else "Firme"
        found.append(Section(tuple(closing), (), title, company=page.next_visit is None))
    rows = []
    for text in page.road_assumptions:
        rows += text_rows(None, text.italian, text.translated, languages)
    add(Text.ASSUMED, ROAD, rows, air=_AFTER_SIGNATURES)
    return found


def _topic_rows(number: int, line: Result, languages: Languages) -> list[Part]:
    """The topic in bold, then one short sentence."""
    topic, text = line.topic, line.text
    other = None
    if topic.translated is not None and text.translated is not None:
        other = bold_first(topic.translated, words.colon(languages.code), text.translated)
    return text_rows(number, bold_first(topic.italian, ". ", text.italian), other, languages)


def _family(page: PlanPage, languages: Languages) -> Bilingual:
    name = Bilingual(page.household_name, page.household_name_translated or page.household_name)
    return words.pair(languages.code, Text.FAMILY, name=name)
