"""An interview on the store: asked once, saved one by one, confirmed, taken back, continued on any desk."""

from collections.abc import Callable
from datetime import date

import pytest

from desk.db.store import Store
from desk.domain.interview import Key, Status
from desk.errors import BadInput, NotAllowed, NotFound
from desk.office.interview.answers import answer_id, clear_answer, confirm_answers, keep_typed, save_answer
from desk.office.interview.course import finish_interview, set_section, start_interview, write_note
from desk.office.interview.interview import InterviewView, read_interview
from desk.office.interview.what_it_tells import Tells, what_it_tells
from desk.office.machine.drafts import keep_draft, waiting_drafts
from desk.office.session import Session, system_session
from tests.conftest import Clock
from tests.interview_family import el_amrani
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def home(office: SmallOffice) -> str:
    return el_amrani(office)


def view(session: Session, home: str) -> InterviewView:
    return read_interview(session, home)


def status(session: Session, home: str, question: str, person: str | None = None) -> Status:
    return view(session, home).told.answers[question, person].status


def tells(session: Session, home: str) -> Tells:
    found = view(session, home)
    return what_it_tells(found, found.told.answers, session.today())


def rent(session: Session, home: str) -> None:
    save_answer(session, home, "housing.tenure", "private_4_4")
    save_answer(session, home, "housing.rent", 47_000)


def test_an_open_interview_is_continued_not_doubled(giulia: Session, office: SmallOffice, home: str) -> None:
    start_interview(giulia, home)
    first = view(giulia, home)
    assert not start_interview(office.session("paolo"), home).entries
    assert view(giulia, home).id == first.id
    assert first.present == (office.people(home)[0],)


def test_two_desks_that_start_apart_write_one_interview(
    giulia: Session, home: str, office: SmallOffice, new_store: Callable[..., Store]
) -> None:
    other = new_store("other")
    other.receive(office.store.news(0).entries)
    start_interview(giulia, home, "visit")
    start_interview(system_session(other), home, "visit")
    assert view(giulia, home).id == view(system_session(other), home).id


