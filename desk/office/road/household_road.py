"""The road to rent of one family, from what its interview says and the scenario that was chosen for its plan."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.catalogue.programmes import load_programmes
from desk.db.tables import answer, enrolment
from desk.domain.funds import FundFacts, FundFit, HomeTold, fitting, needs_of, paid_arrears
from desk.domain.housing import rooms_needed
from desk.domain.road import Flow, Loan, Road, RoadFacts
from desk.domain.road_figures import RoadFigures
from desk.domain.road_scenario import MONTHS_A_YEAR, WEEKS_A_YEAR, RoadBase, Scenario, Work, Worker, road_of
from desk.office.household.stage import RELEASE
from desk.office.interview.known_facts import ACCESS, day_of, plain
from desk.office.road.money_lines import says_sia, told_debts, told_incomes
from desk.office.road.scenarios import chosen_scenario

_WAGES, _UNTIL = "economy.wages", "work.contract_until"
_BENEFITS, _BENEFITS_UNTIL = "economy.benefits", "economy.benefits_until"
_SOUGHT = "economy.sought_rent"
_MORE, _MORE_FROM = "work.more_pay", "work.more_pay_from"
_HOURS, _HOURS_THEN, _STATUS = "work.hours", "work.hours_then", "work.status"
_ARREARS, _STAGE = "housing.arrears", "housing.eviction_stage"
_TENURE, _MONTHS, _CAUSE = "housing.tenure", "housing.arrears_months", "housing.arrears_cause"
_REGISTERED, _SINCE, _RENT = "housing.registered", "housing.since", "housing.rent"
_TURIN, _ISEE = "documents.turin_years", "economy.isee"
_ASKED = (
    _WAGES, _UNTIL, _BENEFITS, _BENEFITS_UNTIL, _SOUGHT, _MORE, _MORE_FROM, _HOURS, _HOURS_THEN, _STATUS, RELEASE,
    "economy.other_income", "economy.debt_monthly", "economy.debt_total", "economy.savings", "economy.saving_monthly",
    ACCESS, _ARREARS, _STAGE, _TENURE, _MONTHS, _CAUSE, _REGISTERED, _SINCE, _RENT, _TURIN, _ISEE,
)  # fmt: skip
WORKING = ("employed", "self_employed")

Told = dict[str, dict[str, str]]
"""Question → who it is about (empty: the household) → the stored value."""


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

    `arrears_cents`: all that is owed of the old rent; `aid_cents`: what a fund may pay of it. `open_debts`: debts of
    which nobody has told an instalment.
    """

    base: RoadBase
    promised: Scenario
    figures: RoadFigures
    start: date
    knows_income: bool
    hours: dict[str, int]
    fits: tuple[FundFit, ...]
    arrears_cents: int = 0
    aid_cents: int = 0
    isee_cents: int | None = None
    open_debts: bool = False

    def road(self, scenario: Scenario) -> Road:
        return road_of(self.base, scenario, self.figures, self.start)


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
    told = _told(connection, households)
    programmes = load_programmes()
    figures = programmes.road_on(today)
    lines = told_incomes(connection, households)
    incomes = lines or _sums(told)
    sia = [] if says_sia(connection, households) else _benefit(connection, households, today)
    promised = _promised(told, figures)
    monthly = sum(flow.in_month(today.replace(day=1)) for flow in (*incomes, *sia))
    isee = _isee(connection, told, households)
    knows = bool(told.get(_WAGES) or lines)
    facts = FundFacts(isee, needs_of(_home(told, isee, monthly if knows or sia else None), today))
    fits = fitting(programmes.funds, facts, today)
    arrears = _sum(told, _ARREARS)
    aid = paid_arrears(fits, arrears)
    debts, loans, undated = _debts(connection, told, households)
    hours = {who: _hours_now(told, who) for who in {*told.get(_HOURS, {}), *(who for who, _name in adults)}}
    return ToldRoad(
        base=RoadBase(
            RoadFacts(
                members=members,
                incomes=(*incomes, *sia),
                sought_cents=_sum(told, _SOUGHT) or _lowest_rent(figures, members),
                debts=debts,
                loans=loans,
                savings=tuple(_flows(told, "economy.saving_monthly")),
                saved_cents=_sum(told, "economy.savings"),
                leave_by=_leave_by(told, today),
                arrears_cents=arrears - aid,
                arrears_monthly_cents=-(-(arrears - aid) // figures.arrears_months),
            ),
            tuple(Worker(who, name, hours[who], _hourly(promised, who, figures)) for who, name in adults),
            any("deposit" in fit.fund.pays for fit in fits),
            arrears,
        ),
        promised=Scenario(work=promised),
        figures=figures,
        start=today,
        knows_income=any(flow.cents for flow in incomes) or bool(promised),
        hours=hours,
        fits=fits,
        arrears_cents=arrears,
        aid_cents=aid,
        isee_cents=isee,
        open_debts=undated,
    )


def _told(connection: Connection, households: list[str]) -> Told:
    query = select(answer.c.question, answer.c.person, answer.c.value).where(
        answer.c.household.in_(households), answer.c.question.in_(_ASKED), answer.c.value.is_not(None)
    )
    told: Told = {}
    for row in connection.execute(query):
        told.setdefault(row.question, {})[row.person or ""] = row.value
    return told


def _home(told: Told, isee: int | None, monthly: int | None) -> HomeTold:
    stage, months, years = _one(told, _STAGE), _one(told, _MONTHS), _one(told, _TURIN)
    registered, rent = _one(told, _REGISTERED), _one(told, _RENT)
    return HomeTold(
        tenure=_one(told, _TENURE),
        stage=int(stage) if stage.isdigit() else None,
        arrears_months=int(months) if months.isdigit() else None,
        cause=_one(told, _CAUSE),
        registered=registered == "true" if registered else None,
        since=day_of(next(iter(told.get(_SINCE, {}).values()), None)),
        turin_years=int(years) if years.isdigit() else None,
        rent_cents=int(rent) if rent.isdigit() else None,
        income_cents=monthly,
        isee_cents=isee,
    )


def _isee(connection: Connection, told: Told, households: list[str]) -> int | None:
    """As told, else as it stands in the newest enrolment."""
    found = _one(told, _ISEE)
    if found.isdigit():
        return int(found)
    query = select(enrolment.c.isee_cents).where(
        enrolment.c.household.in_(households), enrolment.c.isee_cents.is_not(None)
    )
    kept = connection.execute(query.order_by(enrolment.c.id.desc())).scalars().first()
    return int(kept) if kept is not None else None


def _leave_by(told: Told, today: date) -> date | None:
    """The earlier of release and access that is still to come; where both are past, the last of them."""
    days = [day for name in (RELEASE, ACCESS) for value in told.get(name, {}).values() if (day := day_of(value))]
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
    total, monthly = _sum(told, "economy.debt_total"), _sum(told, "economy.debt_monthly")
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
        Flow(_cents(value), end=day_of(until.get(who)), label="benefits") for who, value in _items(told, _BENEFITS)
    ]
    wages = [Flow(_cents(value), end=_wages_end(told), label="wages") for _who, value in _items(told, _WAGES)]
    return [*wages, *benefits, *_flows(told, "economy.other_income")]


