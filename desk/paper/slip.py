"""The slip after every visit: whom you saw, what was agreed, when you come back, what to bring, whom to call."""

from desk.paper import look, words
from desk.paper.closing import visit_part
from desk.paper.columns import Languages, gap, heading, labelled, text_rows
from desk.paper.flow import Part, Section, pages
from desk.paper.heads import Opening, again, again_height, draw_pages, fewest, foot, office_line
from desk.paper.icons import CALENDAR, CHECK, PERSON, PHONE, PLACE, ROAD
from desk.paper.model import Bilingual, VisitSlip
from desk.paper.sheet import Sheet
from desk.paper.slip_roll import slip_roll_sheet
from desk.paper.words import Text

A5_LANDSCAPE = (look.A4[0], look.A5[0])
_GAP = 6.0


def slip_pdf(slip: VisitSlip) -> bytes:
    """The slip on the paper that it is for."""
    return (slip_roll_sheet if slip.roll else slip_sheet)(slip).pdf()


def slip_sheet(slip: VisitSlip) -> Sheet:
    """On half an A4 sheet, or on A4 where more was agreed than fits, and in large print; not yet written out."""
    languages = Languages(slip.family_language, large=slip.large)
    sections, opening = _sections(slip, languages), _opening(slip, languages)
    size = A5_LANDSCAPE
    needed = opening.height + sum(section.height for section in sections)
    if slip.large or needed > size[1] - languages.bottom - 18:
        size = look.A4
    sheet = Sheet(str(Text.VISIT_TODAY if slip.seen else Text.COME_BACK), "it-IT", size)
    top = size[1] - 18
    next_top = top - again_height(languages)
    languages, laid = fewest(
        languages,
        lambda set_so: pages(
            _sections(slip, set_so), first_top=top - opening.height, next_top=next_top, bottom=set_so.bottom
        ),
    )

    def every(number: int, count: str) -> None:
        if number > 1:
            again(sheet, _title(slip, languages), "", languages)
        foot(sheet, languages, "", count)

    draw_pages(sheet, laid, lambda: opening.draw(sheet, top), every)
    return sheet


def _title(slip: VisitSlip, languages: Languages) -> Bilingual:
    return words.pair(languages.code, Text.VISIT_TODAY if slip.seen else Text.COME_BACK)


def _opening(slip: VisitSlip, languages: Languages) -> Opening:
    """Office, the two titles, the day and the family, if it has a page here."""
    under = [words.day_in_words(languages.code, slip.date)]
    if slip.household_name:
        family = words.pair(languages.code, Text.FAMILY, name=slip.household_name)
        if languages.large:
            under.append(family)
        else:
            under = [Bilingual(f"{family.italian} · {under[0].italian}", under[0].translated)]
    titles = [(_title(slip, languages), look.TITLE), *((each, look.SUBTITLE) for each in under)]
    return Opening(office_line(slip.office_name, slip.office_phone), "", titles, languages)


def _sections(slip: VisitSlip, languages: Languages) -> list[Section]:
    code = languages.code
    seen = Bilingual(f"{slip.seen}, {slip.seen_role}" if slip.seen_role else slip.seen, slip.seen)
    if languages.large:
        seen = Bilingual(seen.italian, seen.italian)  # once, on one line: the name is what the family looks for
    agreed: list[Part] = []
    for number, text in enumerate(slip.agreed, start=1):
        agreed += text_rows(number, text.italian, text.translated, languages)
    found = [Section((gap(_GAP), _said(Text.YOU_SAW, seen, PERSON, languages)))] if slip.seen else []
    if agreed:
        decided = words.pair(code, Text.DECIDED)
        found.append(Section(tuple(agreed), (heading(decided, CHECK, languages),), decided.italian))
    if slip.next_visit is not None:
        back = visit_part(slip.next_visit, languages, Text.COME_BACK, in_words=True)
        where = Bilingual(slip.next_visit.place, slip.next_visit.place)
    else:
        back = _said(Text.COME_BACK, words.pair(code, Text.NO_DATE), CALENDAR, languages)
        where = Bilingual(slip.office_address, slip.office_address)
    found.append(Section((back, gap(_GAP)), (), str(Text.COME_BACK)))
    call = words.pair(code, Text.CANNOT_COME)
    whom = words.whom_to_call(code, slip.office_name, slip.office_phone, call)
    last = [_said(Text.WHERE, where, PLACE, languages)]
    if slip.way:
        last.append(_said(Text.WAY, Bilingual(slip.way, slip.way), ROAD, languages))
    if languages.large:  # the office is named at the top
        line = slip.office_phone.replace(" ", "\u00a0")
        last += [_said(Text.WHOM_TO_CALL, Bilingual(line, line), PHONE, languages)]
        last += text_rows(None, call.italian, call.translated, languages)
    else:
        last.append(_said(Text.WHOM_TO_CALL, whom, PHONE, languages))
    found.append(Section(tuple(last)))
    return found


def _said(label: Text, text: Bilingual, icon: str, languages: Languages) -> Part:
    return labelled(words.pair(languages.code, label), text, icon, languages)
