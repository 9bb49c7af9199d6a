"""What SIA is told of an interview's answers: who counts as the household, its benefits, its parents."""

from datetime import date

import pytest

from desk.catalogue.programmes import load_programmes
from desk.domain.interview import Answer, Cell, Key, Member, Rows, TableRow, Value
from desk.domain.sia import rules_for
from desk.office.interview.asked import Asked
from desk.office.interview.interview import Background
from desk.office.interview.sia_facts import at_home, is_lone_parent, other_benefits

DAY = date(2017, 6, 1)
RULES = rules_for(load_programmes().sia, DAY)
HEAD, OTHER, CHILD = Member("h", 40), Member("o", 38), Member("c", 9)


def told(members: tuple[Member, ...] = (HEAD, CHILD), **answers: Value) -> Asked:
    """`people_relation__c`: the answer of the child; without a person, of the household."""
    known: dict[Key, Answer] = {}
    for name, value in answers.items():
        question, _mark, person = name.partition("__")
        known[question.replace("_", ".", 1), person or None] = Answer(value)
    return Asked(known, members)


def line(source: str, euros: int, **cells: Cell) -> TableRow:
    return TableRow(f"{source} {euros}", {"source": source, "monthly": euros * 100, **cells})


def benefits(asked: Asked, sia_euros: int = 0) -> int | None:
    found = other_benefits(asked, Background(benefit_cents=sia_euros * 100), RULES, (), DAY)
    return None if found is None else found // 100


@pytest.mark.parametrize(
    ("relation", "lone"), [("child", True), ("relative", False), ("sibling", False), ("other", False)]
)
def test_a_lone_parent_is_the_parent_of_the_minors(relation: str, lone: bool) -> None:
    asked = told(people_relation__h="head", people_relation__c=relation)
    assert is_lone_parent(asked, at_home(asked)) is lone


def test_what_nobody_has_said_of_the_family_is_taken_from_the_ages() -> None:
    assert is_lone_parent(told(), at_home(told()))
    assert not is_lone_parent(told((HEAD, OTHER, CHILD)), (HEAD, OTHER, CHILD))
    assert not is_lone_parent(told((HEAD,)), (HEAD,))


@pytest.mark.parametrize(("relation", "lone"), [("sibling", True), ("partner", False)])
def test_who_lives_elsewhere_is_not_counted_but_for_a_partner(relation: str, lone: bool) -> None:
    asked = told(
        (HEAD, OTHER, CHILD),
        people_relation__h="head", people_relation__c="child", people_relation__o=relation,
        people_lives_here__o=False,
    )  # fmt: skip
    assert is_lone_parent(asked, at_home(asked)) is lone


def test_benefits_told_line_by_line_count_without_work_sia_and_relatives() -> None:
    lines = Rows((
        line("wages", 700), line("sia", 400), line("relatives", 100), line("naspi", 900),
        line("pension", 290), line("child_allowance", 160), line("municipal", 50),
        line("pension", 500, to=date(2017, 5, 1)),
    ))  # fmt: skip
    assert benefits(told(economy_incomes=lines)) == 500


def test_benefits_told_as_a_sum_are_without_sia() -> None:
    assert benefits(told(economy_benefits=800_00), sia_euros=400) == 400
    assert benefits(told(economy_benefits=700_00)) == 700
    assert benefits(told()) is None
    assert benefits(told(economy_supports=("none",))) == 0


def test_a_pension_may_hide_in_the_other_incomes() -> None:
    asked = {"economy_benefits": 400_00, "economy_supports": ("pension",)}
    assert benefits(told(**asked, economy_other_income=100_00)) == 500
    assert benefits(told(**asked, economy_other_income=300_00)) is None
    assert benefits(told(**asked)) is None


def test_sia_of_an_unknown_amount_in_the_sum_leaves_open_what_is_above_the_limit() -> None:
    asked = {"economy_supports": ("sia",)}
    assert benefits(told(**asked, economy_benefits=500_00)) == 500
    assert benefits(told(**asked, economy_benefits=700_00)) is None
