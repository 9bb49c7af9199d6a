"""Somebody is away: other times or other people for all the appointments that this touches, as one question.

Everybody may have one place for each appointment or none; what a plan costs says which of two plans is better. Finding
the best is the business of a solver; here stands what it may do, what it costs, and a simple plan to begin from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desk.domain.slots import HALF_DAY, STEPS_A_DAY, Diary, Grid, Request, Span, before_papers, bits, can_start

CASEWORKER = "caseworker"
RASTER = 3
"""Steps: a new time begins at a quarter of an hour."""

NO_PLACE = 10_000_000
"""An appointment that keeps no place outweighs whatever the others would have to change for it."""
OTHER_TIME, OTHER_WORKER, OWN_WORKER = 10_000, 10_000, 5_000
"""A family is told once of another time or of another worker; its own worker is given up less gladly."""
OTHER_INTERPRETER, OTHER_ROOM = 2_000, 1_000
A_DAY, OTHER_HALF, EARLIER = 500, 200, 2_000
"""For each day between the old time and the new one; for the afternoon in place of the morning; for a day before the
old one, which the family may hear of too late."""
FAIR_STEPS, FAIR_LEVELS = 12, 60
"""Each further hour on one table costs more than the one before: work goes to who has least."""


@dataclass(frozen=True)
class Place:
    """A time and who is taken, in the order of the roles."""

    start: int
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Role:
    """One of `candidates` must be there; `costs` beside them: 0 for who was to be there."""

    kind: str
    candidates: tuple[str, ...]
    costs: tuple[int, ...]


@dataclass(frozen=True)
class Task:
    """An appointment that cannot stay as it is, because of those who are `away` then. A new time lies from `earliest`
    on and ends by `latest`. `before`, `after`, `filing`: steps that are kept free around it, as the service says."""

    id: str
    old: Place
    roles: tuple[Role, ...]
    length: int
    earliest: int
    latest: int
    away: frozenset[str] = frozenset()
    before: int = 0
    after: int = 0
    filing: int = 0

    def around(self, place: Place) -> Iterator[tuple[str, int, int]]:
        """Everyone who is taken, from which step to which."""
        for role, name in zip(self.roles, place.chosen, strict=True):
            filing = self.filing if role.kind == CASEWORKER else 0
            yield name, place.start - self.before, place.start + self.length + self.after + filing


Plan = tuple[Place | None, ...]
"""A place for each task, in their order; None: nowhere."""


@dataclass(frozen=True)
class Problem:
    """`diaries`: of every candidate, without the tasks; `load`: steps of meetings that a worker has anyway."""

    grid: Grid
    diaries: Mapping[str, Diary]
    tasks: tuple[Task, ...]
    load: Mapping[str, int] = field(default_factory=dict)


Fits = tuple[Mapping[str, int], ...]
"""For each role the starts at which each candidate is free, as bitmaps."""


def fits_of(problem: Problem, task: Task) -> Fits:
    """Where each candidate could be, looking at no other task."""
    grid = problem.grid
    request = Request((), task.length, before=task.before, after=task.after)
    count = max(0, -(-(min(task.latest, grid.steps) - task.length + 1 - _first(task)) // RASTER))
    window = ((1 << RASTER * count) - 1) // ((1 << RASTER) - 1) << _first(task)
    old = 1 << task.old.start
    found = []
    for role, was in zip(task.roles, task.old.chosen, strict=True):
        begin = {}
        for name in role.candidates:
            diary = problem.diaries[name]
            with_papers = before_papers(diary, task.filing if role.kind == CASEWORKER else 0)
            begin[name] = can_start(with_papers, request, grid) & (window | old)
            held = (diary.busy | diary.away & diary.open) >> task.old.start & ((1 << task.length) - 1)
            if name == was and name not in task.away and not held:
                begin[name] |= old  # it was booked so, be it tight or early
        found.append(begin)
    return tuple(found)


def joint_of(fits: Fits) -> int:
    """The starts at which there is somebody for every role."""
    joint = -1
    for begin in fits:
        any_of = 0
        for bitmap in begin.values():
            any_of |= bitmap
        joint &= any_of
    return joint


def _first(task: Task) -> int:
    return -(-max(task.earliest, 0) // RASTER) * RASTER


def time_cost(task: Task, start: int) -> int:
    if start == task.old.start:
        return 0
    day, step = divmod(start, STEPS_A_DAY)
    old_day, old_step = divmod(task.old.start, STEPS_A_DAY)
    other_half = (step >= HALF_DAY) != (old_step >= HALF_DAY)
    return OTHER_TIME + A_DAY * abs(day - old_day) + OTHER_HALF * other_half + EARLIER * (day < old_day)


def place_cost(task: Task, place: Place | None) -> int:
    if place is None:
        return NO_PLACE
    people = sum(role.costs[role.candidates.index(name)] for role, name in zip(task.roles, place.chosen, strict=True))
    return people + time_cost(task, place.start)


def fair_cost(load: int) -> int:
    """Of one worker's table, in steps."""
    return sum(max(0, load - level * FAIR_STEPS) for level in range(FAIR_LEVELS))


def loads(problem: Problem, plan: Plan) -> dict[str, int]:
    """Steps of meetings on each worker's table."""
    names = {
        name for task in problem.tasks for role in task.roles if role.kind == CASEWORKER for name in role.candidates
    }
    found = {name: problem.load.get(name, 0) for name in names}
    for task, place in zip(problem.tasks, plan, strict=True):
        if place is not None:
            for role, name in zip(task.roles, place.chosen, strict=True):
                if role.kind == CASEWORKER:
                    found[name] += task.length
    return found


