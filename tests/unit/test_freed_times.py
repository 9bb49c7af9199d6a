"""Every time that fell free is looked at, however many there are, and only those who could come are searched for."""

from datetime import datetime, timedelta

import pytest

from desk.db.store import Store
from desk.office.appointments.book_appointment import book_appointment, move_appointment
from desk.office.appointments.family_limits import add_limit
from desk.office.appointments.freed_times import first_offers, freed_times
from desk.office.appointments.waiting_list import ask_appointment
from desk.office.session import ZONE
from tests.small_office import SmallOffice, build_small_office

NINE = datetime(2026, 12, 1, 9, tzinfo=ZONE)
MANY = 24


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def test_the_oldest_of_many_moves_is_offered_too(office: SmallOffice) -> None:
    session = office.session()
    weekdays = [day for each in range(60) if (day := NINE + timedelta(days=each)).weekday() < 5][: MANY + 1]
    booked = [
        book_appointment(
            session,
            household=office.family(f"TH-{number:04}", f"Rossi {number}"),
            start=day,
            minutes=45,
            service="interview",
            caseworker=office.staff["giulia"],
            room=office.rooms[0],
        ).appointment
        for number, day in enumerate(weekdays[:-1])
    ]
    for appointment, day in zip(booked, weekdays, strict=False):
        move_appointment(session, appointment, start=day + timedelta(hours=2))
    wish = ask_appointment(
        session, office.family("TH-0999", "Bianchi"), "interview", listed=True, not_after=NINE.date()
    ).appointment
    left = freed_times(session)
    assert len(left) == MANY
    freed, offers = first_offers(session, left)
    assert freed is not None
    assert (freed.start, [each.waiting.id for each in offers]) == (NINE, [wish])
    assert first_offers(session, left, without={freed}) == (None, ())


def test_who_is_away_at_that_hour_or_whose_interpreter_is_taken_is_passed_over(office: SmallOffice) -> None:
    session = office.session()
    giulia, nadia = office.staff["giulia"], office.staff["nadia"]

    def book(name: str, start: datetime, room: int = 0, **who: str) -> str:
        family = office.family(f"TH-{len(name):04}", name)
        given = {"minutes": 45, "service": "interview", "caseworker": giulia, "room": office.rooms[room]} | who
        return book_appointment(session, household=family, start=start, **given).appointment  # type: ignore[arg-type]

    gone = book("Rossi", NINE)
    book("Verdissimi", NINE, room=1, caseworker=office.staff["paolo"], interpreter=nadia)
    move_appointment(session, gone, start=NINE + timedelta(days=1))
    school = office.family("TH-0500", "Scuola")
    add_limit(session, school, weekdays=(1,), start=9 * 60, end=10 * 60, why="scuola")
    ask_appointment(session, school, "interview", listed=True)
    ask_appointment(session, office.family("TH-0501", "Arabo"), "interview", listed=True, language="ar")
    assert first_offers(session, freed_times(session)) == (None, ())
    free = ask_appointment(session, office.family("TH-0502", "Libera"), "interview", listed=True).appointment
    assert [each.waiting.id for each in first_offers(session, freed_times(session))[1]] == [free]
