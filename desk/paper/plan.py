"""The printed plan: Italian beside the family's language, line by line."""

from dataclasses import replace

from desk.paper import look, words
from desk.paper.closing import signature_parts, visit_part
from desk.paper.columns import Languages, bold_first, draw_other, heading, other_block, text_rows
from desk.paper.faces import Weight
from desk.paper.flow import Part, Placed, Section, pages
from desk.paper.icons import CHECK, FLAG, HOME, PENCIL, ROAD, draw_icon
from desk.paper.model import Bilingual, PlanPage
from desk.paper.road import road_part
from desk.paper.sheet import Align, Sheet
from desk.paper.table import commitment_rows, table_head
from desk.paper.text import Block, Style, set_text
from desk.paper.words import Text

_AGAIN = look.TOP - 28  # where a continued page begins
_AGAIN_TITLE = Style(9.5, 12, Weight.SEMIBOLD)
_SPARED = 2  # so many pages are set tighter where that spares one: a sheet that hangs on the fridge has one page
_TOPIC_MARK = {"zh": "："}


def plan_pdf(page: PlanPage) -> bytes:
    """The plan as A4 pages. The same facts always give the same bytes."""
    return plan_sheet(page).pdf()


def plan_sheet(page: PlanPage) -> Sheet:
    """The plan drawn, not yet written out."""
    languages = Languages(page.family_language)
    sheet = Sheet(f"{Text.PLAN_TITLE} · {page.household_code}", "it-IT", look.A4)
    opening = _Opening(page, languages)
    laid = _laid(page, languages, opening)
    if len(laid) == _SPARED:
        tight = replace(languages, tight=True)
        closer = _laid(page, tight, opening)
        if len(closer) < len(laid):
            laid, languages = closer, tight
    for number, placed in enumerate(laid, start=1):
        if number == 1:
            opening.draw(sheet)
        else:
            sheet.next_page()
            _again(sheet, page, languages)
        _footer(sheet, page, languages, f"Pagina {number} di {len(laid)}")
        for item in placed:
            _draw(sheet, item)
    return sheet


def _laid(page: PlanPage, languages: Languages, opening: "_Opening") -> list[list[Placed]]:
    return pages(_sections(page, languages), first_top=opening.bottom, next_top=_AGAIN, bottom=look.BOTTOM)


def _draw(sheet: Sheet, item: Placed) -> None:
    if item.title:
        sheet.mark(item.title, item.top)
    item.part.draw(sheet, item.top)


def _sections(page: PlanPage, languages: Languages) -> list[Section]:
    found: list[Section] = []
    number = 0

    def add(title: Text, icon: str, rows: list[Part], head: Part | None = None) -> None:
        text = words.pair(languages.code, title)
        head_rows = (heading(text, icon, languages), head) if head else (heading(text, icon, languages),)
        if rows:
            found.append(Section(tuple(rows), head_rows, text.italian))

    rows: list[Part] = []
    for text in page.why:
        number += 1
        rows += text_rows(number, text.italian, text.translated, languages)
    add(Text.WHY, FLAG, rows)
    rows = []
    mark = _TOPIC_MARK.get(languages.code, ":")
    for result in page.results:
        number += 1
        topic, goal = result.topic, result.text
        other = None
        if topic.translated is not None and goal.translated is not None:
            other = bold_first(topic.translated, mark, goal.translated)
        rows += text_rows(number, bold_first(topic.italian, ".", goal.italian), other, languages)
    add(Text.RESULTS, CHECK, rows)
    rows = [road_part(page.road, languages)] if page.road and page.road.steps else []
    for text in page.road_sentences:
        number += 1
        rows += text_rows(number, text.italian, text.translated, languages)
    add(Text.ROAD, ROAD, rows)
    rows = []
    for commitment in page.commitments:
        number += 1
        rows += commitment_rows(number, commitment, languages)
    add(Text.COMMITMENTS, PENCIL, rows, table_head(languages))
    closing = [visit_part(page.next_visit, languages)] if page.next_visit else []
    closing += signature_parts(page.signers, languages)
    if closing:
        found.append(Section(tuple(closing), (), str(Text.NEXT_VISIT) if page.next_visit else "Firme"))
    return found


