"""Burden, crowding, ETHOS, stages of an eviction, funds and the days that burn."""

from dataclasses import replace
from datetime import date

import pytest

from desk.catalogue.interview import load_interview
from desk.catalogue.programmes import load_programmes
from desk.domain.deadlines import DeadlineFacts, Severity, deadlines
from desk.domain.funds import FundFacts, fitting
from desk.domain.housing import HousingFacts, area_needed, arrears_agree, burden, ethos, overcrowded, stage_sentence
from desk.domain.interview import questions_of

PROGRAMMES = load_programmes()
RULES = PROGRAMMES.housing
TODAY = date(2026, 11, 24)


def test_rent_and_charges_against_income() -> None:
    facts = HousingFacts(rent_cents=470_00, charges_cents=94_00, income_cents=1200_00)
    found = burden(RULES.burden, facts)
    assert found is not None
    assert (found.cost_cents, found.percent, found.level) == (564_00, 47, "crushing")


@pytest.mark.parametrize(
    ("rent", "level"), [(360_00, "fine"), (366_00, "high"), (480_00, "high"), (492_00, "crushing")]
)
def test_the_marks_are_thirty_and_forty_percent(rent: int, level: str) -> None:
    found = burden(RULES.burden, HousingFacts(rent_cents=rent, income_cents=1200_00))
    assert found is not None and found.level == level


def test_without_income_any_rent_crushes_and_without_facts_nothing_is_said() -> None:
    found = burden(RULES.burden, HousingFacts(rent_cents=300_00, income_cents=0))
    assert found is not None and found.percent is None and found.level == "crushing"
    assert burden(RULES.burden, HousingFacts(rent_cents=300_00)) is None


@pytest.mark.parametrize(("people", "area"), [(1, 14), (4, 56), (5, 66), (7, 86)])
def test_the_floor_area_of_1975(people: int, area: int) -> None:
    assert area_needed(RULES.area, people) == area


def test_five_people_in_sixty_square_metres_are_too_many() -> None:
    assert overcrowded(RULES.area, HousingFacts(surface=60, occupants=5)) is True
    assert overcrowded(RULES.area, HousingFacts(surface=66, occupants=5)) is False
    assert overcrowded(RULES.area, HousingFacts(surface=30, rooms=1, occupants=2)) is True
    assert overcrowded(RULES.area, HousingFacts(occupants=5)) is None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (HousingFacts(tenure="private_4_4", stage=5), "9.1"),
        (HousingFacts(tenure="mortgage", stage=6), "9.2"),
        (HousingFacts(tenure="private_4_4", stage=10, place_now="night_shelter"), "2.1"),
        (HousingFacts(tenure="none", place_now="street"), "1.1"),
        (HousingFacts(tenure="hosted"), "8.1"),
        (HousingFacts(tenure="no_title"), "8.2"),
        (HousingFacts(tenure="private_3_2", unfit=True), "12.1"),
        (HousingFacts(tenure="private_3_2", surface=40, occupants=5), "13.1"),
    ],
)
def test_the_ethos_class(facts: HousingFacts, code: str) -> None:
    found = ethos(RULES, facts)
    assert found is not None and found.code == code


def test_arrears_alone_are_no_ethos_class() -> None:
    assert ethos(RULES, HousingFacts(tenure="private_4_4", stage=1)) is None


def test_the_stage_says_what_comes_next() -> None:
    assert stage_sentence(RULES.stages, 5) == "Passo 5 di 10. Poi c’è il precetto."
    assert stage_sentence(RULES.stages, 10) == "Passo 10 di 10."
    assert stage_sentence(RULES.stages, 0) == ""


def test_months_and_sum_of_arrears_agree() -> None:
    assert arrears_agree(8, 470_00, 3760_00)
    assert not arrears_agree(8, 470_00, 2000_00)


def test_the_days_ahead_soonest_first() -> None:
    facts = DeadlineFacts(hearing=date(2026, 12, 11), release=date(2027, 7, 15), sign_by=date(2026, 12, 18))
    found = deadlines(facts, TODAY)
    assert [(each.text, each.days_left, each.left, each.severity) for each in found] == [
        ("Udienza", 17, "tra 17 giorni", Severity.DANGER),
        ("Firma del progetto", 24, "tra 24 giorni", Severity.WARNING),
        ("Rilascio della casa", 233, "tra 233 giorni", Severity.INFORMATION),
    ]


def test_what_is_over_or_done_is_not_listed_but_a_missed_day_is() -> None:
    facts = DeadlineFacts(
        hearing=date(2026, 11, 1), release=date(2026, 11, 23), sign_by=date(2026, 12, 18), signed=True,
        permits=(("Khadija", date(2026, 11, 24)), ("Youssef", date(2028, 1, 1))),
    )  # fmt: skip
    assert [(each.text, each.left) for each in deadlines(facts, TODAY)] == [
        ("Rilascio della casa", "scaduto da 1 giorno"),
        ("Permesso di Khadija", "oggi"),
    ]


def test_funds_that_fit_and_what_is_still_to_ask() -> None:
    known = FundFacts(1800_00, {"arrears": True, "blameless": True, "eviction": True, "registered": True})
    found = {fit.fund.id: fit.ask for fit in fitting(PROGRAMMES.funds, known, TODAY)}
    assert found == {"fimi": ("one_year",), "locare_8": ("one_year_turin", "income")}


def test_a_fund_is_ruled_out_by_one_condition() -> None:
    found = fitting(PROGRAMMES.funds, FundFacts(1800_00, {"blameless": False, "income": False}), TODAY)
    assert found == ()


def test_the_isee_bands_of_locare_do_not_overlap() -> None:
    for euro in range(0, 26_000, 7):
        bands = [fit for fit in fitting(PROGRAMMES.funds, FundFacts(euro * 100, {}), TODAY) if "locare" in fit.fund.id]
        assert len(bands) == 1


ETHOS = (
    *("1.1", "2.1", "3.1", "3.2", "3.3", "4.1", "5.1", "5.2", "6.1", "6.2", "6.3", "7.1", "7.2"),
    *("8.1", "8.2", "8.3", "9.1", "9.2", "10.1", "11.1", "11.2", "11.3", "12.1", "13.1"),
)
KINDS = {1: "roofless", 2: "roofless", **dict.fromkeys(range(3, 8), "houseless"), 8: "insecure", 9: "insecure",
         10: "insecure", 11: "inadequate", 12: "inadequate", 13: "inadequate"}  # fmt: skip


def test_every_class_of_ethos_is_there_with_its_kind_and_can_be_chosen() -> None:
    assert sorted(each.code for each in RULES.classes) == sorted(ETHOS)
    assert {each.code: each.kind for each in RULES.classes} == {code: KINDS[int(code.split(".")[0])] for code in ETHOS}
    question = questions_of(load_interview())["housing.ethos"]
    assert sorted(option.code for option in question.options) == sorted(ETHOS)


@pytest.mark.parametrize("stage", range(11))
def test_the_stage_of_an_eviction_gives_the_class(stage: int) -> None:
    """5 to 9 are 9.1; executed is where the family sleeps now."""
    rented = HousingFacts(tenure="private_4_4", stage=stage)
    found = ethos(RULES, rented)
    assert (found.code if found else None) == ("9.1" if 5 <= stage <= 9 else None)
    if stage == 10:
        places = {"street": "1.1", "night_shelter": "2.1", "hostel": "3.1", "temporary_house": "3.2", "hosted": "8.1"}
        for place, code in places.items():
            then = ethos(RULES, replace(rented, place_now=place))
            assert then is not None and then.code == code, place
