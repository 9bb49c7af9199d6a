"""What somebody's absence touches, as a question to the solver: every appointment with who could be there instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment, household, membership, room, staff, visit
from desk.domain.availability import Rule, is_away
from desk.domain.replan import (
    CASEWORKER,
    OTHER_INTERPRETER,
    OTHER_ROOM,
    OTHER_WORKER,
    OWN_WORKER,
    Place,
    Problem,
    Role,
    Task,
)
from desk.domain.roles import May
from desk.domain.slots import STEP_MINUTES, STEPS_A_DAY, Grid, steps_of
from desk.i18n import _
from desk.office.appointments.availability import read_rules, refuse_rule
from desk.office.appointments.diaries import Held, held_in_days, taken_in_days
from desk.office.appointments.free_time import diaries_of
from desk.office.appointments.room_fit import fitting_rooms, seats_of
from desk.office.appointments.slot_needs import INTERPRETER, does
from desk.office.day_words import numbers
from desk.office.front.desks import short_name
from desk.office.household.stage import Known, known_of_all
from desk.office.session import ZONE, Session

BACK_AFTER, MOST_DAYS = timedelta(days=21), 120
"""How long after the absence a new time is still looked for; how many days are looked at in all."""
TO_OWN_WORKER, STEPS_LOST = 3_000, 2_000
"""The family's own worker is the better substitute; a room without steps for one with them the worse."""


@dataclass(frozen=True)
class Affected:
    """One appointment that the absence touches. `equipment`: what its room must have; `until`: the last day that its
    deadline leaves, and why, in words."""

    held: Held
    family: str
    service: str
    language: str
    equipment: tuple[str, ...] = ()
    until: date | None = None
    until_words: str = ""


@dataclass(frozen=True)
class Question:
    """`affected` beside `problem.tasks`; `recorded`: the absence stands in the store already."""

    rule: Rule
    recorded: bool
    problem: Problem
    affected: tuple[Affected, ...]
    names: Mapping[str, str]

    def start_of(self, at: int, place: Place) -> datetime:
        """The aware time; what stays keeps its minute."""
        held = self.affected[at].held
        if place.start == self.problem.tasks[at].old.start:
            return held.start
        return self.problem.grid.local_time(place.start).replace(tzinfo=ZONE)


@dataclass(frozen=True)
class _Read:
    """Rows that the question is built from."""

    held: list[Held]
    people: dict[str, Row]
    rooms: dict[str, Row]
    homes: dict[str, Row]
    members: dict[str, int]
    asked: dict[str, tuple[str, tuple[str, ...]]]
    known: dict[str, Known]
    rules: list[Rule]


def ask(session: Session, rule: Rule) -> Question:
    """`rule`: who is away and when. Raises BadInput where it cannot be meant, NotAllowed where it is another's."""
    session.require(May.BOOK if rule.who == session.staff else May.CLOSE_DAY)
    refuse_rule(rule)
    now = session.now().astimezone(ZONE)
    first = max(rule.first, now.date())
    last = min(rule.last or date.max, first + timedelta(days=MOST_DAYS) - BACK_AFTER)
    grid = Grid(now.date(), min(MOST_DAYS, (last + BACK_AFTER - now.date()).days + 1))
    if first > last:
        return Question(rule, True, Problem(grid, {}, ()), (), {})
    with session.store.read() as connection:
        read = _read(connection, rule, first, (last - first).days + 1, now)
        ids, families = ({each.id for each in read.held}, {each.household for each in read.held})
        taken = taken_in_days(connection, grid, families, ids)
    recorded = rule in read.rules
    rules = read.rules if recorded else [*read.rules, rule]
    tasks, affected = [], []
    for each in read.held:
        about = _about(each, read, now.date())
        tasks.append(_task(each, about, read, rules, grid, now))
        affected.append(about)
    wanted = {name for task in tasks for role in task.roles for name in role.candidates}
    absent = ((1 << ((last - first).days + 1) * STEPS_A_DAY) - 1) << (first - grid.first).days * STEPS_A_DAY
    load = {name: (taken.steps.get(name, 0) & absent).bit_count() for name in read.people}
    travel = {each: row["travel"] or 0 for each, row in read.people.items()}
    problem = Problem(grid, diaries_of(grid, taken, rules, wanted, travel), tuple(tasks), load)
    names = {each: short_name(row["given"], row["surname"]) for each, row in read.people.items()}
    names |= {each: str(row["name"] or row["number"]) for each, row in read.rooms.items()}
    return Question(rule, recorded, problem, tuple(affected), names)


