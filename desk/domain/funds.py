"""Funds that may help with arrears or a new lease: on which days, what is missing for each, and what they pay."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from desk.domain.road_figures import Mark, in_force

Need = Literal["arrears", "blameless", "eviction", "registered", "one_year", "one_year_turin", "income", "half_isee"]
Ask = Need | Literal["isee", "ise"]
Lack = Ask | Literal["open"]
"""A condition that does not hold; "open": the fund's first day is still to come, or its last one is over."""
Pays = Literal["arrears", "deposit", "rent"]

RENTED = ("private_4_4", "private_3_2", "transitory")
_CITED, _EXECUTED = 2, 10  # stages of an eviction: from the citation on, until it is carried out
_DAY = timedelta(days=1)


class Fund(Struct, frozen=True, forbid_unknown_fields=True):
    """One fund with its limits, in euro; ISEE bounds in cents, both included. `owner`: what the landlord has to do,
    `owner_least` to `owner_most`: what the landlord gets; `deferral_most`: for an eviction that is only put off;
    `in_all_most`: for a household, whatever it is for; `ise_most`: an ISE up to it does instead of the ISEE;
    `certificate_months`: so long what was granted holds."""

    id: str
    title: str
    valid_from: date
    isee_most_cents: int
    needs: tuple[Need, ...]
    isee_least_cents: int = 0
    pays: tuple[Pays, ...] = ()
    arrears_most: int | None = None
    deferral_most: int | None = None
    in_all_most: int | None = None
    rent_months_least: int | None = None
    rent_months: int | None = None
    ise_most: int | None = None
    owner_least: int | None = None
    owner_most: int | None = None
    certificate_months: int | None = None
    owner: str = ""
    prefers: str = ""
    valid_to: date | None = None
    mark: Mark = "to confirm"
    source: str = ""

    def arrears_paid(self, arrears_cents: int) -> int:
        """What it may pay of arrears."""
        if "arrears" not in self.pays:
            return 0
        limits = (self.arrears_most, self.in_all_most)
        return min((arrears_cents, *(most * 100 for most in limits if most is not None)))

    def left_of_all(self, paid_cents: int) -> int | None:
        """What it may still give a household that got so much; None: as much as is asked."""
        return None if self.in_all_most is None else max(0, self.in_all_most * 100 - paid_cents)


@dataclass(frozen=True)
class FundFacts:
    """What the funds look at; a need that is missing from `known` has not been asked."""

    isee_cents: int | None
    known: dict[Need, bool]
    ise_cents: int | None = None


@dataclass(frozen=True)
class FundFit:
    """A fund that is not ruled out; `ask`: what has still to be found out."""

    fund: Fund
    ask: tuple[Ask, ...]

    @property
    def certain(self) -> bool:
        """Every condition that the record can tell is met."""
        return not self.ask


@dataclass(frozen=True)
class FundTime(FundFit):
    """A fund with the first spell in which nothing rules it out, both days included; `ends` None: as far as is seen.

    `lacks`: what rules it out until then. `ask` as on the first day.
    """

    begins: date
    ends: date | None = None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class HomeTold:
    """What a family told of the home that it may lose; None: not asked yet.

    `turin_on`: the day on which the years in Turin were told. `out_on`: the day on which the eviction is carried out.
    """

    tenure: str = ""
    stage: int | None = None
    arrears_months: int | None = None
    cause: str = ""
    registered: bool | None = None
    since: date | None = None
    turin_years: int | None = None
    turin_on: date | None = None
    rent_cents: int | None = None
    income_cents: int | None = None
    isee_cents: int | None = None
    ise_cents: int | None = None
    out_on: date | None = None

    def facts(self, day: date, today: date, income_cents: int | None = None) -> FundFacts:
        """As the funds see them on a day; `income_cents`: that of the day's month, where it differs from today's."""
        known = needs_of(self, day, today)
        if income_cents is not None:
            known["income"] = income_cents > 0
        return FundFacts(self.isee_cents, known, self.ise_cents)


def needs_of(told: HomeTold, day: date, today: date | None = None) -> dict[Need, bool]:
    """What is known of the funds' conditions on a day, as told `today` (else the same day).

    Not being asked because the home is not rented counts as no.
    """
    isee, rent = told.isee_cents, told.rent_cents
    found: dict[Need, bool | None] = {
        "arrears": None if told.arrears_months is None else told.arrears_months > 0,
        "blameless": told.cause != "other" if told.cause else None,
        "eviction": _evicted(told, day, today or day),
        "registered": told.registered,
        "one_year": None if told.since is None else day >= year_on(told.since),
        "one_year_turin": _year_in_turin(told, day),
        "income": None if told.income_cents is None else told.income_cents > 0,
        "half_isee": None if isee is None or rent is None else rent * 12 * 2 > isee,
    }
    if told.tenure and told.tenure not in RENTED:
        found |= {"arrears": False, "registered": False}
    return {need: known for need, known in found.items() if known is not None}


