"""The road to rent of one family, from what its interview says and the scenario that was chosen for its plan."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, select

from desk.catalogue.programmes import load_programmes
from desk.db.tables import enrolment
from desk.domain.funds import FundTime
from desk.domain.housing import rooms_needed
from desk.domain.road import Flow, Loan, Road, RoadFacts, later
from desk.domain.road_figures import RoadFigures
from desk.domain.road_scenario import MONTHS_A_YEAR, WEEKS_A_YEAR, RoadBase, Scenario, Work, Worker, changed, road_of
from desk.domain.sia import rules_for
from desk.office.interview.known_facts import day_of, plain
from desk.office.road import funds_told
from desk.office.road.funds_told import FundsTold, with_arrears
from desk.office.road.money_lines import says_sia, told_debts, told_incomes
from desk.office.road.scenarios import chosen_scenario
from desk.office.road.told_answers import Told, answers_to, cents, flows, items, sum_of

_WAGES, _UNTIL = "economy.wages", "work.contract_until"
_BENEFITS, _BENEFITS_UNTIL = "economy.benefits", "economy.benefits_until"
_SOUGHT = "economy.sought_rent"
_MORE, _MORE_FROM = "work.more_pay", "work.more_pay_from"
_HOURS, _HOURS_THEN, _STATUS = "work.hours", "work.hours_then", "work.status"
_ARREARS = "housing.arrears"
_ASKED = (
    _WAGES, _UNTIL, _BENEFITS, _BENEFITS_UNTIL, _SOUGHT, _MORE, _MORE_FROM, _HOURS, _HOURS_THEN, _STATUS, _ARREARS,
    "economy.other_income", "economy.debt_monthly", "economy.debt_total", "economy.savings", "economy.saving_monthly",
    *funds_told.ASKED,
)  # fmt: skip
WORKING = ("employed", "self_employed")


@dataclass(frozen=True)
class Hours:
    """Hours of work a week from a month on; None: already."""

    week: int
    start: date | None = None


@dataclass(frozen=True)
class RoadSketch:
    """The road, the sentence on what it assumes, and the hours of the member whose promised work comes first.

    `told` and `scenario`: what it was reckoned from, so that paper can say it.
    """

    road: Road
    note: str
    hours: tuple[Hours, ...] = ()
    told: "ToldRoad | None" = None
    scenario: Scenario | None = None


@dataclass(frozen=True)
class ToldRoad:
    """What a family told, ready for any scenario. `promised`: work that somebody counts on; `hours`: a week, by person.

    `times`: the funds that fit as things are. `arrears_cents`: all that is owed of the old rent; `aid`: the fund that
    pays of it in the sum; `hoped`: one that is not in the sum, since not all is known. `open_debts`: debts of which
    nobody has told an instalment. `sought_told`: else the rent looked for is the lowest of the area.
    """

    base: RoadBase
    promised: Scenario
    figures: RoadFigures
    start: date
    knows_income: bool
    hours: dict[str, int]
    times: tuple[FundTime, ...] = ()
    arrears_cents: int = 0
    aid: FundTime | None = None
    hoped: FundTime | None = None
    open_debts: bool = False
    sought_told: bool = True
    funds: FundsTold | None = None

    @property
    def aid_cents(self) -> int:
        return self.aid.fund.arrears_paid(self.arrears_cents) if self.aid else 0

    def road(self, scenario: Scenario) -> Road:
        return road_of(self.base, scenario, self.figures, self.start)

    def hoped_road(self, scenario: Scenario) -> Road | None:
        """The road if the fund that is not sure pays; None where there is none, or the family pays the arrears."""
        if self.hoped is None or scenario.arrears_cents is not None:
            return None
        facts = with_arrears(self.base.facts, self.arrears_cents, self.hoped, self.figures, self.start)
        return road_of(replace(self.base, facts=facts), scenario, self.figures, self.start)

    def times_of(self, scenario: Scenario) -> tuple[FundTime, ...]:
        """The funds that fit with the incomes of a scenario."""
        if self.funds is None:
            return self.times
        return self.funds.times(changed(self.base, scenario, self.figures).incomes)


def sketch_road(connection: Connection, households: list[str], members: int, today: date) -> RoadSketch | None:
    """The road of the chosen scenario, else of what was promised. None while nobody has told an income."""
    told = read_road(connection, households, members, today)
    scenario = chosen_scenario(connection, households, told.promised)
    if not told.knows_income and not scenario.work:
        return None
    return RoadSketch(told.road(scenario), told.figures.note, _hours(scenario, told.hours), told, scenario)


def read_road(
    connection: Connection, households: list[str], members: int, today: date, adults: tuple[tuple[str, str], ...] = ()
) -> ToldRoad:
    """Where no rent is named, the lowest of the area for so many people. `adults`: id and name of who may work."""
    told = answers_to(connection, households, _ASKED)
    figures = load_programmes().road_on(today)
    lines = told_incomes(connection, households)
    incomes = lines or _sums(told)
    sia = [] if says_sia(connection, households) else _benefit(connection, households, today)
    promised = _promised(told, figures)
    knows = bool(told.get(_WAGES) or lines or sia)
    funds = funds_told.funds_told(connection, told, households, today, figures, knows_income=knows)
    times = funds.times((*incomes, *sia))
    arrears = sum_of(told, _ARREARS)
    aid = funds_told.counted(times, arrears)
    debts, loans, undated = _debts(connection, told, households)
    hours = {who: _hours_now(told, who) for who in {*told.get(_HOURS, {}), *(who for who, _name in adults)}}
    facts = RoadFacts(
        members=members,
        incomes=(*incomes, *sia),
        sought_cents=sum_of(told, _SOUGHT) or _lowest_rent(figures, members),
        debts=debts,
        loans=loans,
        savings=tuple(flows(told, "economy.saving_monthly")),
        saved_cents=sum_of(told, "economy.savings"),
        leave_by=_leave_by(told, today),
    )
    return ToldRoad(
        base=RoadBase(
            with_arrears(facts, arrears, aid, figures, today),
            tuple(Worker(who, name, hours[who], _hourly(promised, who, figures)) for who, name in adults),
            funds_told.deposit_aid(times, arrears),
            arrears,
        ),
        promised=Scenario(work=promised),
        figures=figures,
        start=today,
        knows_income=any(flow.cents for flow in incomes) or bool(promised),
        hours=hours,
        times=times,
        arrears_cents=arrears,
        aid=aid,
        hoped=funds_told.hoped(times, arrears),
        open_debts=undated,
        sought_told=bool(sum_of(told, _SOUGHT)),
        funds=funds,
    )


def _leave_by(told: Told, today: date) -> date | None:
    """The earlier of release and access that is still to come; where both are past, the last of them."""
    days = funds_told.leaving_days(told)
    ahead = [day for day in days if day >= today]
    return min(ahead) if ahead else max(days, default=None)


def _debts(
    connection: Connection, told: Told, households: list[str]
) -> tuple[tuple[Flow, ...], tuple[Loan, ...], bool]:
    """Debts without an end, those with a total, and whether some have no instalment yet."""
    lines = told_debts(connection, households)
    if lines:
        loans = tuple(Loan(each.total_cents, each.monthly_cents) for each in lines if each.total_cents)
        flows = tuple(Flow(each.monthly_cents) for each in lines if not each.total_cents and each.monthly_cents)
        return flows, loans, any(not each.monthly_cents for each in lines)
    total, monthly = sum_of(told, "economy.debt_total"), sum_of(told, "economy.debt_monthly")
    if total and monthly:
        return (), (Loan(total, monthly),), False
    return ((Flow(monthly),) if monthly else ()), (), bool(total)


def _lowest_rent(figures: RoadFigures, members: int) -> int:
    found = figures.rent_for(rooms_needed(load_programmes().housing.area, members))
    return found.lowest * 100 if found else 0


def _sums(told: Told) -> list[Flow]:
    """Wages, benefits and other money, each told in one sum."""
    until = told.get(_BENEFITS_UNTIL, {})
    benefits = [
        Flow(cents(value), end=day_of(until.get(who)), label="benefits") for who, value in items(told, _BENEFITS)
    ]
    wages = [Flow(cents(value), end=_wages_end(told), label="wages") for _who, value in items(told, _WAGES)]
    return [*wages, *benefits, *flows(told, "economy.other_income")]


def _wages_end(told: Told) -> date | None:
    """Wages are told in one sum: they end with the last contract, where every contract has an end."""
    working = [who for who, status in items(told, _STATUS) if plain(status) in WORKING]
    ends = [day_of(told.get(_UNTIL, {}).get(who)) for who in working]
    known = [end for end in ends if end]
    return max(known) if known and len(known) == len(ends) else None


def _promised(told: Told, figures: RoadFigures) -> tuple[Work, ...]:
    """What more comes in, from which month, by whom: the earliest first."""
    found = []
    for who, value in items(told, _MORE):
        start = day_of(told.get(_MORE_FROM, {}).get(who))
        more = cents(value)
        if start and more:
            now, then = _hours_now(told, who), cents(told.get(_HOURS_THEN, {}).get(who))
            hourly = figures.net_hourly_cents
            if then > now:
                hourly = round(more * MONTHS_A_YEAR / (WEEKS_A_YEAR * (then - now)))
            found.append(Work(who, then or now, hourly, more, start))
    return tuple(sorted(found, key=lambda each: (each.start, each.person)))


def _hours_now(told: Told, who: str) -> int:
    """Nothing where the person does not work any more."""
    status = plain(told.get(_STATUS, {}).get(who))
    return cents(told.get(_HOURS, {}).get(who)) if not status or status in WORKING else 0


def _hourly(promised: tuple[Work, ...], who: str, figures: RoadFigures) -> int:
    return next((each.hourly_cents for each in promised if each.person == who), figures.net_hourly_cents)


def _hours(scenario: Scenario, now: dict[str, int]) -> tuple[Hours, ...]:
    for work in sorted(scenario.work, key=lambda each: (each.start, each.person)):
        if work.hours > now.get(work.person, 0):
            then = Hours(work.hours, work.start.replace(day=1))
            return (Hours(now[work.person]), then) if now.get(work.person) else (then,)
    return ()


def _benefit(connection: Connection, households: list[str], today: date) -> list[Flow]:
    """The SIA amount, for as many months as the rules of the application give, that of the first credit included."""
    query = select(enrolment.c.bimonthly_cents, enrolment.c.first_credit_on, enrolment.c.applied_on).where(
        enrolment.c.household.in_(households), enrolment.c.first_credit_on.is_not(None)
    )
    found = []
    for bimonthly, credited, applied in connection.execute(query):
        start = date.fromisoformat(credited)
        rules = rules_for(load_programmes().sia, date.fromisoformat(applied) if applied else start)
        over = later(start.replace(day=1), rules.months)
        if bimonthly and over > today:
            found.append(Flow(bimonthly // 2, start.replace(day=1), over - timedelta(days=1), "sia"))
    return found
