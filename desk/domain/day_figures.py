"""Figures of the front of the office over some days: waiting, service, no-shows, planned against kept, desks at work.

A time that staff marked as wrong counts nowhere. A median says more than a mean: one forgotten click does not move it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import TypeVar

from desk.domain.queue import minutes_between
from desk.domain.visit import SERVICE_TIME, WAITING_TIME, State

K = TypeVar("K")


@dataclass(frozen=True)
class VisitFacts:
    """One visit of the days; moments in the office's time zone. `booked`: the hour of its appointment."""

    service: str
    state: State
    booked: datetime | None = None
    arrived: datetime | None = None
    called: datetime | None = None
    entered: datetime | None = None
    left: datetime | None = None
    caseworker: str = ""
    times_missed: int = 0
    wrong: frozenset[str] = frozenset()

    @property
    def waited(self) -> int | None:
        """Minutes from when the wait counts to the call; None where nobody was called or the time is wrong."""
        if self.arrived is None or self.called is None or WAITING_TIME in self.wrong:
            return None
        start = max(self.arrived, self.booked) if self.booked else self.arrived
        end = min(self.called, self.entered) if self.entered else self.called
        return minutes_between(start, end)

    @property
    def served(self) -> int | None:
        """Minutes inside; None while it lasts, or where the time is wrong."""
        if self.entered is None or self.left is None or self.state is not State.DONE or SERVICE_TIME in self.wrong:
            return None
        return minutes_between(self.entered, self.left)

    @property
    def came(self) -> bool:
        return self.arrived is not None

    @property
    def hour(self) -> int | None:
        """The hour that it counts in: of its arrival, else of its appointment."""
        moment = self.arrived or self.booked
        return moment.hour if moment else None


@dataclass(frozen=True)
class Booking:
    """An appointment of the days that was not cancelled or moved; its visit, if one was ever written."""

    service: str
    start: datetime
    visit: VisitFacts | None = None


@dataclass(frozen=True)
class Figures:
    """One row. `planned`: appointments; `kept`: those that came; `no_show`: those that did not, and are over.

    Waits and services in minutes: the middle one and the longest, None where there is none to count.
    """

    planned: int = 0
    kept: int = 0
    no_show: int = 0
    walk_ins: int = 0
    arrived: int = 0
    left: int = 0
    done: int = 0
    waited: int | None = None
    longest_wait: int | None = None
    served: int | None = None
    longest_served: int | None = None
    left_out: int = 0
    """Times that staff marked as wrong."""

    @property
    def no_show_share(self) -> int | None:
        """Of a hundred appointments that are over, how many nobody came to."""
        over = self.kept + self.no_show
        return round(100 * self.no_show / over) if over else None


@dataclass(frozen=True)
class Desks:
    """Of one hour: caseworkers with appointments, and those who saw a family."""

    planned: int
    staffed: int


def figures(visits: Sequence[VisitFacts], bookings: Sequence[Booking], now: datetime) -> Figures:
    """All visits and appointments together. `now`: an appointment later than that is not missed yet."""
    waits = [each.waited for each in visits if each.waited is not None]
    services = [each.served for each in visits if each.served is not None]
    kept = sum(each.visit is not None and each.visit.came for each in bookings)
    return Figures(
        planned=len(bookings),
        kept=kept,
        no_show=sum(_no_show(each, now) for each in bookings),
        walk_ins=sum(each.came and each.booked is None for each in visits),
        arrived=sum(each.came for each in visits),
        left=sum(each.state is State.LEFT for each in visits),
        done=sum(each.state is State.DONE for each in visits),
        waited=_middle(waits),
        longest_wait=max(waits, default=None),
        served=_middle(services),
        longest_served=max(services, default=None),
        left_out=sum(len(each.wrong) for each in visits),
    )


def by_service(visits: Sequence[VisitFacts], bookings: Sequence[Booking], now: datetime) -> dict[str, Figures]:
    """Service → its figures, the busiest first."""
    found = _grouped(visits, bookings, now, lambda visit: visit.service, lambda booking: booking.service)
    return dict(sorted(found.items(), key=lambda each: (-each[1].kept - each[1].walk_ins, each[0])))


def by_hour(visits: Sequence[VisitFacts], bookings: Sequence[Booking], now: datetime) -> dict[int, Figures]:
    """Hour of the day → its figures, in order."""
    found = _grouped(visits, bookings, now, lambda visit: visit.hour, lambda booking: booking.start.hour)
    return {hour: found[hour] for hour in sorted(each for each in found if each is not None)}


def desks_by_hour(visits: Iterable[VisitFacts], planned: Iterable[tuple[datetime, str]]) -> dict[int, Desks]:
    """`planned`: starts of appointments with their caseworker."""
    wanted: dict[int, set[tuple[str, str]]] = {}
    worked: dict[int, set[tuple[str, str]]] = {}
    for start, who in planned:
        if who:
            wanted.setdefault(start.hour, set()).add((f"{start:%j}", who))
    for visit in visits:
        if visit.entered is None or not visit.caseworker:
            continue
        last = (visit.left or visit.entered).hour
        for hour in range(visit.entered.hour, max(last, visit.entered.hour) + 1):
            worked.setdefault(hour, set()).add((f"{visit.entered:%j}", visit.caseworker))
    hours = sorted(wanted.keys() | worked.keys())
    return {hour: Desks(len(wanted.get(hour, ())), len(worked.get(hour, ()))) for hour in hours}


def _no_show(booking: Booking, now: datetime) -> bool:
    if booking.visit is not None:
        return booking.visit.state is State.MISSED or (not booking.visit.came and booking.start.date() < now.date())
    return booking.start.date() < now.date()


def _middle(minutes: Sequence[int]) -> int | None:
    return round(median(minutes)) if minutes else None


def _grouped(
    visits: Sequence[VisitFacts],
    bookings: Sequence[Booking],
    now: datetime,
    of_visit: Callable[[VisitFacts], K],
    of_booking: Callable[[Booking], K],
) -> dict[K, Figures]:
    keys = {of_visit(each) for each in visits} | {of_booking(each) for each in bookings}
    return {
        key: figures(
            [each for each in visits if of_visit(each) == key],
            [each for each in bookings if of_booking(each) == key],
            now,
        )
        for key in keys
    }
