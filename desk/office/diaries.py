"""Diaries of staff, rooms and families as the slot search reads them: from the appointments that stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment
from desk.domain.slots import Grid, Span, steps_of
from desk.office.session import ZONE, local

SCHEDULED, CANCELLED = "scheduled", "cancelled"
OFF = (CANCELLED, "moved", "missed")
"""States of an appointment that holds nobody's time."""
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Held:
    """An appointment's time and everything it holds."""

    id: str
    household: str
    start: datetime
    minutes: int
    caseworker: str | None
    room: str | None
    interpreter: str | None
    others: tuple[str, ...]
    service: str = ""

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @cached_property
    def holds(self) -> frozenset[str]:
        """Ids of people, room and household that are taken."""
        every = (self.caseworker, self.room, self.interpreter, self.household, *self.others)
        return frozenset(each for each in every if each)


def held_of(row: Row) -> Held:
    """An appointment row as a time that is taken."""
    return _held(*(row[name] for name in _HELD))


_HELD = ("id", "household", "start", "minutes", "caseworker", "room", "interpreter", "others", "service")


def _held(
    id: str,
    household: str,
    start: str,
    minutes: int | None,
    caseworker: str | None,
    room: str | None,
    interpreter: str | None,
    others: str | None,
    service: str | None,
) -> Held:
    together = tuple(others.split()) if others else ()
    return Held(id, household, local(start), minutes or 0, caseworker, room, interpreter, together, service or "")


def held_between(connection: Connection, start: datetime, end: datetime) -> list[Held]:
    """The standing appointments that touch a stretch of time, earliest first."""
    query = (
        select(*(appointment.c[name] for name in _HELD))
        .where(
            appointment.c.start > utc_text(start - LONGEST),
            appointment.c.start < utc_text(end),
            appointment.c.state.not_in(OFF),
        )
        .order_by(appointment.c.start, appointment.c.id)
    )
    found = [_held(*row) for row in connection.execute(query).all()]
    return [each for each in found if each.end > start]


def held_in_days(connection: Connection, first: date, days: int) -> list[Held]:
    start = datetime.combine(first, time(), ZONE)
    return held_between(connection, start, start + timedelta(days=days))


def spans_by_holder(grid: Grid, every: Iterable[Held]) -> dict[str, list[Span]]:
    """For each person, room and household the steps that are taken, with what their services keep free around."""
    around = {
        each.id: (steps_of(each.before), steps_of(each.after), steps_of(each.filing))
        for each in load_services().values()
    }
    found: dict[str, list[Span]] = {}
    for held in every:
        before, after, filing = around.get(held.service, (0, 0, 0))
        start, end = grid.span_of(held.start, held.minutes)
        span = Span(start - before, end + after)
        for holder in held.holds:
            filed = Span(span.start, span.end + filing) if filing and holder == held.caseworker else span
            found.setdefault(holder, []).append(filed)
    return found


def utc_text(moment: datetime) -> str:
    """An aware moment as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
