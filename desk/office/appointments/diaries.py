"""Diaries of staff, rooms and families as the slot search reads them: from the appointments that stand."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy import Connection, case, func, select

from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment
from desk.domain.slots import STEP_MINUTES, STEPS_A_DAY, Grid, laid_end_to_end, steps_of
from desk.office.session import ZONE, local

SCHEDULED, CANCELLED = "scheduled", "cancelled"
REQUESTED, WAITING_LIST = "requested", "waiting_list"
OFF = (CANCELLED, "moved", "missed", REQUESTED, WAITING_LIST)
"""States of an appointment that holds nobody's time."""
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Held:
    """An appointment's time and everything it holds."""

    id: str
    household: str
    start: datetime
    minutes: int
    caseworker: str | None
    room: str | None
    interpreter: str | None
    others: tuple[str, ...]
    service: str = ""

    @property
    def end(self) -> datetime:
        """As the clock shows it, also in the night in which it is changed."""
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)

    @property
    def seconds(self) -> tuple[float, float]:
        """Start and end on the one clock that never jumps: two local times of one zone compare by their faces."""
        begins = self.start.timestamp()
        return begins, begins + self.minutes * 60

    @cached_property
    def holds(self) -> frozenset[str]:
        """Ids of people, room and household that are taken."""
        every = (self.caseworker, self.room, self.interpreter, self.household, *self.others)
        return frozenset(each for each in every if each)


def held_of(row: Row) -> Held:
    """An appointment row as a time that is taken."""
    return _held(*(row[name] for name in _HELD))


_HELD = ("id", "household", "start", "minutes", "caseworker", "room", "interpreter", "others", "service")


def _held(
    id: str,
    household: str,
    start: str,
    minutes: int | None,
    caseworker: str | None,
    room: str | None,
    interpreter: str | None,
    others: str | None,
    service: str | None,
) -> Held:
    together = tuple(others.split()) if others else ()
    return Held(id, household, local(start), minutes or 0, caseworker, room, interpreter, together, service or "")


def held_between(connection: Connection, start: datetime, end: datetime) -> list[Held]:
    """The standing appointments that touch a stretch of time, earliest first."""
    query = (
        select(*(appointment.c[name] for name in _HELD))
        .where(
            appointment.c.start > utc_text(start - LONGEST),
            appointment.c.start < utc_text(end),
            appointment.c.state.not_in(OFF),
        )
        .order_by(appointment.c.start, appointment.c.id)
    )
    found = [_held(*row) for row in connection.execute(query).all()]
    return [each for each in found if each.seconds[1] > start.timestamp()]


def held_in_days(connection: Connection, first: date, days: int) -> list[Held]:
    start = datetime.combine(first, time(), ZONE)
    return held_between(connection, start, start + timedelta(days=days))


@dataclass(frozen=True)
class Taken:
    """What the standing appointments of some days take: by holder a bitmap of steps, with what their services keep free
    around, and the minutes of the meetings themselves. `elsewhere`: the steps of those that are not in the office."""

    steps: dict[str, int]
    minutes: dict[str, int]
    elsewhere: dict[str, int] = field(default_factory=dict)


def taken_in_days(
    connection: Connection, grid: Grid, families: Collection[str] = (), ignore: Collection[str] = ()
) -> Taken:
    """Of people and rooms, and of these families; as if the appointments `ignore` were not there.

    A whole diary is read for every search, so nothing is made of a row but its bits; those of a day are one small
    number, because a `|` takes as long as the numbers are."""
    first = datetime.combine(grid.first, time(), ZONE)
    end = first + timedelta(days=grid.days)
    query = select(
        appointment.c.start,
        func.coalesce(appointment.c.minutes, 0),
        appointment.c.service,
        appointment.c.caseworker,
        appointment.c.room,
        appointment.c.interpreter,
        case((appointment.c.household.in_(families), appointment.c.household)),
        appointment.c.others,
    ).where(
        appointment.c.start > utc_text(first - LONGEST),
        appointment.c.start < utc_text(end),
        appointment.c.state.not_in(OFF),
        appointment.c.id.not_in(ignore),
    )
    here, gone = _by_day(grid), _by_day(grid)
    around = {
        each.id: (
            gone if each.elsewhere else here, steps_of(each.before), steps_of(each.after), steps_of(each.filing),
        )
        for each in load_services().values()
    }  # fmt: skip
    minutes_of = defaultdict[str, int](int)
    begun: dict[str, tuple[int, int]] = {}
    unknown = (here, 0, 0, 0)
    for text, minutes, service, caseworker, room, interpreter, known, others in connection.execute(query).all():
        if text not in begun:
            moment = local(text)
            begun[text] = grid.step_of(moment), moment.minute % STEP_MINUTES
        start, late = begun[text]
        length = -(-(minutes + late) // STEP_MINUTES)
        if start + length <= 0:
            continue  # over before the first day
        rows, before, after, filing = around.get(service, unknown)
        day, step = divmod(start - before, STEPS_A_DAY)
        held = ((1 << before + length + after) - 1) << step
        if caseworker:
            rows[caseworker][day] |= held | ((1 << before + length + after + filing) - 1) << step if filing else held
            minutes_of[caseworker] += minutes
        if room:
            rows[room][day] |= held
        if interpreter:
            rows[interpreter][day] |= held
            minutes_of[interpreter] += minutes
        if known:
            rows[known][day] |= held
        for other in others.split() if others else ():
            rows[other][day] |= held
            minutes_of[other] += minutes
    steps, elsewhere = (
        {holder: laid_end_to_end(days, grid.steps) for holder, days in rows.items()} for rows in (here, gone)
    )
    return Taken(steps, minutes_of, elsewhere)


def _by_day(grid: Grid) -> dict[str, list[int]]:
    """For each holder a bitmap for each day, the last that of the evening before the first."""
    return defaultdict(lambda: [0] * (grid.days + 1))


def utc_text(moment: datetime) -> str:
    """An aware moment as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
