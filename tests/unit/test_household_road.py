"""The road of one family from what its interview says."""

import json
from datetime import date

import pytest

from desk.domain.road_scenario import Scenario
from desk.office.plan.road import printed_road, road_sentences
from desk.office.road.household_road import Hours, RoadSketch, read_road, sketch_road
from desk.office.session import Session

TODAY = date(2026, 11, 24)
Told = tuple[tuple[str, str, object], ...]
EL_AMRANI: Told = (
    ("economy.wages", "", 80_000),
    ("economy.savings", "", 64_000),
    ("economy.saving_monthly", "", 10_000),
    ("economy.sought_rent", "", 48_000),
    ("housing.release_date", "", "2027-07-15"),
    ("work.status", "youssef", "employed"),
    ("work.hours", "youssef", 20),
    ("work.more_pay", "youssef", 43_600),
    ("work.more_pay_from", "youssef", "2027-03-01"),
    ("work.hours_then", "youssef", 34),
    ("work.more_pay", "khadija", 75_100),
    ("work.more_pay_from", "khadija", "2027-10-01"),
)


@pytest.fixture
def home(session: Session) -> str:
    with session.store.write() as unit:
        return unit.put("household", code="TH-0217", name="El Amrani")


def sketch(session: Session, home: str, told: Told, *, members: int = 5, sia: bool = True) -> RoadSketch | None:
    with session.store.write() as unit:
        if sia:
            unit.put("enrolment", household=home, bimonthly_cents=80_000, first_credit_on="2026-10-19")
        for question, person, value in told:
            unit.put("answer", household=home, question=question, person=person or None, value=json.dumps(value))
    with session.store.read() as connection:
        return sketch_road(connection, [home], members, TODAY)


def test_the_story_comes_to_the_figures_of_its_pictures(session: Session, home: str) -> None:
    found = sketch(session, home, EL_AMRANI)
    assert found is not None
    assert [(step.first, step.affordable_cents // 100) for step in found.road.steps] == [
        (date(2026, 11, 1), 360),
        (date(2027, 3, 1), 490),
        (date(2027, 10, 1), 596),
    ]
    assert (found.road.sought_cents, found.road.needed_saving_cents) == (480_00, 1440_00)
    assert found.road.lease_month == date(2027, 6, 1)
    assert found.road.lease_step is found.road.steps[1]
    assert (found.road.needed_income_cents, found.road.gap_cents) == (1600_00, 400_00)
    assert found.hours == (Hours(20), Hours(34, date(2027, 3, 1)))


def test_paper_says_hours_then_what_is_set_aside(session: Session, home: str) -> None:
    found = sketch(session, home, EL_AMRANI)
    assert found is not None
    drawn = printed_road(found)
    assert [(step.rent_cents // 100, step.hours, step.contract) for step in drawn.steps] == [
        (360, 20, False),
        (490, 34, False),
        (490, None, True),
    ]
    assert drawn.steps[-1].saving_cents == 1440_00
    assert [text.italian.replace("\u00a0", " ") for text in road_sentences(found, "ar")] == [
        "Da marzo potete pagare 490 € al mese.",
        "A giugno avete da parte 1.440 €.",
        "Firmate prima del 15/07. È solo una stima.",
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((("economy.wages", "", 100_000), ("economy.sought_rent", "", 40_000)), "Oggi l’affitto costa troppo."),
        ((("economy.wages", "", 160_000), ("economy.sought_rent", "", 40_000)), "Manca ancora la cauzione."),
        (
            (
                ("economy.benefits", "", 200_000),
                ("economy.benefits_until", "", "2027-02-28"),
                ("economy.sought_rent", "", 40_000),
                ("economy.savings", "", 500_000),
            ),
            "L’affitto va bene solo per pochi mesi.",
        ),
        (
            (
                ("economy.benefits", "", 200_000),
                ("economy.benefits_until", "", "2027-08-31"),
                ("economy.sought_rent", "", 40_000),
                ("economy.savings", "", 500_000),
            ),
            "Potete firmare a novembre. Ma poi l’affitto costa troppo.",
        ),
    ],
)
def test_the_third_sentence_says_what_is_missing(session: Session, home: str, facts: Told, said: str) -> None:
    found = sketch(session, home, facts, sia=False)
    assert found is not None
    for language in ("it", "ar", "zh"):
        sentences = road_sentences(found, language)
        assert len(sentences) == 3
        assert all(each.translated or language == "it" for each in sentences)
    assert (
        road_sentences(found, "it")[2].italian
        == f"{said} {'' if said.startswith('Potete') else 'Ci lavoriamo insieme. '}È solo una stima."
    )


def test_what_one_earns_more_is_added_whoever_else_works(session: Session, home: str) -> None:
    both = (*EL_AMRANI, ("work.status", "khadija", "employed"))
    found = sketch(session, home, both)
    assert found is not None
    assert found.road.months[5].income_cents == (800 + 436 + 400) * 100


def test_wages_end_with_the_contract_of_whoever_works(session: Session, home: str) -> None:
    found = sketch(session, home, (*EL_AMRANI[:2], EL_AMRANI[5], ("work.contract_until", "youssef", "2026-12-02")))
    assert found is not None
    assert [month.income_cents for month in found.road.months[:3]] == [1200_00, 1200_00, 400_00]


def test_without_a_named_rent_the_lowest_of_the_area_counts(session: Session, home: str) -> None:
    found = sketch(session, home, EL_AMRANI[:1])
    assert found is not None
    assert found.road.sought_cents == 440_00


def test_no_income_no_road(session: Session, home: str) -> None:
    assert sketch(session, home, (("economy.wages", "", 0),)) is None


@pytest.mark.parametrize(("day", "months"), [(date(2027, 9, 29), 1), (date(2027, 9, 30), 1), (date(2027, 10, 1), 0)])
def test_the_benefit_counts_to_the_end_of_its_last_month(session: Session, home: str, day: date, months: int) -> None:
    """First credit on 19 October 2026, twelve months: September 2027 is the last, all of it."""
    with session.store.write() as unit:
        unit.put("enrolment", household=home, bimonthly_cents=80_000, first_credit_on="2026-10-19")
    with session.store.read() as connection:
        told = read_road(connection, [home], 5, day)
    assert sum(month.income_cents == 400_00 for month in told.road(Scenario()).months) == months
    assert [flow.end for flow in told.base.facts.incomes] == [date(2027, 9, 30)] * months
