"""Every printed sheet in every language and size, made of the catalogue's own texts for one invented family each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from desk.catalogue.interview import load_interview
from desk.catalogue.notice import load_notice
from desk.catalogue.plan_library import load_plan_library
from desk.i18n import translated
from desk.office.plan.assumptions import ASSUMED
from desk.office.plan.words import bilingual
from desk.paper import words
from desk.paper.fridge import fridge_sheet
from desk.paper.letter import letter_sheet
from desk.paper.model import (
    Bilingual,
    Commitment,
    Letter,
    NextVisit,
    NoticeSheet,
    NoticeText,
    PlanPage,
    Result,
    Road,
    RoadStep,
    Signer,
    SummaryFact,
    SummaryLine,
    SummarySection,
    SummarySheet,
    VisitSlip,
)
from desk.paper.notice import notice_sheet
from desk.paper.plan import plan_sheet
from desk.paper.recovery import recovery_sheet
from desk.paper.sheet import Sheet
from desk.paper.slip import slip_sheet
from desk.paper.slip_roll import slip_roll_sheet
from desk.paper.summary import summary_sheet
from desk.paper.ticket import ticket_sheet
from desk.paper.words import Text
from desk.settings import FAMILY_LANGUAGES
from tests.paper.paper_samples import RECOVERY, ROME, TICKET

SURNAMES = {
    "it": ("Rossi", None, "Anna", None),
    "en": ("Osagie", None, "Blessing", None),
    "ro": ("Țurcanu", None, "Ștefan", None),
    "ar": ("El Amrani", "العمراني", "Youssef", "يوسف"),
    "es": ("Núñez Ibáñez", None, "Begoña", None),
    "fr": ("Diaïté", None, "Aïssatou", None),
    "zh": ("Wang", "王", "Xiaoming", "小明"),
    "sq": ("Çela", None, "Përparim", None),
}
ASSUMED_FACTS = {
    "amount": "840 €", "hundred": "100 €", "count": "6", "value": "1.440 €", "month": "09/2027", "date": "01/01/2020",
}  # fmt: skip
FILLED = {"amount": "100 €", "child": "Ilyas", "date": "01/12/2026", "hours": "34", "month": "marzo 2027"}


def said(text: str, language: str) -> Bilingual:
    for name, value in FILLED.items():
        text = text.replace(f"{{{name}}}", value)
    return bilingual(text, language)


@cache
def plan_of(language: str, large: bool = False) -> PlanPage:
    """A plan of library texts: results of four objectives, eleven commitments."""
    surname, own_surname, given, own_given = SURNAMES[language]
    library = load_plan_library()
    topics = {each.id: each.topic for each in library.dimensions}
    chosen = [library.objectives[place] for place in (0, 3, 6, 9)]
    results = [
        Result(bilingual(topics[each.dimension], language), said(line.text, language))
        for each in chosen
        for line in each.results
    ]
    rows = [
        Commitment(
            given if line.who == "member" else "Paolo Gallo",
            said(line.text, language),
            bilingual(line.how_often, language) if line.how_often else date(2026, 12, 1 + place),
            own_given if line.who == "member" else None,
            None if line.who == "member" else "ufficio casa",
            done=place == 1,
        )
        for place, line in enumerate(line for each in chosen for line in each.commitments)
    ]
    return PlanPage(
        office_name="Polo di Barriera di Milano",
        office_phone="011 555 0100",
        household_name=surname,
        household_name_translated=own_surname,
        household_code="TH-0217",
        version=3,
        date=date(2026, 11, 24),
        family_language=language,
        why=(
            bilingual("Dovete lasciare la casa entro il {date}.", language, date="15/07/2027"),
            bilingual("Cerchiamo un affitto che potete pagare.", language),
        ),
        results=tuple(results[:5]),
        road=Road(
            (
                RoadStep(36_000, None, hours=20),
                RoadStep(49_000, date(2027, 3, 1), hours=34),
                RoadStep(49_000, date(2027, 9, 1), saving_cents=144_000, contract=True),
            ),
            48_000,
            date(2027, 7, 15),
        ),
        road_assumptions=tuple(bilingual(text, language, **ASSUMED_FACTS) for text in ASSUMED),
        road_sentences=(bilingual("Cerchiamo un affitto che potete pagare.", language),),
        commitments=tuple(rows[:11]),
        next_visit=visit_of(language),
        signers=(Signer(f"{given} {surname}"), Signer("Giulia Ferrero", "assistente sociale")),
        large=large,
    )


def visit_of(language: str) -> NextVisit:
    return NextVisit(
        start=datetime(2026, 12, 1, 10, 0, tzinfo=ROME),
        with_whom="Giulia Ferrero",
        room="Stanza 2",
        place="Via Leoncavallo 17, Torino",
        interpreter=language != "it",
        bring=(bilingual("Documento e codice fiscale", language), bilingual("Foglio ISEE", language)),
        code="TH-000111222",
    )


def notice_of(language: str, large: bool) -> NoticeSheet:
    def both(text: str) -> Bilingual:
        return Bilingual(text, translated(language, text))

    notice, plan = load_notice(), plan_of(language)
    return NoticeSheet(
        office_name=plan.office_name,
        office_phone=plan.office_phone,
        family_language=language,
        title=both(notice.title),
        choices_title=both(notice.choices_title),
        date=plan.date,
        code=plan.household_code,
        sections=tuple(NoticeText(s.id, both(s.title), tuple(map(both, s.lines))) for s in notice.sections),
        choices=tuple(both(choice.text) for choice in notice.choices),
        adults=(plan.signers[0].name,),
        large=large,
    )


def letter_of(language: str, kind: str, large: bool) -> Letter:
    plan = plan_of(language)
    name = Bilingual(plan.household_name, plan.household_name_translated or plan.household_name)
    lines = {
        "invitation": (Text.INVITED, Text.OTHER_DAY),
        "moved": (Text.NEW_DATE, Text.OTHER_PERSON, Text.OTHER_DAY),
        "missed": (Text.IT_HAPPENS, Text.IT_MATTERS, Text.CALL_FOR_DAY),
        "referral": (Text.QUESTIONS,),
    }[kind]
    first = {
        "invitation": (),
        "moved": (words.pair(language, Text.NOT_THEN, day="24/11/2026", time="10:00"),),
        "missed": (words.pair(language, Text.WE_WAITED, day="17/11/2026", time="10:00"),),
        "referral": (words.pair(language, Text.COMES_TO_YOU, name=name),),
    }[kind]
    letter = Letter(
        office_name=plan.office_name,
        office_phone=plan.office_phone,
        office_address="Via Leoncavallo 17, Torino",
        to=("Famiglia " + plan.household_name, plan.signers[0].name, "Corso Vercelli 121", "10155 Torino"),
        code=plan.household_code,
        family_language=language,
        date=plan.date,
        subject=words.pair(
            language,
            {
                "invitation": Text.INVITATION,
                "moved": Text.MOVED,
                "missed": Text.MISSED,
                "referral": Text.REFERRAL,
            }[kind],
        ),
        lines=(*first, *(words.pair(language, text) for text in lines)),
        signer=plan.signers[-1],
        next_visit=visit_of(language) if kind == "invitation" else None,
        large=large,
    )
    if kind == "moved":
        visit = replace(visit_of(language), interpreter=False, bring=())
        return replace(letter, next_visit=replace(visit, place="Via Leoncavallo 17, 10154 Torino"))
    if kind != "referral":
        return letter
    return replace(
        letter,
        to=("Centro per l’impiego",),
        ask=(bilingual("Cerchiamo un affitto che potete pagare.", language),),
        facts=(
            (words.pair(language, Text.PEOPLE), Bilingual(plan.signers[0].name, plan.signers[0].name)),
            (words.pair(language, Text.PHONE), Bilingual("351 555 0101", "351 555 0101")),
            (words.pair(language, Text.LANGUAGE), words.language_name(language, language)),
        ),
    )


def slip_of(language: str, large: bool) -> VisitSlip:
    plan = plan_of(language)
    return VisitSlip(
        office_name=plan.office_name,
        office_phone=plan.office_phone,
        office_address="Via Leoncavallo 17, Torino",
        family_language=language,
        date=plan.date,
        household_name=plan.household_name,
        seen="Giulia Ferrero",
        seen_role="assistente sociale",
        agreed=tuple(line.text for line in plan.commitments[:3]),
        next_visit=plan.next_visit,
        large=large,
    )


def summary_of(language: str, large: bool) -> SummarySheet:
    """Every question and every answer that may stand on a summary, on the page of its section."""
    plan = plan_of(language)
    sections = [
        SummarySection(
            section.id,
            said(section.title, language),
            tuple(
                SummaryLine((SummaryFact(said(question.label, language), said(value.label, language)),))
                for question in section.questions
                if question.on_paper
                for value in question.options[:1]
            ),
        )
        for section in load_interview()
    ]
    return SummarySheet(
        office_name=plan.office_name,
        office_phone=plan.office_phone,
        household_name=plan.household_name,
        household_name_translated=plan.household_name_translated,
        household_code=plan.household_code,
        family_language=language,
        talk="Colloquio del 24/11/2026",
        sections=tuple(section for section in sections if section.lines),
        signers=plan.signers,
        large=large,
    )


@dataclass(frozen=True)
class Case:
    """`margin`: the least white at both sides, in points; `code`: there is a QR code for the phone;
    `opens`: what another code says."""

    document: str
    language: str
    large: bool
    draw: Callable[[], Sheet]
    margin: float = 35.0
    code: bool = False
    opens: str = ""

    @property
    def name(self) -> str:
        return f"{self.document}-{self.language}-{'large' if self.large else 'normal'}"


def every_sheet() -> Iterator[Case]:
    for language in FAMILY_LANGUAGES:
        for large in (False, True):
            plan = plan_of(language, large)
            yield Case("plan", language, large, lambda p=plan: plan_sheet(p), code=True)
            yield Case("fridge", language, large, lambda p=plan: fridge_sheet(p), code=True)
            notice = notice_of(language, large)
            yield Case("notice", language, large, lambda n=notice: notice_sheet(n))
            slip = slip_of(language, large)
            yield Case("slip", language, large, lambda s=slip: slip_sheet(s), code=True)
            for kind in ("invitation", "moved", "missed", "referral"):
                letter = letter_of(language, kind, large)
                yield Case(
                    kind, language, large, lambda x=letter: letter_sheet(x), code=kind in ("invitation", "moved")
                )
            summary = summary_of(language, large)
            yield Case("summary", language, large, lambda s=summary: summary_sheet(s))
            seat = Bilingual("Sedie blu, a sinistra", translated(language, "Sedie blu, a sinistra"))
            ticket = replace(TICKET, family_language=language, sit=seat, large=large)
            yield Case("ticket", language, large, lambda t=ticket: ticket_sheet(t), margin=11.0)
            yield Case("roll", language, large, lambda s=slip: slip_roll_sheet(s), margin=11.0, code=True)
    for large in (False, True):
        recovery = replace(RECOVERY, large=large)
        yield Case("recovery", "it", large, lambda r=recovery: recovery_sheet(r), opens=RECOVERY.qr_payload)
