"""What the record says becomes the facts of the road: debts, arrears, funds, the day of leaving, the scenario."""

import json
from datetime import date

import pytest

from desk.domain.road import Flow, Loan
from desk.domain.road_scenario import Scenario, Work
from desk.errors import BadInput
from desk.office.household.history import read_history
from desk.office.road.household_road import ToldRoad, read_road, sketch_road
from desk.office.road.scenarios import (
    MOST,
    TODAY,
    choose_scenario,
    chosen_scenario,
    remove_scenario,
    rename_scenario,
    save_scenario,
    scenarios_of,
)
from desk.office.session import Session

TODAY_IS = date(2026, 11, 24)
ARREARS = (
    ("housing.tenure", "private_4_4"),
    ("housing.arrears_months", 8),
    ("housing.arrears", 950_000),
    ("housing.arrears_cause", "dismissal"),
    ("housing.eviction_stage", "5"),
    ("housing.registered", True),
    ("economy.isee", 180_000),
)


@pytest.fixture
def home(session: Session) -> str:
    with session.store.write() as unit:
        return unit.put("household", code="TH-0217", name="El Amrani")


def read(session: Session, home: str, *told: tuple[str, object]) -> ToldRoad:
    with session.store.write() as unit:
        for question, value in told:
            unit.put("answer", household=home, question=question, value=json.dumps(value))
    with session.store.read() as connection:
        return read_road(connection, [home], 3, TODAY_IS)


def test_a_fund_may_pay_arrears_up_to_its_limit_and_the_rest_is_paid_back(session: Session, home: str) -> None:
    """9,500 owed, FIMI up to 8,000: 1,500 in 24 months is 62.50 a month."""
    found = read(session, home, *ARREARS)
    facts = found.base.facts
    assert (found.arrears_cents, found.aid_cents) == (9500_00, 8000_00)
    assert (facts.arrears_cents, facts.arrears_monthly_cents) == (1500_00, 62_50)
    assert [fit.fund.id for fit in found.fits] == ["fimi", "locare_8"]


def test_where_the_cause_rules_the_fund_out_all_arrears_are_paid_back(session: Session, home: str) -> None:
    told = [each if each[0] != "housing.arrears_cause" else (each[0], "other") for each in ARREARS]
    facts = read(session, home, *told).base.facts
    assert (facts.arrears_cents, facts.arrears_monthly_cents) == (9500_00, -(-9500_00 // 24))


def test_a_scenario_pays_the_arrears_itself(session: Session, home: str) -> None:
    found = read(session, home, *ARREARS, ("economy.wages", 2000_00))
    assert found.road(Scenario(arrears_cents=100_00)).months[0].owed_cents == 100_00
    assert found.road(Scenario(arrears_cents=0)).months[0].owed_cents == 0


def test_debts_line_by_line(session: Session, home: str) -> None:
    """One with a total ends; one without goes on; one without an instalment is not counted, and that is said."""
    with session.store.write() as unit:
        for cells in (
            {"to_whom": "banca", "total": 120_000, "monthly": 10_000},
            {"to_whom": "zia", "monthly": 5_000},
            {"to_whom": "multe", "total": 30_000},
        ):
            unit.put("answer", household=home, question="economy.debts", value=json.dumps(cells))
    found = read(session, home)
    assert found.base.facts.loans == (Loan(120_000, 10_000), Loan(30_000, 0))
    assert found.base.facts.debts == (Flow(5_000),)
    assert found.open_debts
    owed = [month.owed_cents for month in found.road(Scenario()).months]
    assert owed[:13] == [15_000] * 12 + [5_000]


def test_debts_in_one_sum(session: Session, home: str) -> None:
    found = read(session, home, ("economy.debt_total", 90_000), ("economy.debt_monthly", 15_000))
    assert found.base.facts.loans == (Loan(90_000, 15_000),)
    assert not found.open_debts


@pytest.mark.parametrize(
    ("release", "access", "leave"),
    [
        ("2027-07-15", "2027-03-10", date(2027, 3, 10)),
        ("2026-11-03", "2027-01-20", date(2027, 1, 20)),
        ("2026-09-01", "2026-11-03", date(2026, 11, 3)),
    ],
)
def test_the_home_is_left_on_the_next_of_both_days(
    session: Session, home: str, release: str, access: str, leave: date
) -> None:
    found = read(session, home, ("housing.release_date", release), ("housing.access_date", access))
    assert found.base.facts.leave_by == leave


def test_the_isee_of_the_enrolment_counts_where_none_was_told(session: Session, home: str) -> None:
    with session.store.write() as unit:
        unit.put("enrolment", household=home, isee_cents=700_000)
    assert read(session, home).isee_cents == 700_000


def test_the_chosen_scenario_goes_with_the_family(session: Session, home: str) -> None:
    read(session, home, ("economy.wages", 120_000))
    made = Scenario(
        work=(Work("p", 30, 7_20, 312_00, date(2027, 3, 1)),),
        saving_cents=150_00,
        saving_from=date(2027, 3, 1),
        sought_cents=400_00,
        arrears_cents=50_00,
        deposit_paid=True,
        debts_less_cents=20_00,
    )
    save_scenario(session, home, made, row="one", name="  Con  più ore ")
    choose_scenario(session, home, "one")
    with session.store.read() as connection:
        kept = scenarios_of(connection, [home], Scenario())
        assert [(each.kind, each.name, each.chosen) for each in kept] == [
            ("today", "", False),
            ("own", "Con più ore", True),
        ]
        assert kept[1].scenario == made
        assert chosen_scenario(connection, [home], Scenario()) == made
        sketch = sketch_road(connection, [home], 3, TODAY_IS)
    assert sketch is not None and sketch.road.sought_cents == 400_00
    said = [change for line in read_history(session, home) if "Scenario" in line.about for change in line.changes]
    assert ("ore di lavoro", "30 ore dal 01/03/2027") in [(each.what, each.after) for each in said]
    assert ("affitto cercato", "400 €") in [(each.what, each.after) for each in said]


def test_a_removed_scenario_leaves_the_plan_to_what_is_always_there(session: Session, home: str) -> None:
    save_scenario(session, home, Scenario(sought_cents=400_00), row="one")
    choose_scenario(session, home, TODAY)
    choose_scenario(session, home, "one")
    removed = remove_scenario(session, "one")
    with session.store.read() as connection:
        assert chosen_scenario(connection, [home], Scenario()) == Scenario()
    assert removed.batch
    session.store.undo(removed.batch, session.staff)
    with session.store.read() as connection:
        assert chosen_scenario(connection, [home], Scenario()) == Scenario(sought_cents=400_00)


def test_scenarios_are_few(session: Session, home: str) -> None:
    for place in range(MOST):
        save_scenario(session, home, Scenario(sought_cents=place))
    with pytest.raises(BadInput, match="togline uno"):
        save_scenario(session, home, Scenario())


def test_a_name_is_cut_where_it_is_too_long(session: Session, home: str) -> None:
    save_scenario(session, home, Scenario(), row="one")
    rename_scenario(session, "one", "a" * 500)
    with session.store.read() as connection:
        assert len(scenarios_of(connection, [home], Scenario())[1].name) == 60


def test_work_that_this_desk_cannot_read_is_left_out(session: Session, home: str) -> None:
    with session.store.write() as unit:
        unit.put("scenario", household=home, kind="own", work='[{"later": 1}]', sought_cents=300_00)
    with session.store.read() as connection:
        assert scenarios_of(connection, [home], Scenario())[1].scenario == Scenario(sought_cents=300_00)
