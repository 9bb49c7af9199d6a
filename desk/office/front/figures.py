"""Figures of some days at the front, from the visits and appointments of this store; and each visit with its times."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from desk.db.tables import appointment, household, visit
from desk.domain.day_figures import Booking, Desks, Figures, VisitFacts, by_hour, by_service, desks_by_hour, figures
from desk.domain.roles import May
from desk.domain.visit import State
from desk.office.appointments.diaries import CANCELLED, REQUESTED, WAITING_LIST
from desk.office.session import Session, local

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class VisitTimes:
    """One visit of the days with its own times, to see which one is wrong."""

    visit: str
    household: str
    name: str
    ticket: str
    facts: VisitFacts


@dataclass(frozen=True)
class Report:
    """From `first` to `last`, both counted in."""

    first: date
    last: date
    total: Figures
    services: dict[str, Figures]
    hours: dict[int, Figures]
    desks: dict[int, Desks]
    visits: tuple[VisitTimes, ...]
    closed_at: datetime | None = None
    """When the day was closed, for a report of one day."""


def read_figures(session: Session, first: date, last: date) -> Report:
    """Everything that the reports screen shows of these days."""
    session.require(May.REPORTS)
    last = min(last, first + LONGEST)
    with session.store.read() as connection:
        rows = _visits(connection, first, last)
        booked = _bookings(connection, first, last)
        homes = {row.id: row.name for row in connection.execute(select(household.c.id, household.c.name))}
    starts = {row.id: local(row.start) for row in booked}
    known = {row.id: _facts(row, starts.get(row.appointment)) for row in rows}
    of_booking = {row.appointment: known[row.id] for row in rows if row.appointment}
    bookings = [Booking(row.service or "", starts[row.id], of_booking.get(row.id)) for row in booked]
    facts, now = list(known.values()), session.now()
    return Report(
        first,
        last,
        figures(facts, bookings, now),
        by_service(facts, bookings, now),
        by_hour(facts, bookings, now),
        desks_by_hour(facts, [(starts[row.id], row.caseworker or "") for row in booked]),
        tuple(
            VisitTimes(row.id, row.household or "", homes.get(row.household) or "", row.ticket or "", known[row.id])
            for row in rows
        ),
    )


def _facts(row: Row[Any], booked: datetime | None) -> VisitFacts:
    def moment(text: str | None) -> datetime | None:
        return local(text) if text else None

    return VisitFacts(
        row.service or "",
        State(row.state or State.EXPECTED),
        booked,
        moment(row.arrived_at),
        moment(row.called_at),
        moment(row.entered_at),
        moment(row.left_at),
        row.caseworker or "",
        row.times_missed or 0,
        frozenset((row.wrong_times or "").split()),
    )


def _visits(connection: Connection, first: date, last: date) -> list[Row[Any]]:
    query = (
        select(visit)
        .where(visit.c.day >= first.isoformat(), visit.c.day <= last.isoformat())
        .order_by(visit.c.day, visit.c.arrived_at, visit.c.id)
    )
    return list(connection.execute(query))


def _bookings(connection: Connection, first: date, last: date) -> list[Row[Any]]:
    """Appointments that stood: the cancelled and the moved are no plan any more."""
    query = select(appointment).where(
        appointment.c.start >= (first - timedelta(days=1)).isoformat(),
        appointment.c.start < (last + timedelta(days=2)).isoformat(),
        appointment.c.state.not_in((CANCELLED, "moved", REQUESTED, WAITING_LIST)),
    )
    rows = connection.execute(query.order_by(appointment.c.start, appointment.c.id))
    return [row for row in rows if first <= local(row.start).date() <= last]
