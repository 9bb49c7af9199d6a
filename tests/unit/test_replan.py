"""Re-planning: never worse than the simple way, never a double booking, the best where it says so."""

import random
from datetime import date
from itertools import product
from time import time

import pytest

from desk.domain.replan import (
    CASEWORKER,
    OTHER_INTERPRETER,
    OTHER_ROOM,
    OTHER_WORKER,
    OWN_WORKER,
    Place,
    Plan,
    Problem,
    Role,
    Task,
    alternatives,
    cost,
    fits_of,
    greedy,
    holds,
)
from desk.domain.slots import STEPS_A_DAY, Diary, Grid, Hours, Span, bits, open_steps
from desk.office.replan import model
from desk.office.replan.model import solve
from desk.office.replan.solver import best_plan

MONDAY = date(2026, 11, 23)
OFFICE = Hours(dict.fromkeys(range(5), ((8 * 60 + 30, 12 * 60 + 30), (13 * 60 + 30, 16 * 60 + 30))))
TIMES = [steps for hour in (8.5, 9.25, 10, 10.75, 11.5, 13.5, 14.25, 15, 15.75) for steps in (int(hour * 12),)]
ILL = "w0"


def random_absence(
    seed: int,
    *,
    workers: int = 4,
    rooms: int = 3,
    ill_days: int = 1,
    days: int = 5,
    taken: float = 0.5,
    tasks: int = 99,
) -> Problem:
    """One worker is ill; the others, the rooms and an interpreter are partly taken."""
    chance = random.Random(seed)
    grid = Grid(MONDAY, days)
    opened = open_steps(grid, OFFICE, frozenset())
    people, places = [f"w{n}" for n in range(workers)], [f"r{n}" for n in range(rooms)]
    busy = dict.fromkeys([*people, *places, "i0", "i1"], 0)
    for day, step, name in product(range(days), TIMES, list(busy)):
        if name != ILL and chance.random() < taken * (0.5 if name in places else 1):
            busy[name] |= bits([Span(day * STEPS_A_DAY + step, day * STEPS_A_DAY + step + 9)], grid.steps)
    found: list[Task] = []
    used = dict(busy)
    for day, step in product(range(ill_days), TIMES):
        start = day * STEPS_A_DAY + step
        held = ((1 << 9) - 1) << start
        free = [name for name in places if not used[name] & held]
        if not free or chance.random() < 0.2 or len(found) == tasks:
            continue
        own = chance.random() < 0.5
        home = f"h{chance.randrange(8)}"
        roles = [
            Role(CASEWORKER, (ILL, *people[1:]), (0, *[OTHER_WORKER + OWN_WORKER * own] * (workers - 1))),
            Role("room", (free[0], *[each for each in places if each != free[0]]), (0, *[OTHER_ROOM] * (rooms - 1))),
            Role("household", (home,), (0,)),
        ]
        chosen = [ILL, free[0], home]
        if chance.random() < 0.4 and not used["i0"] & held:
            roles.append(Role("interpreter", ("i0", "i1"), (0, OTHER_INTERPRETER)))
            chosen.append("i0")
        for name in chosen:
            used[name] = used.get(name, 0) | held
        until = chance.choice([days, days, min(days, day + 2)])
        found.append(
            Task(
                str(len(found)), Place(start, tuple(chosen)), tuple(roles), 9, STEPS_A_DAY, until * STEPS_A_DAY,
                frozenset({ILL}), *chance.choice([(0, 0, 0), (0, 0, 3), (3, 3, 0)]),
            )
        )  # fmt: skip
    diaries = {name: Diary(opened, steps) for name, steps in busy.items()}
    diaries[ILL] = Diary(opened & ~bits([Span(0, ill_days * STEPS_A_DAY)], grid.steps))
    diaries |= {f"h{number}": Diary(opened) for number in range(8)}
    return Problem(grid, diaries, tuple(found), {name: chance.randrange(60) for name in people})


def brute_force(problem: Problem) -> int:
    """The cost of the best plan, by trying every one."""
    options: list[list[Place | None]] = []
    for task in problem.tasks:
        fits = fits_of(problem, task)
        mine: list[Place | None] = [None]
        for start in range(problem.grid.steps):
            free = [[name for name, bitmap in begin.items() if bitmap >> start & 1] for begin in fits]
            mine += [Place(start, chosen) for chosen in product(*free)]
        options.append(mine)
    return min(cost(problem, plan) for plan in product(*options) if holds(problem, plan))


