"""Busy times of a calendar as few rules: cut at midnight, joined where they touch, repeats as one weekly line."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from desk.domain.availability import WHOLE_DAY, Kind, Rule, joined

WEEK = timedelta(days=7)
Run = tuple[date, date]


def by_day(spans: Iterable[tuple[datetime, datetime]]) -> dict[date, tuple[tuple[int, int], ...]]:
    """Minutes taken on each day; both ends in the office's time, a stretch over midnight on both days."""
    found: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for start, end in spans:
        day = start.date()
        while datetime.combine(day, datetime.min.time(), start.tzinfo) < end:
            first = _minutes(start) if day == start.date() else WHOLE_DAY[0]
            last = _minutes(end, up=True) if day == end.date() else WHOLE_DAY[1]
            if first < last:
                found[day].append((first, last))
            day += timedelta(days=1)
    return {day: joined(each) for day, each in found.items()}


def away_rules(who: str, days: dict[date, tuple[tuple[int, int], ...]]) -> list[Rule]:
    """The same stretches as rules: whole days in a row as one, the same hours every week as one."""
    whole = sorted(day for day, spans in days.items() if spans == (WHOLE_DAY,))
    found = [Rule(Kind.AWAY, who, first, last) for first, last in _runs(whole, timedelta(days=1))]
    hours: dict[tuple[int, int, int], list[date]] = defaultdict(list)
    for day, spans in days.items():
        for start, end in spans:
            if spans != (WHOLE_DAY,):
                hours[day.weekday(), start, end].append(day)
    alike: dict[tuple[int, int, int, int], list[tuple[int, date, date]]] = defaultdict(list)
    for (weekday, start, end), every in hours.items():
        for first, last in _runs(sorted(every), WEEK):
            if first == last:
                found.append(Rule(Kind.AWAY, who, first, last, (), start, end))
            else:
                weeks = (_monday(first).toordinal(), _monday(last).toordinal())
                alike[start, end, *weeks].append((weekday, first, last))
    for (start, end, _from, _to), runs in alike.items():
        weekdays = tuple(sorted(weekday for weekday, _first, _last in runs))
        first, last = min(run[1] for run in runs), max(run[2] for run in runs)
        found.append(Rule(Kind.AWAY, who, first, last, weekdays, start, end))
    return sorted(found, key=lambda rule: (rule.first, rule.start, rule.weekdays))


def _runs(days: list[date], step: timedelta) -> list[Run]:
    """Days in order as first and last of each row without a gap."""
    found: list[Run] = []
    for day in days:
        if found and found[-1][1] + step == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _minutes(moment: datetime, *, up: bool = False) -> int:
    seconds = up and (moment.second or moment.microsecond)
    return moment.hour * 60 + moment.minute + (1 if seconds else 0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