def fitting(funds: Sequence[Fund], facts: FundFacts, day: date) -> tuple[FundFit, ...]:
    """Funds in force on a day whose conditions are met or not yet known. Without an ISEE none is ruled out by it."""
    return tuple(FundFit(fund, _ask(fund, facts)) for fund in funds if not any(_lacks(fund, facts, day)))


def fund_times(
    funds: Sequence[Fund], facts_on: Callable[[date], FundFacts], days: Sequence[date]
) -> tuple[FundTime, ...]:
    """Funds that fit on one of the days at least, with their first spell; a day speaks for those up to the next."""
    judged = [(day, facts_on(day)) for day in days]
    return tuple(each for fund in funds if (each := _time(fund, judged)) is not None)


def days_to_judge(funds: Sequence[Fund], told: HomeTold, today: date, months: Sequence[date]) -> tuple[date, ...]:
    """Today, the first of each month ahead, and every day between on which a condition or a fund turns."""
    turns = [fund.valid_from for fund in funds]
    turns += [fund.valid_to + _DAY for fund in funds if fund.valid_to is not None]
    turns += [year_on(day) for day in (told.since, told.turin_on) if day is not None]
    turns += [told.out_on + _DAY] if told.out_on is not None else []
    last = max(months, default=today)
    return tuple(sorted({today, *(day for day in (*months, *turns) if today < day <= last)}))


def year_on(day: date) -> date:
    """The same day a year later; the day after where there is none."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def paid_arrears(fits: Sequence[FundFit], arrears_cents: int) -> int:
    """What funds that are not ruled out may pay of the arrears; only one of them pays."""
    return max((fit.fund.arrears_paid(arrears_cents) for fit in fits), default=0)


def _evicted(told: HomeTold, day: date, today: date) -> bool | None:
    """A day of leaving that is over without news leaves the stage open; after one that comes there is no eviction."""
    if told.stage is None:
        return None
    runs = _CITED <= told.stage < _EXECUTED
    if runs and told.out_on is not None and told.out_on < day:
        return None if told.out_on < today else False
    return runs


def _year_in_turin(told: HomeTold, day: date) -> bool | None:
    """Told in whole years: who said none has been there for one a year later at the latest."""
    if told.turin_years is None:
        return None
    return told.turin_years >= 1 or (told.turin_on is not None and day >= year_on(told.turin_on))


def _time(fund: Fund, judged: Sequence[tuple[date, FundFacts]]) -> FundTime | None:
    lacks = [tuple(_lacks(fund, facts, day)) for day, facts in judged]
    first = next((place for place, found in enumerate(lacks) if not found), None)
    if first is None:
        return None
    after = next((place for place in range(first, len(lacks)) if lacks[place]), None)
    return FundTime(
        fund,
        _ask(fund, judged[first][1]),
        judged[first][0],
        judged[after][0] - _DAY if after is not None else None,
        tuple(dict.fromkeys(lack for found in lacks[:first] for lack in found)),
    )


def _ask(fund: Fund, facts: FundFacts) -> tuple[Ask, ...]:
    limit = _within(fund, facts)
    needs = tuple(need for need in fund.needs if need not in facts.known)
    return needs if isinstance(limit, bool) else (limit, *needs)


def _lacks(fund: Fund, facts: FundFacts, day: date) -> Iterator[Lack]:
    if not in_force(fund, day):
        yield "open"
    if _within(fund, facts) is False:
        yield "isee"
    yield from (need for need in fund.needs if facts.known.get(need) is False)


def _within(fund: Fund, facts: FundFacts) -> bool | Literal["isee", "ise"]:
    """By the ISEE, or by the ISE where the fund takes it instead; else which of the two has to be asked."""
    isee, ise = facts.isee_cents, facts.ise_cents
    if isee is not None and fund.isee_least_cents <= isee <= fund.isee_most_cents:
        return True
    if fund.ise_most is not None:
        if ise is not None and ise <= fund.ise_most * 100:
            return True
        if isee is not None and ise is None:
            return "ise"
    return "isee" if isee is None else False
