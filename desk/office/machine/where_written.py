"""Which machine a value was written on, in the office's own words: the computer's name, or the room of who wrote."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from desk.db.conflicts import Head
from desk.db.tables import appointment, lobby_device, room, visit
from desk.domain.journal.clock import moment_of
from desk.i18n import _
from desk.office.machine.machines import named
from desk.office.session import ZONE


def where_written(connection: Connection, head: Head, here: str) -> str:
    """«PC-07, Stanza 4»; of a computer without a name «questo computer», «un altro computer, Stanza 4»; where nothing
    is known of it, «un altro computer»."""
    known = named(connection, head.device)
    if head.device == here:
        return _("{name} · questo computer").format(name=known.words) if known else _("questo computer")
    if known and known.place:
        return known.words
    kiosk = connection.execute(select(lobby_device.c.name).where(lobby_device.c.id == head.device)).scalar()
    if kiosk:
        return str(kiosk)
    place = _room_of(connection, head.actor, moment_of(head.at).astimezone(ZONE)) if head.actor else ""
    if known:
        return ", ".join(filter(None, (known.name, place)))
    if place:
        return _("un altro computer, {room}").format(room=place)
    return _("un altro computer")


def _room_of(connection: Connection, staff: str, at: datetime) -> str:
    """Where they saw a family that day, else where they were to: the nearest in time."""
    called = select(visit.c.called_at, visit.c.room).where(
        visit.c.day == at.date().isoformat(), visit.c.caseworker == staff, visit.c.called_at.is_not(None)
    )
    booked = select(appointment.c.start, appointment.c.room).where(
        appointment.c.caseworker == staff,
        appointment.c.start >= (at.date() - timedelta(days=1)).isoformat(),
        appointment.c.start < (at.date() + timedelta(days=2)).isoformat(),
    )
    for query in (called, booked):
        found = [(_local(moment), place) for moment, place in connection.execute(query).all() if place]
        of_the_day = [(abs(moment - at), place) for moment, place in found if moment.date() == at.date()]
        if of_the_day:
            name = connection.execute(select(room.c.name).where(room.c.id == min(of_the_day)[1])).scalar()
            return str(name or "")
    return ""


def _local(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)
