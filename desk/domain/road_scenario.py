"""What if: a scenario changes some figures of a family's road, and levers say which change brings the lease soonest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from msgspec import Struct

from desk.domain.road import Flow, Road, RoadFacts, later, months_between, road
from desk.domain.road_figures import LeverKind, RoadFigures

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12
_MOST_PAIRED = 6


class Work(Struct, frozen=True, forbid_unknown_fields=True):
    """From a month on a member works so many hours a week, which brings so much more (or less) a month."""

    person: str
    hours: int
    hourly_cents: int
    more_cents: int
    start: date


@dataclass(frozen=True)
class Worker:
    """An adult who works or could: hours a week now, net pay of an hour more."""

    person: str
    name: str
    hours: int
    hourly_cents: int

    def at(self, hours: int, hourly_cents: int, start: date) -> Work:
        """That many hours from a month on."""
        return Work(self.person, hours, hourly_cents, monthly_cents(hours - self.hours, hourly_cents), start)


@dataclass(frozen=True)
class Scenario:
    """What is changed; None: as it is today. `arrears_cents`: what the family itself pays back of the old rent a month,
    0 leaves it to others. `deposit_paid`: a fund gives the deposit. `debts_less_cents`: lower instalments."""

    work: tuple[Work, ...] = ()
    saving_cents: int | None = None
    saving_from: date | None = None
    sought_cents: int | None = None
    arrears_cents: int | None = None
    deposit_paid: bool = False
    debts_less_cents: int = 0

    def of(self, person: str) -> Work | None:
        return next((each for each in self.work if each.person == person), None)

    def with_work(self, work: Work) -> "Scenario":
        others = tuple(each for each in self.work if each.person != work.person)
        return replace(self, work=(*others, work))


@dataclass(frozen=True)
class DepositAid:
    """A fund that may pay the deposit, from and to which day. `most_cents` beside the arrears that it pays,
    `alone_cents` where the family pays those itself; None: all of it. `certain`: no condition is open."""

    start: date | None = None
    end: date | None = None
    most_cents: int | None = None
    alone_cents: int | None = None
    certain: bool = True


@dataclass(frozen=True)
class RoadBase:
    """A family as it stands today, with nothing promised; `deposit_aid`: where a fund may pay the deposit.
    `arrears_cents`: all that is owed of the old rent, also what a fund may pay."""

    facts: RoadFacts
    workers: tuple[Worker, ...] = ()
    deposit_aid: DepositAid | None = None
    arrears_cents: int = 0


@dataclass(frozen=True)
class Step:
    """One figure moved: `by` hours a week or cents a month."""

    kind: LeverKind
    by: int
    person: str = ""


@dataclass(frozen=True)
class Lever:
    """What a step, or two together, would do. `months_sooner` None: there was no lease in sight before."""

    steps: tuple[Step, ...]
    scenario: Scenario
    lease_month: date
    months_sooner: int | None


def monthly_cents(hours: int, hourly_cents: int) -> int:
    """Pay a month for hours a week; whole cents, rounded towards nothing."""
    whole = abs(hours) * hourly_cents * WEEKS_A_YEAR // MONTHS_A_YEAR
    return whole if hours >= 0 else -whole


def changed(base: RoadBase, scenario: Scenario, figures: RoadFigures) -> RoadFacts:
    """The facts as the scenario has them."""
    facts = _less(base.facts, scenario.debts_less_cents)
    more = tuple(Flow(each.more_cents, start=each.start) for each in scenario.work)
    savings = facts.savings
    if scenario.saving_cents is not None:
        begin = scenario.saving_from
        before = tuple(_until(flow, begin - timedelta(days=1)) for flow in savings) if begin else ()
        savings = (*before, Flow(scenario.saving_cents, start=begin))
    sought = facts.sought_cents if scenario.sought_cents is None else scenario.sought_cents
    arrears, monthly = facts.arrears_cents, facts.arrears_monthly_cents
    if scenario.arrears_cents is not None:
        arrears, monthly = max(arrears, base.arrears_cents), scenario.arrears_cents
        facts = replace(facts, arrears_aid_cents=0)
    if scenario.deposit_paid and base.deposit_aid is not None:
        facts = _with_deposit(facts, base.deposit_aid, scenario, sought * figures.deposit_months)
    return replace(
        facts,
        incomes=(*facts.incomes, *more),
        savings=savings,
        sought_cents=sought,
        arrears_cents=arrears,
        arrears_monthly_cents=monthly,
    )


def road_of(base: RoadBase, scenario: Scenario, figures: RoadFigures, start: date) -> Road:
    """The road of a family under a scenario."""
    return road(changed(base, scenario, figures), figures, start)


def levers(base: RoadBase, scenario: Scenario, figures: RoadFigures, start: date) -> tuple[Lever, ...]:
    """What brings the lease sooner, soonest first; two steps together only where no single one does."""
    now = road_of(base, scenario, figures, start).lease_month
    if now == start.replace(day=1):
        return ()
    steps = tuple(_steps(base, scenario, figures))
    found = list(_tried(base, scenario, figures, start, [(step,) for step in steps], now))
    if not found and now is None:
        pairs = [pair for pair in combinations(steps[:_MOST_PAIRED], 2) if pair[0].kind != pair[1].kind]
        found = list(_tried(base, scenario, figures, start, pairs, now))
    return tuple(sorted(found, key=lambda each: each.lease_month))


def stepped(base: RoadBase, scenario: Scenario, step: Step, figures: RoadFigures, start: date) -> Scenario:
    """The scenario with one figure moved."""
    match step.kind:
        case "hours":
            return _more_hours(base, scenario, step, figures, start)
        case "saving":
            begin = scenario.saving_from if scenario.saving_cents is not None else later(start.replace(day=1), 1)
            return replace(scenario, saving_cents=_saving(base, scenario) + step.by, saving_from=begin)
        case "rent":
            return replace(scenario, sought_cents=_sought(base, scenario) - step.by)
        case "debts":
            return replace(scenario, debts_less_cents=scenario.debts_less_cents + step.by)
        case "deposit":
            return replace(scenario, deposit_paid=True)


def _more_hours(base: RoadBase, scenario: Scenario, step: Step, figures: RoadFigures, start: date) -> Scenario:
    """So many hours on top of what is promised; paid by the hour, the promised sum stays to the cent."""
    worker = next(each for each in base.workers if each.person == step.person)
    work = scenario.of(worker.person)
    if work is None:
        return scenario.with_work(
            worker.at(worker.hours + step.by, worker.hourly_cents, later(start.replace(day=1), 1))
        )
    more = work.more_cents + monthly_cents(step.by, work.hourly_cents)
    return scenario.with_work(Work(work.person, work.hours + step.by, work.hourly_cents, more, work.start))


def _steps(base: RoadBase, scenario: Scenario, figures: RoadFigures) -> Iterator[Step]:
    size = figures.steps
    for worker in base.workers:
        work = scenario.of(worker.person)
        by = min(size.hours, figures.most_hours - (work.hours if work else worker.hours))
        if by > 0:
            yield Step("hours", by, worker.person)
    if base.deposit_aid is not None and not scenario.deposit_paid:
        yield Step("deposit", _sought(base, scenario) * figures.deposit_months)
    yield Step("saving", size.saving * 100)
    if _sought(base, scenario) > size.rent * 100 and _rented_at(figures, _sought(base, scenario) - size.rent * 100):
        yield Step("rent", size.rent * 100)
    owed = sum(flow.cents for flow in base.facts.debts) + sum(loan.monthly_cents for loan in base.facts.loans)
    if owed > scenario.debts_less_cents:
        yield Step("debts", min(size.debts * 100, owed - scenario.debts_less_cents))


def _tried(
    base: RoadBase,
    scenario: Scenario,
    figures: RoadFigures,
    start: date,
    candidates: Sequence[tuple[Step, ...]],
    now: date | None,
) -> Iterator[Lever]:
    for steps in candidates:
        tried = scenario
        for step in steps:
            tried = stepped(base, tried, step, figures, start)
        lease = road_of(base, tried, figures, start).lease_month
        if lease is not None and (now is None or lease < now):
            yield Lever(steps, tried, lease, None if now is None else months_between(lease, now))


def _rented_at(figures: RoadFigures, rent_cents: int) -> bool:
    """Nobody lets a home for less than the lowest rent that is known."""
    return not figures.rent or rent_cents >= min(each.lowest for each in figures.rent) * 100


def _saving(base: RoadBase, scenario: Scenario) -> int:
    told = sum(flow.cents for flow in base.facts.savings)
    return told if scenario.saving_cents is None else scenario.saving_cents


def _sought(base: RoadBase, scenario: Scenario) -> int:
    return base.facts.sought_cents if scenario.sought_cents is None else scenario.sought_cents


def _with_deposit(facts: RoadFacts, aid: DepositAid, scenario: Scenario, asked_cents: int) -> RoadFacts:
    """The fund gives what is asked, as far as its limit for one household goes."""
    most = aid.most_cents if scenario.arrears_cents is None else aid.alone_cents
    given = asked_cents if most is None else min(asked_cents, most)
    return replace(facts, deposit_aid_cents=given, deposit_aid_from=aid.start, deposit_aid_to=aid.end)


def _until(flow: Flow, day: date) -> Flow:
    return replace(flow, end=day if flow.end is None else min(flow.end, day))


def _less(facts: RoadFacts, less_cents: int) -> RoadFacts:
    """Lower instalments: what has a total is paid back over longer, so that nothing of it is lost."""
    loans, debts = [], []
    for loan in facts.loans:
        taken = min(max(0, loan.monthly_cents - 1), less_cents)
        less_cents -= taken
        loans.append(replace(loan, monthly_cents=loan.monthly_cents - taken))
    for flow in facts.debts:
        taken = min(flow.cents, less_cents)
        less_cents -= taken
        debts.append(replace(flow, cents=flow.cents - taken))
    return replace(facts, loans=tuple(loans), debts=tuple(debts))
