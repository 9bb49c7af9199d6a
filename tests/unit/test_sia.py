"""SIA by the rules of the day of the application."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desk.catalogue.programmes import load_programmes
from desk.domain.sia import SiaFacts, SiaMember, Vehicle, amount_cents, eligible, requirements, rules_for, score

PROGRAMMES = load_programmes()
DAY = date(2017, 6, 1)
RULES = rules_for(PROGRAMMES.sia, DAY)
JOBLESS = SiaMember(born=date(1985, 3, 1), unemployed_with_did=True)
WORKING = SiaMember(born=date(1985, 3, 1))


def child(age: int) -> SiaMember:
    return SiaMember(born=date(DAY.year - age, 1, 15))


def facts(*members: SiaMember, isee: int = 0, lone: bool = False) -> SiaFacts:
    return SiaFacts(day=DAY, members=members, isee_cents=isee * 100, lone_parent=lone)


def points(found: SiaFacts) -> dict[str, Decimal]:
    return {part.name: part.points for part in score(RULES, found).parts}


def test_a_lone_mother_with_two_children() -> None:
    family = facts(JOBLESS, child(10), child(8), isee=1800, lone=True)
    assert points(family) == {"family": 35, "economic": 10, "work": 10}
    assert score(RULES, family).total == 55


def test_one_child_at_the_isee_limit_without_did() -> None:
    assert score(RULES, facts(WORKING, child(10), isee=3000)).total == 0


def test_an_infant_no_isee_and_did() -> None:
    assert score(RULES, facts(JOBLESS, JOBLESS, child(1), isee=0)).total == 40


def test_three_children_with_an_infant_reach_the_threshold_of_2017_only() -> None:
    family = facts(WORKING, WORKING, child(12), child(8), child(0), isee=1800)
    found = score(RULES, family)
    assert (found.total, found.threshold, found.above) == (35, 25, True)
    assert found.parts[0].why == "3 minori, un bambino sotto i 3 anni"
    earlier = rules_for(PROGRAMMES.sia, date(2016, 10, 1))
    assert not score(earlier, replace(family, day=date(2016, 10, 1))).above


def test_isee_2400_gives_five_points() -> None:
    assert points(facts(WORKING, isee=2400))["economic"] == 5


def test_disabilities_do_not_add_up() -> None:
    person = SiaMember(born=date(1985, 3, 1), severe_disability=True, not_self_sufficient=True)
    assert points(facts(person))["family"] == 10


def test_the_family_part_never_passes_its_maximum() -> None:
    heavy = SiaMember(born=date(1985, 3, 1), not_self_sufficient=True)
    assert points(facts(heavy, child(0), child(4), child(8), child(12), child(14), lone=True))["family"] == 65


def test_one_adult_without_did_is_enough_to_lose_the_work_points() -> None:
    found = score(RULES, facts(JOBLESS, WORKING)).parts[2]
    assert (found.points, found.why) == (0, "1 adulto senza DID")


@pytest.mark.parametrize(
    ("day", "ruleset"),
    [
        (date(2016, 9, 1), "2016-09"),
        (date(2016, 12, 24), "2016-09"),
        (date(2017, 4, 29), "2016-09"),
        (date(2017, 4, 30), "2017-04"),
        (date(2017, 12, 31), "2017-04"),
        (date(2026, 8, 19), "2018-01"),
    ],
)
def test_the_rules_are_those_of_the_application(day: date, ruleset: str) -> None:
    assert rules_for(PROGRAMMES.sia, day).id == ruleset


def test_after_the_last_application_the_score_is_to_confirm() -> None:
    late = replace(facts(JOBLESS, child(3)), day=date(2026, 8, 19))
    assert score(RULES, late, PROGRAMMES.sia_until).to_confirm
    assert not score(RULES, facts(JOBLESS, child(3)), PROGRAMMES.sia_until).to_confirm


@pytest.mark.parametrize(("members", "euro"), [(1, 80), (2, 160), (3, 240), (4, 320), (5, 400), (7, 400)])
def test_the_amount_grows_with_the_household(members: int, euro: int) -> None:
    assert amount_cents(RULES, facts(*[WORKING] * members)) == euro * 100


def test_a_lone_parent_gets_more_since_2017() -> None:
    family = facts(JOBLESS, child(5), lone=True)
    assert amount_cents(RULES, family) == 240_00
    assert amount_cents(rules_for(PROGRAMMES.sia, date(2016, 10, 1)), family) == 160_00


def complete(**changes: object) -> SiaFacts:
    base = SiaFacts(
        day=DAY, members=(JOBLESS, child(5)), isee_cents=1000_00, entitled_citizenship=True, residence_years=4,
        other_benefits_cents=0, unemployment_benefit=False, experimental_card=False,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_family_that_meets_everything() -> None:
    assert eligible(RULES, complete()) is True


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"isee_cents": 3000_01}, "isee"),
        ({"entitled_citizenship": False}, "citizenship"),
        ({"residence_years": 1}, "residence"),
        ({"members": (JOBLESS,)}, "family"),
        ({"other_benefits_cents": 600_01}, "benefits"),
        ({"unemployment_benefit": True}, "unemployment"),
        ({"experimental_card": True}, "card"),
        ({"members": (SiaMember(date(1985, 3, 1), True, disabled=True, with_parent=False),)}, "family"),
        ({"vehicles": (Vehicle("car", date(2016, 12, 1), 1000),)}, "vehicles"),
        ({"vehicles": (Vehicle("car", date(2015, 1, 1), 1400),)}, "vehicles"),
        ({"vehicles": (Vehicle("motorcycle", date(2015, 1, 1), 300),)}, "vehicles"),
    ],
)
def test_the_requirement_that_fails_is_named(changes: dict[str, object], name: str) -> None:
    family = complete(**changes)
    assert [each.name for each in requirements(RULES, family) if each.met is False] == [name]
    assert eligible(RULES, family) is False


@pytest.mark.parametrize(("with_parent", "met"), [(True, True), (False, False), (None, None)])
def test_a_disabled_person_counts_where_a_parent_is_there(with_parent: bool | None, met: bool | None) -> None:
    grown = SiaMember(born=date(1990, 3, 1), disabled=True, with_parent=with_parent)
    (found,) = [each for each in requirements(RULES, complete(members=(JOBLESS, grown))) if each.name == "family"]
    assert found.met is met


def test_the_points_of_the_family_are_told_one_by_one() -> None:
    family = facts(JOBLESS, child(10), child(1), lone=True)
    assert [int(count) for _words, count in score(RULES, family).parts[0].items] == [10, 5, 25]


def test_what_nobody_knows_yet_leaves_it_open() -> None:
    assert eligible(RULES, complete(residence_years=None)) is None


def test_a_car_with_disability_relief_or_old_enough_does_not_count() -> None:
    cars = (Vehicle("car", date(2017, 1, 1), 1600, disability_tax_relief=True), Vehicle("car", date(2014, 1, 1), 2000))
    assert eligible(RULES, complete(vehicles=cars)) is True


def test_benefits_may_be_higher_with_a_person_not_self_sufficient() -> None:
    person = SiaMember(born=date(1985, 3, 1), unemployed_with_did=True, not_self_sufficient=True)
    family = complete(members=(person, child(5)), other_benefits_cents=850_00)
    assert eligible(RULES, family) is True


@pytest.mark.parametrize(
    ("day", "euro", "alone", "cared_for"),
    [
        (date(2016, 10, 1), 600, True, True), (date(2016, 10, 1), 600.01, False, False),
        (date(2017, 6, 1), 600.01, False, True), (date(2017, 6, 1), 900.01, False, False),
        (date(2018, 2, 1), 606.60, True, True), (date(2018, 2, 1), 606.61, False, True),
        (date(2018, 2, 1), 909.90, False, True), (date(2018, 2, 1), 909.91, False, False),
    ],
)  # fmt: skip
def test_other_benefits_have_the_limits_of_their_year(day: date, euro: float, alone: bool, cared_for: bool) -> None:
    rules = rules_for(PROGRAMMES.sia, day)
    for heavy, met in ((False, alone), (True, cared_for)):
        person = SiaMember(born=date(1985, 3, 1), not_self_sufficient=heavy)
        family = complete(day=day, members=(person, child(5)), other_benefits_cents=round(euro * 100))
        found = {each.name: each.met for each in requirements(rules, family)}
        assert found["benefits"] is met


@pytest.mark.parametrize(("due", "met"), [(date(2017, 10, 1), True), (date(2017, 10, 2), False), (None, True)])
def test_with_a_pregnancy_alone_one_applies_four_months_before_the_birth(due: date | None, met: bool) -> None:
    family = complete(members=(JOBLESS,), pregnancy=True, due=due)
    (found,) = [each for each in requirements(RULES, family) if each.name == "family"]
    assert found.met is met
    assert met or found.why == "Per la gravidanza si chiede dal 02/06/2017"
    with_child = complete(pregnancy=True, due=due)
    assert eligible(RULES, with_child) is True


@pytest.mark.parametrize(("minors", "points_of"), [(0, 0), (1, 0), (2, 10), (3, 20), (4, 25), (6, 25)])
def test_the_points_of_minors(minors: int, points_of: int) -> None:
    assert points(facts(WORKING, *[child(8)] * minors, isee=3000))["family"] == points_of


def test_the_project_is_signed_within_sixty_days_and_sent_within_ninety() -> None:
    assert {(each.sign_days, each.send_days, each.months) for each in PROGRAMMES.sia} == {(60, 90, 12)}


def test_a_pregnancy_or_disability_that_nobody_asked_about_leaves_it_open() -> None:
    unasked = SiaMember(born=date(1985, 3, 1), disabled=None)
    for family in (complete(members=(JOBLESS,), pregnancy=None), complete(members=(unasked,))):
        (found,) = [each for each in requirements(RULES, family) if each.name == "family"]
        assert found.met is None


def test_vehicles_that_nobody_asked_about_leave_it_open() -> None:
    assert eligible(RULES, complete(vehicles=None)) is None
