"""Whatever is answered: nothing that is asked is out of reach, nothing hidden counts, progress only grows."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.catalogue import load_interview
from desk.db.store import Store
from desk.db.unit import new_id
from desk.domain.interview import PAPER_STATES, Answer, Key, Kind, Member, Question, Rows, TableRow, questions_of
from desk.domain.interview_flow import Slot, next_unanswered, progress, visible
from desk.domain.interview_values import fault
from desk.office.interview.answer_rows import save_line
from desk.office.interview.answers import save_answer
from desk.office.interview.interview import finish_interview, read_interview, start_interview
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.presenters.interview import InterviewPresenter
from tests.conftest import Clock
from tests.interview_family import TODAY, el_amrani
from tests.screen_parts import Gone, Said
from tests.small_office import build_small_office

SECTIONS = load_interview()
QUESTIONS = questions_of(SECTIONS)
ALL = tuple(QUESTIONS.values())


def value_of(question: Question, pick: int, members: tuple[Member, ...]) -> Any:
    """Some right answer, another for another `pick`."""
    whole = (question.lowest or 0) + pick % ((question.highest or 50) - (question.lowest or 0) + 1)
    day = {"past": date(2020, 1, 1 + pick % 28), "future": date(2027, 1, 1 + pick % 28)}.get(question.when, TODAY)
    codes = [option.code for option in question.options]
    return {
        Kind.CHOICE: lambda: codes[pick % len(codes)],
        Kind.SEVERAL: lambda: (codes[pick % len(codes)],),
        Kind.NUMBER: lambda: whole,
        Kind.MONEY: lambda: whole,
        Kind.DATE: lambda: day,
        Kind.YESNO: lambda: pick % 2 == 0,
        Kind.TIME: lambda: f"{pick % 24:02d}:00",
        Kind.PERSON: lambda: members[pick % len(members)].id,
        Kind.DOCUMENT: lambda: PAPER_STATES[pick % len(PAPER_STATES)],
        Kind.ROWS: lambda: Rows((TableRow("r", {question.columns[0].id: "x"}),) if pick % 2 else ()),
        Kind.TEXT: lambda: "parole",
        Kind.NOTE: lambda: "parole",
    }[question.kind]()


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


def test_a_second_interview_of_an_unchanged_family_takes_one_action_a_page(store: Store, clock: Clock) -> None:
    office = build_small_office(store)
    giulia, home = office.session("giulia"), el_amrani(office)
    start_interview(giulia, home)

    def open_slots(page: int) -> list[Slot]:
        view = read_interview(giulia, home)
        sections = view.questionnaire.sections
        slots = visible(sections[page], sections, view.told.answers, view.members, view.alone)
        return [slot for slot in slots if not settled(view.told.answers.get(slot.key), slot)]

    members = read_interview(giulia, home).members
    for _round in range(2):
        for page in range(len(SECTIONS)):
            while slots := open_slots(page):
                for slot in slots:
                    answer(giulia, home, slot, members)
    finish_interview(giulia, read_interview(giulia, home).id)
    clock.forward(days=60)
    start_interview(giulia, home, "second visit")
    desk = InterviewPresenter(ScreenContext(giulia, ImmediateRunner(), Said(), Gone()), lambda: None)
    desk.show(home)
    for page, section in enumerate(SECTIONS):
        desk.open_section(section.id)
        if desk.to_confirm():
            desk.confirm(desk.to_confirm())  # «È ancora tutto così»: one press
        assert open_slots(page) == [], section.id
    answered = [(line.answered, line.asked) for line in desk.sections()]
    assert all(done == asked for done, asked in answered), answered
    desk.undo()
    assert desk.to_confirm(), "one press, one undo"


def answer(session: Session, home: str, slot: Slot, members: tuple[Member, ...]) -> None:
    question, person = slot.key
    if slot.question.kind is Kind.ROWS:
        column = slot.question.columns[-2]
        save_line(session, home, question, new_id(), {column.id: value_of(column, 1, members)}, person=person)
    else:
        save_answer(session, home, question, value_of(slot.question, 1, members), person=person)


def settled(found: Answer | None, slot: Slot) -> bool:
    return slot.question.kind is Kind.NOTE or (found is not None and found.settled)
