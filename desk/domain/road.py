"""The road to rent: month by month what rent can be paid, what is saved, and when a lease can be signed.

An orientation, never a promise: whoever shows it shows its assumptions (`RoadFigures.note`) beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

Mark = Literal["seen", "to confirm"]


class Essentials(Struct, frozen=True, forbid_unknown_fields=True):
    """What a family spends a month without rent, in euro, by number of members from 1."""

    by_members: tuple[int, ...]
    each_further: int
    mark: Mark = "to confirm"

    def cents(self, members: int) -> int:
        listed = len(self.by_members)
        base = self.by_members[min(max(members, 1), listed) - 1]
        return (base + self.each_further * max(0, members - listed)) * 100


class RentRange(Struct, frozen=True, forbid_unknown_fields=True):
    """Rents asked for so many rooms, euro a month."""

    rooms: int
    lowest: int
    highest: int
    mark: Mark = "to confirm"


class RoadFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """What the road assumes. Money in euro."""

    sustainable_percent: int
    months_ahead: int
    deposit_months: int
    registration: int
    note: str
    essentials: Essentials
    rent: tuple[RentRange, ...]
    mark: Mark = "to confirm"


@dataclass(frozen=True)
class Flow:
    """Money every month, from the month of `start` to that of `end`, both included; None: already, for ever."""

    cents: int
    start: date | None = None
    end: date | None = None
    label: str = ""

    def in_month(self, first: date) -> int:
        began = self.start is None or self.start.replace(day=1) <= first
        lasts = self.end is None or self.end >= first
        return self.cents if began and lasts else 0


@dataclass(frozen=True)
class RoadFacts:
    """A household: what comes in, what debts take a month, what is set aside, the rent that is looked for."""

    members: int
    incomes: tuple[Flow, ...]
    sought_cents: int
    debts: tuple[Flow, ...] = ()
    savings: tuple[Flow, ...] = ()
    saved_cents: int = 0
    leave_by: date | None = None


@dataclass(frozen=True)
class Month:
    """One month, in cents: `saved_cents` at its end. `can_sign`: rent and deposit are both within reach."""

    first: date
    income_cents: int
    affordable_cents: int
    saved_cents: int
    can_sign: bool


@dataclass(frozen=True)
class Road:
    """The months ahead and what they say. `lease_month`: the first in which a lease can be signed, or None.

    `gap_cents`: what is missing a month to the income that the sought rent needs, never below zero.
    """

    months: tuple[Month, ...]
    lease_month: date | None
    sought_cents: int
    needed_saving_cents: int
    needed_income_cents: int
    gap_cents: int
    leave_by: date | None

    @property
    def in_time(self) -> bool | None:
        """Does the lease come before the home must be left? None where no day is set."""
        if self.leave_by is None:
            return None
        return self.lease_month is not None and self.lease_month <= self.leave_by

    @property
    def margin_days(self) -> int | None:
        """Days from the first of the lease month to the day of leaving; below zero when too late."""
        if self.leave_by is None or self.lease_month is None:
            return None
        return (self.leave_by - self.lease_month).days

    @property
    def steps(self) -> tuple[Month, ...]:
        """The first month and each in which the affordable rent changes."""
        return tuple(
            month
            for before, month in zip((None, *self.months), self.months, strict=False)
            if before is None or before.affordable_cents != month.affordable_cents
        )

    @property
    def lease_step(self) -> Month | None:
        """The month from which the rent can be paid that makes the lease possible."""
        if self.lease_month is None:
            return None
        return next(step for step in reversed(self.steps) if step.first <= self.lease_month)


def road(facts: RoadFacts, figures: RoadFigures, start: date) -> Road:
    """The road from the month of `start`."""
    needed_saving = facts.sought_cents * figures.deposit_months + figures.registration * 100
    months = tuple(_months(facts, figures, start.replace(day=1), needed_saving))
    needed_income = income_needed(facts.sought_cents, facts, figures, months[0].first)
    return Road(
        months=months,
        lease_month=next((month.first for month in months if month.can_sign), None),
        sought_cents=facts.sought_cents,
        needed_saving_cents=needed_saving,
        needed_income_cents=needed_income,
        gap_cents=max(0, needed_income - months[0].income_cents),
        leave_by=facts.leave_by,
    )


def affordable(income_cents: int, essentials_cents: int, debts_cents: int, percent: int) -> int:
    """The lower of a share of income and of what essentials and debts leave; whole cents, never below zero."""
    return max(0, min(income_cents * percent // 100, income_cents - essentials_cents - debts_cents))


def income_needed(rent_cents: int, facts: RoadFacts, figures: RoadFigures, first: date) -> int:
    """The least income with which a rent is affordable, by both measures, in that month."""
    by_share = -(-rent_cents * 100 // figures.sustainable_percent)
    by_rest = rent_cents + figures.essentials.cents(facts.members) + _sum(facts.debts, first)
    return max(by_share, by_rest)


def _months(facts: RoadFacts, figures: RoadFigures, first: date, needed_saving: int) -> Iterator[Month]:
    essentials, saved = figures.essentials.cents(facts.members), facts.saved_cents
    for number in range(figures.months_ahead):
        month = _later(first, number)
        income = _sum(facts.incomes, month)
        rent = affordable(income, essentials, _sum(facts.debts, month), figures.sustainable_percent)
        saved += _sum(facts.savings, month)
        yield Month(month, income, rent, saved, rent >= facts.sought_cents and saved >= needed_saving)


def _sum(flows: Iterable[Flow], first: date) -> int:
    return sum(flow.in_month(first) for flow in flows)


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
