"""The road to rent: month by month what rent can be paid, what is saved, and when a lease can be signed.

An orientation, never a promise: whoever shows it shows its assumptions beside it. All money is whole cents.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from desk.domain.road_figures import RoadFigures


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
class Loan:
    """A debt that ends when its total is paid back."""

    total_cents: int
    monthly_cents: int


@dataclass(frozen=True)
class RoadFacts:
    """A household: what comes in, what debts take a month, what is set aside, the rent that is looked for.

    `arrears_cents` is what the family itself pays back of the old rent, so much a month; from `arrears_aid_from` on a
    fund takes `arrears_aid_cents` off it. `deposit_aid_cents`: what somebody else gives for the deposit of a lease that
    is signed in the months from `deposit_aid_from` to `deposit_aid_to`.
    """

    members: int
    incomes: tuple[Flow, ...]
    sought_cents: int
    debts: tuple[Flow, ...] = ()
    loans: tuple[Loan, ...] = ()
    savings: tuple[Flow, ...] = ()
    saved_cents: int = 0
    leave_by: date | None = None
    arrears_cents: int = 0
    arrears_monthly_cents: int = 0
    arrears_aid_cents: int = 0
    arrears_aid_from: date | None = None
    deposit_aid_cents: int = 0
    deposit_aid_from: date | None = None
    deposit_aid_to: date | None = None

    @property
    def deposit_aid(self) -> Flow:
        return Flow(self.deposit_aid_cents, self.deposit_aid_from, self.deposit_aid_to)


@dataclass(frozen=True)
class Month:
    """One month, in cents: `saved_cents` at its end. `can_sign`: deposit there, rent within reach and staying so."""

    first: date
    income_cents: int
    affordable_cents: int
    saved_cents: int
    can_sign: bool
    owed_cents: int = 0


@dataclass(frozen=True)
class Road:
    """The months ahead and what they say. `lease_month`: the first in which a lease can be signed, or None.

    `needed_saving_cents`: for a lease in that month, where there is none in the last one; `deposit_aid_cents`: what
    somebody else gives then. `gap_cents`: what is missing a month to the income that the sought rent needs, never below
    zero.
    `falls_from`: the first month after the lease in which the rent is out of reach again.
    """

    months: tuple[Month, ...]
    lease_month: date | None
    sought_cents: int
    needed_saving_cents: int
    needed_income_cents: int
    gap_cents: int
    leave_by: date | None
    falls_from: date | None = None
    deposit_aid_cents: int = 0

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

    @property
    def lease(self) -> Month | None:
        """The month of the lease."""
        return next((month for month in self.months if month.first == self.lease_month), None)


def road(facts: RoadFacts, figures: RoadFigures, start: date) -> Road:
    """The road from the month of `start`."""
    first = start.replace(day=1)
    asked = facts.sought_cents * figures.deposit_months + figures.registration * 100
    aid = [min(asked, facts.deposit_aid.in_month(later(first, number))) for number in range(figures.months_ahead)]
    debts = (*facts.debts, *_paid_back(facts, figures, first))
    months = _months(facts, debts, figures, first, [asked - each for each in aid])
    needed_income = _income_needed(facts, figures, months[0].owed_cents)
    lease = next((place for place, month in enumerate(months) if month.can_sign), None)
    after = months[lease:] if lease is not None else ()
    given = aid[-1 if lease is None else lease]
    return Road(
        months=months,
        lease_month=months[lease].first if lease is not None else None,
        sought_cents=facts.sought_cents,
        needed_saving_cents=asked - given,
        needed_income_cents=needed_income,
        gap_cents=max(0, needed_income - months[0].income_cents),
        leave_by=facts.leave_by,
        falls_from=next((month.first for month in after if month.affordable_cents < facts.sought_cents), None),
        deposit_aid_cents=given,
    )


def affordable(income_cents: int, essentials_cents: int, debts_cents: int, percent: int) -> int:
    """The lower of a share of income and of what essentials and debts leave; whole cents, never below zero."""
    return max(0, min(income_cents * percent // 100, income_cents - essentials_cents - debts_cents))


def repaid(total_cents: int, monthly_cents: int, first: date, label: str = "") -> tuple[Flow, ...]:
    """A debt paid back from a month on: whole instalments, then one with the rest, so that no cent is lost."""
    if total_cents <= 0 or monthly_cents <= 0:
        return ()
    whole, rest = divmod(total_cents, monthly_cents)
    flows = [Flow(monthly_cents, first, later(first, whole - 1), label)] if whole else []
    if rest:
        flows.append(Flow(rest, later(first, whole), later(first, whole), label))
    return tuple(flows)


def later(first: date, months: int) -> date:
    """The first of the month so many months on."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(min(first.year + years, date.max.year), month + 1, 1)


