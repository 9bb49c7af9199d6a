"""The one order of those who wait, appointments and walk-ins together, and why each stands where it stands.

Ranks, first to last: who has waited an hour; an eviction that is near; infants and frailty; who has waited half an
hour; appointments whose time has come; arrivals; who came before the hour of the appointment. Inside a rank, the
earlier one goes first. An hour beats everything, so nobody starves: whoever came later can no longer pass.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import quantiles
from typing import Final

MOVES_UP_AFTER: Final = timedelta(minutes=30)
GOES_FIRST_AFTER: Final = timedelta(minutes=60)
EARLY_GRACE: Final = timedelta(minutes=10)
LATE_GRACE: Final = timedelta(minutes=20)
EVICTION_DAYS: Final = 10
"""An access to the home within so many days comes first."""
OLD_AGE: Final = 75
INFANT_MONTHS: Final = 12
SERVICE_MINUTES: Final = (15, 30)
"""Quarter and three-quarter marks of one visit, until the office has figures of its own."""
FEWEST_FIGURES: Final = 4


class Priority(StrEnum):
    """Why somebody is let through; the order here is no rank.

    Pregnancy and disability are what the front sees or is told; what the interview heard in confidence is `RESERVED`.
    """

    EVICTION = "eviction"
    INFANT = "infant"
    PREGNANCY = "pregnancy"
    DISABILITY = "disability"
    AGE = "age"
    URGENT = "urgent"
    RESERVED = "reserved"


class Reason(StrEnum):
    """Why a row stands where it stands."""

    EVICTION = "eviction"
    INFANT = "infant"
    PREGNANCY = "pregnancy"
    DISABILITY = "disability"
    AGE = "age"
    URGENT = "urgent"
    RESERVED = "reserved"
    WAITED = "waited"
    APPOINTMENT = "appointment"
    ARRIVAL = "arrival"
    LATE = "late"
    EARLY = "early"


@dataclass(frozen=True)
class Waiter:
    """One family that waits; moments are aware. `eviction`: the day of the access, for that priority.

    `named`: the caseworker it waits for, empty for anyone who does `service` (empty: anything).
    """

    id: str
    arrived: datetime
    appointment: datetime | None = None
    priority: Priority | None = None
    eviction: date | None = None
    named: str = ""
    service: str = ""

    @property
    def counts_from(self) -> datetime:
        """Since when the wait counts: from arrival, but not before the appointment's own hour."""
        return self.arrived if self.appointment is None else max(self.arrived, self.appointment)


@dataclass(frozen=True)
class Place:
    """A row of the ordered list: `position` from 1, `waited` in whole minutes since arrival."""

    waiter: Waiter
    position: int
    reason: Reason
    waited: int


def in_order(waiters: Iterable[Waiter], now: datetime) -> tuple[Place, ...]:
    """The calling order at a moment; the same for the same people, however they are handed in."""
    ranked = sorted(waiters, key=lambda each: (_rank(each, now), each.counts_from, each.arrived, each.id))
    return tuple(
        Place(waiter, position, reason_of(waiter, now), minutes_between(waiter.arrived, now))
        for position, waiter in enumerate(ranked, start=1)
    )


@dataclass(frozen=True)
class Server:
    """Somebody who sees families. `does`: the services, empty for all."""

    id: str
    does: frozenset[str] = frozenset()

    def sees(self, waiter: Waiter) -> bool:
        """Named ones go to whom they wait for, the others to anyone who does the service."""
        if waiter.named:
            return waiter.named == self.id
        return not waiter.service or not self.does or waiter.service in self.does


def first_for(server: Server, places: Iterable[Place]) -> Place | None:
    """Whom this server calls next."""
    return next((place for place in places if server.sees(place.waiter)), None)


def passed_over(server: Server, places: Iterable[Place], called: str) -> tuple[Place, ...]:
    """Who stands in front of `called` and could have gone to the same server: empty where the order is kept."""
    found = []
    for place in places:
        if place.waiter.id == called:
            break
        if server.sees(place.waiter):
            found.append(place)
    return tuple(found)


def reason_of(waiter: Waiter, now: datetime) -> Reason:
    """The one reason that gave the place."""
    waited = now - waiter.counts_from
    if waited >= GOES_FIRST_AFTER:
        return Reason.WAITED
    if waiter.priority is not None:
        return Reason(waiter.priority.value)
    if waited >= MOVES_UP_AFTER:
        return Reason.WAITED
    if waiter.appointment is None:
        return Reason.ARRIVAL
    if waiter.arrived - waiter.appointment > LATE_GRACE:
        return Reason.LATE
    return Reason.EARLY if now < waiter.appointment - EARLY_GRACE else Reason.APPOINTMENT


def _rank(waiter: Waiter, now: datetime) -> tuple[int, date]:
    """Lower goes first; evictions among themselves by the day of the access."""
    reason = reason_of(waiter, now)
    no_day = date.max
    if now - waiter.counts_from >= GOES_FIRST_AFTER:
        return 0, no_day
    if reason is Reason.EVICTION:
        return 1, waiter.eviction or no_day
    if waiter.priority is not None:
        return 2, no_day
    return {Reason.WAITED: 3, Reason.APPOINTMENT: 4, Reason.EARLY: 6}.get(reason, 5), no_day


@dataclass(frozen=True)
class Known:
    """What the office knows of a family and may matter for the order.

    `frail`: a pregnancy or a disability, told in confidence.
    """

    eviction_access: date | None = None
    births: tuple[date, ...] = ()
    frail: bool = False


def priority_of(known: Known, today: date) -> Priority | None:
    """The priority that follows from what is known, the weightiest only."""
    if known.eviction_access and today <= known.eviction_access <= today + timedelta(days=EVICTION_DAYS):
        return Priority.EVICTION
    if any(0 <= months_old(born, today) < INFANT_MONTHS for born in known.births):
        return Priority.INFANT
    if known.frail:
        return Priority.RESERVED
    if any(months_old(born, today) >= OLD_AGE * 12 for born in known.births):
        return Priority.AGE
    return None


def months_old(born: date, today: date) -> int:
    """Whole months of life."""
    return (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, never below zero (a clock may have been set back)."""
    return max(0, int((end - start).total_seconds() // 60))


@dataclass(frozen=True)
class Wait:
    """How long somebody who comes now will wait, in minutes, and with how many at work."""

    low: int
    high: int
    desks: int


def expected_wait(waiting: int, desks: int, served: Sequence[int]) -> Wait | None:
    """From the middle half of today's own visit lengths in minutes; None when nobody is at work."""
    if desks <= 0:
        return None
    short, long = SERVICE_MINUTES
    if len(served) >= FEWEST_FIGURES:
        short, _, long = (round(mark) for mark in quantiles(served, n=4, method="inclusive"))
    return Wait(waiting * short // desks, -(-waiting * long // desks), desks)
