"""The file that a worker's calendar program follows: their own appointments, no family by name, a secret name."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from desk.db.store import Store
from desk.errors import NotFound
from desk.office.appointments.book_appointment import book_appointment, cancel_appointment, move_appointment
from desk.office.appointments.subscriptions import subscriptions
from tests.small_office import SmallOffice, build_small_office

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def events(content: bytes) -> list[tuple[str, datetime, str]]:
    """As another program reads them."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar) and not calendar.errors
    return [(str(each["UID"]), each.start, str(each["SUMMARY"])) for each in calendar.events]


def test_it_follows_what_is_booked_moved_and_cancelled(office: SmallOffice) -> None:
    session, home = office.session("chiara"), office.family("TH-0001", "Rossi")
    booked = book_appointment(
        session, household=home, start=START, minutes=45, service="interview", caseworker=office.staff["giulia"],
        room=office.rooms[0], purpose="sfratto",
    ).appointment  # fmt: skip
    (mine,) = subscriptions(session, "giulia")
    assert events(mine.content) == [(f"{booked}@to-home", START, "TO-Home TH-0001")]
    assert b"Rossi" not in mine.content and b"sfratto" not in mine.content
    move_appointment(session, booked, start=START + timedelta(days=1))
    assert events(subscriptions(session, "giulia")[0].content) == [
        (f"{booked}@to-home", START + timedelta(days=1), "TO-Home TH-0001")
    ]
    cancel_appointment(session, booked)
    assert events(subscriptions(session, "giulia")[0].content) == []
    assert len(subscriptions(session)) == 6


def test_secret_names_stay_the_same_and_differ(office: SmallOffice) -> None:
    session = office.session("chiara")
    first, second = (
        {each.user: each.name for each in subscriptions(session, secret=True)},
        {each.user: each.name for each in subscriptions(session, secret=True)},
    )
    assert first == second
    assert len({name.rpartition("-")[2] for name in first.values()}) == len(first)


def test_whoever_left_has_an_empty_calendar_and_a_stranger_none(office: SmallOffice) -> None:
    with office.store.write() as unit:
        unit.change("staff", office.staff["paolo"], active=0)
    (gone,) = subscriptions(office.session("chiara"), "paolo")
    assert not gone.standing and events(gone.content) == []
    with pytest.raises(NotFound, match="nessuno"):
        subscriptions(office.session("chiara"), "nessuno")
