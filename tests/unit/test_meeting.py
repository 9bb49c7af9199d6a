"""Which commitments a meeting asks about: those due by its day, or those somebody chose for it."""

import pytest

from desk.db.store import Store
from desk.db.tables import appointment
from desk.domain.follow_up import Outcome
from desk.errors import NotFound
from desk.office.front.family_brief import read_brief
from desk.office.household.page import read_household
from desk.office.plan import lines as plan_lines
from desk.office.plan.follow import record_check
from desk.office.plan.meeting import choose_checks, read_meeting
from desk.office.plan.plan import read_plan, start_plan
from desk.office.session import Session
from tests.small_office import SmallOffice, build_small_office, person

ADULTS = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"),)
DAYS = {"Porta la carta.": "2026-11-24", "Chiama il centro.": "2026-12-01", "Cerca casa.": "2026-12-20"}


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def carla(office: SmallOffice) -> Session:
    return office.session("carla")


@pytest.fixture
def home(office: SmallOffice, carla: Session) -> str:
    found = office.family("TH-0001", "El Amrani", ADULTS)
    start_plan(carla, found, language="it")
    view = read_plan(carla, found)
    assert view is not None
    lines = tuple(
        {"who_kind": "member", "who": office.people(found)[0], "text": text, "by_date": day}
        for text, day in DAYS.items()
    )
    plan_lines.add_objective(carla, view.id, dimension="work", title="Un lavoro", commitments=lines)
    return found


def booked(session: Session, home: str, start: str) -> str:
    with session.store.write(session.staff) as unit:
        return unit.put("appointment", household=home, start=start, minutes=45, state="scheduled")


def asked(session: Session, meeting: str) -> list[str]:
    return [each.text for each in read_meeting(session, meeting).asked]


def test_a_meeting_asks_about_what_is_due_by_its_day(carla: Session, home: str) -> None:
    assert asked(carla, booked(carla, home, "2026-11-24T09:00:00Z")) == ["Porta la carta."]
    assert asked(carla, booked(carla, home, "2026-12-02T09:00:00Z")) == ["Porta la carta.", "Chiama il centro."]


def test_each_meeting_has_its_own_choice_and_goes_back_to_the_proposed(carla: Session, home: str) -> None:
    first, second = (booked(carla, home, f"2026-11-{day}T09:00:00Z") for day in (24, 25))
    last = next(each.line for each in read_meeting(carla, first).open if each.text == "Cerca casa.")
    choose_checks(carla, first, [last])
    assert asked(carla, first) == ["Cerca casa."]
    assert asked(carla, second) == ["Porta la carta."]
    assert read_meeting(carla, first).by_hand
    choose_checks(carla, second, [])
    assert asked(carla, second) == []
    choose_checks(carla, first, None)
    assert asked(carla, first) == ["Porta la carta."]


def test_today_asks_what_was_chosen_for_this_meeting_until_it_is_done(carla: Session, home: str) -> None:
    meeting = booked(carla, home, "2026-11-24T09:00:00Z")
    last = next(each for each in read_meeting(carla, meeting).open if each.text == "Cerca casa.")
    choose_checks(carla, meeting, [last.line])
    today = [each.text for each in read_brief(carla, home, appointment_id=meeting).to_check]
    assert today == ["Cerca casa."]
    record_check(carla, last.id, Outcome.KEPT, evidence="contratto")
    assert asked(carla, meeting) == []
    assert [each.text for each in read_brief(carla, home).to_check] == ["Porta la carta."]


def test_the_family_s_page_says_what_the_next_meeting_asks_about(carla: Session, home: str) -> None:
    def page() -> list[str]:
        return [each.text for each in read_household(carla, home).to_check]

    assert page() == ["Porta la carta."], "without a meeting, what is due today"
    booked(carla, home, "2026-12-10T09:00:00Z")
    first = booked(carla, home, "2026-12-02T09:00:00Z")
    assert page() == ["Porta la carta.", "Chiama il centro."]
    last = next(each for each in read_meeting(carla, first).open if each.text == "Cerca casa.")
    choose_checks(carla, first, [last.line])
    assert page() == asked(carla, first) == ["Cerca casa."]
    choose_checks(carla, first, [])
    assert page() == []
    choose_checks(carla, first, [last.line])
    record_check(carla, last.id, Outcome.KEPT, evidence="contratto")
    assert page() == []
    with carla.store.write(carla.staff) as unit:
        unit.change("appointment", first, state="cancelled")
    assert page() == ["Porta la carta.", "Chiama il centro."], "the next one has made no choice of its own"


def test_words_that_nobody_can_read_count_as_not_chosen(carla: Session, home: str) -> None:
    meeting = booked(carla, home, "2026-11-24T09:00:00Z")
    with carla.store.write(carla.staff) as unit:
        unit.change("appointment", meeting, checks="{")
    assert asked(carla, meeting) == ["Porta la carta."]
    with pytest.raises(NotFound):
        choose_checks(carla, "nobody", None)
    assert "checks" in appointment.c
