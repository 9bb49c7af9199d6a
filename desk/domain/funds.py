"""Funds that may help with arrears or a new lease, what is missing for each, and until when it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from desk.domain.road_figures import Mark, in_force

Need = Literal["arrears", "blameless", "eviction", "registered", "one_year", "one_year_turin", "income", "half_isee"]
Pays = Literal["arrears", "deposit", "rent"]

YEAR = timedelta(days=365)
RENTED = ("private_4_4", "private_3_2", "transitory")
_CITED, _EXECUTED = 2, 10  # stages of an eviction: from the citation on, until it is carried out


class Fund(Struct, frozen=True, forbid_unknown_fields=True):
    """One fund with its limits, in euro; ISEE bounds in cents, both included. `owner`: what the landlord has to do,
    `owner_least` to `owner_most`: what the landlord gets; `deferral_most`: for an eviction that is only put off."""

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
    owner: str = ""
    prefers: str = ""
    valid_to: date | None = None
    mark: Mark = "to confirm"
    source: str = ""


@dataclass(frozen=True)
class FundFacts:
    """What the funds look at; a need that is missing from `known` has not been asked."""

    isee_cents: int | None
    known: dict[Need, bool]


@dataclass(frozen=True)
class FundFit:
    """A fund that is not ruled out; `ask`: what has still to be found out."""

    fund: Fund
    ask: tuple[Need, ...]
    isee_known: bool

    @property
    def certain(self) -> bool:
        """Every condition that the record can tell is met."""
        return self.isee_known and not self.ask


@dataclass(frozen=True)
class HomeTold:
    """What a family told of the home that it may lose; None: not asked yet."""

    tenure: str = ""
    stage: int | None = None
    arrears_months: int | None = None
    cause: str = ""
    registered: bool | None = None
    since: date | None = None
    turin_years: int | None = None
    rent_cents: int | None = None
    income_cents: int | None = None
    isee_cents: int | None = None


def needs_of(told: HomeTold, today: date) -> dict[Need, bool]:
    """What is known of the funds' conditions; not being asked because the home is not rented counts as no."""
    isee, rent = told.isee_cents, told.rent_cents
    found: dict[Need, bool | None] = {
        "arrears": None if told.arrears_months is None else told.arrears_months > 0,
        "blameless": told.cause != "other" if told.cause else None,
        "eviction": None if told.stage is None else _CITED <= told.stage < _EXECUTED,
        "registered": told.registered,
        "one_year": None if told.since is None else today - told.since >= YEAR,
        "one_year_turin": None if told.turin_years is None else told.turin_years >= 1,
        "income": None if told.income_cents is None else told.income_cents > 0,
        "half_isee": None if isee is None or rent is None else rent * 12 * 2 > isee,
    }
    if told.tenure and told.tenure not in RENTED:
        found |= {"arrears": False, "registered": False}
    return {need: known for need, known in found.items() if known is not None}


def fitting(funds: Sequence[Fund], facts: FundFacts, day: date) -> tuple[FundFit, ...]:
    """Funds in force on a day whose conditions are met or not yet known. Without an ISEE none is ruled out by it."""
    return tuple(
        FundFit(fund, tuple(need for need in fund.needs if need not in facts.known), facts.isee_cents is not None)
        for fund in funds
        if in_force(fund, day) and _within(fund, facts.isee_cents) and all(facts.known.get(n, True) for n in fund.needs)
    )


def paid_arrears(fits: Sequence[FundFit], arrears_cents: int) -> int:
    """What funds that are not ruled out may pay of the arrears; only one of them pays."""
    limits = [fit.fund.arrears_most for fit in fits if "arrears" in fit.fund.pays]
    return max((min(arrears_cents, arrears_cents if most is None else most * 100) for most in limits), default=0)


def _within(fund: Fund, isee_cents: int | None) -> bool:
    return isee_cents is None or fund.isee_least_cents <= isee_cents <= fund.isee_most_cents
