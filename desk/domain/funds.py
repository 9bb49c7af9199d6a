"""Funds that may help with arrears or a new lease, and what is missing for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

Need = Literal["arrears", "blameless", "eviction", "registered", "one_year", "one_year_turin", "income"]


class Fund(Struct, frozen=True, forbid_unknown_fields=True):
    """One fund with its limits, in euro; ISEE bounds both included."""

    id: str
    title: str
    valid_from: date
    isee_most: int
    needs: tuple[Need, ...]
    isee_least: int = 0
    arrears_most: int | None = None
    in_all_most: int | None = None
    rent_months: int | None = None
    valid_to: date | None = None
    mark: Literal["seen", "to confirm"] = "to confirm"


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


def fitting(funds: Sequence[Fund], facts: FundFacts, day: date) -> tuple[FundFit, ...]:
    """Funds in force on a day whose conditions are met or not yet known. Without an ISEE none is ruled out by it."""
    return tuple(
        FundFit(fund, tuple(need for need in fund.needs if need not in facts.known), facts.isee_cents is not None)
        for fund in funds
        if _in_force(fund, day)
        and _within(fund, facts.isee_cents)
        and all(facts.known.get(n, True) for n in fund.needs)
    )


def _in_force(fund: Fund, day: date) -> bool:
    return fund.valid_from <= day and (fund.valid_to is None or day <= fund.valid_to)


def _within(fund: Fund, isee_cents: int | None) -> bool:
    return isee_cents is None or fund.isee_least * 100 <= isee_cents < (fund.isee_most + 1) * 100