def _wages_end(told: Told) -> date | None:
    """Wages are told in one sum: they end with the last contract, where every contract has an end."""
    working = [who for who, status in _items(told, _STATUS) if plain(status) in WORKING]
    ends = [day_of(told.get(_UNTIL, {}).get(who)) for who in working]
    known = [end for end in ends if end]
    return max(known) if known and len(known) == len(ends) else None


def _promised(told: Told, figures: RoadFigures) -> tuple[Work, ...]:
    """What more comes in, from which month, by whom: the earliest first."""
    found = []
    for who, value in _items(told, _MORE):
        start = day_of(told.get(_MORE_FROM, {}).get(who))
        cents = _cents(value)
        if start and cents:
            now, then = _hours_now(told, who), _cents(told.get(_HOURS_THEN, {}).get(who))
            hourly = figures.net_hourly_cents
            if then > now:
                hourly = round(cents * MONTHS_A_YEAR / (WEEKS_A_YEAR * (then - now)))
            found.append(Work(who, then or now, hourly, cents, start))
    return tuple(sorted(found, key=lambda each: (each.start, each.person)))


def _hours_now(told: Told, who: str) -> int:
    """Nothing where the person does not work any more."""
    status = plain(told.get(_STATUS, {}).get(who))
    return _cents(told.get(_HOURS, {}).get(who)) if not status or status in WORKING else 0


def _hourly(promised: tuple[Work, ...], who: str, figures: RoadFigures) -> int:
    return next((each.hourly_cents for each in promised if each.person == who), figures.net_hourly_cents)


def _hours(scenario: Scenario, now: dict[str, int]) -> tuple[Hours, ...]:
    for work in sorted(scenario.work, key=lambda each: (each.start, each.person)):
        if work.hours > now.get(work.person, 0):
            then = Hours(work.hours, work.start.replace(day=1))
            return (Hours(now[work.person]), then) if now.get(work.person) else (then,)
    return ()


def _items(told: Told, question: str) -> list[tuple[str, str]]:
    return list(told.get(question, {}).items())


def _flows(told: Told, question: str) -> list[Flow]:
    return [Flow(_cents(value)) for _who, value in _items(told, question)]


def _one(told: Told, question: str) -> str:
    """An answer about the household, as text."""
    return plain(next(iter(told.get(question, {}).values()), None))


def _sum(told: Told, question: str) -> int:
    return sum(_cents(value) for _who, value in _items(told, question))


def _cents(value: str | None) -> int:
    """A stored whole number; what is no number counts for nothing."""
    words = plain(value)
    return int(words) if words.isdigit() else 0


def _benefit(connection: Connection, households: list[str], today: date) -> list[Flow]:
    """The SIA amount, for twelve months from its first credit."""
    query = select(enrolment.c.bimonthly_cents, enrolment.c.first_credit_on).where(
        enrolment.c.household.in_(households), enrolment.c.first_credit_on.is_not(None)
    )
    found = []
    for cents, credited in connection.execute(query):
        start = date.fromisoformat(credited)
        months = start.year * 12 + start.month - 1 + 11
        end = date(months // 12, months % 12 + 1, 28)
        if cents and end >= today:
            found.append(Flow(cents // 2, start.replace(day=1), end, "sia"))
    return found
