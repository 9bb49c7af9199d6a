"""When a person or a room can be booked: weekly patterns, single dates, leave, closures of the whole office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

Spans = tuple[tuple[int, int], ...]
"""Stretches of a day in minutes since midnight, in order, apart from each other."""

WHOLE_DAY = (0, 24 * 60)
LAST_OF_MONTH = -1
EVERYBODY = ""


class Kind(StrEnum):
    """`receives`: at these times and at no others; `extra`: at these times as well; `away`: not at these times."""

    RECEIVES = "receives"
    EXTRA = "extra"
    AWAY = "away"


@dataclass(frozen=True)
class Rule:
    """One line of somebody's availability; `who` is EVERYBODY for the whole office.

    It holds from `first` to `last` (None: until further notice), on `weekdays` (Monday 0; none: every day), every so
    many weeks counted from the week of `first`, and, where `nth` is given, only on the n-th such weekday of the month.
    """

    kind: Kind
    who: str
    first: date
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    start: int = WHOLE_DAY[0]
    end: int = WHOLE_DAY[1]
    every: int = 1
    nth: int | None = None
    why: str = ""

    def covers(self, day: date) -> bool:
        """The day lies between its first and its last."""
        return self.first <= day and (self.last is None or day <= self.last)

    def occurs(self, day: date) -> bool:
        if not self.covers(day) or (self.weekdays and day.weekday() not in self.weekdays):
            return False
        if self.every > 1:
            weeks = (_monday(day) - _monday(self.first)).days // 7
            if weeks % self.every:
                return False
        if self.nth is None:
            return True
        if self.nth == LAST_OF_MONTH:
            return (day + timedelta(days=7)).month != day.month
        return (day.day - 1) // 7 + 1 == self.nth


def never_occurs(rule: Rule) -> bool:
    """A pattern that matches no day of its range, or none in two years: somebody mistyped it."""
    first = rule.first.toordinal()
    last = min((rule.last or date.max).toordinal(), first + 731)  # as numbers: no day follows the last of 9999
    return not any(rule.occurs(date.fromordinal(day)) for day in range(first, last + 1))


def open_on(day: date, who: str, office: Spans, rules: Iterable[Rule]) -> Spans:
    """When `who` can be booked on a day, given when the office is open then."""
    mine = [rule for rule in rules if rule.who in (who, EVERYBODY)]
    patterns = [rule for rule in mine if rule.kind is Kind.RECEIVES and rule.covers(day)]
    spans = office
    if patterns:
        spans = common(office, joined([(rule.start, rule.end) for rule in patterns if rule.occurs(day)]))
    extra = [(rule.start, rule.end) for rule in mine if rule.kind is Kind.EXTRA and rule.occurs(day)]
    spans = joined([*spans, *extra])
    away = joined([(rule.start, rule.end) for rule in mine if rule.kind is Kind.AWAY and rule.occurs(day)])
    return without(spans, away)


def is_away(day: date, who: str, start: int, end: int, rules: Iterable[Rule]) -> bool:
    """A leave or a closure takes part of these minutes of that day."""
    return any(
        rule.kind is Kind.AWAY
        and rule.who in (who, EVERYBODY)
        and rule.occurs(day)
        and rule.start < end
        and start < rule.end
        for rule in rules
    )


def is_outside(day: date, who: str, start: int, end: int, rules: Iterable[Rule]) -> bool:
    """These minutes of that day lie outside the times at which `who` receives, where patterns of that day say them."""
    mine = [rule for rule in rules if rule.who in (who, EVERYBODY)]
    if not any(rule.kind is Kind.RECEIVES and rule.covers(day) for rule in mine):
        return False
    open_then = joined((rule.start, rule.end) for rule in mine if rule.kind is not Kind.AWAY and rule.occurs(day))
    return not any(low <= start and end <= high for low, high in open_then)


def why_away(day: date, who: str, rules: Iterable[Rule]) -> str:
    """The reason of the leave or closure of that day, where one was given."""
    mine = [rule for rule in rules if rule.who in (who, EVERYBODY) and rule.kind is Kind.AWAY and rule.occurs(day)]
    return next((rule.why for rule in mine if rule.why), "")


def joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """In order; those that touch become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(each for each in spans if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def common(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> Spans:
    """Where both are open."""
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return joined(each for each in pairs if each[0] < each[1])


def without(spans: Sequence[tuple[int, int]], away: Sequence[tuple[int, int]]) -> Spans:
    """What is left of `spans`."""
    left = list(spans)
    for start, end in away:
        left = [
            piece
            for low, high in left
            for piece in ((low, min(high, start)), (max(low, end), high))
            if piece[0] < piece[1]
        ]
    return tuple(sorted(left))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
