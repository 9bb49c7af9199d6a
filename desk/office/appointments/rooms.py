"""The rooms of the office."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import room
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.session import Session

MOST_SEATS = 99


@dataclass(frozen=True)
class Room:
    """`number` is what the display calls; `seats` for the family and the staff; `equipment`: codes."""

    id: str
    name: str
    number: int
    seats: int
    accessible: bool
    active: bool
    equipment: tuple[str, ...] = ()


def read_rooms(session: Session) -> tuple[Room, ...]:
    """All rooms, those in use first."""
    session.require(May.MANAGE_STAFF)
    with session.store.read() as connection:
        rows = connection.execute(select(room).where(room.c.name.is_not(None))).all()
    found = [
        Room(
            row.id,
            row.name,
            row.number or 0,
            row.capacity or 0,
            bool(row.accessible),
            bool(row.active),
            tuple((row.equipment or "").split()),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (not each.active, each.number, each.name)))


def save_room(
    session: Session,
    known: str | None,
    *,
    name: str,
    number: int,
    seats: int,
    accessible: bool,
    equipment: tuple[str, ...] = (),
) -> Changes:
    """A new room, or a correction of one."""
    session.require(May.MANAGE_STAFF)
    if not name.strip():
        raise BadInput(_("Manca il nome della stanza."))
    if not 1 <= seats <= MOST_SEATS:
        raise BadInput(_("I posti vanno da 1 a {n}.").format(n=MOST_SEATS))
    with session.store.write(session.staff) as unit:
        taken = select(room.c.id).where(room.c.number == number, room.c.active == 1, room.c.id != (known or ""))
        if unit.connection.execute(taken).first():
            raise BadInput(_("C'è già una stanza con il numero {n}.").format(n=number))
        facts = {
            "name": name.strip(),
            "number": number,
            "capacity": seats,
            "accessible": int(accessible),
            "equipment": " ".join(equipment) or None,
        }
        unit.put("room", known, **facts, **({} if known else {"active": 1}))
    return unit.changes


def use_room(session: Session, known: str, active: bool) -> Changes:
    """Take a room out of use, or back into it; its past visits keep it."""
    session.require(May.MANAGE_STAFF)
    with session.store.write(session.staff) as unit:
        unit.change("room", known, active=int(active))
    return unit.changes
