"""Which questions are asked, how far the interview is, what comes next, and what a value may be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.interview import load_interview
from desk.domain.interview import (
    PAPER_STATES,
    Answer,
    Answers,
    Key,
    Kind,
    Member,
    Question,
    Rows,
    Section,
    Status,
    questions_of,
)
from desk.domain.interview_flow import next_unanswered, progress, visible
from desk.domain.interview_values import as_text, fault, from_text

TODAY = date(2026, 11, 24)
YOUSSEF, KHADIJA = Member("youssef", 41, outside_eu=True), Member("khadija", 36)
AMINA, ADAM = Member("amina", 12), Member("adam", 0)
FAMILY = (YOUSSEF, KHADIJA, AMINA, ADAM)
SECTIONS = load_interview()
QUESTIONS = questions_of(SECTIONS)


def page(name: str) -> Section:
    return next(section for section in SECTIONS if section.id == name)


def asked(name: str, answers: Answers = {}, members: tuple[Member, ...] = FAMILY) -> list[Key]:  # noqa: B006
    return [slot.key for slot in visible(page(name), SECTIONS, answers, members)]


def test_an_answer_opens_the_questions_that_hang_on_it() -> None:
    assert ("housing.rent", None) not in asked("housing")
    assert ("housing.rent", None) in asked("housing", {("housing.tenure", None): Answer("private_4_4")})


def test_an_unknown_answer_opens_nothing() -> None:
    answers = {("housing.arrears_months", None): Answer(None, Status.UNKNOWN)}
    assert ("housing.arrears", None) not in asked("housing", answers)


def test_an_answer_to_a_question_no_longer_asked_counts_for_nothing() -> None:
    """Arrears were told while the family rented; now it lives with relatives."""
    answers = {("housing.tenure", None): Answer("private_4_4"), ("housing.arrears_months", None): Answer(8)}
    assert ("housing.arrears", None) in asked("housing", answers)
    answers[("housing.tenure", None)] = Answer("hosted")
    assert ("housing.arrears", None) not in asked("housing", answers)


def test_members_are_asked_one_by_one_by_their_age() -> None:
    found = asked("children")
    assert ("children.school", "amina") in found
    assert ("children.school", "adam") not in found
    assert ("children.nursery", "adam") in found
    assert not any(person == "youssef" for _, person in found)


def test_a_members_condition_looks_at_the_same_member() -> None:
    answers = {("work.status", "youssef"): Answer("employed"), ("work.status", "khadija"): Answer("unemployed_did")}
    found = asked("work", answers)
    assert ("work.hours", "youssef") in found
    assert ("work.hours", "khadija") not in found
    assert ("work.did_date", "khadija") in found


def test_the_permit_is_asked_of_those_from_outside_the_union() -> None:
    permits = [person for question, person in asked("documents") if question == "documents.permit"]
    assert permits == ["youssef"]


def test_nobody_asks_who_keeps_children_that_are_not_there() -> None:
    assert ("care.who_keeps_children", None) in asked("children")
    assert ("care.who_keeps_children", None) not in asked("children", members=(YOUSSEF, KHADIJA))


def test_progress_counts_settled_answers_and_no_notes() -> None:
    answers: dict[Key, Answer] = {
        ("networks.relatives", None): Answer("no"),
        ("networks.friends", None): Answer(None, Status.DECLINED),
        ("networks.associations", None): Answer("", Status.ASK_AGAIN),
        ("networks.services", None): Answer(("social",), Status.TO_CONFIRM),
        ("networks.note", None): Answer("Poche parole."),
    }
    found = next(each for each in progress(SECTIONS, answers, FAMILY) if each.section == "networks")
    assert (found.answered, found.asked) == (2, 5)


def test_the_next_open_question_goes_round() -> None:
    slots = visible(page("networks"), SECTIONS, {}, FAMILY)
    first = next_unanswered(slots, {})
    assert first is not None and first.key == ("networks.relatives", None)
    after_last = next_unanswered(slots, {}, ("networks.trusted", None))
    assert after_last is not None and after_last.key == ("networks.relatives", None)
    everything = {slot.key: Answer("x") for slot in slots}
    assert next_unanswered(slots, everything) is None


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("housing.rent", 47000, None),
        ("housing.rent", -1, "Il valore è troppo basso: il minimo è 0 €."),
        ("work.hours", 90, "Il valore è troppo alto: il massimo è 60 ore."),
        ("housing.rent", True, "Questa risposta non va bene per la domanda «Affitto al mese»."),
        ("housing.tenure", "castle", "Scegli una risposta dell’elenco."),
        ("housing.since", date(2027, 1, 1), "Questa data è nel futuro: controlla l’anno."),
        ("people.due_date", date(2026, 1, 1), "Questa data è già passata: controlla l’anno."),
        ("networks.services", ("social", "legal"), None),
        ("networks.services", ("social", "castle"), "Scegli una risposta dell’elenco."),
    ],
)
def test_a_value_is_checked_against_its_question(question: str, value: object, said: str | None) -> None:
    assert fault(QUESTIONS[question], value, TODAY) == said  # type: ignore[arg-type]


VALUES = {
    Kind.CHOICE: st.text(),
    Kind.SEVERAL: st.lists(st.text()).map(tuple),
    Kind.TEXT: st.text(),
    Kind.NOTE: st.text(),
    Kind.NUMBER: st.integers(-(10**9), 10**9),
    Kind.MONEY: st.integers(-(10**9), 10**9),
    Kind.DATE: st.dates(),
    Kind.YESNO: st.booleans(),
    Kind.TIME: st.times().map(lambda time: f"{time:%H:%M}"),
    Kind.PERSON: st.text(),
    Kind.DOCUMENT: st.sampled_from(PAPER_STATES),
    Kind.ROWS: st.just(Rows()),
}


@given(st.sampled_from(Kind).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_a_row_gives_back_the_value_it_was_given(pair: tuple[Kind, object]) -> None:
    kind, value = pair
    question = Question(id="q", text="?", label="?", kind=kind)
    assert from_text(question, as_text(value)) == value  # type: ignore[arg-type]


def test_a_row_that_no_longer_fits_gives_nothing() -> None:
    assert from_text(QUESTIONS["housing.rent"], '"molto"') is None
    assert from_text(QUESTIONS["housing.rent"], "not json") is None
