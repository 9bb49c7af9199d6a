"""Which funds may help a family on its road, month by month, and what of it is counted: only what is certain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, select

from desk.catalogue.programmes import load_programmes
from desk.db.tables import enrolment
from desk.domain.funds import Fund, FundFacts, FundTime, HomeTold, days_to_judge, fund_times
from desk.domain.road import Flow, RoadFacts, later
from desk.domain.road_figures import RoadFigures
from desk.domain.road_scenario import DepositAid
from desk.office.household.stage import RELEASE
from desk.office.interview.known_facts import ACCESS, day_of
from desk.office.road.told_answers import Told, answered_on, one, whole

STAGE, TENURE, MONTHS, CAUSE = (
    "housing.eviction_stage", "housing.tenure", "housing.arrears_months", "housing.arrears_cause",
)  # fmt: skip
REGISTERED, SINCE, RENT = "housing.registered", "housing.since", "housing.rent"
TURIN, ISEE, ISE = "documents.turin_years", "economy.isee", "economy.ise"
ASKED = (STAGE, TENURE, MONTHS, CAUSE, REGISTERED, SINCE, RENT, TURIN, ISEE, ISE, RELEASE, ACCESS)


@dataclass(frozen=True)
class FundsTold:
    """What the funds look at. `knows_income`: where no income is told, nobody knows whether there is one."""

    home: HomeTold
    start: date
    months_ahead: int
    knows_income: bool

    def times(self, incomes: Iterable[Flow]) -> tuple[FundTime, ...]:
        """The funds that fit in the months ahead, with these incomes."""
        return _times(self, tuple(incomes), load_programmes().funds)


@lru_cache(maxsize=64)
def _times(told: FundsTold, flows: tuple[Flow, ...], funds: tuple[Fund, ...]) -> tuple[FundTime, ...]:
    """Kept for the incomes that a slider comes back to: other figures change nothing."""
    first = told.start.replace(day=1)
    months = [later(first, number) for number in range(told.months_ahead)]
    turning = days_to_judge(funds, told.home, told.start, months)
    income = {}
    for month in months:
        cents = max(0, sum(flow.in_month(month) for flow in flows))
        income[month] = cents if cents or told.knows_income else None

    def facts_on(day: date) -> FundFacts:
        return told.home.facts(day, told.start, income[day.replace(day=1)])

    return fund_times(funds, facts_on, turning)


def funds_told(
    connection: Connection, told: Told, households: list[str], today: date, figures: RoadFigures, *, knows_income: bool
) -> FundsTold:
    return FundsTold(_home(connection, told, households, today), today, figures.months_ahead, knows_income)


def counted(times: Sequence[FundTime], arrears_cents: int) -> FundTime | None:
    """The one of which nothing is open that pays most of the arrears, of equal ones the earliest."""
    return _best([each for each in times if each.certain], arrears_cents)


def hoped(times: Sequence[FundTime], arrears_cents: int) -> FundTime | None:
    """The same of those with something open; none where a certain one pays as much."""
    unsure = _best([each for each in times if not each.certain], arrears_cents)
    sure = counted(times, arrears_cents)
    least = sure.fund.arrears_paid(arrears_cents) if sure is not None else 0
    return unsure if unsure is not None and unsure.fund.arrears_paid(arrears_cents) > least else None


def with_arrears(
    facts: RoadFacts, arrears_cents: int, aid: FundTime | None, figures: RoadFigures, start: date
) -> RoadFacts:
    """Arrears paid back by the family, but for what a fund takes off, now or from its first month on."""
    paid = aid.fund.arrears_paid(arrears_cents) if aid is not None else 0
    waits = aid is not None and aid.begins.replace(day=1) > start.replace(day=1)
    own = arrears_cents if waits else arrears_cents - paid
    return replace(
        facts,
        arrears_cents=own,
        arrears_monthly_cents=-(-own // figures.arrears_months),
        arrears_aid_cents=paid if waits else 0,
        arrears_aid_from=aid.begins if aid is not None and waits else None,
    )


def deposit_aid(times: Sequence[FundTime], arrears_cents: int) -> DepositAid | None:
    """The fund that may pay most of the deposit beside the arrears, a certain one first."""
    found = [
        DepositAid(
            each.begins,
            each.ends,
            each.fund.left_of_all(each.fund.arrears_paid(arrears_cents)),
            each.fund.left_of_all(0),
            each.certain,
        )
        for each in times
        if "deposit" in each.fund.pays
    ]
    unlimited = 10**12
    return max(
        found,
        key=lambda each: (each.certain, unlimited if each.most_cents is None else each.most_cents),
        default=None,
    )


def isee_of(connection: Connection, told: Told, households: list[str]) -> int | None:
    """As told, else as it stands in the newest enrolment."""
    found = whole(told, ISEE)
    if found is not None:
        return found
    query = select(enrolment.c.isee_cents).where(
        enrolment.c.household.in_(households), enrolment.c.isee_cents.is_not(None)
    )
    kept = connection.execute(query.order_by(enrolment.c.id.desc())).scalars().first()
    return int(kept) if kept is not None else None


def leaving_days(told: Told) -> list[date]:
    """The days on which the home has to be left, as the judge and the bailiff set them."""
    return [day for name in (RELEASE, ACCESS) for value in told.get(name, {}).values() if (day := day_of(value))]


def _home(connection: Connection, told: Told, households: list[str], today: date) -> HomeTold:
    registered, days = one(told, REGISTERED), leaving_days(told)
    return HomeTold(
        tenure=one(told, TENURE),
        stage=whole(told, STAGE),
        arrears_months=whole(told, MONTHS),
        cause=one(told, CAUSE),
        registered=registered == "true" if registered else None,
        since=day_of(next(iter(told.get(SINCE, {}).values()), None)),
        turin_years=whole(told, TURIN),
        turin_on=answered_on(connection, households, TURIN) or today,
        rent_cents=whole(told, RENT),
        isee_cents=isee_of(connection, told, households),
        ise_cents=whole(told, ISE),
        out_on=max(days, default=None),
    )


def _best(times: Sequence[FundTime], arrears_cents: int) -> FundTime | None:
    paying = [each for each in times if each.fund.arrears_paid(arrears_cents)]
    return min(paying, key=lambda each: (-each.fund.arrears_paid(arrears_cents), each.begins), default=None)
