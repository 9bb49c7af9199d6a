"""The diaries that the slot search lays over each other: the office's hours, each one's own rules, what is booked."""

from collections.abc import Mapping
from datetime import date, timedelta

from desk.catalogue.hours import load_opening
from desk.domain.availability import EVERYBODY, Rule, open_on
from desk.domain.slots import STEP_MINUTES, STEPS_A_DAY, Diary, Grid, Hours, Span, bits, open_steps, steps_of


def diaries_of(grid: Grid, taken: Mapping[str, int], rules: list[Rule], names: set[str]) -> dict[str, Diary]:
    """For each name when it can be booked, without the times that are kept for families without an appointment.
    `taken`: by name the steps that are."""
    opening = load_opening()
    last = grid.first + timedelta(days=max(grid.days, 1))
    closed = frozenset(opening.holidays(range(grid.first.year, last.year + 1)))
    usual = open_steps(grid, opening.hours, closed)
    kept = open_steps(grid, opening.walk_in, frozenset())
    with_rules = {rule.who for rule in rules}
    everybody = EVERYBODY in with_rules
    found = {}
    for name in names:
        opened = _opened(grid, opening.hours, closed, rules, name) if everybody or name in with_rules else usual
        found[name] = Diary(opened & ~kept, taken.get(name, 0))
    return found


def _opened(grid: Grid, hours: Hours, closed: frozenset[date], rules: list[Rule], who: str) -> int:
    spans = []
    for number in range(grid.days):
        day = grid.first + timedelta(days=number)
        base = number * STEPS_A_DAY
        spans += [
            Span(base + steps_of(start), base + end // STEP_MINUTES)
            for start, end in open_on(day, who, () if day in closed else hours.of(day), rules)
        ]
    return bits(spans, grid.steps)
