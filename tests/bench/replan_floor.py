"""Sixty appointments of a worker who is ill for two weeks, re-planned: the whole wait of a person, process and all."""

from desk.domain.replan import cost, greedy, holds
from desk.office.replan.solver import best_plan
from tests.bench.parts import timed
from tests.bench.table import Measure
from tests.unit.test_replan import random_absence


def measures() -> list[Measure]:
    problem = random_absence(5, workers=6, rooms=6, ill_days=12, days=33, taken=0.5, tasks=60)
    assert len(problem.tasks) == 60
    simple = greedy(problem)
    found = []

    def whole() -> None:
        answer = best_plan(problem)
        assert answer is not None and holds(problem, answer.plan)
        found.append(answer)

    seconds = max(timed(whole) for _round in range(3))
    saved = max(cost(problem, simple) - cost(problem, answer.plan) for answer in found)
    proved = sum(answer.best for answer in found)
    note = f"slowest of 3; proved best {proved} times; up to {saved} points better than one after the other"
    return [Measure("60 appointments re-planned", seconds, None, 10.0, note=note)]