def months_between(first: date, then: date) -> int:
    """How many months after the month of `first` that of `then` comes."""
    return (then.year - first.year) * 12 + then.month - first.month


def _paid_back(facts: RoadFacts, figures: RoadFigures, first: date) -> Iterator[Flow]:
    for loan in facts.loans:
        yield from repaid(loan.total_cents, loan.monthly_cents, first)
    yield from _arrears(facts, figures, first)


def _arrears(facts: RoadFacts, figures: RoadFigures, first: date) -> Iterator[Flow]:
    """Until a fund pays its part, instalments of the whole; what is left then, over the months that are left."""
    if not facts.arrears_aid_cents or facts.arrears_aid_from is None:
        yield from repaid(facts.arrears_cents, facts.arrears_monthly_cents, first)
        return
    wait = max(0, months_between(first, facts.arrears_aid_from))
    before = min(facts.arrears_cents, facts.arrears_monthly_cents * wait)
    left = max(0, facts.arrears_cents - before - facts.arrears_aid_cents)
    yield from repaid(before, facts.arrears_monthly_cents, first)
    yield from repaid(left, -(-left // max(1, figures.arrears_months - wait)), later(first, wait))


def _income_needed(facts: RoadFacts, figures: RoadFigures, owed_cents: int) -> int:
    """The least income with which the rent is affordable, by both measures."""
    by_share = -(-facts.sought_cents * 100 // figures.sustainable_percent)
    by_rest = facts.sought_cents + figures.essentials.cents(facts.members) + owed_cents
    return max(by_share, by_rest)


def _months(
    facts: RoadFacts, debts: Sequence[Flow], figures: RoadFigures, first: date, needed: Sequence[int]
) -> tuple[Month, ...]:
    """Nobody can set aside what essentials and debts have taken, whatever was told; and a lease that the family could
    not pay a few months later is none."""
    many, sought = figures.months_ahead, facts.sought_cents
    essentials, saved = figures.essentials.cents(facts.members), facts.saved_cents
    rows = []
    money = (_monthly(flows, first, many) for flows in (facts.incomes, debts, facts.savings))
    for earned, owed, saving in zip(*money, strict=True):
        income = max(0, earned)
        saved += max(0, min(saving, income - essentials - owed))
        rows.append((income, affordable(income, essentials, owed, figures.sustainable_percent), saved, owed))
    steady, months = 0, []
    for number in range(many - 1, -1, -1):
        income, rent, saved, owed = rows[number]
        steady = steady + 1 if rent >= sought else 0
        can_sign = steady >= min(figures.steady_months, many - number) and steady > 0 and saved >= needed[number]
        months.append(Month(later(first, number), income, rent, saved, can_sign, owed))
    return tuple(reversed(months))


def _monthly(flows: Iterable[Flow], first: date, many: int) -> Iterator[int]:
    """The sum of all flows in each month: what begins and ends, added up."""
    turns = [0] * (many + 1)
    for flow in flows:
        begin = 0 if flow.start is None else max(0, months_between(first, flow.start))
        end = many if flow.end is None else min(many, months_between(first, flow.end) + 1)
        if begin < end:
            turns[begin] += flow.cents
            turns[end] -= flow.cents
    return accumulate(turns[:many])
