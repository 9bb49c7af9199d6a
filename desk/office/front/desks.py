"""Who is at work in which room today, and who of them is free."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.tables import appointment, journal, room, staff, visit
from desk.domain.availability import is_away
from desk.domain.journal.clock import stamp
from desk.domain.queue import Server
from desk.domain.roles import Role
from desk.domain.visit import State
from desk.office.appointments.availability import read_rules
from desk.office.appointments.diaries import OFF
from desk.office.session import ZONE, local

INTERPRETER = "interpreter"
"""The service of those who only interpret: they have no desk."""
TAKEN = (State.CALLED.value, State.INSIDE.value)


@dataclass(frozen=True)
class Desk:
    """A caseworker in a room. `visit` is the one that is called or inside, None when free. `open`: at work now, by what
    the diary, the visits and their own work in the program say; `away`: on leave at this hour.
    """

    caseworker: str
    name: str
    services: frozenset[str]
    room: str | None
    room_name: str
    visit: str | None = None
    open: bool = True
    away: bool = False

    @property
    def server(self) -> Server:
        """As the queue's rule sees it: what is never booked (a paper only) is done by whoever is free."""
        if not self.services:
            return Server(self.caseworker, self.services)
        return Server(
            self.caseworker, self.services | {each.id for each in load_services().values() if not each.booked}
        )

    @property
    def empty(self) -> bool:
        """Nobody sits there: who comes back early from a leave can call."""
        return self.visit is None and self.room is not None

    @property
    def free(self) -> bool:
        """Somebody else may send a family there."""
        return self.empty and not self.away


def short_name(given: str | None, surname: str | None) -> str:
    """«Marco», «Bosio» → «M. Bosio»."""
    return f"{given[0]}. {surname}" if given and surname else (surname or given or "")


def desks_of(connection: Connection, now: datetime, today: date, *, counted: bool = False) -> tuple[Desk, ...]:
    """Every active caseworker: in the room of their family, else of the nearest appointment, else a spare one.

    `counted`: look also for those whom neither diary nor visits show at work; a call, which holds the store, does not.
    """
    people = connection.execute(
        select(staff.c.id, staff.c.given, staff.c.surname, staff.c.services)
        .where(staff.c.role == Role.CASEWORKER.value, staff.c.active == 1)
        .order_by(staff.c.surname, staff.c.id)
    ).all()
    people = [person for person in people if INTERPRETER not in (person.services or "").split()]
    rooms = dict(
        connection.execute(
            select(room.c.id, room.c.name).where(room.c.active == 1).order_by(room.c.number, room.c.id)
        ).all()
    )
    busy = {
        row.caseworker: row
        for row in connection.execute(
            select(visit.c.id, visit.c.caseworker, visit.c.room).where(
                visit.c.day == today.isoformat(), visit.c.state.in_(TAKEN)
            )
        )
    }
    booked = _booked_rooms(connection, now, today)
    at_work = {*booked, *_called_today(connection, today)}
    if counted:
        at_work |= _working(connection, today, {person.id for person in people} - at_work)
    away = _away(connection, now)
    places: dict[str, str] = {
        person.id: busy[person.id].room for person in people if person.id in busy and busy[person.id].room in rooms
    }
    for person in people:
        wanted = booked.get(person.id, "")
        if person.id not in places and wanted in rooms and wanted not in places.values():
            places[person.id] = wanted
    for person in people:
        spare = next((each for each in rooms if each not in places.values()), None)
        if spare is not None and person.id not in places:
            places[person.id] = spare
    return tuple(
        Desk(
            person.id,
            short_name(person.given, person.surname),
            frozenset((person.services or "").split()),
            places.get(person.id),
            rooms.get(places.get(person.id, ""), ""),
            busy[person.id].id if person.id in busy else None,
            person.id in busy or (person.id in at_work and person.id not in away),
            person.id in away and person.id not in busy,
        )
        for person in people
    )


def _called_today(connection: Connection, today: date) -> set[str]:
    query = select(visit.c.caseworker).where(visit.c.day == today.isoformat(), visit.c.called_at.is_not(None))
    return {who for who in connection.execute(query).scalars() if who}


def _working(connection: Connection, today: date, who: set[str]) -> set[str]:
    """Of these, who has looked at anything or written today: each of these leaves its name."""
    if not who:
        return set()
    midnight = datetime(today.year, today.month, today.day, tzinfo=ZONE)
    since = stamp(int(midnight.timestamp() * 1000), 0, "")
    query = select(journal.c.actor).where(journal.c.at >= since, journal.c.actor.in_(who)).distinct()
    return set(connection.execute(query).scalars())


def _away(connection: Connection, now: datetime) -> set[str]:
    """On leave at this hour; a closure of the whole office says nothing of who came all the same."""
    at = now.astimezone(ZONE)
    minute, rules = at.hour * 60 + at.minute, read_rules(connection, "")
    return {rule.who for rule in rules if rule.who and is_away(at.date(), rule.who, minute, minute + 1, [rule])}


def _booked_rooms(connection: Connection, now: datetime, today: date) -> dict[str, str]:
    """Caseworker → room of their appointment of today that is nearest to now."""
    rows = connection.execute(
        select(appointment.c.caseworker, appointment.c.room, appointment.c.start).where(
            appointment.c.start >= (today - timedelta(days=1)).isoformat(),
            appointment.c.start < (today + timedelta(days=2)).isoformat(),
            appointment.c.room.is_not(None),
            appointment.c.state.not_in(OFF),
        )
    ).all()
    of_today = [row for row in rows if local(row.start).date() == today]
    farthest_first = sorted(of_today, key=lambda row: -abs((local(row.start) - now).total_seconds()))
    return {row.caseworker: row.room for row in farthest_first if row.caseworker}
