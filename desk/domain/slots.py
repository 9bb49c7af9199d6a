"""Free slots: when everyone who is needed is free at once. Days are laid end to end in steps of five local minutes,
one bit each in a Python integer, so that laying diaries over each other is one `&`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """What is known of one resource: its open steps, the steps already taken, and those that it spends elsewhere, each
    as a bitmap. `travel`: steps that it needs between a place and another one."""

    open: int
    busy: int = 0
    away: int = 0
    travel: int = 0


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
    raster of starting times; `latest` is the first step at which it is too late to have ended; `elsewhere`: it is not
    in the office, so whoever travels has a way from everything else."""

    needs: tuple[Need, ...]
    length: int
    earliest: int = 0
    latest: int | None = None
    before: int = 0
    after: int = 0
    every: int = 3
    limit: int = 10
    elsewhere: bool = False


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


_REASONS = {
    (True, False): (Reason.SOONEST, Reason.FIRST_CHOICE),
    (True, True): (Reason.SOONEST, Reason.SOONER_WITH_OTHER),
    (False, False): (Reason.FIRST_CHOICE,),
    (False, True): (Reason.SOONER_WITH_OTHER,),
}


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


def laid_end_to_end(days: Sequence[int], steps: int) -> int:
    """One bitmap of the grid from those of its days; the last is the day before the first. What runs over a day's end
    goes on in the next."""
    found = days[-1] >> STEPS_A_DAY
    for day, taken in enumerate(days[:-1]):
        found |= taken << day * STEPS_A_DAY
    return found & ((1 << steps) - 1)


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
    """Where a meeting may begin for one resource: open and free while it lasts, free in the buffers around it. The way
    to and from another place adds to them."""
    begin = starts(diary.open & ~(diary.busy | diary.away), request.length)
    begin &= _clear(diary.busy, request, diary.travel if request.elsewhere else 0, grid)
    return begin & _clear(diary.away, request, diary.travel, grid) if diary.away else begin


def _clear(taken: int, request: Request, way: int, grid: Grid) -> int:
    """Where a meeting may begin so that nothing taken lies in it, nor in its buffers and the way around it."""
    before, after = request.before + way, request.after + way
    if not before + after:
        return -1  # what is taken is not free for the meeting itself either
    free = (((1 << grid.steps) - 1) & ~taken) << before  # before the grid everyone counts as free
    free |= (1 << before) - 1
    free |= ((1 << after) - 1) << (grid.steps + before)
    return starts(free, before + request.length + after)


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
    return _with_reasons(_first_ones(grid, joint, begin, request) or _every_one(grid, joint, begin, request))


def _first_ones(grid: Grid, joint: int, begin: Mapping[str, int], request: Request) -> list[Slot]:
    """The best of each half day, where there are enough half days to fill the list; else nothing.

    Nobody stands for two needs, so who is taken for one does not depend on the others: the starts fall into classes of
    one cost, and the best of a class is its lowest bit."""
    names = [name for need in request.needs for name in need.candidates]
    if len(set(names)) < len(names):
        return []
    classes = _by_cost(joint, begin, request.needs)
    found: list[tuple[int, int]] = []
    for low, high in _half_days(grid):
        if len(found) >= request.limit and low >= sorted(found)[request.limit - 1][0]:
            break
        until, best = (1 << high) - 1, None
        for cost, some in classes:
            here = (some & until) >> low  # cut first: the shift then has little to carry
            if here:
                step = low + (here & -here).bit_length() - 1
                if best is None or (step + cost, step) < best:
                    best = step + cost, step
        if best:
            found.append(best)
    if len(found) < request.limit:
        return []
    slots = []
    for score, step in sorted(found)[: request.limit]:
        bit = 1 << step
        chosen = tuple([next(name for name in need.candidates if begin[name] & bit) for need in request.needs])
        slots.append(Slot(step, chosen, score - step))
    return slots


def _by_cost(joint: int, begin: Mapping[str, int], needs: tuple[Need, ...]) -> list[tuple[int, int]]:
    """The starts apart by what they cost: (cost, bitmap)."""
    classes = [(0, joint)]
    for need in needs:
        if need.other_costs:
            first = begin[need.candidates[0]]
            with_other = [(cost + need.other_costs, some & ~first) for cost, some in classes]
            classes = [(cost, some & first) for cost, some in classes] + with_other
    return classes


def _every_one(grid: Grid, joint: int, begin: Mapping[str, int], request: Request) -> list[Slot]:
    """The best of each half day, then the second ones and so on."""
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
    return [slot for *_, slot in best]


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


def before_papers(diary: Diary, steps: int) -> Diary:
    """As a diary looks to a meeting after which somebody writes for so many steps."""
    if not steps:
        return diary
    return replace(diary, busy=ending_before(diary.busy, steps), away=ending_before(diary.away, steps))


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
    return [Slot(each.start, each.chosen, each.cost, _REASONS[each.start == soonest, each.cost > 0]) for each in slots]
