"""The summary read back to the family: what is on it, and what is never on any paper."""

from dataclasses import replace
from datetime import date

import pytest

from desk import settings
from desk.catalogue.interview import load_interview
from desk.db.store import Store
from desk.domain.interview import Kind, Per, Question, Status
from desk.errors import BadInput, NotAllowed
from desk.office.household.consents import notice_of
from desk.office.interview.answer_rows import save_line
from desk.office.interview.answers import save_answer
from desk.office.interview.course import finish_interview, set_present, start_interview, write_note
from desk.office.interview.interview import read_interview
from desk.office.interview.summary import (
    interview_summary,
    read_summary_ledger,
    record_summary_printed,
    record_summary_signed,
)
from desk.office.papers.visit_slip import visit_slip
from desk.office.plan.plan import read_plan, start_plan
from desk.office.plan.sheet import plan_sheet
from desk.office.plan.suggestions import read_proposals
from desk.office.session import Session
from desk.paper.summary import summary_sheet
from tests.conftest import Clock
from tests.interview_family import el_amrani
from tests.paper.paper_reading import beyond, text, touching
from tests.small_office import SmallOffice, build_small_office
from tests.unit.test_interview_property import value_of

SENTINEL = "Il marito la segue ovunque"
OTHERS = [language for language in settings.FAMILY_LANGUAGES if language != "it"]


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def home(office: SmallOffice, giulia: Session) -> str:
    made = el_amrani(office)
    start_interview(giulia, made)
    return made


def words_of(session: Session, home: str, language: str = "it") -> str:
    return " ".join(text(interview_summary(session, home, language=language).pdf).split())


def tell(session: Session, home: str, office: SmallOffice) -> None:
    """Some answers that anybody of the family may read."""
    set_present(session, read_interview(session, home).id, office.people(home)[:2])
    save_answer(session, home, "words.goal", "Pagare l’affitto da soli")
    save_answer(session, home, "housing.tenure", "private_4_4")
    save_answer(session, home, "housing.rent", 47_000)
    save_answer(session, home, "housing.charges", 9_400, status=Status.APPROXIMATE)
    save_answer(session, home, "housing.utilities", None, status=Status.ASK_AGAIN)
    save_answer(session, home, "housing.landlord", None, status=Status.DECLINED)
    save_answer(session, home, "people.lives_here", True, person=office.people(home)[2])
    row = {"source": "wages", "person": office.people(home)[0], "monthly": 80_000}
    save_line(session, home, "economy.incomes", "one", row)


def tell_in_confidence(session: Session, home: str, office: SmallOffice) -> None:
    """Every confidential question of the interview, by Khadija, who is alone here."""
    youssef, khadija, amina, *_rest = office.people(home)
    interview = read_interview(session, home).id
    set_present(session, interview, [khadija])
    view = read_interview(session, home)
    who = {Per.HOUSEHOLD: None, Per.MEMBER: khadija, Per.ADULT: khadija, Per.MINOR: amina}
    for section in load_interview():
        for question in section.questions:
            if question.confidential:
                person = who[question.per]
                save_answer(session, home, question.id, _secret(question, view.members), person=person, said_by=khadija)
    write_note(session, interview, SENTINEL)
    set_present(session, interview, [youssef, khadija])


def _secret(question: Question, members: tuple[object, ...]) -> object:
    if question.kind in (Kind.TEXT, Kind.NOTE):
        return SENTINEL
    return value_of(question, 1, members)  # type: ignore[arg-type]


def papers(session: Session, home: str, visit: str) -> dict[str, bytes]:
    """Everything that goes out on paper about a family, in its language and in Italian."""
    return {
        f"{name} {language}": made
        for language in ("it", "ar")
        for name, made in (
            ("summary", interview_summary(session, home, language=language).pdf),
            ("plan", plan_sheet(session, home, language).pdf),
            ("slip", visit_slip(session, visit)),
            ("slip on the roll", visit_slip(session, visit, roll=True)),
            ("notice", notice_of(session, home, language)),
        )
    }


def test_no_paper_carries_a_confidence(giulia: Session, home: str, office: SmallOffice) -> None:
    """To the byte: a partner who finds a sheet cannot even see that something was told."""
    tell(giulia, home, office)
    visit = office.put("visit", household=home, day="2026-11-24", state="with_caseworker", agreed="Youssef va al CPI")
    start_plan(giulia, home, language="ar")
    before = papers(giulia, home, visit)
    tell_in_confidence(giulia, home, office)
    after = papers(giulia, home, visit)
    assert [name for name in before if before[name] != after[name]] == []
    assert all(SENTINEL not in text(pdf) for pdf in after.values())


