"""Whatever is answered: nothing that is asked is out of reach, nothing hidden counts, progress only grows."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.catalogue.interview import load_interview
from desk.domain.interview import Answer, Key, Kind, Member, Question, questions_of
from desk.domain.interview_flow import Slot, next_unanswered, progress, visible
from desk.domain.interview_values import fault
from tests.interview_family import TODAY
from tests.whole_interview import value_of

SECTIONS = load_interview()
QUESTIONS = questions_of(SECTIONS)
ALL = tuple(QUESTIONS.values())

ages = st.one_of(st.none(), st.integers(0, 90))
families = st.lists(st.tuples(ages, st.booleans()), min_size=1, max_size=6).map(
    lambda found: tuple(Member(f"m{n}", age, outside) for n, (age, outside) in enumerate(found))
)
picks = st.lists(st.integers(0, 10_000), min_size=1, max_size=30)


def all_slots(answers: dict[Key, Answer], members: tuple[Member, ...], alone: str | None = None) -> list[Slot]:
    return [slot for section in SECTIONS for slot in visible(section, SECTIONS, answers, members, alone)]


def totals(answers: dict[Key, Answer], members: tuple[Member, ...]) -> tuple[int, int]:
    found = progress(SECTIONS, answers, members)
    return sum(each.answered for each in found), sum(each.asked for each in found)


@settings(max_examples=25, deadline=None)
@given(families, picks)
def test_going_on_to_the_next_open_question_asks_everything_and_ends(
    members: tuple[Member, ...], found: list[int]
) -> None:
    answers: dict[Key, Answer] = {}
    before, steps = 0, 0
    for section in SECTIONS:
        after: Key | None = None
        while (slot := next_unanswered(visible(section, SECTIONS, answers, members), answers, after)) is not None:
            answers[slot.key] = Answer(value_of(slot.question, found[steps % len(found)], members))
            answered, asked = totals(answers, members)
            assert before <= answered <= asked
            before, after, steps = answered, slot.key, steps + 1
    # an answer of a later page may open a question on an earlier one: going round once more reaches it
    for section in SECTIONS:
        while (slot := next_unanswered(visible(section, SECTIONS, answers, members), answers)) is not None:
            answers[slot.key] = Answer(value_of(slot.question, found[steps % len(found)], members))
            steps += 1
    answered, asked = totals(answers, members)
    assert answered == asked


@settings(max_examples=60, deadline=None)
@given(families, st.lists(st.tuples(st.sampled_from(ALL), st.integers(0, 10_000)), max_size=40))
def test_what_is_hidden_counts_for_nothing(members: tuple[Member, ...], told: list[tuple[Question, int]]) -> None:
    """Leaving the hidden answers away changes neither what is asked nor what is counted."""
    answers: dict[Key, Answer] = {}
    for question, pick in told:
        who = None if question.per.value == "household" else members[pick % len(members)].id
        answers[question.id, who] = Answer(value_of(question, pick, members))
    keys = {slot.key for slot in all_slots(answers, members)}
    seen = {key: answer for key, answer in answers.items() if key in keys}
    assert {slot.key for slot in all_slots(seen, members)} == keys
    assert progress(SECTIONS, seen, members) == progress(SECTIONS, answers, members)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.integers(0, 10_000))
def test_every_made_answer_is_one_that_the_question_takes(question: Question, pick: int) -> None:
    if question.kind is not Kind.ROWS:
        assert fault(question, value_of(question, pick, (Member("m", 40),)), TODAY) is None


FULL = (
    Member("head", 40, True),
    Member("partner", 38, True),
    Member("teen", 15),
    Member("child", 8),
    Member("baby", 1),
)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_every_question_can_be_reached_by_some_family(question: Question) -> None:
    """By giving each question that it hangs on an answer that opens it."""
    alone = FULL[0].id if question.apart else None
    answers: dict[Key, Answer] = {}
    open_up(question, answers, set())
    assert question.id in {slot.question.id for slot in all_slots(answers, FULL, alone)}


def open_up(question: Question, answers: dict[Key, Answer], seen: set[str]) -> None:
    rule = question.shown_if
    if rule is None or question.id in seen:
        return
    seen.add(question.id)
    for condition in (*rule.all, *rule.any[:1]):
        target = QUESTIONS.get(condition.question)
        if target is None or condition.exists is False:
            continue
        value: Any = condition.one_of[0] if condition.one_of else condition.at_least
        value = value_of(target, 1, FULL) if condition.exists else value
        value = (value,) if target.kind is Kind.SEVERAL else value
        both = answers.get((target.id, None))
        common = [code for code in condition.one_of if both is not None and both.value in condition.one_of]
        who = [None] if target.per.value == "household" else [each.id for each in FULL]
        for person in who:
            if not common:
                answers[target.id, person] = Answer(value)
        open_up(target, answers, seen)