def _read(connection: Connection, rule: Rule, first: date, days: int, now: datetime) -> _Read:
    rules = read_rules(connection)
    begun = set(connection.execute(select(visit.c.appointment).where(visit.c.day >= first.isoformat())).scalars())
    held = [
        each
        for each in held_in_days(connection, first, days)
        if each.start > now and each.id not in begun and _hits(rule, each)
    ]
    families = {each.household for each in held}
    lives = select(membership.c.household).where(membership.c.household.in_(families), membership.c.until.is_(None))
    members: dict[str, int] = {}
    for home in connection.execute(lives).scalars():
        members[home] = members.get(home, 0) + 1
    columns = (appointment.c.id, appointment.c.language, appointment.c.equipment)
    asked = connection.execute(select(*columns).where(appointment.c.id.in_({each.id for each in held})))
    return _Read(
        held,
        _rows(connection, select(staff)),
        _rows(connection, select(room)),
        _rows(connection, select(household).where(household.c.id.in_(families))),
        members,
        {each: (language or "", tuple((needs or "").split())) for each, language, needs in asked},
        known_of_all(connection, families),
        rules,
    )


def _rows(connection: Connection, query: Any) -> dict[str, Row]:
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def _hits(rule: Rule, held: Held) -> bool:
    start, end = _minutes(held)
    if rule.who and rule.who not in held.holds:
        return False
    return is_away(held.start.date(), rule.who, start, end, [rule])


def _minutes(held: Held) -> tuple[int, int]:
    start = held.start.hour * 60 + held.start.minute
    return start, start + max(held.minutes, 1)


def _about(held: Held, read: _Read, today: date) -> Affected:
    home = read.homes.get(held.household, {})
    service = load_services().get(held.service)
    until, words = _until(held, read.known.get(held.household), today)
    return Affected(
        held,
        str(home.get("name") or "–"),
        _(service.title) if service else "",
        *read.asked.get(held.id, ("", ())),
        until,
        words,
    )


def _until(held: Held, known: Known | None, today: date) -> tuple[date | None, str]:
    """The nearest deadline that the appointment keeps now, and must go on keeping: before a hearing or an access, by
    the day of the signature."""
    if known is None:
        return None, ""
    facts, a_day = known.deadlines(), timedelta(days=1)
    found = []
    for day, words in (
        (facts.hearing, _("prima dell'udienza del {day}")),
        (facts.access, _("prima dell'accesso del {day}")),
    ):
        if day is not None:
            found.append((day - a_day, words.format(day=numbers(day, today))))
    if facts.sign_by is not None and not facts.signed:
        found.append((facts.sign_by, _("entro la firma del {day}").format(day=numbers(facts.sign_by, today))))
    return min(((day, words) for day, words in found if day >= held.start.date()), default=(None, ""))


def _task(held: Held, about: Affected, read: _Read, rules: list[Rule], grid: Grid, now: datetime) -> Task:
    service = load_services().get(held.service)
    notice = timedelta(hours=service.notice_hours if service else 0)
    tomorrow = Grid(grid.first, 1).steps
    until = grid.first + timedelta(days=grid.days - 1) if about.until is None else about.until
    if service is not None:
        until = min(until, now.date() + timedelta(days=service.window_days))
    roles, chosen = _roles(held, about, read, rules)
    elsewhere = service is not None and service.elsewhere
    people = {name for role in roles for name in role.candidates if elsewhere} & read.people.keys()
    way = steps_of(max((read.people[name]["travel"] or 0 for name in people), default=0))
    start, end = _minutes(held)
    day = held.start.date()
    return Task(
        held.id,
        Place(grid.step_of(held.start), tuple(chosen)),
        tuple(roles),
        max(1, steps_of(held.minutes + held.start.minute % STEP_MINUTES)),
        max(tomorrow, grid.step_of(now + notice) + 1),
        ((until - grid.first).days + 1) * STEPS_A_DAY,
        frozenset(name for name in held.holds if is_away(day, name, start, end, rules)),
        steps_of(service.before) + way if service else 0,
        steps_of(service.after) + way if service else 0,
        steps_of(service.filing) if service else 0,
    )


