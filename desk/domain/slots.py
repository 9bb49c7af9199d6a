"""Free slots: when everyone who is needed is free at once. Days are laid end to end in steps of five local minutes,
one bit each in a Python integer, so that laying diaries over each other is one `&`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import product
from typing import NamedTuple

STEP_MINUTES = 5
STEPS_A_DAY = 24 * 60 // STEP_MINUTES
HALF_DAY = STEPS_A_DAY // 2 + 12  # the afternoon begins at 13:00


class Span(NamedTuple):
    """Steps from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Grid:
    """The days looked at: step 0 is midnight of `first`."""

    first: date
    days: int

    @property
    def steps(self) -> int:
        return self.days * STEPS_A_DAY

    def step_of(self, moment: datetime) -> int:
        """The step that a local time falls in; may lie outside the grid."""
        minutes = moment.hour * 60 + moment.minute
        return (moment.date() - self.first).days * STEPS_A_DAY + minutes // STEP_MINUTES

    def span_of(self, start: datetime, minutes: int) -> Span:
        """All steps that a meeting touches."""
        first = self.step_of(start)
        return Span(first, first + steps_of(minutes + start.minute % STEP_MINUTES))

    def local_time(self, step: int) -> datetime:
        """The local time, without zone, at which a step begins."""
        return datetime.combine(self.first, time()) + timedelta(minutes=step * STEP_MINUTES)


@dataclass(frozen=True)
class Hours:
    """When the office is open: for each weekday (Monday 0) pairs of minutes since midnight."""

    week: Mapping[int, tuple[tuple[int, int], ...]]

    def of(self, day: date) -> tuple[tuple[int, int], ...]:
        return self.week.get(day.weekday(), ())


@dataclass(frozen=True)
class Diary:
    """What is known of one resource: its open steps and the steps already taken, each as a bitmap."""

    open: int
    busy: int = 0


@dataclass(frozen=True)
class Need:
    """One of `candidates` must be free; the first is the best. Another than the first costs `other_costs` steps of
    waiting when slots are compared."""

    kind: str
    candidates: tuple[str, ...]
    other_costs: int = 0


@dataclass(frozen=True)
class Request:
    """What to look for. `before` and `after` are steps that everyone needed keeps free around it; `every` is the
    raster of starting times; `latest` is the first step at which it is too late to have ended."""

    needs: tuple[Need, ...]
    length: int
    earliest: int = 0
    latest: int | None = None
    before: int = 0
    after: int = 0
    every: int = 3
    limit: int = 10


class Reason(StrEnum):
    """Why a slot is offered."""

    SOONEST = "soonest"
    FIRST_CHOICE = "first_choice"
    SOONER_WITH_OTHER = "sooner_with_other"


@dataclass(frozen=True)
class Slot:
    """A start at which all are free, who is taken for each need (same order), and its cost in steps."""

    start: int
    chosen: tuple[str, ...]
    cost: int
    reasons: tuple[Reason, ...] = ()