def test_an_answer_is_one_row_whoever_writes_it(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    save_answer(giulia, home, "housing.tenure", "private_4_4")
    save_answer(giulia, home, "housing.tenure", "private_3_2")
    with giulia.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, value FROM answer").fetchall()
    assert rows == [(answer_id(home, "housing.tenure"), '"private_3_2"')]


def test_what_the_application_says_is_not_asked_again(giulia: Session, home: str, office: SmallOffice) -> None:
    start_interview(giulia, home)
    isee = view(giulia, home).told.answers["economy.isee", None]
    assert (isee.value, isee.status, isee.on) == (180_000, Status.TO_CONFIRM, date(2026, 8, 19))
    assert status(giulia, home, "people.relation", office.people(home)[0]) is Status.TO_CONFIRM


def test_an_earlier_interview_comes_back_to_be_confirmed_in_one_action(
    giulia: Session, home: str, clock: Clock
) -> None:
    start_interview(giulia, home)
    rent(giulia, home)
    finish_interview(giulia, view(giulia, home).id)
    clock.forward(days=30)
    start_interview(giulia, home)
    carried: dict[Key, int | str] = {("housing.tenure", None): "private_4_4", ("housing.rent", None): 47_000}
    assert status(giulia, home, "housing.rent") is Status.TO_CONFIRM
    changes = confirm_answers(giulia, home, carried.items())
    assert status(giulia, home, "housing.rent") is Status.SAID
    giulia.store.undo(changes.batch, giulia.staff)
    assert status(giulia, home, "housing.rent") is Status.TO_CONFIRM


def test_a_wrong_value_is_refused_and_its_words_can_be_kept(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    with pytest.raises(BadInput, match="troppo alto"):
        save_answer(giulia, home, "housing.rent", 4_700_000)
    keep_typed(giulia, home, "housing.rent", "47000")
    found = view(giulia, home).told
    assert found.typed == {("housing.rent", None): "47000"}
    assert found.answers["housing.rent", None].value is None
    rent(giulia, home)
    assert view(giulia, home).told.typed == {}


def test_undo_takes_an_answer_back_to_what_it_was(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    rent(giulia, home)
    changes = save_answer(giulia, home, "housing.rent", 50_000)
    giulia.store.undo(changes.batch, giulia.staff)
    assert view(giulia, home).told.answers["housing.rent", None].value == 47_000


def test_a_cleared_question_is_open_again(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    rent(giulia, home)
    clear_answer(giulia, home, "housing.rent")
    assert ("housing.rent", None) not in view(giulia, home).told.answers


def test_not_knowing_is_an_answer(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    save_answer(giulia, home, "housing.charges", None, status=Status.UNKNOWN)
    assert status(giulia, home, "housing.charges") is Status.UNKNOWN
    with pytest.raises(BadInput):
        save_answer(giulia, home, "housing.charges", None)


def test_a_members_question_needs_its_member(giulia: Session, home: str) -> None:
    with pytest.raises(BadInput, match="Lavoro oggi"):
        save_answer(giulia, home, "work.status", "employed")
    with pytest.raises(NotFound):
        save_answer(giulia, home, "housing.garden", "yes")


def test_it_opens_where_it_was_left_on_any_desk(giulia: Session, home: str, office: SmallOffice) -> None:
    start_interview(giulia, home)
    set_section(giulia, view(giulia, home).id, "housing")
    rent(giulia, home)
    seen = view(office.session("paolo"), home)
    assert (seen.section, seen.told.last) == ("housing", ("housing.rent", None))


def test_a_short_close_keeps_the_note(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    write_note(giulia, view(giulia, home).id, "Torna venerdì")
    finish_interview(giulia, view(giulia, home).id)
    closed = view(giulia, home)
    assert (closed.is_open, closed.note) == (False, "Torna venerdì")


def test_reception_does_not_interview(office: SmallOffice, home: str) -> None:
    with pytest.raises(NotAllowed):
        save_answer(office.session("chiara"), home, "housing.tenure", "owned")


def test_the_answers_add_up_to_the_story(giulia: Session, home: str) -> None:
    """Three minors with an infant 25, ISEE 1,800 gives 10, one adult works: 35. Home takes 564 of 1,200 euro."""
    start_interview(giulia, home)
    rent(giulia, home)
    save_answer(giulia, home, "housing.charges", 9_400, status=Status.APPROXIMATE)
    save_answer(giulia, home, "housing.arrears_months", 8)
    save_answer(giulia, home, "housing.arrears", 376_000)
    save_answer(giulia, home, "housing.eviction_stage", "5")
    save_answer(giulia, home, "housing.hearing_date", date(2026, 12, 11))
    save_answer(giulia, home, "economy.wages", 80_000)
    found = tells(giulia, home)
    assert [int(part.points) for part in found.sia.parts] == [25, 10, 0]
    assert found.sia.above
    assert found.burden is not None
    assert (found.burden.cost_cents, found.burden.income_cents, found.burden.percent) == (56_400, 120_000, 47)
    assert found.ethos is not None
    assert found.ethos.code == "9.1"
    assert [(each.text, each.days_left) for each in found.deadlines][:2] == [
        ("Udienza", 17),
        ("Firma del progetto", 24),
    ]
    assert found.agree["housing.arrears", None] == "torna: 8 × 470 €"
    assert found.stage_words.startswith("Passo 5 di 10.")


def test_sums_that_do_not_agree_are_a_question(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    rent(giulia, home)
    save_answer(giulia, home, "housing.arrears_months", 8)
    save_answer(giulia, home, "housing.arrears", 100_000)
    assert tells(giulia, home).doubts["housing.arrears", None] == "8 × 470 € fa 3.760 €: è giusto?"


def test_an_answer_that_is_not_asked_any_more_tells_nothing(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    rent(giulia, home)
    save_answer(giulia, home, "economy.wages", 80_000)
    save_answer(giulia, home, "housing.tenure", "no_title")
    assert tells(giulia, home).burden is None


def test_erasing_a_family_takes_the_letters_too_that_somebody_was_typing(
    giulia: Session, home: str, office: SmallOffice, new_store: Callable[..., Store]
) -> None:
    other = new_store("other")
    other.receive(office.store.news(0).entries)
    neighbour = office.family("TH-9", "Rossi")
    keep_draft(giulia, home, ("housing.note", None), "Ha paura")
    keep_draft(giulia, neighbour, ("housing.note", None), "Resta")
    keep_draft(system_session(other), home, ("housing.note", None), "Ha paura")
    with giulia.store.write(giulia.staff) as unit:
        unit.erase("household", home)
    other.receive(unit.changes.entries)
    for store, left in ((giulia.store, 1), (other, 0)):
        with store.read() as connection:
            assert waiting_drafts(connection, home) == 0
            assert connection.exec_driver_sql("SELECT count(*) FROM draft").scalar_one() == left
