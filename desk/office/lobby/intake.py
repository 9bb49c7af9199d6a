"""Arrivals that kiosks wrote become visits, each exactly once, on whichever desk sees them first."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, Row, select

from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.db.tables import appointment, lobby_arrival, visit
from desk.db.unit import Unit
from desk.domain.visit import State
from desk.office.front.check_in import priority_facts, visit_of
from desk.office.household.last_writer import KIOSK
from desk.office.lobby.rows import Kind, slot_of
from desk.office.session import Session, local

_VISITS = UUID("0d9f0e1a-3f7c-5a86-8a55-0c2f4b1c7a02")
_AWAY = (None, State.EXPECTED.value)
_BACK = (State.MISSED.value, State.LEFT.value)


def take_in(session: Session) -> Changes | None:
    """Every arrival that has no visit yet. None when there was nothing to do; then nothing was written."""
    with session.store.read() as connection:
        waiting = list(_untaken(connection))
    if not waiting:
        return None
    with session.store.write(KIOSK) as unit:
        for arrival, booked, visit_id in _untaken(unit.connection):
            _take(session, unit, arrival, booked, visit_id)
    return unit.changes


def walk_in_id(arrival: str) -> str:
    """The visit of a number that was taken without an appointment."""
    return str(uuid5(_VISITS, f"kiosk {arrival}"))


def _untaken(connection: Connection) -> Iterator[tuple[Row[Any], str | None, str]]:
    """Arrivals with the appointment they are for and the visit they make, the earliest first.

    Of two numbers for one slot the first counts. A visit that has the number already is the one: reception has found
    out who holds it.
    """
    rows = connection.execute(
        select(lobby_arrival)
        .where(lobby_arrival.c.ticket.is_not(None), lobby_arrival.c.at.is_not(None))
        .order_by(lobby_arrival.c.at, lobby_arrival.c.ticket)
    ).all()
    if not rows:
        return
    slots = _slots(connection, {row.day for row in rows if row.slot})
    moments = (visit.c.arrived_at, visit.c.called_at, visit.c.left_at)
    query = select(visit.c.id, visit.c.ticket, visit.c.state, *moments).where(
        visit.c.day.in_({row.day for row in rows})
    )
    known: dict[str, Any] = {row.id: row for row in connection.execute(query)}
    holding = {each.ticket: each for each in known.values() if each.ticket}
    for row in rows:
        if not row.slot:
            if walk_in_id(row.id) not in known:
                yield row, None, walk_in_id(row.id)
            continue
        booked = slots.get(row.slot)
        if booked is None:
            continue
        found = known.get(visit_of(booked)) or holding.get(row.ticket)
        if _is_news(row, found):
            yield row, booked, found.id if found is not None else visit_of(booked)


def _is_news(arrival: Row[Any], known: Row[Any] | None) -> bool:
    if known is None or known.state in _AWAY or (known.state in _BACK and not known.arrived_at):
        return True
    if known.state not in _BACK or not arrival.again_at:
        return False
    last = max(filter(None, (known.arrived_at, known.called_at, known.left_at)), default="")
    return bool(local(arrival.again_at) > local(last))


def _slots(connection: Connection, days: set[str]) -> dict[str, str]:
    """Slot → appointment of the days in question."""
    if not days:
        return {}
    first = (date.fromisoformat(min(days)) - timedelta(days=1)).isoformat()
    last = (date.fromisoformat(max(days)) + timedelta(days=2)).isoformat()
    found = connection.execute(
        select(appointment.c.id).where(appointment.c.start >= first, appointment.c.start < last)
    ).scalars()
    return {slot_of(each): each for each in found}


def _take(session: Session, unit: Unit, arrival: Row[Any], booked: str | None, visit_id: str) -> None:
    facts: dict[str, object] = {
        "day": min(arrival.day, session.today().isoformat()),
        "ticket": arrival.ticket,
        "state": State.WAITING.value,
        "arrived_at": arrival.at,
    }
    if booked is None:
        unit.put("visit", visit_id, calls=0, service=_service(arrival.kind), purpose="", **facts)
        return
    row = unit.get("appointment", booked) or {}
    visit_row = unit.get("visit", visit_id)
    if visit_row is not None and visit_row["arrived_at"]:
        facts = {"state": State.WAITING.value}  # back after being missed: number and first arrival stay
    elif visit_row is None:
        facts["calls"] = 0
    unit.put(
        "visit",
        visit_id,
        **facts
        | {
            "household": row.get("household"),
            "appointment": booked,
            "service": row.get("service"),
            "caseworker": row.get("caseworker"),
            "purpose": row.get("purpose") or "",
        }
        | priority_facts(session, unit, str(row.get("household") or "")),
    )


def _service(kind: str | None) -> str:
    """The service that the kiosk's button leads to."""
    wanted = "paper" if kind == Kind.PAPER.value else "talk"
    return next((each.id for each in load_services().values() if each.lobby == wanted), "")
