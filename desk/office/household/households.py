"""Every family of the office in one list: who heads it, how many, where, stage, next appointment, what burns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Connection, Select, select

from desk.db.tables import address, appointment, household, interview, membership, person, staff
from desk.domain.deadlines import Deadline, Severity, deadlines
from desk.domain.names import search_key
from desk.domain.roles import May
from desk.i18n import _
from desk.office.appointments.diaries import OFF
from desk.office.front.desks import short_name
from desk.office.household.members import HEAD
from desk.office.household.stage import Known, known_of_all
from desk.office.session import Session, local

ROWS_AT_ONCE = 500
_key = lru_cache(50_000)(search_key)
"""Surnames and given names come back many times."""


@dataclass
class _People:
    """Names of the members; `head`: the given name of who heads them."""

    head: str = ""
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HouseholdRow:
    """One line. What is dear to work out (stage, alerts, the words that filtering looks at) is worked out when asked
    for: a list of many thousands shows a few dozens at a time."""

    id: str
    code: str
    name: str
    head: str
    people: int
    zone: str
    language: str
    caseworker: str
    caseworker_id: str
    next_at: str
    unfinished: bool
    """An interview was closed in short: it waits to be finished."""
    members: tuple[str, ...]
    known: Known
    today: date

    @cached_property
    def next_start(self) -> datetime | None:
        """In the office's time zone."""
        return local(self.next_at) if self.next_at else None

    @cached_property
    def stage(self) -> str:
        """The name of the stage where the family stands; of the last one when all is done."""
        journey = self.known.journey()
        return _((journey.now or journey.stages[-1]).stage.title)

    @cached_property
    def stage_number(self) -> int:
        now = self.known.journey().now
        return now.number if now else 1000

    @cached_property
    def alerts(self) -> tuple[Deadline, ...]:
        """What burns or is near, the soonest first."""
        found = deadlines(self.known.deadlines(), self.today)
        return tuple(each for each in found if each.severity is not Severity.INFORMATION)

    @cached_property
    def most_urgent(self) -> Deadline | None:
        return min(self.alerts, key=lambda alert: (alert.severity is not Severity.DANGER, alert.date), default=None)

    @cached_property
    def sort_key(self) -> tuple[str, str, str]:
        return _key(self.name), _key(self.head), self.code

    @cached_property
    def words(self) -> str:
        """What filtering looks at: code, names of all members, zone, caseworker."""
        return " ".join(map(_key, (self.code, self.name, *self.members, self.zone, self.caseworker)))


def list_households(session: Session) -> tuple[HouseholdRow, ...]:
    """Standing families by name."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        workers = {row.id: short_name(row.given, row.surname) for row in connection.execute(select(staff))}
        upcoming, people, zones = _upcoming(connection, session), _people(connection), _zones(connection)
        known = known_of_all(connection)
        open_interviews = select(interview.c.household).where(
            interview.c.started_at.is_not(None), interview.c.ended_at.is_(None)
        )
        unfinished = set(connection.execute(open_interviews).scalars())
        query = select(
            household.c.id, household.c.code, household.c.name, household.c.language, household.c.caseworker
        ).where(household.c.joined_into.is_(None), household.c.code.is_not(None))
        rows = list(_rows(connection, query))
    nobody, nothing, today = _People(), Known(), session.today()
    found = []
    for home, code, name, language, caseworker in rows:
        members = people.get(home, nobody)
        found.append(
            HouseholdRow(
                home,
                code,
                name or "",
                members.head,
                len(members.names),
                zones.get(home, ""),
                language or "it",
                workers.get(caseworker or "", ""),
                caseworker or "",
                upcoming.get(home, ""),
                home in unfinished,
                tuple(members.names),
                known.get(home, nothing),
                today,
            )
        )
    return tuple(sorted(found, key=lambda line: line.sort_key))


def _upcoming(connection: Connection, session: Session) -> dict[str, str]:
    """Household → the start of its next appointment."""
    query = (
        select(appointment.c.household, appointment.c.start)
        .where(appointment.c.start >= session.moment(), appointment.c.state.not_in(OFF))
        .order_by(appointment.c.start.desc())
    )
    return {row.household: row.start for row in _rows(connection, query)}


def _people(connection: Connection) -> dict[str, _People]:
    query = (
        select(membership.c.household, membership.c.role, person.c.given, person.c.surname)
        .join(person, person.c.id == membership.c.person)
        .where(membership.c.until.is_(None), membership.c.household.is_not(None))
        .order_by(membership.c.position)
    )
    found: dict[str, _People] = {}
    for home, role, given, surname in _rows(connection, query):
        members = found.setdefault(home, _People())
        members.names.append(f"{given or ''} {surname or ''}")
        if role == HEAD or not members.head:
            members.head = given or ""
    return found


def _zones(connection: Connection) -> dict[str, str]:
    """Where a family lives, in a word: the district, else the postal code, else the town."""
    query = select(address.c.household, address.c.district, address.c.zip, address.c.town).where(
        address.c.street.is_not(None), address.c.until.is_(None)
    )
    ordered = query.order_by(address.c.since, address.c.id)
    return {home: district or zip_code or town or "" for home, district, zip_code, town in _rows(connection, ordered)}


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Some at a time: a hundred thousand at once would keep every other thread waiting."""
    for part in connection.execute(query).partitions(ROWS_AT_ONCE):
        yield from part
