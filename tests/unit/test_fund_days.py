"""Funds to the cent and to the day: limits of one household, ISEE or ISE, and from when to when each one fits."""

from datetime import date

import pytest
from msgspec import structs

from desk.catalogue.programmes import load_programmes
from desk.domain.funds import (
    Ask,
    FundFacts,
    HomeTold,
    Need,
    days_to_judge,
    fitting,
    fund_times,
    needs_of,
    paid_arrears,
    year_on,
)  # fmt: skip
from desk.domain.road import later

START = date(2026, 12, 10)
MONTHS = [later(date(2026, 12, 1), number) for number in range(24)]


def test_arrears_up_to_the_limit_of_the_fund() -> None:
    """FIMI pays up to 8,000: of 9,500 the family is left with 1,500; without a citation the fund is out."""
    funds = load_programmes().funds
    told = {"arrears": True, "blameless": True, "eviction": True, "registered": True, "one_year": True}
    assert paid_arrears(fitting(funds, FundFacts(1800_00, told), START), 9500_00) == 8000_00
    assert paid_arrears(fitting(funds, FundFacts(1800_00, told | {"eviction": False}), START), 9500_00) == 0


@pytest.mark.parametrize(
    ("isee", "months"),
    [(0, 8), (6241_66, 8), (6241_67, 6), (10310_00, 6), (10310_01, 4), (26000_00, 4), (26000_01, None)],
)
def test_the_bounds_of_locare_to_the_cent(isee: int, months: int | None) -> None:
    fits = fitting(load_programmes().funds, FundFacts(isee, {"arrears": False}), START)
    assert next((fit.fund.rent_months for fit in fits), None) == months


def test_fimi_pays_no_more_than_one_household_may_get_in_all() -> None:
    """A city that puts the whole at 5,000 € caps the arrears there too, though 8,000 could be asked for them."""
    fimi = next(each for each in load_programmes().funds if each.id == "fimi")
    assert (fimi.arrears_paid(9500_00), fimi.arrears_paid(3000_00)) == (8000_00, 3000_00)
    assert structs.replace(fimi, in_all_most=5000).arrears_paid(9500_00) == 5000_00
    assert (fimi.left_of_all(8000_00), fimi.left_of_all(13_000_00)) == (4000_00, 0)
    assert structs.replace(fimi, in_all_most=None).left_of_all(8000_00) is None


FIMI_MET: dict[Need, bool] = dict.fromkeys(("arrears", "blameless", "eviction", "registered", "one_year"), True)


@pytest.mark.parametrize(
    ("isee", "ise", "ask"),
    [
        (26_000_00, None, ()),
        (26_000_01, None, ("ise",)),
        (26_000_01, 35_000_00, ()),
        (26_000_01, 35_000_01, None),
        (None, None, ("isee",)),
        (None, 35_000_00, ()),
        (None, 35_000_01, ("isee",)),
    ],
)
def test_fimi_looks_at_the_isee_or_at_the_ise(isee: int | None, ise: int | None, ask: tuple[Ask, ...] | None) -> None:
    fits = fitting(load_programmes().funds, FundFacts(isee, FIMI_MET | {"one_year_turin": False}, ise), START)
    assert next((fit.ask for fit in fits if fit.fund.id == "fimi"), None) == ask


@pytest.mark.parametrize("since", [date(2026, 1, 1), date(2026, 3, 10), date(2024, 2, 29)])
def test_a_fund_fits_from_the_day_on_which_the_year_is_over(since: date) -> None:
    """Judged on the first of each month and on the days between on which something turns."""
    out_on = date(2027, 7, 15)
    told = HomeTold("private_4_4", 5, 3, "dismissal", True, since, isee_cents=1, out_on=out_on)
    funds = load_programmes().funds
    days = days_to_judge(funds, told, START, MONTHS)
    fimi = next(each for each in fund_times(funds, lambda day: told.facts(day, START), days) if each.fund.id == "fimi")
    assert fimi.begins == max(START, year_on(since))
    assert fimi.lacks == (("one_year",) if fimi.begins > START else ())
    assert fimi.ends == out_on


def test_a_fund_that_opens_and_closes_on_the_way() -> None:
    """Open from 15 January to 31 March 2027: not yet, then for ten weeks, then no more."""
    fimi = next(each for each in load_programmes().funds if each.id == "fimi")
    dated = structs.replace(fimi, valid_from=date(2027, 1, 15), valid_to=date(2027, 3, 31))
    told = HomeTold("private_4_4", 5, 3, "dismissal", True, date(2020, 1, 1), isee_cents=1)
    days = days_to_judge([dated], told, START, MONTHS)
    (found,) = fund_times([dated], lambda day: told.facts(day, START), days)
    assert (found.begins, found.ends, found.lacks) == (date(2027, 1, 15), date(2027, 3, 31), ("open",))
    assert (year_on(date(2024, 2, 29)), year_on(date(2023, 2, 28))) == (date(2025, 3, 1), date(2024, 2, 28))


def test_who_has_been_in_turin_for_no_whole_year_has_one_a_year_after_saying_so() -> None:
    told = HomeTold(turin_years=0, turin_on=date(2026, 9, 12))
    assert needs_of(told, date(2027, 9, 11))["one_year_turin"] is False
    assert needs_of(told, date(2027, 9, 12))["one_year_turin"] is True


def test_a_fund_whose_days_are_over_is_not_offered() -> None:
    funds = load_programmes().funds
    in_2015 = {fit.fund.id for fit in fitting(funds, FundFacts(5000_00, {}), date(2015, 6, 1))}
    now = {fit.fund.id for fit in fitting(funds, FundFacts(5000_00, {}), START)}
    assert "regione_2015" in in_2015
    assert "regione_2015" not in now
