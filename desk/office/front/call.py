"""Calling families into rooms: the next, or a picked one; recall, entered, not appeared, park, hand over."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.unit import Unit
from desk.domain.queue import Place, Waiter, in_order, passed_over
from desk.domain.roles import May, Role, allowed
from desk.domain.visit import Move, State, after
from desk.errors import BadInput, NotAllowed
from desk.i18n import _
from desk.office.front.desks import Desk, desks_of
from desk.office.front.visit_moves import make_move, state_of, visit_row
from desk.office.front.waiters import waiters_of
from desk.office.session import Session


class OutOfOrder(BadInput):
    """Somebody else is first at that desk: a reason is needed. `before`: their visits."""

    def __init__(self, text: str, before: tuple[str, ...]) -> None:
        super().__init__(text)
        self.before = before


@dataclass(frozen=True)
class Called:
    """Who was called where; `room` and `caseworker` are words for the display and the people."""

    visit: str
    ticket: str
    family: str
    room: str
    caseworker: str
    changes: Changes


def call(session: Session, visit: str, *, why: str = "") -> Called:
    """Call one visit into the room of its caseworker, of the one who calls, or of a free one.

    Raises AlreadyDone, naming the colleague, where somebody else called it first; OutOfOrder where others stand before
    it at that desk and no reason (`why`) is given; NotAllowed for who may not pick.
    """
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        row = visit_row(unit, visit)
        desk = _desk_for(session, unit, row)
        reason = _check_order(session, unit, row, desk, " ".join(why.split()))
        _call(session, unit, row, desk, reason)
        family = unit.get("household", row["household"])
    return Called(visit, row["ticket"], family["name"] if family else "", desk.room_name, desk.name, unit.changes)


def call_next(session: Session) -> Called:
    """Call the first in order whom the caller (or, for reception, any free caseworker) can see now."""
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        desks = _desks(session, unit)
        for place in _places(session, unit):
            row = visit_row(unit, place.waiter.id)
            desk = best_desk(session, desks, row["caseworker"], row["service"] or "")
            if desk is not None:
                _call(session, unit, row, desk, "")
                break
        else:
            raise BadInput(_("Adesso non c'è nessuno da chiamare: nessuno aspetta un operatore che è libero."))
        family = unit.get("household", row["household"])
    return Called(row["id"], row["ticket"], family["name"] if family else "", desk.room_name, desk.name, unit.changes)


def next_to_call(session: Session) -> str:
    """The visit that `call_next` would call now; empty where there is none."""
    with session.store.read() as connection:
        desks = desks_of(connection, session.now(), session.today())
        for place in in_order(waiters_of(connection, session.today().isoformat()), session.now()):
            if best_desk(session, desks, place.waiter.named, place.waiter.service):
                return place.waiter.id
    return ""


def recall(session: Session, visit: str) -> Changes:
    """Call once more; the time of the first call keeps running. Refused after the last call."""
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
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        row = visit_row(unit, visit)
        make_move(session, unit, visit, Move.NOT_APPEARED, caseworker=_named_before(unit, row))
    return unit.changes


def park(session: Session, visit: str) -> Changes:
    """Out of the order for a while (a copy to make, a call to wait for); the room stays known."""
    return _plain(session, visit, Move.PARK)


def unpark(session: Session, visit: str) -> Changes:
    """Back to the waiting list, with the arrival time it had."""
    return _plain(session, visit, Move.UNPARK)


def hand_over(session: Session, visit: str, *, caseworker: str | None = None, service: str = "") -> Changes:
    """Let another caseworker, or whoever does another service, see this family: it waits, its arrival unchanged."""
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        visit_row(unit, visit)
        facts = {"caseworker": caseworker} | ({"service": service} if service else {})
        make_move(session, unit, visit, Move.HAND_OVER, **facts)
    return unit.changes


def _plain(session: Session, visit: str, move: Move) -> Changes:
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        make_move(session, unit, visit, move)
    return unit.changes


def _call(session: Session, unit: Unit, row: Row, desk: Desk, why: str) -> None:
    calls = int(row["calls"] or 0) + 1
    facts = {"calls": calls, "room": desk.room, "caseworker": desk.caseworker, "picked_why": why or None}
    make_move(session, unit, row["id"], Move.CALL, **facts)


def _check_order(session: Session, unit: Unit, row: Row, desk: Desk, why: str) -> str:
    """The reason to keep with the call, empty where the order is kept. Raises OutOfOrder or NotAllowed."""
    if state_of(row) is not State.WAITING:
        return ""
    before = passed_over(desk.server, _places(session, unit), row["id"])
    if not before:
        return ""
    first = visit_row(unit, before[0].waiter.id)["ticket"] or ""
    if not allowed(session.role, May.PICK):
        raise NotAllowed(_("Prima tocca a {ticket}. Per cambiare l'ordine chiedi allo sportello.").format(ticket=first))
    if not why:
        said = _("Prima tocca a {ticket}: scrivi perché chiami un'altra famiglia.").format(ticket=first)
        raise OutOfOrder(said, tuple(place.waiter.id for place in before))
    return why


def _named_before(unit: Unit, row: Row) -> str | None:
    """Whom the family waits for again: the caseworker of its appointment, else anyone."""
    booked = unit.get("appointment", row["appointment"]) if row["appointment"] else None
    return booked["caseworker"] if booked else None


def _places(session: Session, unit: Unit) -> tuple[Place, ...]:
    return in_order(waiters_of(unit.connection, session.today().isoformat()), session.now())


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
    if session.role is Role.CASEWORKER and any(desk.caseworker == session.staff and desk.empty for desk in desks):
        raise BadInput(_("Questa famiglia aspetta un altro operatore o un altro servizio: prima fattela passare."))
    raise BadInput(_("Nessun operatore è libero. La famiglia resta al suo posto in attesa."))


def best_desk(session: Session, desks: Iterable[Desk], caseworker: str | None, service: str) -> Desk | None:
    """Where a family can be seen now: by the one who calls, by its named caseworker, or by who does the service."""
    every = tuple(desks)
    own = next((desk for desk in every if desk.empty and desk.caseworker == session.staff), None)
    waiter = Waiter("", session.now(), named=caseworker or "", service=service)
    if own is not None or session.role is Role.CASEWORKER:
        return own if own is not None and own.server.sees(waiter) else None
    return next((desk for desk in every if desk.free and desk.server.sees(waiter)), None)