class _Opening:
    """The head of the first page: office, code, the two titles, the family."""

    def __init__(self, page: PlanPage, languages: Languages) -> None:
        self._page, self._languages = page, languages
        width = look.RIGHT - look.LEFT if languages.alone else look.COLUMN
        title = words.pair(languages.code, Text.PLAN_TITLE)
        family = _family(page, languages)
        self._width = width
        self._first = [set_text(title.italian, look.TITLE, width), set_text(family.italian, look.SUBTITLE, width)]
        self._second: list[Block] = []
        if not languages.alone:
            self._second = [
                other_block(title.translated, look.TITLE, width, languages),
                other_block(family.translated, look.SUBTITLE, width, languages),
            ]
        office = (
            (f"{page.service}  ", Weight.SEMIBOLD),
            (f"{page.office_name} · tel. {page.office_phone}", Weight.REGULAR),
        )
        self._office = set_text(office, Style(8.8, 11, colour=look.BODY), 400)
        columns = max(sum(block.height for block in column) for column in (self._first, self._second))
        self._titles = look.TOP - max(self._office.height, 11) - 10
        self._rule = self._titles - columns - 5
        self.bottom = self._rule - 1.5

    def draw(self, sheet: Sheet) -> None:
        draw_icon(sheet, HOME, look.LEFT + 6, look.TOP - 8.5, 13, look.INK, 1)
        sheet.block(self._office, look.LEFT + 17, look.TOP - 3, 400)
        code = self._page.household_code
        text = f"BOZZA · {code}" if self._page.draft else code
        sheet.block(set_text(text, look.NOTE, 100), look.RIGHT - 100, look.TOP - 3, 100, Align.RIGHT)
        sheet.mark(str(Text.PLAN_TITLE), look.TOP)
        y = z = self._titles
        for block in self._first:
            y -= sheet.block(block, look.LEFT, y, self._width)
        for block in self._second:
            draw_other(sheet, block, look.SECOND, z, self._width)
            z -= block.height
        sheet.line(((look.LEFT, self._rule), (look.RIGHT, self._rule)), look.INK, 2)


def _family(page: PlanPage, languages: Languages) -> Bilingual:
    name = Bilingual(page.household_name, page.household_name_translated or page.household_name)
    return words.pair(languages.code, Text.FAMILY, name=name)


def _again(sheet: Sheet, page: PlanPage, languages: Languages) -> None:
    """The head of a continued page: one line of each."""
    title = words.pair(languages.code, Text.PLAN_TITLE)
    first = _one_line(title.italian, 200, False)
    sheet.block(first, look.LEFT, look.TOP - 3, 200)
    sheet.block(set_text(page.household_code, look.NOTE, 90), look.MIDDLE - 45, look.TOP - 3.5, 90, Align.CENTRE)
    if not languages.alone and title.translated is not None:
        second = _one_line(title.translated, 200, languages.right_to_left)
        sheet.block(second, look.RIGHT - 200, look.TOP - 3, 200, Align.RIGHT)
    rule = look.TOP - 20
    sheet.line(((look.LEFT, rule), (look.RIGHT, rule)), look.INK, 1.2)


def _one_line(text: str, width: float, right_to_left: bool) -> Block:
    return Block(set_text(text, _AGAIN_TITLE, width, right_to_left).lines[:1], _AGAIN_TITLE, right_to_left)


def _footer(sheet: Sheet, page: PlanPage, languages: Languages, count: str) -> None:
    sheet.line(((look.LEFT, 28.5), (look.RIGHT, 28.5)), look.ROW_LINE, 0.6)
    draft = " · bozza" if page.draft else ""
    version = f"Versione {page.version}{draft} del {words.day(page.date)}"
    sheet.block(set_text(version, look.NOTE, 170), look.LEFT, 24, 170)
    binding = words.pair(languages.code, Text.BINDING)
    both = binding.italian
    if not languages.alone and binding.translated is not None:
        both = f"{binding.italian} · {binding.translated}"
    sheet.block(set_text(both, look.NOTE, 260), look.MIDDLE - 130, 24, 260, Align.CENTRE)
    sheet.block(set_text(count, look.NOTE, 90), look.RIGHT - 90, 24, 90, Align.RIGHT)
