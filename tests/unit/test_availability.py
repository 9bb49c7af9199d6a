"""Patterns of availability, minute by minute against the obvious way; and the days a calendar trips over."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.availability import EVERYBODY, Kind, Rule, common, joined, never_occurs, open_on, without

OFFICE = ((510, 750), (810, 990))
MONDAY = date(2026, 11, 23)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple), max_size=5)


def minutes(of: object) -> set[int]:
    return {minute for start, end in of for minute in range(start, end)}  # type: ignore[attr-defined]


@given(spans, spans)
def test_spans_are_sets_of_minutes(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    a, b = joined(one), joined(other)
    assert minutes(a) == minutes(one)
    assert minutes(common(a, b)) == minutes(one) & minutes(other)
    assert minutes(without(a, b)) == minutes(one) - minutes(other)
    assert all(before[1] < after[0] for before, after in pairwise(a))


def rule(kind: Kind = Kind.RECEIVES, **facts: object) -> Rule:
    return Rule(**({"kind": kind, "who": "giulia", "first": MONDAY} | facts))  # type: ignore[arg-type]


def test_monday_and_thursday_mornings_every_other_week() -> None:
    mornings = rule(weekdays=(0, 3), start=510, end=750, every=2)
    days = [MONDAY + timedelta(days=number) for number in range(21)]
    receives = [day for day in days if open_on(day, "giulia", OFFICE, [mornings])]
    assert receives == [MONDAY, MONDAY + timedelta(days=3), MONDAY + timedelta(days=14), MONDAY + timedelta(days=17)]
    assert open_on(MONDAY, "giulia", OFFICE, [mornings]) == ((510, 750),)
    assert open_on(MONDAY, "paolo", OFFICE, [mornings]) == OFFICE


def test_the_second_and_the_last_wednesday_of_the_month() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(38)]
    second, last = rule(weekdays=(2,), nth=2), rule(weekdays=(2,), nth=-1)
    assert [day for day in days if second.occurs(day)] == [date(2026, 12, 9)]
    assert [day for day in days if last.occurs(day)] == [date(2026, 11, 25), date(2026, 12, 30)]


def test_leave_closure_and_an_extra_evening() -> None:
    leave = rule(Kind.AWAY, last=MONDAY + timedelta(days=4))
    closure = rule(
        Kind.AWAY, who=EVERYBODY, first=MONDAY + timedelta(days=7), last=MONDAY + timedelta(days=7), start=810
    )
    evening = rule(Kind.EXTRA, first=MONDAY + timedelta(days=8), last=MONDAY + timedelta(days=8), start=1020, end=1080)
    rules = [leave, closure, evening]
    assert open_on(MONDAY, "giulia", OFFICE, rules) == ()
    assert open_on(MONDAY, "paolo", OFFICE, rules) == OFFICE
    assert open_on(MONDAY + timedelta(days=7), "paolo", OFFICE, rules) == ((510, 750),)
    assert open_on(MONDAY + timedelta(days=8), "giulia", OFFICE, rules) == (*OFFICE, (1020, 1080))


def test_29_february_and_patterns_that_never_come() -> None:
    leap = Rule(Kind.AWAY, "giulia", date(2028, 2, 29), date(2028, 2, 29))
    assert leap.occurs(date(2028, 2, 29))
    assert not never_occurs(leap)
    assert never_occurs(rule(weekdays=(6,), last=MONDAY + timedelta(days=4)))
    assert never_occurs(rule(weekdays=(0,), nth=5, last=MONDAY + timedelta(days=6)))
