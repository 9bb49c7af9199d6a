"""When a reminder leaves and which way it goes: pure rules, all times in the office's own zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from msgspec import Struct

WEEK = 7


class Way(StrEnum):
    """How a family hears of its appointment. `none`: nobody knows how to reach it."""

    SMS = "sms"
    EMAIL = "email"
    CALL = "call"
    LETTER = "letter"
    NONE = "none"


AUTOMATIC = frozenset({Way.SMS, Way.EMAIL})


class Reminder(Struct, frozen=True, forbid_unknown_fields=True):
    """One reminder before every appointment: `days` before, and at the latest `latest_hours` before it begins.

    `by_hand`: what is left where no message can leave: a call, or a letter that the post has time to carry.
    """

    id: str
    days: int
    latest_hours: int
    by_hand: Literal["call", "letter"] = "call"


class Texts(Struct, frozen=True, forbid_unknown_fields=True):
    """What a family reads, in Italian; each has its entry in every language's .po file."""

    sms: str
    subject: str
    email: tuple[str, ...]
    refuse: str


@dataclass(frozen=True)
class Quiet:
    """Outside these hours and on these days nothing leaves. `closed`: holidays."""

    opens: time
    closes: time
    weekdays: frozenset[int]
    closed: Callable[[date], bool]

    def day(self, day: date) -> bool:
        """Nothing leaves on this day."""
        return day.weekday() not in self.weekdays or self.closed(day)

    def now(self, moment: datetime) -> bool:
        """Nothing leaves at this moment."""
        return self.day(moment.date()) or not self.opens <= moment.time() < self.closes

    def next_open(self, moment: datetime) -> datetime:
        """The first moment from here on at which messages may leave."""
        day = moment.date()
        if moment.time() >= self.closes:
            day += timedelta(days=1)
        while self.day(day):
            day += timedelta(days=1)
        return max(moment, datetime.combine(day, self.opens, moment.tzinfo))


def due_from(start: datetime, reminder: Reminder, quiet: Quiet) -> datetime:
    """When it may leave: that many days before; on a quiet day, the nearest open day before that."""
    day = start.date() - timedelta(days=reminder.days)
    for back in range(WEEK):
        if not quiet.day(day - timedelta(days=back)):
            return datetime.combine(day - timedelta(days=back), quiet.opens, start.tzinfo)
    return datetime.combine(day, quiet.opens, start.tzinfo)


def latest(start: datetime, reminder: Reminder) -> datetime:
    """After this moment it is too late: it would no longer help."""
    return start - timedelta(hours=reminder.latest_hours)


def is_owed(told_at: datetime, due: datetime) -> bool:
    """A family that was given the time after the reminder would have left, has just heard it."""
    return told_at < due
