"""A series leaves out or moves its holidays, never doubles anybody, and goes back with one undo."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from desk.catalogue.hours import load_opening
from desk.db.changes import Changes
from desk.db.store import Store
from desk.db.tables import appointment
from desk.domain.series import MOST, Turn, series_turns
from desk.domain.slots import Hours
from desk.errors import BadInput
from desk.office.appointments.book_appointment import book_appointment
from desk.office.appointments.book_series import Series, book_series
from desk.office.plan.meeting import choose_checks
from desk.office.session import ZONE, Session, local
from desk.ui.presenters.agenda_actions import series_words
from tests.small_office import SmallOffice, build_small_office

TUESDAY = datetime(2026, 11, 24, 15, tzinfo=ZONE)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def book(office: SmallOffice, session: Session, name: str, start: datetime) -> str:
    return book_appointment(
        session,
        household=office.family(f"TH-{name}", name),
        start=start,
        minutes=45,
        service="interview",
        caseworker=office.staff["giulia"],
        room=office.rooms[0],
    ).appointment


def starts(office: SmallOffice) -> list[str]:
    with office.store.read() as connection:
        found = connection.execute(select(appointment.c.start).where(appointment.c.state == "scheduled")).scalars()
        return sorted(local(each).strftime("%Y-%m-%d %H:%M") for each in found if each)


def test_every_other_week_without_the_holiday_and_what_is_taken(office: SmallOffice) -> None:
    session = office.session()
    first = book(office, session, "Rossi", TUESDAY)
    book(office, session, "Bianchi", TUESDAY + timedelta(weeks=4))
    series = book_series(session, first, weeks=2, until=date(2027, 1, 20), move=False)
    assert series.booked == (date(2027, 1, 5), date(2027, 1, 19))  # 8 December is a holiday
    assert series.left_out == (date(2026, 12, 22),)
    assert series.closed == (Turn(date(2026, 12, 8), None),)
    assert series_words(series) == (
        "2 appuntamenti prenotati. Saltati, perché l'ufficio è chiuso: mar 8/12. Non liberi: mar 22/12."
    )
    assert "2027-01-05 15:00" in starts(office)
    assert series.changes.batch
    office.store.undo(series.changes.batch, session.staff)
    with office.store.read() as connection:
        left = connection.execute(select(appointment.c.start)).scalars().all()
    assert len([each for each in left if each]) == 2


def test_a_holiday_moves_on_within_its_week(office: SmallOffice) -> None:
    session = office.session()
    first = book(office, session, "Rossi", TUESDAY)
    series = book_series(session, first, weeks=2, until=date(2026, 12, 20), move=True)
    assert series.booked == (date(2026, 12, 9),)
    assert "mar 8/12 → mer 9/12" in series_words(series)


def test_a_series_keeps_off_the_time_to_write_and_the_hours_without_appointment(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = office.session()
    first = book(office, session, "Rossi", TUESDAY)
    book(office, session, "Bianchi", TUESDAY + timedelta(weeks=1, minutes=-50))  # written down until 15:10
    book(office, session, "Verdi", TUESDAY + timedelta(weeks=3, minutes=50))  # ours would be until 16:00
    book(office, session, "Neri", TUESDAY + timedelta(weeks=4, minutes=60))
    opening = replace(load_opening(), walk_in=Hours({1: ((15 * 60 + 30, 16 * 60),)}))
    series = book_series(session, first, weeks=1, until=date(2026, 12, 22), move=False)
    assert series.left_out == (date(2026, 12, 1), date(2026, 12, 15))
    assert series.booked == (date(2026, 12, 22),)
    assert series.changes.batch
    office.store.undo(series.changes.batch, session.staff)
    monkeypatch.setattr("desk.office.appointments.book_series.load_opening", lambda: opening)
    series = book_series(session, first, weeks=1, until=date(2026, 12, 22), move=False)
    assert series.booked == ()
    assert series.left_out == (date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 22))


def test_many_days_that_are_not_free_are_counted_and_nothing_booked_is_no_success() -> None:
    days = tuple(TUESDAY.date() + timedelta(weeks=number) for number in range(9))
    assert series_words(Series((), days, Changes())).startswith("nessun appuntamento prenotato. Non liberi: mar 24/11")
    assert series_words(Series((), days, Changes())).endswith(" e altri 3.")


def test_what_the_meeting_asks_about_goes_with_every_one_of_the_series(office: SmallOffice) -> None:
    session = office.session()
    first = book(office, session, "Rossi", TUESDAY)
    chosen = ["01", "02"]
    choose_checks(session, first, chosen)
    series = book_series(session, first, weeks=2, until=date(2027, 1, 20), move=False)
    with office.store.read() as connection:
        kept = connection.execute(select(appointment.c.checks).where(appointment.c.id != first)).scalars().all()
    assert len(kept) == len(series.booked) == 3
    assert {each and tuple(json.loads(each)) for each in kept} == {tuple(chosen)}


def test_a_series_of_ten_thousand_is_refused(office: SmallOffice) -> None:
    session = office.session()
    first = book(office, session, "Rossi", TUESDAY)
    with pytest.raises(BadInput):
        book_series(session, first, weeks=1, until=date(2218, 1, 1), move=False)
    with pytest.raises(BadInput):
        book_series(session, first, weeks=1, until=TUESDAY.date(), move=False)
    assert (
        len(series_turns(TUESDAY.date(), 1, date.max - timedelta(days=8), lambda _day: False, move=False)) == MOST + 1
    )
