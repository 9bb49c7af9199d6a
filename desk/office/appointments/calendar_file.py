"""Calendar files (RFC 5545): one appointment for a family's phone, all coming ones of a worker for a subscription.

They leave the office, so they say when and where, and never who the family is or why it comes."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from desk.db.tables import appointment, household, office, room
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.diaries import OFF, Held, held_of, utc_text
from desk.office.session import Session

SUMMARY = "Appuntamento TO-Home"
BACK = timedelta(days=30)
"""How much of the past a subscription keeps."""
LINE_BYTES = 75


def appointment_calendar(session: Session, appointment_id: str, summary: str = SUMMARY) -> bytes:
    """One appointment, under the name `summary`. Raises NotFound where it is gone."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        row = connection.execute(select(appointment).where(appointment.c.id == appointment_id)).mappings().first()
        place = connection.execute(select(office.c.address).order_by(office.c.id)).scalar() or ""
    if row is None:
        raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
    return _file([_event(session, held_of(dict(row)), summary, place)])


def worker_calendar(session: Session, person: str) -> bytes:
    """Everything that holds this person, from a month ago on: the family by its code, the place by its room."""
    session.require(May.BOOK)
    query = (
        select(appointment, household.c.code, room.c.name.label("room_name"))
        .outerjoin(household, household.c.id == appointment.c.household)
        .outerjoin(room, room.c.id == appointment.c.room)
        .where(appointment.c.start > utc_text(session.now() - BACK), appointment.c.state.not_in(OFF))
        .order_by(appointment.c.start, appointment.c.id)
    )
    with session.store.read() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    events = []
    for row in rows:
        held = held_of(row)
        if person in held.holds:
            events.append(_event(session, held, f"TO-Home {row['code'] or ''}".strip(), row["room_name"] or ""))
    return _file(events)


def _file(events: Iterable[list[str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//TO-Home//Desk//IT", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += event
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _event(session: Session, held: Held, summary: str, place: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{held.id}@to-home",
        f"DTSTAMP:{_moment(session.now())}",
        f"DTSTART:{_moment(held.start)}",
        f"DTEND:{_moment(held.end)}",
        f"SUMMARY:{escaped(summary)}",
        *([f"LOCATION:{escaped(place)}"] if place else []),
        "END:VEVENT",
    ]


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as a value; control signs become blanks."""
    plain = "".join(" " if (sign < " " and sign != "\n") or sign in "\x7f\x85\u2028\u2029" else sign for sign in text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """In pieces of at most 75 bytes; those after the first begin with a blank."""
    pieces, piece, size = [], "", 0
    for sign in line:
        wide = len(sign.encode())
        if size + wide > LINE_BYTES:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += wide
    return "\r\n".join([*pieces, piece])
