"""What the office calls its computers: «PC-07», and the room they stand in."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import machine, room
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.session import Session

LONGEST = 40


@dataclass(frozen=True)
class Named:
    """`room` is an id, `place` its name; both empty for a computer that is carried about."""

    name: str
    room: str = ""
    place: str = ""

    @property
    def words(self) -> str:
        return ", ".join(filter(None, (self.name, self.place)))


def named(connection: Connection, device: str) -> Named | None:
    """None for a computer that nobody has given a name."""
    query = select(machine.c.name, machine.c.room, room.c.name.label("place"))
    query = query.outerjoin(room, room.c.id == machine.c.room).where(machine.c.id == device)
    row = connection.execute(query).first()
    return Named(row.name, row.room or "", row.place or "") if row is not None and row.name else None


def name_machine(session: Session, name: str, place: str = "") -> Changes:
    """Call this computer so; `place`: the id of its room."""
    session.require(May.MANAGE_STAFF)
    if not name.strip() or len(name.strip()) > LONGEST:
        raise BadInput(_("Scrivi un nome corto, per esempio PC-07."))
    with session.store.write(session.staff) as unit:
        unit.put("machine", session.store.device, name=name.strip(), room=place or None)
    return unit.changes