def test_what_was_told_alone_proposes_nothing_while_others_sit_here(
    giulia: Session, home: str, office: SmallOffice
) -> None:
    """A proposal that somebody takes over goes on paper."""
    tell(giulia, home, office)
    start_plan(giulia, home, language="ar")
    plan = read_plan(giulia, home)
    assert plan is not None
    before = read_proposals(giulia, home, plan)
    tell_in_confidence(giulia, home, office)
    assert read_proposals(giulia, home, plan) == before


def test_it_says_what_was_told_in_both_languages(giulia: Session, home: str, office: SmallOffice) -> None:
    tell(giulia, home, office)
    words = words_of(giulia, home, "es").replace("\u00a0", " ")
    for fact in (
        "«Pagare l’affitto da soli»", "Sus palabras, escritas en italiano", "Affitto al mese: 470 €",
        "Alquiler al mes: 470 €", "circa 94 €", "unos 94 €", "Amina", "Che cosa manca ancora", "Bollette",
    ):  # fmt: skip
        assert fact in words, fact
    assert "Proprietario" not in words  # who would rather not say need not read it at home
    assert interview_summary(giulia, home, language="es").missing == 0


def test_one_of_something_is_said_as_one(giulia: Session, home: str) -> None:
    save_answer(giulia, home, "documents.residence_years", 1)
    save_answer(giulia, home, "documents.turin_years", 3)
    for language, one in {"it": "In Italia da: 1 anno", "ro": "În Italia de: 1 an", "zh": "1年"}.items():
        words = words_of(giulia, home, language)
        assert one in words and "1 anni" not in words, language
        assert "A Torino da: 3 anni" in words


def test_a_long_page_goes_on_where_there_is_room(giulia: Session, home: str, office: SmallOffice) -> None:
    tell(giulia, home, office)
    made = interview_summary(giulia, home).sheet
    first, second = (replace(each, lines=each.lines[:1] * 20) for each in made.sections[:2])
    sheet = summary_sheet(replace(made, sections=(first, second)))
    assert second.title.italian in [each.text for each in sheet.drawn if each.page == 1]
    assert sheet.page == 2


def test_it_stands_inside_its_margins_in_every_language(giulia: Session, home: str, office: SmallOffice) -> None:
    tell(giulia, home, office)
    save_answer(giulia, home, "words.now", "🏠 " + "parola " * 250 + "شقة")
    for language in ("it", *OTHERS):
        made = interview_summary(giulia, home, language=language)
        sheet = summary_sheet(made.sheet)
        assert beyond(sheet, 35) == [], language
        assert touching(sheet) == [], language
        assert made.missing == 0, language


def test_printed_and_signed_are_kept_with_day_and_names(giulia: Session, home: str, office: SmallOffice) -> None:
    interview = read_interview(giulia, home).id
    assert read_summary_ledger(giulia, interview).signed_at is None
    record_summary_printed(giulia, home, interview, "ar")
    with pytest.raises(BadInput):
        record_summary_signed(giulia, home, interview, ())
    changes = record_summary_signed(giulia, home, interview, ("Youssef El Amrani", "Khadija Bennani"))
    found = read_summary_ledger(office.session("paolo"), interview)
    assert (found.language, found.signed_by) == ("ar", "Youssef El Amrani, Khadija Bennani")
    assert found.recorded_by == "Giulia Ferrero"
    assert found.signed_at is not None and found.signed_at.date() == date(2026, 11, 24)
    giulia.store.undo(changes.batch, giulia.staff)
    assert read_summary_ledger(giulia, interview).signed_at is None


def test_reception_does_not_read_it(giulia: Session, home: str, office: SmallOffice) -> None:
    chiara = office.session("chiara")
    with pytest.raises(NotAllowed):
        interview_summary(chiara, home)
    with pytest.raises(NotAllowed):
        record_summary_signed(chiara, home, "x", ("Youssef",))


def test_a_closed_interview_is_read_as_it_was(giulia: Session, home: str, office: SmallOffice, clock: Clock) -> None:
    tell(giulia, home, office)
    first = read_interview(giulia, home)
    finish_interview(giulia, first.id)
    clock.forward(days=60)
    start_interview(giulia, home, "visit")
    save_answer(giulia, home, "housing.rent", 60_000)
    save_line(giulia, home, "economy.incomes", "two", {"monthly": 10_000})
    again = read_interview(giulia, home, first.id)
    assert again.told.answers == read_told_then(first.told.answers)
    assert "470" in words_of_interview(giulia, home, first.id)
    assert "600" in words_of(giulia, home)


def read_told_then(answers: dict) -> dict:  # type: ignore[type-arg]
    """What the office knew from elsewhere was no answer of that interview."""
    return {key: answer for key, answer in answers.items() if answer.status is not Status.TO_CONFIRM}


def words_of_interview(session: Session, home: str, interview: str) -> str:
    return text(interview_summary(session, home, interview, "it").pdf)
