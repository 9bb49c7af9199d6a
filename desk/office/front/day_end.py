"""The end of a day: who is still inside, waiting or expected; each is settled, and the day is closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, Row, select

from desk.db.changes import Changes
from desk.db.rows import Row as Fields
from desk.db.tables import appointment, day_end, household, visit
from desk.db.unit import Unit
from desk.domain.roles import May
from desk.domain.visit import OPEN, SERVICE_TIME, Move, State
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.diaries import OFF
from desk.office.front.check_in import visit_id
from desk.office.front.visit_moves import make_move
from desk.office.session import Session, local

_DAYS = UUID("3e0d1a52-50a8-5a6f-8a0e-5b3f4c1d2e90")
ENDS = {
    State.WAITING: Move.LEAVE,
    State.PARKED: Move.LEAVE,
    State.CALLED: Move.MISS,
    State.INSIDE: Move.CLOSE,
    State.EXPECTED: Move.MISS,
}
"""What the end of the day makes of a visit that nobody ended."""


@dataclass(frozen=True)
class StillOpen:
    """A family that nobody ended. `visit` is empty for one that never came; then `appointment` names it."""

    visit: str
    appointment: str
    household: str
    name: str
    ticket: str
    state: State
    since: str
    """The hour that it counts from, as a clock shows it."""

    @property
    def key(self) -> str:
        return self.visit or self.appointment


def still_open(session: Session, day: date) -> tuple[StillOpen, ...]:
    """Inside first, then called, waiting, parked, and those who never came."""
    session.require(May.SEE_TODAY)
    with session.store.read() as connection:
        return _open(connection, session, day)


def closed_at(session: Session, day: date) -> str:
    """When the day was closed («17:40»), empty where it is open."""
    with session.store.read() as connection:
        at = connection.execute(select(day_end.c.at).where(day_end.c.id == _row_of(day))).scalar()
    return f"{local(at):%H:%M}" if at else ""


def close_day(session: Session, day: date, only: Collection[str] | None = None, note: str = "") -> Changes:
    """End every visit that is still open (or `only` these keys), in one step that can be taken back.

    Who is inside is done, and its time does not count; who waits has left; who was called or expected did not come.
    The day itself is closed when nothing is left open.
    """
    session.require(May.CLOSE_DAY)
    if day > session.today():
        raise BadInput(_("Questo giorno deve ancora venire."))
    with session.store.write(session.staff) as unit:
        left = _open(unit.connection, session, day)
        chosen = [each for each in left if only is None or each.key in only]
        for each in chosen:
            _end(session, unit, each, day)
        if len(chosen) == len(left):
            unit.put(
                "day_end", _row_of(day), day=day.isoformat(), at=session.moment(), by=session.staff, note=note or None
            )
    return unit.changes


def _row_of(day: date) -> str:
    return str(uuid5(_DAYS, day.isoformat()))


def _end(session: Session, unit: Unit, each: StillOpen, day: date) -> None:
    row = each.visit
    if not row:
        booked = unit.get("appointment", each.appointment) or {}
        row = _expected_visit(unit, booked, day)
    facts: Fields = {}
    if each.state is State.INSIDE:
        known = unit.get("visit", row) or {}
        wrong = {*(known.get("wrong_times") or "").split(), SERVICE_TIME}
        facts = {"wrong_times": " ".join(sorted(wrong)), "outcome": "day_end"}
    make_move(session, unit, row, ENDS[each.state], **facts)


def _expected_visit(unit: Unit, booked: Fields, day: date) -> str:
    row = visit_id(unit, booked["household"], day.isoformat(), booked["id"])
    if unit.get("visit", row) is None:
        facts = {name: booked[name] for name in ("household", "service", "caseworker")}
        unit.put(
            "visit", row, state=State.EXPECTED.value, calls=0, day=day.isoformat(), appointment=booked["id"], **facts
        )
    return row


def _open(connection: Connection, session: Session, day: date) -> tuple[StillOpen, ...]:
    homes = {row.id: row.name or "" for row in connection.execute(select(household.c.id, household.c.name))}
    rows = connection.execute(select(visit).where(visit.c.day == day.isoformat())).all()
    order = (State.INSIDE, State.CALLED, State.WAITING, State.PARKED)
    found = [
        StillOpen(
            row.id,
            row.appointment or "",
            row.household or "",
            homes.get(row.household, ""),
            row.ticket or "",
            State(row.state),
            _since(row),
        )
        for row in rows
        if row.state in {state.value for state in OPEN}
    ]
    found.sort(key=lambda each: (order.index(each.state), each.since, each.key))
    come = {row.appointment for row in rows if row.state not in (None, State.EXPECTED.value)}
    return (*found, *_never_came(connection, session, day, come, homes))


def _since(row: Row[Any]) -> str:
    moments = {State.INSIDE.value: row.entered_at, State.CALLED.value: row.called_at}
    moment = moments.get(row.state) or row.arrived_at
    return f"{local(moment):%H:%M}" if moment else ""


def _never_came(
    connection: Connection, session: Session, day: date, come: set[str | None], homes: dict[str, str]
) -> list[StillOpen]:
    query = (
        select(appointment)
        .where(
            appointment.c.start >= (day - timedelta(days=1)).isoformat(),
            appointment.c.start < (day + timedelta(days=2)).isoformat(),
            appointment.c.state.not_in(OFF),
        )
        .order_by(appointment.c.start, appointment.c.id)
    )
    return [
        StillOpen(
            "", row.id, row.household, homes.get(row.household, ""), "", State.EXPECTED, f"{local(row.start):%H:%M}"
        )
        for row in connection.execute(query)
        if row.id not in come and row.household in homes and local(row.start).date() == day
    ]