@pytest.mark.parametrize("seed", range(8))
def test_a_tiny_absence_is_solved_as_well_as_by_trying_every_plan(seed: int) -> None:
    problem = random_absence(seed, workers=2, rooms=1 + seed % 2, days=2, taken=0.8, tasks=2)
    answer = solve(problem, greedy(problem), time() + 30)
    assert answer.best
    assert holds(problem, answer.plan)
    assert cost(problem, answer.plan) == brute_force(problem)


@pytest.mark.parametrize("seed", range(4))
def test_a_proposal_is_never_worse_than_one_after_the_other(seed: int) -> None:
    problem = random_absence(seed, taken=0.3 + seed / 6, ill_days=1 + seed % 2)
    simple = greedy(problem)
    answer = solve(problem, simple, time() + 0.5)
    assert holds(problem, simple)
    assert holds(problem, answer.plan)
    assert cost(problem, answer.plan) <= cost(problem, simple)
    for task, place in zip(problem.tasks, answer.plan, strict=True):
        if place is not None:
            assert ILL not in place.chosen or place.start >= STEPS_A_DAY
            assert place.start + task.length <= task.latest


def test_the_simple_way_is_worse_where_the_first_takes_the_only_place_of_the_second() -> None:
    """Two families, two rooms, and only one of them has another time to go to."""
    grid = Grid(MONDAY, 2)
    opened = open_steps(grid, OFFICE, frozenset())
    only = bits([Span(STEPS_A_DAY + 102, STEPS_A_DAY + 111), Span(STEPS_A_DAY + 162, STEPS_A_DAY + 171)], grid.steps)
    diaries = {"w1": Diary(only), "h1": Diary(opened), "h2": Diary(opened & ~bits([Span(432, 576)], grid.steps))}
    tasks = tuple(
        Task(
            home,
            Place(start, ("w0", home)),
            (Role(CASEWORKER, ("w1",), (OTHER_WORKER,)), Role("household", (home,), (0,))),
            9,
            STEPS_A_DAY,
            2 * STEPS_A_DAY,
            frozenset({"w0"}),
        )
        for home, start in (("h1", 102), ("h2", 120))
    )
    problem = Problem(grid, diaries, tasks)
    assert None in greedy(problem)
    answer = solve(problem, greedy(problem), time() + 30)
    assert answer.best
    assert [place.start if place else None for place in answer.plan] == [STEPS_A_DAY + 162, STEPS_A_DAY + 102]


def test_a_part_that_is_solved_beside_the_rest_fits_into_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MANY", 0)
    monkeypatch.setattr(model, "FEW", 4)
    problem = random_absence(5, taken=0.7, ill_days=2)
    heard: list[Plan] = []
    answer = model.search(problem, greedy(problem), time() + 1.5, heard.append)
    assert all(holds(problem, plan) for plan in heard)
    costs = [cost(problem, plan) for plan in (greedy(problem), *heard)]
    assert costs == sorted(costs, reverse=True) and costs[-1] == cost(problem, answer.plan)


@pytest.mark.parametrize("seed", range(2))
def test_every_other_place_that_is_offered_for_one_line_can_be_taken(seed: int) -> None:
    problem = random_absence(seed, taken=0.6)
    plan = greedy(problem)
    for at in range(len(plan)):
        offered = alternatives(problem, at, plan)
        for place in offered:
            changed: Plan = (*plan[:at], place, *plan[at + 1 :])
            assert holds(problem, changed)
        assert len(set(offered)) == len(offered)


def test_the_solver_works_in_a_process_of_its_own_tells_how_far_it_is_and_stops_at_once() -> None:
    problem = random_absence(3, ill_days=2)
    heard: list[float] = []
    answer = best_plan(problem, seconds=3, step=heard.append)
    assert answer is not None and holds(problem, answer.plan)
    assert heard and heard == sorted(heard)
    calls = iter([False, False, True])
    begun = time()
    assert best_plan(problem, seconds=60, cancelled=lambda: next(calls)) is None
    assert time() - begun < 10
