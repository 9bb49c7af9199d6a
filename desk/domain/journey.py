"""Where a family stands on its journey, and which clocks run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from msgspec import Struct

Event = Literal[
    "applied",
    "first_credit",
    "welcomed",
    "analysed",
    "plan_signed",
    "income_found",
    "home_found",
    "lease_signed",
    "accompaniment_ended",
    "last_contact",
    "last_signed",
    "informed",
    "plan_closed",
]


class Lane(Struct, frozen=True, forbid_unknown_fields=True):
    """Who acts: the family, an office, the partners."""

    id: str
    title: str
    icon: str


class Touchpoint(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody does in a stage."""

    lane: str
    title: str


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """One stage; `actor` is the lane that moves it, `waits_for` the clock shown while it is not done."""

    id: str
    title: str
    actor: str
    done_by: Event
    backstage: str
    documents: tuple[str, ...]
    touchpoints: tuple[Touchpoint, ...]
    waits_for: str = ""
    lasts: str = ""


class Clock(Struct, frozen=True, forbid_unknown_fields=True):
    """Time from one event to another; `words` go before the day on which it runs out.

    A plan that is closed stops it, but where the office owes it whatever came of the plan: `after_closing`.
    """

    id: str
    title: str
    starts: Event
    stops: Event
    words: str
    watch_days: int
    urgent_days: int
    days: int = 0
    months: int = 0
    after_closing: bool = False
    mark: Literal["seen", "to confirm"] = "to confirm"


@dataclass(frozen=True)
class Journey:
    """Everything in journey.toml."""

    stages: tuple[Stage, ...]
    clocks: tuple[Clock, ...]
    lanes: tuple[Lane, ...]


class Place(StrEnum):
    """Where a stage lies from the family's point of view."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class JourneyFacts:
    """What has happened, and when a stage is expected to end ("lease": the road's month)."""

    events: Mapping[Event, date]
    expected: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class StageState:
    """`on`: the day it ended (done; None where it was passed over) or is expected or due by (now, later).

    `words` go before that day: "da firmare entro"; empty where the day stands alone.
    """

    stage: Stage
    number: int
    place: Place
    on: date | None = None
    words: str = ""


@dataclass(frozen=True)
class ClockState:
    """A running clock: days since it started, day it runs out, days left (below zero: it has run out)."""

    clock: Clock
    started: date
    ends: date
    passed: int
    left: int

    @property
    def severity(self) -> Literal["danger", "warning", "information"]:
        if self.left <= self.clock.urgent_days:
            return "danger"
        return "warning" if self.left <= self.clock.watch_days else "information"


@dataclass(frozen=True)
class JourneyState:
    """All stages; `now` is None when the last is done."""

    stages: tuple[StageState, ...]

    @property
    def now(self) -> StageState | None:
        return next((each for each in self.stages if each.place is Place.NOW), None)


def stage_of(journey: Journey, facts: JourneyFacts) -> JourneyState:
    """Each stage done, now or later. A later stage that ended counts the earlier ones as done."""
    ended = [number for number, stage in enumerate(journey.stages) if stage.done_by in facts.events]
    now = max(ended) + 1 if ended else 0
    return JourneyState(tuple(_states(journey, facts, now)))


def _states(journey: Journey, facts: JourneyFacts, now: int) -> Iterator[StageState]:
    ends = {clock.id: (clock, ends_on(clock, facts)) for clock in journey.clocks}
    for number, stage in enumerate(journey.stages):
        if number < now:
            yield StageState(stage, number + 1, Place.DONE, facts.events.get(stage.done_by))
            continue
        place = Place.NOW if number == now else Place.LATER
        clock, due = ends.get(stage.waits_for, (None, None))
        if clock and due:
            yield StageState(stage, number + 1, place, due, clock.words)
        else:
            yield StageState(stage, number + 1, place, facts.expected.get(stage.id))


def ends_on(clock: Clock, facts: JourneyFacts) -> date | None:
    """The day on which a clock runs out, None while it does not run."""
    start = facts.events.get(clock.starts)
    over = clock.stops in facts.events or ("plan_closed" in facts.events and not clock.after_closing)
    if start is None or over:
        return None
    return _months_later(start, clock.months) + timedelta(days=clock.days)


def running(clocks: Sequence[Clock], facts: JourneyFacts, today: date) -> tuple[ClockState, ...]:
    """The clocks that run today, the first to run out first."""
    found = []
    for clock in clocks:
        start, end = facts.events.get(clock.starts), ends_on(clock, facts)
        if start is not None and end is not None:
            found.append(ClockState(clock, start, end, (today - start).days, (end - today).days))
    return tuple(sorted(found, key=lambda each: each.ends))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
