"""Times that fell free, on whichever machine, and who of those that wait could come then.

All of them are looked at: what a time needs at least (long enough, the worker still free and in the office, the family
not away) is asked of one reading for all, so that the search itself runs only where something may come of it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from desk.catalogue.services import load_services
from desk.db import journal
from desk.db.tables import appointment, membership, staff
from desk.db.tables import journal as journal_table
from desk.domain.availability import Kind, Rule
from desk.domain.journal.entry import Entry
from desk.domain.roles import May
from desk.errors import NotFound
from desk.office.appointments.availability import read_rules
from desk.office.appointments.diaries import CANCELLED, SCHEDULED, WAITING_LIST, Held, held_between, held_of, utc_text
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.slot_needs import INTERPRETER, Wanted, does
from desk.office.appointments.waiting_list import Waiting, waiting_in
from desk.office.session import Session, local

OFFERS = 3
AT_ONCE = 500
"""So many rows the journal is asked for in one question."""


@dataclass(frozen=True)
class Freed:
    """A stretch of time that a person had for a family that does not come then."""

    appointment: str
    caseworker: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Offer:
    """Somebody who waits and fits: the slot has everyone and the room."""

    waiting: Waiting
    slot: FreeSlot


def freed_by(held: Held) -> Freed:
    """What falls free when this appointment goes."""
    return Freed(held.id, held.caseworker or "", held.start, held.end)


@dataclass(frozen=True)
class _Hall:
    """One reading: those who wait with how many come, what each worker gives and speaks, who interprets which language,
    what everybody holds, and who is away when."""

    line: tuple[Waiting, ...]
    sizes: dict[str, int]
    gives: dict[str, frozenset[str]]
    speak: dict[str, frozenset[str]]
    interpreters: dict[str, list[str]]
    held: dict[str, list[Held]]
    rules: dict[str, list[Rule]]

    def may_fit(self, each: Waiting, freed: Freed) -> bool:
        """Nothing that is known at once speaks against it."""
        day, worker = freed.start.date(), freed.caseworker
        if each.id == freed.appointment or each.caseworker not in ("", worker):
            return False
        if each.service not in self.gives.get(worker, ()):
            return False
        if (each.not_before and day < each.not_before) or (each.not_after and day > each.not_after):
            return False
        if min(self.longest(worker, freed), self.longest(each.household, freed)) < each.minutes:
            return False
        if not each.language or each.language in self.speak.get(worker, ()):
            return True
        return any(self.longest(who, freed) >= each.minutes for who in self.interpreters.get(each.language, ()))

    def longest(self, who: str, freed: Freed) -> float:
        """The most minutes in one piece that somebody has left of this time."""
        begins, day = freed.start.timestamp(), freed.start.date()
        length = (freed.end - freed.start) / timedelta(minutes=1)
        midnight = freed.start.hour * 60 + freed.start.minute
        away = (each for each in self.rules.get(who, ()) if each.kind is Kind.AWAY and each.occurs(day))
        busy: list[tuple[float, float]] = [(each.start - midnight, each.end - midnight) for each in away]
        for low, high in (each.seconds for each in self.held.get(who, ())):
            busy.append(((low - begins) / 60, (high - begins) / 60))
        most, since = 0.0, 0.0
        for start, end in sorted(busy):
            most, since = max(most, min(start, length) - since), max(since, end)
        return max(most, length - since)


def first_offers(
    session: Session, times: Iterable[Freed], without: Container[Freed] = (), limit: int = OFFERS
) -> tuple[Freed | None, tuple[Offer, ...]]:
    """The first of these times for which somebody waits who can come, with those for whom everything is free then:
    service, language, their own limits and days, a room."""
    session.require(May.BOOK)
    coming = [each for each in dict.fromkeys(times) if each.start > session.now() and each not in without]
    if not coming:
        return None, ()
    hall = _read_hall(session, coming)
    for freed in coming:
        offers = tuple(_offers(session, freed, hall, limit))
        if offers:
            return freed, offers
    return None, ()


def _offers(session: Session, freed: Freed, hall: _Hall, limit: int) -> Iterator[Offer]:
    for each in hall.line:
        if limit and hall.may_fit(each, freed):
            slot = _slot_in(session, each, freed, hall.sizes.get(each.household, 1))
            if slot is not None:
                limit -= 1
                yield Offer(each, slot)


def _read_hall(session: Session, times: Sequence[Freed]) -> _Hall:
    with session.store.read() as connection:
        line = waiting_in(connection)
        sizes = _sizes(connection, {each.household for each in line})
        people = [dict(row) for row in connection.execute(select(staff).where(staff.c.active == 1)).mappings()]
        standing = held_between(connection, min(each.start for each in times), max(each.end for each in times))
        rules = read_rules(connection) if line else []
    held: dict[str, list[Held]] = {}
    for one in standing:
        for who in one.holds:
            held.setdefault(who, []).append(one)
    whose: dict[str, list[Rule]] = {}
    for rule in rules:
        whose.setdefault(rule.who, []).append(rule)
    speak = {row["id"]: frozenset((row["languages"] or "").split()) for row in people}
    interpreters: dict[str, list[str]] = {}
    for row in people:
        for language in speak[row["id"]] if does(row, INTERPRETER) else ():
            interpreters.setdefault(language, []).append(row["id"])
    workers = {each.caseworker for each in times}
    gives = {
        row["id"]: frozenset(each for each in load_services() if does(row, each))
        for row in people
        if row["id"] in workers
    }
    return _Hall(line, sizes, gives, speak, interpreters, held, whose)


def _slot_in(session: Session, each: Waiting, freed: Freed, people: int) -> FreeSlot | None:
    wanted = Wanted(
        each.service,
        minutes=each.minutes,
        household=each.household,
        language=each.language or None,
        caseworker=freed.caseworker,
        also=each.others,
        people=people,
        equipment=each.equipment,
        within=(freed.start, freed.end),
        limit=1,
    )
    try:
        return next(iter(find_slots(session, wanted)), None)
    except NotFound:  # nobody speaks the language, or gives the service any more
        return None


def _sizes(connection: Connection, families: set[str]) -> dict[str, int]:
    query = select(membership.c.household).where(membership.c.household.in_(families), membership.c.until.is_(None))
    found: dict[str, int] = {}
    for family in connection.execute(query).scalars():
        found[family or ""] = found.get(family or "", 0) + 1
    return found


def freed_times(session: Session) -> tuple[Freed, ...]:
    """What coming appointments have left, on whichever machine: by a move, the newest first; then by being cancelled or
    put on the list, the soonest first. Nothing where nobody waits."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        if not waiting_in(connection):
            return ()
        query = (
            select(appointment)
            .where(appointment.c.start > session.moment(), appointment.c.state.in_((CANCELLED, WAITING_LIST)))
            .order_by(appointment.c.start, appointment.c.id)
        )
        called_off = [freed_by(held_of(dict(row))) for row in connection.execute(query).mappings()]
        return (*_moved_from(connection, session.now()), *called_off)


