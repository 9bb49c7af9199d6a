"""What the lobby hears of a move of a visit, in the same transaction: a number is given, a number is called."""

from datetime import UTC

from sqlalchemy import select

from desk.db.rows import Row
from desk.db.tables import lobby_arrival
from desk.db.unit import Unit
from desk.domain.visit import Move
from desk.office.lobby.rows import Kind, arrival_id, call_id, given_for, slot_of
from desk.office.session import Session

CALLING = (Move.CALL, Move.RECALL)


def tell_lobby(session: Session, unit: Unit, visit: str, move: Move) -> None:
    """Nothing for moves that the lobby has no part in."""
    if move in CALLING:
        _called(session, unit, visit)
    elif move is Move.ARRIVE:
        _arrived(session, unit, visit)


def _called(session: Session, unit: Unit, visit: str) -> None:
    row = unit.get("visit", visit)
    if row is None or not row["ticket"]:
        return
    room = unit.get("room", row["room"]) if row["room"] else None
    unit.put(
        "lobby_call",
        call_id(visit, session.store.device),
        day=row["day"],
        ticket=row["ticket"],
        room=(room or {}).get("name") or "",
        number=(room or {}).get("number"),
        language=language_of(unit, row),
        at=session.now().astimezone(UTC).isoformat(timespec="milliseconds"),
        calls=int(row["calls"] or 1),
    )


def language_of(unit: Unit, row: Row) -> str:
    """The family's; before anybody knows the family, the one that was touched on the kiosk."""
    home = unit.get("household", row["household"]) if row["household"] else None
    if home is not None and home["language"]:
        return str(home["language"])
    spoken = unit.connection.execute(
        select(lobby_arrival.c.language).where(
            lobby_arrival.c.day == row["day"], lobby_arrival.c.ticket == row["ticket"]
        )
    ).scalar()
    return str(spoken or "it")


def _arrived(session: Session, unit: Unit, visit: str) -> None:
    """A card scanned at the kiosk after reception marked the arrival must not give a second number."""
    row = unit.get("visit", visit)
    if row is None or not row["appointment"] or not row["ticket"]:
        return
    slot = slot_of(row["appointment"])
    if given_for(unit.connection, row["day"], slot) is None:
        unit.put(
            "lobby_arrival",
            arrival_id(slot, session.store.device),
            day=row["day"],
            slot=slot,
            kind=Kind.APPOINTMENT.value,
            ticket=row["ticket"],
            at=row["arrived_at"],
        )
