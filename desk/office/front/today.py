"""The day at the front: who is expected, who waits in which order and why, who is in which room."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from desk.db.tables import room, staff
from desk.domain.queue import Reason, Wait, Waiter, expected_wait, in_order, minutes_between
from desk.domain.roles import May
from desk.domain.visit import State, calls_left
from desk.office.appointments.diaries import OFF
from desk.office.appointments.overlapping import overlapping
from desk.office.front.call_clash import RivalCall, rival_calls
from desk.office.front.desks import TAKEN, Desk, desks_of, short_name
from desk.office.front.today_facts import bookings_of, homes_of, service_minutes, spoken_at_kiosk, visits_of
from desk.office.front.waiters import waiters_of
from desk.office.session import Session, local


@dataclass(frozen=True)
class Expected:
    """A family with an appointment that has not come yet. `start` in the office's time zone."""

    appointment: str
    household: str
    name: str
    start: datetime
    service: str
    purpose: str
    caseworker: str
    language: str
    interpreter: bool
    to_move: bool = False
    """It runs into an appointment booked before."""

    def late(self, now: datetime) -> int:
        """Whole minutes after its hour, 0 when not late."""
        return minutes_between(self.start, now)


@dataclass(frozen=True)
class Waiting:
    """A family that waits. `position` from 1, `waited` in whole minutes, `since` its arrival."""

    visit: str
    household: str
    name: str
    ticket: str
    waiter: Waiter
    service: str
    caseworker: str
    caseworker_id: str
    language: str
    position: int = 0
    reason: Reason = Reason.ARRIVAL
    waited: int = 0


@dataclass(frozen=True)
class InRoom:
    """A family that is called or inside. `since`: entered, or first called."""

    visit: str
    household: str
    name: str
    ticket: str
    room: str
    caseworker: str
    service: str
    inside: bool
    called: datetime
    since: datetime
    calls: int
    calls_left: int
    interpreter: str
    """The interpreter's language, empty without one."""
    rivals: tuple[RivalCall, ...] = ()
    """Two desks called it without seeing each other: all their calls, until somebody decides."""


@dataclass(frozen=True)
class Aside:
    """A family out of the order: parked, missed or gone today. `room`: where it was, empty when in none."""

    visit: str
    household: str
    name: str
    ticket: str
    room: str = ""
    state: State = State.PARKED
    until: str = ""
    """When it left, as a clock shows it."""


@dataclass(frozen=True)
class DayCounts:
    """Visits of today that are over or aside."""

    done: int
    missed: int
    parked: int
    left: int


@dataclass(frozen=True)
class Today:
    """Everything that the Today screen shows, at the moment `at`."""

    at: datetime
    expected: tuple[Expected, ...]
    waiting: tuple[Waiting, ...]
    in_room: tuple[InRoom, ...]
    desks: tuple[Desk, ...]
    parked: tuple[Aside, ...]
    missed: tuple[Aside, ...]
    gone: tuple[Aside, ...]
    """Went home before the call, or is done."""
    counts: DayCounts
    wait: Wait | None


def read_today(session: Session) -> Today:
    """The day as the store has it now."""
    session.require(May.SEE_TODAY)
    day, now = session.today(), session.now()
    with session.store.read() as connection:
        bookings = bookings_of(connection, day)
        visits = visits_of(connection, day.isoformat())
        people = {row.id: row for row in connection.execute(select(staff.c.id, staff.c.given, staff.c.surname))}
        homes = homes_of(connection, {row.household for row in (*bookings, *visits)})
        rooms = dict(connection.execute(select(room.c.id, room.c.name)).all())
        waiters = {each.id: each for each in waiters_of(connection, day.isoformat())}
        spoken = spoken_at_kiosk(connection, day.isoformat())
        desks = desks_of(connection, now, day, counted=True)
        rivals = rival_calls(connection, day.isoformat())
        served = service_minutes(connection, day)

    def who(member: str | None) -> str:
        found = people.get(member)
        return short_name(found.given, found.surname) if found else ""

    by_id = {row.id: row for row in bookings}
    running = overlapping(dict(row._mapping) for row in bookings if row.state not in OFF)
    come = {row.appointment for row in visits if row.state not in (None, State.EXPECTED.value)}
    expected = tuple(
        Expected(
            row.id,
            row.household,
            homes[row.household].name or "",
            local(row.start),
            row.service or "",
            row.purpose or "",
            who(row.caseworker),
            homes[row.household].language or "",
            bool(row.interpreter),
            row.id in running,
        )
        for row in bookings
        if row.id not in come and row.state not in OFF and row.household in homes
    )
    of_state = {state: [row for row in visits if row.state == state.value] for state in State}
    waiting = tuple(
        Waiting(
            row.id,
            row.household or "",
            homes[row.household].name or "",
            row.ticket or "",
            waiters[row.id],
            row.service or "",
            who(row.caseworker),
            row.caseworker or "",
            homes[row.household].language or spoken.get(row.ticket, ""),
        )
        for row in of_state[State.WAITING]
        if row.id in waiters and row.household in homes
    )
    inside = tuple(
        InRoom(
            row.id,
            row.household or "",
            homes[row.household].name or "",
            row.ticket or "",
            rooms.get(row.room or "", ""),
            who(row.caseworker),
            row.service or "",
            row.state == State.INSIDE.value,
            local(row.called_at),
            local(row.entered_at if row.state == State.INSIDE.value and row.entered_at else row.called_at),
            row.calls or 0,
            calls_left(row.calls or 0, row.times_missed or 0),
            by_id[row.appointment].language or "" if _interpreted(by_id, row) else "",
            rivals.get(row.id, ()),
        )
        for row in visits
        if row.state in TAKEN and row.called_at and row.household in homes
    )
    counts = DayCounts(
        len(of_state[State.DONE]), len(of_state[State.MISSED]), len(of_state[State.PARKED]), len(of_state[State.LEFT])
    )
    today = Today(
        at=now,
        expected=expected,
        waiting=waiting,
        in_room=tuple(sorted(inside, key=lambda each: (each.room, each.ticket))),
        desks=desks,
        parked=_asides(of_state[State.PARKED], homes, rooms),
        missed=_asides(of_state[State.MISSED], homes, rooms),
        gone=_asides([*of_state[State.LEFT], *of_state[State.DONE]], homes, rooms),
        counts=counts,
        wait=expected_wait(len(waiting), open_desks(desks), served),
    )
    return at_moment(today, now)


def at_moment(today: Today, now: datetime) -> Today:
    """The same facts as they stand at another moment: order, reasons and minutes waited."""
    rows = {row.visit: row for row in today.waiting}
    waiting = tuple(
        replace(rows[place.waiter.id], position=place.position, reason=place.reason, waited=place.waited)
        for place in in_order((row.waiter for row in today.waiting), now)
    )
    return replace(today, at=now, waiting=waiting)


def _interpreted(bookings: Mapping[str, Any], row: Row[Any]) -> bool:
    return row.appointment in bookings and bool(bookings[row.appointment].interpreter)


def _asides(
    rows: list[Row[Any]], homes: Mapping[str | None, Any], rooms: Mapping[str, str | None]
) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            row.id,
            row.household or "",
            homes[row.household].name or "",
            row.ticket or "",
            rooms.get(row.room or "") or "",
            State(row.state),
            f"{local(row.left_at):%H:%M}" if row.left_at else "",
        )
        for row in rows
        if row.household in homes
    )


def open_desks(desks: tuple[Desk, ...]) -> int:
    """How many are at work; where nothing tells who is, all who are not on leave."""
    return sum(desk.open for desk in desks) or sum(not desk.away for desk in desks)