def _roles(held: Held, about: Affected, read: _Read, rules: list[Rule]) -> tuple[list[Role], list[str]]:
    """Who must be there, and who was to be."""
    language = about.language
    own = read.homes.get(held.household, {}).get("caseworker")
    found: list[tuple[Role, str]] = []
    if held.caseworker:
        found.append((_workers(held, held.caseworker, own, language, read), held.caseworker))
    if held.room:
        found.append((_rooms(held, held.room, about.equipment, read), held.room))
    if held.interpreter:
        able = [
            each
            for each, row in read.people.items()
            if row["active"] and _speaks(row, language) and _does(row, INTERPRETER)
        ]
        found.append((_one_of("interpreter", held.interpreter, able, OTHER_INTERPRETER), held.interpreter))
    start, end = _minutes(held)
    for other in held.others:
        away = is_away(held.start.date(), other, start, end, rules)
        able = _colleagues(other, read) if away else []
        found.append((_one_of("other", other, able, OTHER_WORKER), other))
    found.append((Role("household", (held.household,), (0,)), held.household))
    return [role for role, _who in found], [who for _role, who in found]


def _workers(held: Held, was: str, own: str | None, language: str, read: _Read) -> Role:
    """Those who give the service; where no interpreter comes and the worker speaks the language, so must another."""
    speaks = bool(language) and not held.interpreter and _speaks(read.people.get(was, {}), language)
    able = [
        each
        for each, row in read.people.items()
        if row["active"] and _does(row, held.service) and (not speaks or _speaks(row, language))
    ]
    role = _one_of(CASEWORKER, was, able, OTHER_WORKER + (OWN_WORKER if was == own else 0))
    costs = tuple(
        each - TO_OWN_WORKER if name == own and name != was else each
        for name, each in zip(role.candidates, role.costs, strict=True)
    )
    return replace(role, costs=costs)


def _rooms(held: Held, was: str, equipment: tuple[str, ...], read: _Read) -> Role:
    people = seats_of(max(1, read.members.get(held.household, 1)), bool(held.interpreter), len(held.others))
    active = [row for row in read.rooms.values() if row["active"]]
    able = [row["id"] for row in fitting_rooms(active, people, equipment)]
    role = _one_of("room", was, able, OTHER_ROOM)
    level = bool(read.rooms.get(was, {}).get("accessible"))
    costs = tuple(
        each + STEPS_LOST if level and not read.rooms.get(name, {}).get("accessible") else each
        for name, each in zip(role.candidates, role.costs, strict=True)
    )
    return replace(role, costs=costs)


def _one_of(kind: str, was: str, able: Iterable[str], costs: int) -> Role:
    others = sorted(set(able) - {was})
    return Role(kind, (was, *others), (0, *(costs for _each in others)))


def _colleagues(officer: str, read: _Read) -> list[str]:
    """Who has one of the same tasks."""
    tasks = _tasks(read.people.get(officer, {}))
    return [each for each, row in read.people.items() if row["active"] and tasks & _tasks(row)]


def _tasks(row: Row) -> frozenset[str]:
    return frozenset((row.get("services") or "").split()) - {INTERPRETER}


def _speaks(row: Row, language: str) -> bool:
    return language in (row.get("languages") or "").split()


def _does(row: Row, service: str) -> bool:
    return (service in load_services() or service == INTERPRETER) and does(row, service)
