"""Booking and what nobody should type: the night of the clocks, leap days, midnight, the past, endless series."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.db.store import Store
from desk.domain.appointment import Step
from desk.domain.availability import Kind, Rule
from desk.errors import BadInput
from desk.office.appointments.agenda import read_agenda
from desk.office.appointments.availability import add_availability
from desk.office.appointments.book_appointment import (
    Clash,
    book_appointment,
    cancel_appointment,
    move_appointment,
    restore_appointment,
)
from desk.office.appointments.book_series import book_series
from desk.office.appointments.confirmations import Answer, give_answer
from desk.office.appointments.find_slots import find_slots
from desk.office.appointments.nothing_free import remedies
from desk.office.appointments.slot_needs import Wanted
from desk.office.appointments.waiting_list import ask_appointment, book_waiting, enlist, read_waiting
from desk.office.front.call import call, entered
from desk.office.front.check_in import check_in, not_coming
from desk.office.front.close_visit import close_visit
from desk.office.household.page import read_household
from desk.office.session import ZONE, Session
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office

LEAP_DAY = date(2028, 2, 29)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def book(office: SmallOffice, name: str, start: datetime, minutes: int = 45, session: Session | None = None) -> str:
    return book_appointment(
        session or office.session(),
        household=office.family(f"TH-{name}", name),
        start=start,
        minutes=minutes,
        service="interview",
        caseworker=office.staff["giulia"],
        room=office.rooms[0],
    ).appointment


def at(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZONE, fold=fold)  # type: ignore[arg-type, misc]  # year to minute, as a clock shows it


def test_in_the_spring_night_an_hour_that_does_not_exist_is_still_a_clash(office: SmallOffice) -> None:
    """1:45 and 45 minutes end at 3:30 by the new clock."""
    first = book(office, "Rossi", at(2027, 3, 28, 1, 45))
    with pytest.raises(Clash):
        book(office, "Bianchi", at(2027, 3, 28, 3, 15))
    book(office, "Verdi", at(2027, 3, 28, 3, 30))
    agenda = read_agenda(office.session(), date(2027, 3, 28))
    assert [each.overlap for each in agenda.entries] == [None, None]
    assert next(each for each in agenda.entries if each.id == first).held.end.strftime("%H:%M") == "03:30"


def test_in_the_autumn_night_the_same_hour_is_there_twice(office: SmallOffice) -> None:
    book(office, "Rossi", at(2027, 10, 31, 2, 15), minutes=30)
    book(office, "Bianchi", at(2027, 10, 31, 2, 15, fold=1), minutes=30)
    with pytest.raises(Clash):
        book(office, "Verdi", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), minutes=60)
    assert not [each for each in read_agenda(office.session(), date(2027, 10, 31)).entries if each.overlap]


def test_a_series_across_the_change_keeps_its_hour(office: SmallOffice) -> None:
    session = office.session()
    first = book(office, "Rossi", at(2027, 3, 24, 10))
    assert book_series(session, first, weeks=1, until=date(2027, 4, 1), move=False).booked == (date(2027, 3, 31),)
    start = read_agenda(session, date(2027, 3, 31)).entries[0].held.start
    assert start.strftime("%H:%M %z") == "10:00 +0200"


def test_the_leap_day_is_a_day_like_others(office: SmallOffice, clock: Clock) -> None:
    clock.time = datetime(2028, 2, 14, 9, tzinfo=UTC)
    session = office.session()
    first = book(office, "Rossi", at(2028, 2, 15, 9), session=session)
    assert LEAP_DAY in book_series(session, first, weeks=2, until=LEAP_DAY, move=False).booked
    slots = find_slots(session, Wanted("interview", not_before=LEAP_DAY, not_after=LEAP_DAY))
    assert slots and {each.start.date() for each in slots} == {LEAP_DAY}


def test_nothing_goes_over_midnight_or_into_the_past(office: SmallOffice) -> None:
    session = office.session()
    with pytest.raises(BadInput, match="mezzanotte"):
        book(office, "Rossi", at(2026, 12, 1, 23, 30))
    book(office, "Bianchi", at(2026, 12, 1, 23, 0), minutes=60)
    booked = book(office, "Verdi", at(2026, 12, 2, 9))
    with pytest.raises(BadInput, match="mezzanotte"):
        move_appointment(session, booked, start=at(2026, 12, 2, 20), minutes=300)
    with pytest.raises(BadInput, match="passata"):
        move_appointment(session, booked, start=at(2026, 11, 2, 9))
    gone = Wanted("interview", not_after=date(2026, 11, 1))
    assert find_slots(session, gone) == []
    assert [each.words.partition(":")[0] for each in remedies(session, gone)] == ["Anche dopo il 01/11"]


@pytest.mark.parametrize("until", [date(2218, 1, 1), date(9999, 12, 31), date(2026, 11, 24), date(2026, 1, 1)])
def test_an_endless_or_backward_series_is_refused_in_words(office: SmallOffice, until: date) -> None:
    first = book(office, "Rossi", at(2026, 11, 24, 15))
    with pytest.raises(BadInput, match=r"scegli un giorno più (avanti|vicino)"):
        book_series(office.session(), first, weeks=1, until=until, move=False)


def test_a_series_in_which_no_day_falls_is_refused(office: SmallOffice) -> None:
    first = book(office, "Rossi", at(2026, 11, 24, 15))
    with pytest.raises(BadInput, match="nessun giorno"):
        book_series(office.session(), first, weeks=4, until=date(2026, 11, 30), move=False)


def test_a_pattern_that_never_comes_is_refused_and_changes_nothing(office: SmallOffice) -> None:
    session = office.session()
    before = find_slots(session, Wanted("interview"))
    never = Rule(Kind.RECEIVES, office.staff["giulia"], date(2026, 12, 1), date(2026, 12, 2), (4,), 480, 720)
    with pytest.raises(BadInput, match="nessun giorno"):
        add_availability(session, never)
    assert find_slots(session, Wanted("interview")) == before


def test_the_family_s_page_says_what_has_to_move_and_who_has_to_confirm(office: SmallOffice) -> None:
    session, gallo = office.session(), office.staff["pietro"]
    family = office.family("TH-0001", "Rossi")
    booked = book_appointment(
        session, household=family, start=at(2026, 12, 1, 9), minutes=45, service="interview",
        caseworker=office.staff["giulia"], room=office.rooms[0], others=(gallo,),
    ).appointment  # fmt: skip
    coming = read_household(session, family).next
    assert coming is not None and (coming.to_move, coming.answers) == ("", ("Pietro Gallo deve confermare",))
    give_answer(session, booked, gallo, Answer.DECLINED, "udienza")
    coming = read_household(session, family).next
    assert coming is not None and coming.to_move == "Gallo ha detto di no: udienza."


def test_last_time_s_worker_comes_first_and_another_only_when_it_is_much_sooner(office: SmallOffice) -> None:
    session, family = office.session(), office.family("TH-0001", "Rossi", caseworker=None)
    book_appointment(
        session, household=family, start=at(2026, 11, 25, 9), minutes=45, service="interview",
        caseworker=office.staff["paolo"], room=office.rooms[1],
    )  # fmt: skip
    slots = find_slots(session, Wanted("interview", household=family))
    assert slots[0].caseworker == office.staff["paolo"] and "stesso operatore" in slots[0].why
    assert slots[0].room == office.rooms[1]
    away = Rule(Kind.AWAY, office.staff["paolo"], date(2026, 11, 24), date(2026, 12, 4) + timedelta(days=0))
    add_availability(office.session("carla"), away)
    slots = find_slots(session, Wanted("interview", household=family))
    assert slots[0].caseworker == office.staff["giulia"] and "altro operatore, prima" in slots[0].why


def test_an_appointment_is_taken_through_every_step(office: SmallOffice) -> None:
    """From the wish to the end, and the one that nobody came for."""
    session, today = office.session(), office.session().today()
    seen = []

    def look(appointment: str) -> None:
        waiting = {each.id: each.step for each in read_waiting(session)}
        held = {each.id: each.step for each in read_agenda(session, today).entries}
        seen.append((waiting | held).get(appointment))

    wish = ask_appointment(session, office.family("TH-1", "Rossi"), "interview", listed=False).appointment
    look(wish)
    enlist(session, wish)
    look(wish)
    slot = find_slots(session, Wanted("interview", caseworker=office.staff["giulia"], not_after=today, limit=1))[0]
    book_waiting(session, wish, slot)
    look(wish)
    visit = check_in(session, appointment=wish).visit
    look(wish)
    call(session, visit)
    look(wish)
    entered(session, visit)
    look(wish)
    close_visit(session, visit, agreed=["Porta il contratto."])
    look(wish)
    assert seen == [
        Step.REQUESTED, Step.WAITING_LIST, Step.SCHEDULED, Step.ARRIVED, Step.CHECKED_IN, Step.IN_PROGRESS,
        Step.COMPLETED,
    ]  # fmt: skip
    gone = book(office, "Bianchi", at(2026, 11, 24, 15))
    not_coming(session, gone)
    look(gone)
    assert seen[-1] is Step.MISSED
    other = book(office, "Verdi", at(2026, 11, 24, 15, 45))
    cancel_appointment(session, other)
    look(other)
    assert seen[-1] is None
    restore_appointment(session, other)
    look(other)
    assert seen[-1] is Step.SCHEDULED
