"""The days of a series, «every other week until …», with the closed days left out or moved on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MOST = 52
"""No series is longer: whoever writes the wrong year does not fill ten years of the diary."""


@dataclass(frozen=True)
class Turn:
    """One turn of a series: the day on which it falls, and the day it is held on; None where it is left out."""

    falls: date
    held: date | None


def series_turns(
    first: date, weeks: int, until: date, is_closed: Callable[[date], bool], *, move: bool
) -> tuple[Turn, ...]:
    """The turns after `first`. On a closed day: left out, or with `move` held on the next open one of its week."""
    found: list[Turn] = []
    day = first + timedelta(weeks=weeks)
    while day <= until and len(found) <= MOST:
        held = _next_open(day, is_closed) if move else day
        found.append(Turn(day, held if held is not None and held <= until and not is_closed(held) else None))
        day += timedelta(weeks=weeks)
    return tuple(found)


def _next_open(day: date, is_closed: Callable[[date], bool]) -> date | None:
    week = range(7 - day.weekday())
    return next((later for each in week if not is_closed(later := day + timedelta(days=each))), None)