def steps_of(minutes: int) -> int:
    """Whole steps that cover these minutes."""
    return -(-minutes // STEP_MINUTES)


def bits(spans: Iterable[Span], steps: int) -> int:
    """A bitmap of these spans, cut to the grid."""
    found = 0
    for start, end in spans:
        low, high = max(start, 0), min(end, steps)
        if high > low:
            found |= ((1 << (high - low)) - 1) << low
    return found


def open_steps(grid: Grid, hours: Hours, closed: frozenset[date]) -> int:
    """The office's opening times on the grid, without the closed days."""
    spans = []
    for number in range(grid.days):
        day = grid.first + timedelta(days=number)
        if day not in closed:
            base = number * STEPS_A_DAY
            spans += [Span(base + steps_of(start), base + end // STEP_MINUTES) for start, end in hours.of(day)]
    return bits(spans, grid.steps)


def starts(free: int, length: int) -> int:
    """The steps from which `length` steps are free, by doubling."""
    have = 1
    while have < length:
        shift = min(have, length - have)
        free &= free >> shift
        have += shift
    return free


def can_start(diary: Diary, request: Request, grid: Grid) -> int:
    """Where a meeting may begin for one resource: open and free while it lasts, free in the buffers around it."""
    whole = (1 << grid.steps) - 1
    meeting = starts(diary.open & ~diary.busy & whole, request.length)
    around = request.before + request.length + request.after
    if around == request.length:
        return meeting
    free = (whole & ~diary.busy) << request.before  # before the grid everyone counts as free
    free |= (1 << request.before) - 1
    free |= ((1 << request.after) - 1) << (grid.steps + request.before)
    return meeting & starts(free, around)


def find(grid: Grid, diaries: Mapping[str, Diary], request: Request) -> list[Slot]:
    """The best slots, best first: in each half day the best one, then the second ones and so on until `limit`.

    "Best" is the earliest, where another person than the first choice counts as so much later."""
    begin = {name: can_start(diaries[name], request, grid) for need in request.needs for name in need.candidates}
    joint = _window(grid, request)
    for need in request.needs:
        any_of = 0
        for name in need.candidates:
            any_of |= begin[name]
        joint &= any_of
    ranked: list[tuple[int, int, int, Slot]] = []
    firsts: list[int] = []
    for low, high in _half_days(grid):
        if len(firsts) >= request.limit and low >= sorted(firsts)[request.limit - 1]:
            break
        here = [slot for step in _steps_in(joint, low, high) if (slot := _choose(step, begin, request.needs))]
        here.sort(key=lambda slot: (slot.start + slot.cost, slot.start))
        if here:
            firsts.append(here[0].start + here[0].cost)
        ranked += [(rank, slot.start + slot.cost, slot.start, slot) for rank, slot in enumerate(here)]
    best = sorted(ranked, key=lambda line: line[:3])[: request.limit]
    best.sort(key=lambda line: line[1:3])
    return _with_reasons([slot for *_, slot in best])


def bottlenecks(grid: Grid, diaries: Mapping[str, Diary], request: Request) -> tuple[tuple[int, int], ...]:
    """Where nothing is free: the needs without any one of which there would be a time, each with that first start."""
    found = []
    for place in range(len(request.needs)):
        rest = replace(request, needs=request.needs[:place] + request.needs[place + 1 :], limit=1)
        slots = find(grid, diaries, rest)
        if slots:
            found.append((place, slots[0].start))
    return tuple(found)


def ending_before(busy: int, steps: int) -> int:
    """A diary's taken steps, each begun `steps` earlier: whoever fits in has that much time left afterwards."""
    have = 0
    while have < steps:
        shift = min(have or 1, steps - have)
        busy |= busy >> shift
        have += shift
    return busy


def _window(grid: Grid, request: Request) -> int:
    """The raster of allowed starts."""
    last = grid.steps if request.latest is None else min(request.latest, grid.steps)
    first = -(-max(request.earliest, 0) // request.every) * request.every
    count = len(range(first, last - request.length + 1, request.every))
    return ((1 << request.every * count) - 1) // ((1 << request.every) - 1) << first


def _half_days(grid: Grid) -> Iterator[Span]:
    for day in range(grid.days):
        base = day * STEPS_A_DAY
        yield Span(base, base + HALF_DAY)
        yield Span(base + HALF_DAY, base + STEPS_A_DAY)


def _steps_in(bitmap: int, low: int, high: int) -> Iterator[int]:
    part = (bitmap >> low) & ((1 << (high - low)) - 1)
    while part:
        lowest = part & -part
        yield low + lowest.bit_length() - 1
        part ^= lowest


def _choose(step: int, begin: Mapping[str, int], needs: tuple[Need, ...]) -> Slot | None:
    """Who to take at this step: the first choices where they are free, nobody twice."""
    free = [[name for name in need.candidates if begin[name] >> step & 1] for need in needs]
    for chosen in product(*free):
        if len(set(chosen)) == len(chosen):
            cost = sum(need.other_costs for need, name in zip(needs, chosen, strict=True) if name != need.candidates[0])
            return Slot(step, chosen, cost)
    return None


def _with_reasons(slots: list[Slot]) -> list[Slot]:
    soonest = min((slot.start for slot in slots), default=0)
    told = []
    for slot in slots:
        reasons = [Reason.SOONEST] if slot.start == soonest else []
        reasons.append(Reason.SOONER_WITH_OTHER if slot.cost else Reason.FIRST_CHOICE)
        told.append(Slot(slot.start, slot.chosen, slot.cost, tuple(reasons)))
    return told
