"""The plan in one page, to hang on the fridge: when we meet, what is to be done next, whom to call."""

from dataclasses import replace
from datetime import date

from desk.paper import look, words
from desk.paper.closing import visit_part
from desk.paper.columns import Languages, draw_pair, gap, heading, labelled, other_block, pair_height, text_rows
from desk.paper.flow import Part, Section, pages
from desk.paper.heads import Opening, draw_pages, foot, office_line
from desk.paper.icons import CHECK, PAPERS, PHONE, draw_icon
from desk.paper.model import ITALIAN, Bilingual, Commitment, PlanPage
from desk.paper.sheet import Sheet
from desk.paper.table import commitment_rows, table_head
from desk.paper.text import set_text
from desk.paper.words import Text

_GAP = 6.0
_WHY = 80.0
"""Points; a longer reason is read in the plan."""
_SHARE = 2
"""A line that takes more than one part in so many of the room is read in the plan: the others would have none."""


def fridge_pdf(page: PlanPage) -> bytes:
    """One page, whatever the plan holds."""
    return fridge_sheet(page).pdf()


def fridge_sheet(page: PlanPage) -> Sheet:
    """The page drawn, not yet written out. The lines keep their numbers of the plan.

    Where names are so long that large print would take two pages, it is set in normal print; that is larger where all
    lines have room so.
    """
    if page.large:
        drawn, _whole = _drawn(page, Languages(page.family_language, large=True))
        if drawn.page == 1:
            return drawn
        page = replace(page, large=False)
    roomy, whole = _drawn(page, Languages(page.family_language, roomy=True))
    return roomy if whole and roomy.page == 1 else _drawn(page, Languages(page.family_language))[0]


def _drawn(page: PlanPage, languages: Languages) -> tuple[Sheet, bool]:
    """The sheet, and whether every open line is on it."""
    code = languages.code
    sheet = Sheet(f"{Text.FRIDGE_TITLE} · {page.household_code}", "it-IT", look.A4)
    family = Bilingual(page.household_name, page.household_name_translated or page.household_name)
    named = words.pair(code, Text.FAMILY, name=family)
    opening = Opening(
        office_line(page.office_name, page.office_phone, page.service),
        f"BOZZA · {page.household_code}" if page.draft else page.household_code,
        (
            (words.pair(code, Text.FRIDGE_TITLE), look.TITLE),
            (Bilingual(named.italian, "") if page.large else named, look.SUBTITLE),
        ),
        languages,
    )
    before, after = _before(page, languages), _after(page, languages)
    todo = words.pair(code, Text.TO_DO)
    head = (heading(todo, CHECK, languages, _GAP if languages.roomy else 0), *table_head(languages))
    room = look.TOP - opening.height - languages.bottom
    room -= sum(part.height for part in (*before, *head, *after))
    rows, whole = _fitting(open_lines(page), languages, room)
    sections = [Section(tuple(before)), Section(tuple(rows), head, todo.italian) if rows else Section(())]
    laid = pages(
        [*sections, Section(tuple(after))],
        first_top=look.TOP - opening.height,
        next_top=look.TOP,
        bottom=languages.bottom - 1,
    )
    version = f"Versione {page.version} del {words.day(page.date)}"
    draw_pages(
        sheet,
        laid,
        lambda: opening.draw(sheet, look.TOP),
        lambda _n, count: foot(sheet, replace(languages, roomy=False), version, count),
    )
    return sheet, whole


def open_lines(page: PlanPage) -> list[tuple[int, Commitment]]:
    """What is still to be done, with its number of the plan: first what has a day, the nearest first."""
    begin = len(page.why) + len(page.results) + len(page.road_sentences) + 1
    lines = [(number, line) for number, line in enumerate(page.commitments, start=begin) if not line.done]
    return sorted(lines, key=lambda each: (0, each[1].by) if isinstance(each[1].by, date) else (1, date.max))


def _before(page: PlanPage, languages: Languages) -> list[Part]:
    """Why, where there is room, and when we meet."""
    parts: list[Part] = [gap(_GAP)]
    for number, text in enumerate(() if page.large else page.why[:1], start=1):
        rows = text_rows(number, text.italian, text.translated, languages)
        if sum(part.height for part in rows) <= _WHY:
            parts += rows
    if page.next_visit is not None:
        parts.append(visit_part(page.next_visit, languages))
    return parts


def _after(page: PlanPage, languages: Languages) -> list[Part]:
    """Whom to call."""
    call = words.pair(languages.code, Text.CANNOT_COME)
    if page.large:  # the office is named at the top
        names = words.pair(languages.code, Text.WHOM_TO_CALL)
        both = names.italian if languages.alone else f"{names.italian} · {names.translated or look.MISSING_NOTE}"
        number = page.office_phone.replace(" ", chr(0xA0))
        return [gap(_GAP), labelled(Bilingual(both), Bilingual(number), PHONE, replace(languages, code=ITALIAN))]
    whom = words.whom_to_call(languages.code, page.office_name, page.office_phone, call)
    return [gap(_GAP), labelled(words.pair(languages.code, Text.WHOM_TO_CALL), whom, PHONE, languages)]


def _fitting(lines: list[tuple[int, Commitment]], languages: Languages, room: float) -> tuple[list[Part], bool]:
    """As many lines as fit, whole; where some are left out, a last row says how many. And whether none is."""
    if languages.large:
        lines = [(number, replace(line, who_translated=None)) for number, line in lines]
    made = [commitment_rows(number, line, languages) for number, line in lines]
    heights = [sum(part.height for part in parts) for parts in made]
    short = [parts for parts, height in zip(made, heights, strict=True) if height <= room / _SHARE]
    if len(short) == len(made) and sum(heights) <= room:
        return [part for parts in made for part in parts], True
    rows: list[Part] = []
    for place, parts in enumerate(short):
        more = _more(len(made) - place, languages)
        if sum(part.height for part in (*rows, *parts, more)) > room:
            return [*rows, more], False
        rows += parts
    return [*rows, _more(len(made) - len(short), languages)], False


def _more(count: int, languages: Languages) -> Part:
    told = words.pair(languages.code, Text.MORE_IN_PLAN, count=count)
    first = [set_text(told.italian, languages.text, languages.first_width)]
    second = []
    if not languages.alone:
        second = [other_block(told.translated, languages.text, languages.second_width, languages)]

    def draw(sheet: Sheet, top: float) -> None:
        size = 22 if languages.large else 13
        draw_icon(sheet, PAPERS, languages.sign_x, top - languages.row / 2, size, look.BLUE_TEXT)
        draw_pair(sheet, first, second, top - 4, languages)

    return Part(pair_height(first, second, languages) + 8, draw)
