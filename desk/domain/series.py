"""The days of a series, «every other week until …», with the closed days left out or moved on."""

from collections.abc import Callable
from datetime import date, timedelta

MOST = 52
"""No series is longer: whoever writes the wrong year does not fill ten years of the diary."""


def series_days(
    first: date, weeks: int, until: date, is_closed: Callable[[date], bool], *, move: bool
) -> tuple[date, ...]:
    """The days after `first`. A closed one is left out, or with `move` becomes the next open day of its week."""
    found: list[date] = []
    day = first + timedelta(weeks=weeks)
    while day <= until and len(found) <= MOST:
        open_day = _next_open(day, is_closed) if move else day
        if open_day is not None and open_day <= until and not is_closed(open_day):
            found.append(open_day)
        day += timedelta(weeks=weeks)
    return tuple(found)


def _next_open(day: date, is_closed: Callable[[date], bool]) -> date | None:
    week = range(7 - day.weekday())
    return next((later for each in week if not is_closed(later := day + timedelta(days=each))), None)
