"""The question as a model of OR-Tools CP-SAT, solved in this process."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING, Any

from desk.domain.replan import (
    CASEWORKER,
    FAIR_LEVELS,
    FAIR_STEPS,
    NO_PLACE,
    Fits,
    Place,
    Plan,
    Problem,
    Role,
    Task,
    cost,
    holds,
    joint_of,
    loads,
    time_cost,
)
from desk.domain.replan_narrow import narrowed, part_of
from desk.domain.slots import HALF_DAY, STEPS_A_DAY, Diary

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

OLD_TIME = -1
MANY, FEW, PARTS_SHARE = 4_000, 12, 0.6
"""From how many starts on a part is solved before the whole; how many tasks that is; for which share of the time."""


@dataclass(frozen=True)
class Answer:
    """`best`: the solver has proved that there is no better plan."""

    plan: Plan
    best: bool


def search(problem: Problem, start: Plan, until: float, tell: Callable[[Plan], None] = lambda _plan: None) -> Answer:
    """As `solve`; where there is much to choose from, a few tasks at a time first: the whole is narrower then, and a
    short time is not spent on getting ready."""
    best, chance = start, random.Random(1)
    starts = sum(joint_of(fits).bit_count() for fits, _may_stay in narrowed(problem, start))
    parts_until = time() + PARTS_SHARE * (until - time()) if len(problem.tasks) > FEW and starts > MANY else 0.0
    while (left := parts_until - time()) > 0:
        first = chance.randrange(len(problem.tasks))
        near = sorted(range(len(problem.tasks)), key=lambda at: abs(at - first))
        some = sorted({*near[: FEW // 2], *chance.sample(near, FEW // 2)})
        answer = solve(part_of(problem, best, some), tuple(best[at] for at in some), time() + min(1.0, left))
        changed = dict(zip(some, answer.plan, strict=True))
        plan = tuple(changed.get(at, place) for at, place in enumerate(best))
        if cost(problem, plan) < cost(problem, best) and holds(problem, plan):
            best = plan
            tell(best)
    return solve(problem, best, until, tell)


def solve(problem: Problem, start: Plan, until: float, tell: Callable[[Plan], None] = lambda _plan: None) -> Answer:
    """In this process, until that moment of the clock. `start` is a plan that holds: the search begins there and gives
    it back where it finds none better. `tell` hears of each one that is."""
    from ortools.sat.python import cp_model  # a second of imports: only in the process that solves

    model = cp_model.CpModel()
    tasks = [
        _Placed(model, task, fits, may_stay)
        for task, (fits, may_stay) in zip(problem.tasks, narrowed(problem, start), strict=True)
    ]
    spans: dict[str, list[Any]] = {}
    for each in tasks:
        for name, span in each.spans:
            spans.setdefault(name, []).append(span)
    for found in spans.values():
        if len(found) > 1:
            model.add_no_overlap(found)
    _tables(model, problem, tasks)
    costs = [part for each in tasks for part in each.costs] + _fair(model, problem, tasks, start)
    model.minimize(cp_model.LinearExpr.weighted_sum([literal for _each, literal in costs], [each for each, _ in costs]))
    for each, place in zip(tasks, start, strict=True):
        each.hint(place)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.5, until - time())
    solver.parameters.num_workers = 4  # with fewer it leaves out the search that proves most
    solver.parameters.cp_model_probing_level = 0  # it takes longer than the search
    solver.parameters.linearization_level = 2
    best = start

    class Heard(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            nonlocal best
            plan = tuple(each.place(self) for each in tasks)
            if cost(problem, plan) < cost(problem, best) and holds(problem, plan):
                best = plan
                tell(plan)

    if solver.solve(model, Heard()) != cp_model.OPTIMAL:
        return Answer(best, False)
    proved = tuple(each.place(solver) for each in tasks)
    return Answer(best, cost(problem, best) <= cost(problem, proved))


class _Placed:
    """One task's variables: whether it has a place, in which half day, at which step, with whom."""

    def __init__(self, model: "CpModel", task: Task, fits: Fits, may_stay: bool) -> None:
        from ortools.sat.python import cp_model

        self._model, self._task = model, task
        self._domain = cp_model.Domain.from_values
        joint = joint_of(fits)
        self._starts = _steps(joint)
        self.spans: list[tuple[str, Any]] = []
        self.who: list[dict[str, IntVar]] = [{} for _role in task.roles]
        self.placed = model.new_bool_var("")
        self.costs: list[tuple[int, IntVar]] = [(-NO_PLACE, self.placed)]
        self._times: dict[int, IntVar] = {}
        self.tables: dict[tuple[str, int], IntVar] = {}
        if not self._starts:
            model.add(self.placed == 0)
            return
        if not may_stay:
            model.add(self.placed == 1)
        self.start = model.new_int_var_from_domain(self._domain(self._starts), "")
        self._when()
        for role, begin, known in zip(task.roles, fits, self.who, strict=True):
            for name, each in zip(role.candidates, role.costs, strict=True):
                free = _steps(begin.get(name, 0) & joint)
                if free:
                    known[name] = literal = model.new_bool_var("")
                    self.costs.append((each, literal))
                    self._with(role, name, literal, free)
            model.add_exactly_one([*known.values(), ~self.placed])
        by_time: dict[int, list[IntVar]] = {}
        for (_name, when), both in self.tables.items():
            by_time.setdefault(when, []).append(both)
        for when, some in by_time.items():
            model.add_exactly_one([*some, ~self._times[when]])

    def _when(self) -> None:
        """The old time, or one of the half days in which there is another: all starts of one cost the same."""
        by_time: dict[int, list[int]] = {}
        for step in self._starts:
            by_time.setdefault(self._time(step), []).append(step)
        for when, steps in by_time.items():
            self._times[when] = literal = self._model.new_bool_var("")
            self._model.add_linear_expression_in_domain(self.start, self._domain(steps)).only_enforce_if(literal)
            self.costs.append((time_cost(self._task, steps[0]), literal))
        self._model.add_exactly_one([*self._times.values(), ~self.placed])

    def _with(self, role: Role, name: str, literal: "IntVar", free: list[int]) -> None:
        model, task = self._model, self._task
        if len(free) < len(self._starts):
            model.add_linear_expression_in_domain(self.start, self._domain(free)).only_enforce_if(literal)
            there = {self._time(step) for step in free}
            for when, then in self._times.items():
                if when not in there:
                    model.add_implication(literal, ~then)  # follows, but helps to see what cannot be better
        if role.kind == CASEWORKER:
            self._at_a_table(name, literal, free)
        after = task.length + task.after + (task.filing if role.kind == CASEWORKER else 0)
        begin = self.start - task.before
        self.spans.append((name, model.new_optional_fixed_size_interval_var(begin, task.before + after, literal, "")))

    def _at_a_table(self, name: str, literal: "IntVar", free: list[int]) -> None:
        """With this worker in this half day: so the solver can count how many find room there at most."""
        by_time: dict[int, list[int]] = {}
        for step in free:
            by_time.setdefault(self._time(step), []).append(step)
        mine = []
        for when, steps in by_time.items():
            both = self._model.new_bool_var("")
            self._model.add_implication(both, self._times[when])
            self._model.add_linear_expression_in_domain(self.start, self._domain(steps)).only_enforce_if(both)
            self.tables[name, when] = both
            mine.append(both)
        self._model.add_exactly_one([*mine, ~literal])

    def _time(self, step: int) -> int:
        if step == self._task.old.start:
            return OLD_TIME
        return 2 * (step // STEPS_A_DAY) + (step % STEPS_A_DAY >= HALF_DAY)

    def hint(self, place: Place | None) -> None:
        model = self._model
        model.add_hint(self.placed, place is not None)
        if place is None:
            return
        model.add_hint(self.start, place.start)
        for when, literal in self._times.items():
            model.add_hint(literal, when == self._time(place.start))
        for known, chosen in zip(self.who, place.chosen, strict=True):
            for name, literal in known.items():
                model.add_hint(literal, name == chosen)
        for (name, when), both in self.tables.items():
            model.add_hint(both, name in place.chosen and when == self._time(place.start))

    def place(self, solver: Any) -> Place | None:
        if not solver.boolean_value(self.placed):
            return None
        chosen = (next(name for name, each in known.items() if solver.boolean_value(each)) for known in self.who)
        return Place(solver.value(self.start), tuple(chosen))


def _tables(model: "CpModel", problem: Problem, tasks: list[_Placed]) -> None:
    """How many of the tasks can begin at one worker's table in one half day: follows from the rest, but says at once
    what a search would find out slowly."""
    found: dict[tuple[str, int], list[IntVar]] = {}
    for each in tasks:
        for place, both in each.tables.items():
            found.setdefault(place, []).append(both)
    shortest = min(task.length for task in problem.tasks)
    for (name, when), every in found.items():
        most = _room(problem.diaries[name], when, shortest) if when != OLD_TIME else len(every)
        if most < len(every):
            model.add(sum(every) <= most)


def _room(diary: Diary, half: int, length: int) -> int:
    """How many meetings of this length at least can begin one after the other in a half day."""
    low = half // 2 * STEPS_A_DAY + (HALF_DAY if half % 2 else 0)
    high = low + (STEPS_A_DAY - HALF_DAY if half % 2 else HALF_DAY)
    free, found, step = diary.open & ~diary.busy, 0, low
    while step < high:
        run = step
        while run < high and free >> run & 1:
            run += 1
        on = run == high and free >> run & 1  # the last may end in the next half
        found += -(-(run - step) // length) if on else (run - step) // length
        step = max(run, step) + 1
    return found


def _fair(model: "CpModel", problem: Problem, tasks: list[_Placed], start: Plan) -> "list[tuple[int, IntVar]]":
    """What each worker's table costs more with what the plan puts on it."""
    from ortools.sat.python import cp_model

    total: list[tuple[int, IntVar]] = []
    hinted = loads(problem, start)
    for name, there in loads(problem, (None,) * len(problem.tasks)).items():
        more = [
            (task.length, known[name])
            for task, each in zip(problem.tasks, tasks, strict=True)
            for role, known in zip(task.roles, each.who, strict=True)
            if role.kind == CASEWORKER and name in known
        ]
        added = cp_model.LinearExpr.weighted_sum([literal for _length, literal in more], [length for length, _ in more])
        most = there + sum(length for length, _literal in more)
        begun = min(FAIR_LEVELS, there // FAIR_STEPS + 1)  # levels that are passed anyway cost the same for each step
        total += [(begun * length, literal) for length, literal in more]
        for level in range(begun, FAIR_LEVELS):
            under = level * FAIR_STEPS
            if most <= under:
                break
            over = model.new_int_var(0, most - under, "")
            model.add(over >= added + (there - under))
            model.add_hint(over, max(0, hinted[name] - under))
            total.append((1, over))
    return total


def _steps(bitmap: int) -> list[int]:
    found = []
    while bitmap:
        lowest = bitmap & -bitmap
        found.append(lowest.bit_length() - 1)
        bitmap ^= lowest
    return found
