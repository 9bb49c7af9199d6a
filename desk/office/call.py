"""Calling families into rooms: next or selected, recall, entered, not appeared, park and back."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.unit import Unit
from desk.domain.queue import in_order
from desk.domain.roles import May, Role
from desk.domain.visit import Move, after
from desk.errors import BadInput
from desk.i18n import _
from desk.office.desks import Desk, desks_of
from desk.office.session import Session
from desk.office.visit_moves import make_move, state_of, visit_row
from desk.office.waiters import waiters_of


@dataclass(frozen=True)
class Called:
    """Who was called where; `room` and `caseworker` are words for the display and the people."""

    visit: str
    ticket: str
    family: str
    room: str
    caseworker: str
    changes: Changes


def call(session: Session, visit: str) -> Called:
    """Call one visit into the room of its caseworker, of the one who calls, or of a free one.

    Raises AlreadyDone, naming the colleague, where somebody else called it first.
    """
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        row = visit_row(unit, visit)
        desk = _desk_for(session, unit, row)
        _call(session, unit, row, desk)
        family = unit.get("household", row["household"])
    return Called(visit, row["ticket"], family["name"] if family else "", desk.room_name, desk.name, unit.changes)


def call_next(session: Session) -> Called:
    """Call the first in order whom the caller (or, for reception, any free caseworker) can see now."""
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        places = in_order(waiters_of(unit.connection, session.today().isoformat()), session.now())
        for place in places:
            row = visit_row(unit, place.waiter.id)
            desk = best_desk(session, _desks(session, unit), row["caseworker"], row["service"] or "")
            if desk is not None:
                _call(session, unit, row, desk)
                break
        else:
            raise BadInput(_("Adesso non c'è nessuno da chiamare: nessuno aspetta un operatore che è libero."))
        family = unit.get("household", row["household"])
    return Called(row["id"], row["ticket"], family["name"] if family else "", desk.room_name, desk.name, unit.changes)


def recall(session: Session, visit: str) -> Changes:
    """Call once more; the time of the first call keeps running."""
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        calls = int(visit_row(unit, visit)["calls"] or 0)
        make_move(session, unit, visit, Move.RECALL, calls=calls + 1)
    return unit.changes


def entered(session: Session, visit: str) -> Changes:
    """The family is in the room."""
    return _plain(session, visit, Move.ENTER)


def not_appeared(session: Session, visit: str) -> Changes:
    """Nobody came: back to wait, or missed after the last call. The room is free again."""
    return _plain(session, visit, Move.NOT_APPEARED)


def park(session: Session, visit: str) -> Changes:
    """Out of the order for a while (a copy to make, a call to wait for)."""
    return _plain(session, visit, Move.PARK)


def unpark(session: Session, visit: str) -> Changes:
    """Back to the waiting list, with the arrival time it had."""
    return _plain(session, visit, Move.UNPARK)


def hand_over(session: Session, visit: str, *, caseworker: str | None = None, service: str = "") -> Changes:
    """Let another caseworker, or whoever does another service, see this family."""
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        visit_row(unit, visit)
        facts = {"caseworker": caseworker} | ({"service": service} if service else {})
        unit.change("visit", visit, **facts)
    return unit.changes


def _plain(session: Session, visit: str, move: Move) -> Changes:
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        make_move(session, unit, visit, move)
    return unit.changes


def _call(session: Session, unit: Unit, row: Row, desk: Desk) -> None:
    calls = int(row["calls"] or 0) + 1
    make_move(session, unit, row["id"], Move.CALL, calls=calls, room=desk.room, caseworker=desk.caseworker)


def _desks(session: Session, unit: Unit) -> tuple[Desk, ...]:
    return desks_of(unit.connection, session.now(), session.today())


def _desk_for(session: Session, unit: Unit, row: Row) -> Desk:
    desks = _desks(session, unit)
    if after(state_of(row), Move.CALL) is None:
        make_move(session, unit, row["id"], Move.CALL)
    found = best_desk(session, desks, row["caseworker"], row["service"] or "")
    if found is not None:
        return found
    named = next((desk for desk in desks if desk.caseworker == row["caseworker"] and desk.visit), None)
    if named is not None:
        ticket = visit_row(unit, str(named.visit))["ticket"]
        raise BadInput(
            _("{who} è ancora con {ticket} ({room}). Aspetta, oppure passa la famiglia a un altro operatore.").format(
                who=named.name, ticket=ticket, room=named.room_name
            )
        )
    raise BadInput(_("Nessun operatore è libero. La famiglia resta al suo posto in attesa."))


def best_desk(session: Session, desks: Iterable[Desk], caseworker: str | None, service: str) -> Desk | None:
    """Where a family can be seen now: by the one who calls, by its named caseworker, or by who does the service."""
    free = [desk for desk in desks if desk.free]
    own = next((desk for desk in free if desk.caseworker == session.staff), None)
    if own is not None or session.role is Role.CASEWORKER:
        return own if caseworker in (None, session.staff) else None
    if caseworker:
        return next((desk for desk in free if desk.caseworker == caseworker), None)
    able = [desk for desk in free if not service or not desk.services or service in desk.services]
    return next(iter(able), None)
