"""What a better plan than one that is known could use at all: most places are too dear for it, and need no search."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desk.domain.replan import (
    CASEWORKER,
    NO_PLACE,
    Fits,
    Plan,
    Problem,
    Task,
    cost,
    fair_cost,
    fits_of,
    joint_of,
    loads,
    time_cost,
)
from desk.domain.slots import Span, bits


def narrowed(problem: Problem, plan: Plan) -> tuple[tuple[Fits, bool], ...]:
    """For each task only what a plan better than this one could use, besides this one's own places; and whether it may
    stay without a place.

    Each task alone at its cheapest costs so much at least, all together; what is dearer than that by more than the plan
    is dearer than them all together cannot be part of a better one."""
    base = loads(problem, (None,) * len(problem.tasks))
    more = [
        {name: fair_cost(steps + task.length) - fair_cost(steps) for name, steps in base.items()}
        for task in problem.tasks
    ]
    told = [_told(task, fits_of(problem, task), each) for task, each in zip(problem.tasks, more, strict=True)]
    lows = [min((low for low, _people in starts.values()), default=NO_PLACE) for starts in told]
    slack = cost(problem, plan) - sum(map(fair_cost, base.values())) - sum(lows)
    found = []
    for task, starts, low, place in zip(problem.tasks, told, lows, plan, strict=True):
        fits: list[dict[str, int]] = [{} for _role in task.roles]
        for start, (total, people) in starts.items():
            for begin, able in zip(fits, people, strict=True):
                cheapest = min(able.values())
                for name, each in able.items():
                    if total - low + each - cheapest < slack:
                        begin[name] = begin.get(name, 0) | 1 << start
        if place is not None:
            for begin, name in zip(fits, place.chosen, strict=True):
                begin[name] = begin.get(name, 0) | 1 << place.start
        found.append((tuple(fits), place is None or NO_PLACE - low < slack))
    return tuple(found)


def part_of(problem: Problem, plan: Plan, some: Sequence[int]) -> Problem:
    """The same question for a few of the tasks, while the others stay where the plan has them."""
    inside = set(some)
    taken: dict[str, list[Span]] = {}
    for at, (task, place) in enumerate(zip(problem.tasks, plan, strict=True)):
        if place is not None and at not in inside:
            for name, low, high in task.around(place):
                taken.setdefault(name, []).append(Span(low, high))
    diaries = {
        name: replace(diary, busy=diary.busy | bits(taken.get(name, ()), problem.grid.steps))
        for name, diary in problem.diaries.items()
    }
    without = tuple(None if at in inside else place for at, place in enumerate(plan))
    return Problem(problem.grid, diaries, tuple(problem.tasks[at] for at in some), loads(problem, without))


def _told(task: Task, fits: Fits, more: Mapping[str, int]) -> dict[int, tuple[int, list[dict[str, int]]]]:
    """For each start what it costs at least, and for each role what each who is free costs."""
    joint = joint_of(fits)
    found = {}
    costs = [
        {
            name: each + (more.get(name, 0) if role.kind == CASEWORKER else 0)
            for name, each in zip(role.candidates, role.costs, strict=True)
        }
        for role in task.roles
    ]
    while joint:
        bit = joint & -joint
        joint ^= bit
        start = bit.bit_length() - 1
        people = [
            {name: known[name] for name, bitmap in begin.items() if bitmap & bit}
            for begin, known in zip(fits, costs, strict=True)
        ]
        found[start] = time_cost(task, start) + sum(min(able.values()) for able in people), people
    return found
