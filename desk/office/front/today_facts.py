"""What the day at the front is read from: visits, families, bookings, languages of the kiosk, how long visits took."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from desk.db.tables import appointment, household, lobby_arrival, visit
from desk.domain.queue import FEWEST_FIGURES, minutes_between
from desk.domain.visit import SERVICE_TIME, State
from desk.office.session import local

FIGURES_OF = timedelta(days=28)
MOST_FIGURES = 200


def service_minutes(connection: Connection, day: date) -> list[int]:
    """How long visits took: today's, and the weeks before where today has too few. Wrong times do not count."""
    query = (
        select(visit.c.day, visit.c.entered_at, visit.c.left_at, visit.c.wrong_times)
        .where(
            visit.c.state == State.DONE.value,
            visit.c.day <= day.isoformat(),
            visit.c.day > (day - FIGURES_OF).isoformat(),
            visit.c.entered_at.is_not(None),
            visit.c.left_at.is_not(None),
        )
        .order_by(visit.c.day.desc(), visit.c.id)
        .limit(MOST_FIGURES)
    )
    rows = [row for row in connection.execute(query) if SERVICE_TIME not in (row.wrong_times or "").split()]
    of_today = [row for row in rows if row.day == day.isoformat()]
    chosen = of_today if len(of_today) >= FEWEST_FIGURES else rows
    return [minutes_between(local(row.entered_at), local(row.left_at)) for row in chosen]


def visits_of(connection: Connection, day: str) -> list[Row[Any]]:
    return list(connection.execute(select(visit).where(visit.c.day == day).order_by(visit.c.arrived_at, visit.c.id)))


@dataclass(frozen=True)
class _Nobody:
    """Stands for the family of a number from the kiosk, until reception knows who holds it."""

    name: str = ""
    language: str = ""


def homes_of(connection: Connection, ids: set[str]) -> dict[str | None, Any]:
    query = select(household.c.id, household.c.name, household.c.language).where(household.c.id.in_(ids - {None}))
    return {None: _Nobody(), **{row.id: row for row in connection.execute(query).all()}}


def spoken_at_kiosk(connection: Connection, day: str) -> dict[str, str]:
    """Number → the language in which it was taken."""
    query = select(lobby_arrival.c.ticket, lobby_arrival.c.language).where(lobby_arrival.c.day == day)
    return {row.ticket: row.language for row in connection.execute(query) if row.ticket and row.language}


def bookings_of(connection: Connection, day: date) -> list[Row[Any]]:
    rows = connection.execute(
        select(appointment)
        .where(
            appointment.c.start >= (day - timedelta(days=1)).isoformat(),
            appointment.c.start < (day + timedelta(days=2)).isoformat(),
        )
        .order_by(appointment.c.start, appointment.c.id)
    )
    return [row for row in rows if local(row.start).date() == day]