def cost(problem: Problem, plan: Plan) -> int:
    """What the solver makes as small as it can."""
    placed = sum(place_cost(task, place) for task, place in zip(problem.tasks, plan, strict=True))
    return placed + sum(map(fair_cost, loads(problem, plan).values()))


def holds(problem: Problem, plan: Plan) -> bool:
    """Everyone is free where the plan puts them, and nobody is in two places."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for task, place in zip(problem.tasks, plan, strict=True):
        if place is None:
            continue
        if len(set(place.chosen)) < len(place.chosen):
            return False
        for begin, name in zip(fits_of(problem, task), place.chosen, strict=True):
            if not begin.get(name, 0) >> place.start & 1:
                return False
        for name, low, high in task.around(place):
            mine = taken.setdefault(name, [])
            if any(low < end and start < high for start, end in mine):
                return False
            mine.append((low, high))
    return True


def greedy(problem: Problem) -> Plan:
    """One after the other, whose time runs out first: the best that is left."""
    order = sorted(range(len(problem.tasks)), key=lambda at: (problem.tasks[at].latest, problem.tasks[at].old.start))
    plan: list[Place | None] = [None] * len(problem.tasks)
    for at in order:
        found = places(problem, at, tuple(plan))
        plan[at] = min(found, key=lambda each: (each[0], each[1].start))[1] if found else None
    return tuple(plan)


def places(problem: Problem, at: int, plan: Plan, fits: Fits | None = None) -> list[tuple[int, Place]]:
    """Every start at which a task could be while the others are where the plan has them, with the best people for it
    and what it would cost."""
    task = problem.tasks[at]
    others = (*plan[:at], None, *plan[at + 1 :])
    load = loads(problem, others)
    free = _beside(problem, task, others, fits or fits_of(problem, task))
    joint = joint_of(free)
    more = {name: fair_cost(steps + task.length) - fair_cost(steps) for name, steps in load.items()}
    found = []
    while joint:
        bit = joint & -joint
        joint ^= bit
        chosen, total = _cheapest(task, free, bit, more)
        if len(chosen) == len(task.roles):
            start = bit.bit_length() - 1
            found.append((total + time_cost(task, start), Place(start, chosen)))
    return found


def alternatives(problem: Problem, at: int, plan: Plan, limit: int = 8) -> list[Place]:
    """Other places for one task while the others stay: with each worker the best of every half day, cheapest first;
    of several workers each has one at least, as far as half of `limit` reaches."""
    task = problem.tasks[at]
    fits = fits_of(problem, task)
    found: dict[tuple[str, int], tuple[int, Place]] = {}
    lead = next((n for n, role in enumerate(task.roles) if role.kind == CASEWORKER), 0)
    for name in task.roles[lead].candidates:
        only = tuple({name: each[name]} if n == lead else each for n, each in enumerate(fits))
        for total, place in places(problem, at, plan, only):
            half = (name, 2 * (place.start // STEPS_A_DAY) + (place.start % STEPS_A_DAY >= HALF_DAY))
            if half not in found or (total, place.start) < (found[half][0], found[half][1].start):
                found[half] = (total, place)
    ranked = sorted(found.values(), key=lambda each: (each[0], each[1].start, each[1].chosen))
    firsts: dict[str, Place] = {}
    for _total, place in ranked:
        firsts.setdefault(place.chosen[lead], place)
    kept = [*list(firsts.values())[: limit // 2], *(place for _total, place in ranked)]
    chosen = list(dict.fromkeys(kept))[:limit]
    return [place for _total, place in ranked if place in chosen]


def _beside(problem: Problem, task: Task, plan: Plan, fits: Fits) -> Fits:
    """Where the candidates are still free when the other tasks stand where the plan has them."""
    taken: dict[str, int] = {}
    for other, place in zip(problem.tasks, plan, strict=True):
        if place is not None:
            for name, low, high in other.around(place):
                taken[name] = taken.get(name, 0) | bits((Span(low, high),), problem.grid.steps)
    whole, found = (1 << problem.grid.steps) - 1, []
    for role, begin in zip(task.roles, fits, strict=True):
        filing = task.filing if role.kind == CASEWORKER else 0
        request = Request((), task.length, before=task.before, after=task.after + filing)
        found.append(
            {
                name: bitmap & can_start(Diary(whole, taken[name]), request, problem.grid) if name in taken else bitmap
                for name, bitmap in begin.items()
            }
        )
    return tuple(found)


def _cheapest(task: Task, free: Fits, bit: int, more: Mapping[str, int]) -> tuple[tuple[str, ...], int]:
    """Who to take at one start; fewer than there are roles where somebody is missing."""
    chosen: list[str] = []
    total = 0
    for role, begin in zip(task.roles, free, strict=True):
        best: tuple[int, str] | None = None
        for name, costs in zip(role.candidates, role.costs, strict=True):
            if begin.get(name, 0) & bit and name not in chosen:
                told = costs + (more.get(name, 0) if role.kind == CASEWORKER else 0)
                if best is None or told < best[0]:
                    best = told, name
        if best is None:
            break
        total += best[0]
        chosen.append(best[1])
    return tuple(chosen), total
