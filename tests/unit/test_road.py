"""The road to rent: what can be paid, when a lease can be signed, and what is missing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.programmes import load_programmes
from desk.domain.road import Flow, RoadFacts, affordable, road
from desk.domain.road_figures import Essentials, RoadFigures

FIGURES = load_programmes().road_on(date(2026, 12, 10))
START = date(2026, 12, 10)
PLAIN = RoadFigures(
    sustainable_percent=30, months_ahead=24, deposit_months=3, registration=0, note="",
    essentials=Essentials(by_members=(300, 400, 500), each_further=100), rent=(),
)  # fmt: skip
FAMILY = RoadFacts(
    members=5,
    incomes=(Flow(1200_00, end=date(2027, 2, 28)), Flow(1640_00, start=date(2027, 3, 1))),
    savings=(Flow(180_00, end=date(2027, 2, 28)), Flow(240_00, start=date(2027, 3, 15))),
    sought_cents=480_00,
    leave_by=date(2027, 7, 15),
)


def test_the_lower_of_a_share_and_of_what_is_left() -> None:
    assert affordable(1200_00, 500_00, 0, 30) == 360_00
    assert affordable(1200_00, 900_00, 100_00, 30) == 200_00
    assert affordable(500_00, 900_00, 0, 30) == 0


def test_more_hours_from_march_move_the_rent_up() -> None:
    found = road(FAMILY, PLAIN, START)
    assert [(step.first, step.affordable_cents) for step in found.steps] == [
        (date(2026, 12, 1), 360_00),
        (date(2027, 3, 1), 492_00),
    ]
    assert len(found.months) == 24
    assert found.months[-1].first == date(2028, 11, 1)


def test_the_lease_waits_for_the_deposit() -> None:
    found = road(FAMILY, PLAIN, START)
    assert found.needed_saving_cents == 1440_00
    assert found.lease_month == date(2027, 6, 1)
    assert found.in_time is True
    assert found.margin_days == 44


def test_as_today_there_is_no_lease_and_the_gap_is_named() -> None:
    today = replace(FAMILY, incomes=(Flow(1200_00),))
    found = road(today, PLAIN, START)
    assert found.lease_month is None
    assert found.in_time is False
    assert found.margin_days is None
    assert (found.needed_income_cents, found.gap_cents) == (1600_00, 400_00)


def test_without_a_day_to_leave_nothing_is_late() -> None:
    assert road(replace(FAMILY, leave_by=None), PLAIN, START).in_time is None


def test_debts_that_end_leave_more_for_the_rent() -> None:
    facts = replace(FAMILY, incomes=(Flow(1200_00),), debts=(Flow(300_00, end=date(2027, 1, 5)),))
    found = road(facts, PLAIN, START)
    assert [step.affordable_cents for step in found.steps] == [200_00, 360_00]


def test_the_shipped_figures_are_marked_as_not_yet_confirmed() -> None:
    assert FIGURES.mark == "to confirm"
    assert FIGURES.essentials.cents(5) < FIGURES.essentials.cents(9)


@given(
    income=st.integers(0, 500_000),
    more=st.integers(0, 100_000),
    debt=st.integers(0, 100_000),
    rent=st.integers(1, 90_000),
)
def test_more_income_never_delays_the_lease(income: int, more: int, debt: int, rent: int) -> None:
    def leases(cents: int) -> date:
        facts = RoadFacts(3, (Flow(cents),), rent, debts=(Flow(debt),), savings=(Flow(9_000),))
        return road(facts, PLAIN, START).lease_month or date.max

    assert leases(income + more) <= leases(income)


@given(rent=st.integers(1, 200_000), debt=st.integers(0, 100_000), members=st.integers(1, 9))
def test_the_income_needed_is_exactly_enough(rent: int, debt: int, members: int) -> None:
    facts = RoadFacts(members, (), rent, debts=(Flow(debt),))
    needed = road(facts, FIGURES, START).needed_income_cents
    essentials = FIGURES.essentials.cents(members)
    assert affordable(needed, essentials, debt, FIGURES.sustainable_percent) >= rent
    assert affordable(needed - 1, essentials, debt, FIGURES.sustainable_percent) < rent