def _moved_from(connection: Connection, now: datetime) -> list[Freed]:
    """Where moved appointments were before, as the journal tells; the one that moved last first."""
    query = select(appointment).where(appointment.c.start > utc_text(now), appointment.c.state == SCHEDULED)
    coming = {row["id"]: freed_by(held_of(dict(row))) for row in connection.execute(query).mappings()}
    taken = {(each.caseworker, each.start) for each in coming.values()}
    placed = or_(journal_table.c.fields.contains('"start":'), journal_table.c.fields.contains('"caseworker":'))
    moved = (
        select(journal_table.c.row)
        .where(journal_table.c.row.in_(select(query.subquery().c.id)), journal_table.c.op == "put", placed)
        .group_by(journal_table.c.row)
        .having(func.count() > 1)
        .order_by(func.max(journal_table.c.at).desc())
    )
    order = [str(row) for row in connection.execute(moved).scalars()]
    told: dict[str, list[Entry]] = {row: [] for row in order}
    for start in range(0, len(order), AT_ONCE):
        rows = order[start : start + AT_ONCE]
        for entry in journal.entries(connection, journal_table.c.row.in_(rows), journal_table.c.op == "put"):
            told[entry.row].append(entry)
    found: list[Freed] = []
    for row in order:
        before = _places_before(told[row], coming[row])
        found += [each for each in before if each.start > now and (each.caseworker, each.start) not in taken]
    return found


def _places_before(told: Iterable[Entry], now: Freed) -> list[Freed]:
    """The newest first. A move that was taken back counts for nothing."""
    places: list[Freed] = []
    row: dict[str, str | int | None] = {}
    for entry in sorted(told, key=lambda each: each.at):
        row |= entry.values()
        if row.get("state") != SCHEDULED or not row.get("start"):
            continue
        start = local(str(row["start"]))
        end = start + timedelta(minutes=int(row.get("minutes") or 0))
        place = replace(now, caseworker=str(row.get("caseworker") or ""), start=start, end=end)
        known = next((at for at, each in enumerate(places) if _same_place(each, place)), len(places))
        places[known:] = [place]
    return [each for each in reversed(places) if not _same_place(each, now)]


def _same_place(one: Freed, other: Freed) -> bool:
    return (one.caseworker, one.start) == (other.caseworker, other.start)
