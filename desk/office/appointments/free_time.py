"""The diaries that the slot search lays over each other: the office's hours, each one's own rules, what is booked."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from desk.catalogue.hours import load_opening
from desk.domain.availability import EVERYBODY, Kind, Rule, open_on
from desk.domain.slots import STEP_MINUTES, STEPS_A_DAY, Diary, Grid, Hours, Span, bits, open_steps, steps_of
from desk.office.appointments.diaries import Taken
from desk.office.session import ZONE


def diaries_of(
    grid: Grid, taken: Taken, rules: list[Rule], names: Collection[str], travel: Mapping[str, int]
) -> dict[str, Diary]:
    """For each name when it can be booked, without the times that are kept for families without an appointment.

    `travel`: the minutes that somebody needs between the office and what keeps them elsewhere, which is their own
    absence for some hours or an appointment at a family's home."""
    opening = load_opening()
    last = grid.first + timedelta(days=max(grid.days, 1))
    closed = frozenset(opening.holidays(range(grid.first.year, last.year + 1)))
    usual = open_steps(grid, opening.hours, closed)
    kept = open_steps(grid, opening.walk_in, frozenset()) | _skipped(grid)
    with_rules = {rule.who for rule in rules}
    everybody = EVERYBODY in with_rules
    found = {}
    for name in names:
        opened = _opened(grid, opening.hours, closed, rules, name) if everybody or name in with_rules else usual
        busy, away, way = taken.steps.get(name, 0), taken.elsewhere.get(name, 0), steps_of(travel.get(name, 0))
        if way and name in with_rules:
            away |= _away(grid, rules, name)
        found[name] = Diary(opened & ~kept, busy, away, way) if way else Diary(opened & ~kept, busy | away)
    return found


def _skipped(grid: Grid) -> int:
    """The hour that the clock leaves out in the night in which it is put forward."""
    first = datetime.combine(grid.first, time(), ZONE)
    if first.utcoffset() == (first + timedelta(days=grid.days)).utcoffset():  # too few days to hold both changes
        return 0
    days = [first + timedelta(days=number) for number in range(grid.days + 1)]
    spans = []
    for number, (day, after) in enumerate(pairwise(days)):
        if day.utcoffset() != after.utcoffset():
            base = number * STEPS_A_DAY
            steps = range(base, base + STEPS_A_DAY)
            spans += [Span(step, step + 1) for step in steps if not _is_real(grid.local_time(step))]
    return bits(spans, grid.steps)


def _is_real(face: datetime) -> bool:
    """Some moment shows this face of the clock."""
    return face.replace(tzinfo=ZONE).astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) == face


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


def _away(grid: Grid, rules: list[Rule], who: str) -> int:
    """The hours at which somebody is elsewhere by a rule of their own."""
    mine = [rule for rule in rules if rule.kind is Kind.AWAY and rule.who == who]
    spans = []
    for number in range(grid.days):
        day, base = grid.first + timedelta(days=number), number * STEPS_A_DAY
        spans += [
            Span(base + rule.start // STEP_MINUTES, base + steps_of(rule.end)) for rule in mine if rule.occurs(day)
        ]
    return bits(spans, grid.steps)
