"""Confidences: not for other roles, not on the household's page or history, not shown back to another adult."""

import pytest

from desk.db.store import Store
from desk.domain.interview import Answer, Key, Member, Question, Status, questions_of
from desk.domain.interview_flow import progress, visible
from desk.domain.interview_safety import alone, may_be_shown
from desk.errors import NotAllowed
from desk.office.household.history import read_history
from desk.office.household.page import read_household
from desk.office.interview.answers import save_answer
from desk.office.interview.course import finish_interview, set_present, start_interview, write_note
from desk.office.interview.interview import read_interview
from desk.office.interview.remarks import remark_key, save_remark
from desk.office.interview.what_it_tells import what_it_tells
from desk.office.machine.drafts import keep_draft
from desk.office.session import Session
from tests.interview_family import el_amrani
from tests.small_office import SmallOffice, build_small_office

YOUSSEF, KHADIJA, AMINA = Member("y", 41), Member("k", 36), Member("a", 12)
FAMILY = (YOUSSEF, KHADIJA, AMINA)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def home(office: SmallOffice) -> str:
    return el_amrani(office)


def present(session: Session, home: str, *people: str) -> None:
    start_interview(session, home, present=people)
    set_present(session, read_interview(session, home).id, people)


def asked(session: Session, home: str) -> set[tuple[str, str | None]]:
    found = read_interview(session, home)
    sections = found.questionnaire.sections
    return {
        slot.key
        for section in sections
        for slot in visible(section, sections, found.told.answers, found.members, found.alone)
    }


@pytest.mark.parametrize(
    ("people", "who"), [(("k",), "k"), (("y", "k"), None), (("k", "a"), None), (("a",), None), ((), None)]
)
def test_who_is_alone(people: tuple[str, ...], who: str | None) -> None:
    assert alone(FAMILY, people) == who


@pytest.mark.parametrize(
    ("heard", "here", "shown"),
    [(("k",), ("k",), True), (("k",), ("y", "k"), False), (("k",), ("y",), False), (("y", "k"), ("y",), True),
     ((), ("y",), False), ((), (), True), (("k",), ("k", "a"), True)],
)  # fmt: skip
def test_a_confidence_is_shown_to_those_who_heard_it(
    heard: tuple[str, ...], here: tuple[str, ...], shown: bool
) -> None:
    question = Question(id="q", text="?", label="?", kind="text", confidential=True)  # type: ignore[arg-type]
    assert may_be_shown(question, Answer("x", heard=heard), FAMILY, here) is shown


def test_questions_of_violence_open_only_to_an_adult_alone(giulia: Session, home: str, office: SmallOffice) -> None:
    youssef, khadija, *_children = office.people(home)
    present(giulia, home, youssef, khadija)
    assert not {question for question, _who in asked(giulia, home) if question.startswith("safety.")}
    present(giulia, home, khadija)
    assert {who for question, who in asked(giulia, home) if question.startswith("safety.")} == {khadija}


def test_what_was_said_alone_is_not_shown_to_the_other(giulia: Session, home: str, office: SmallOffice) -> None:
    youssef, khadija, *_children = office.people(home)
    present(giulia, home, khadija)
    save_answer(giulia, home, "safety.at_home", "no", person=khadija, said_by=khadija)
    save_answer(giulia, home, "people.pregnancy", True, said_by=khadija)
    assert ("people.due_date", None) in asked(giulia, home)
    present(giulia, home, youssef, khadija)
    found = read_interview(giulia, home)
    assert found.told.answers["people.pregnancy", None].value is None
    assert ("people.pregnancy", None) in found.told.reserved
    assert ("people.due_date", None) not in asked(giulia, home)
    assert found.told.answers["safety.at_home", khadija].value is None
    assert "safety" not in repr(what_it_tells(found, found.told.answers, giulia.today()))
    counted = progress(found.questionnaire.sections, found.told.answers, found.members, found.alone)
    assert next(each for each in counted if each.section == "people").answered == 1  # told, though not shown
    present(giulia, home, khadija)
    assert read_interview(giulia, home).told.answers["people.pregnancy", None].value is True


def test_the_answer_keeps_who_said_and_who_heard_it(giulia: Session, home: str, office: SmallOffice) -> None:
    khadija = office.people(home)[1]
    present(giulia, home, khadija)
    save_answer(giulia, home, "health.condition", ("psychological",), person=khadija, said_by=khadija)
    found = read_interview(giulia, home).told.answers["health.condition", khadija]
    assert (found.said_by, found.heard, found.status) == (khadija, (khadija,), Status.SAID)


def test_reception_reads_no_confidence_anywhere(giulia: Session, home: str, office: SmallOffice) -> None:
    khadija = office.people(home)[1]
    present(giulia, home, khadija)
    save_answer(giulia, home, "safety.violence", ("threats",), person=khadija, said_by=khadija)
    save_answer(giulia, home, "economy.iban", "IT60X0542811101000000123456")
    save_answer(giulia, home, "housing.tenure", "owned")
    write_note(giulia, read_interview(giulia, home).id, "Ha paura del marito")
    chiara = office.session("chiara")
    with pytest.raises(NotAllowed):
        read_interview(chiara, home)
    page = repr(read_household(chiara, home))
    story = repr(read_history(chiara, home))
    for secret in ("threats", "Minacce", "IT60X", "paura"):
        assert secret not in page
        assert secret not in story
    assert "riservato" in story
    assert "Casa di proprietà" in page
    ours = repr(read_history(giulia, home))
    assert "threats" in ours


def test_what_was_told_alone_is_for_whoever_follows_the_family(giulia: Session, home: str, office: SmallOffice) -> None:
    """Another caseworker and the coordinator interview too: they see that something was told, not what."""
    khadija = office.people(home)[1]
    present(giulia, home, khadija)
    save_answer(giulia, home, "safety.at_home", "no", person=khadija, said_by=khadija)
    save_answer(giulia, home, "safety.violence", ("threats",), person=khadija, said_by=khadija)
    save_remark(giulia, home, ("safety.violence", khadija), "Solo di mattina", khadija)
    for who in ("paolo", "carla"):
        other = office.session(who)
        found = read_interview(other, home)
        assert {key for key in found.told.reserved if key[1] == khadija} == {
            ("safety.at_home", khadija),
            ("safety.violence", khadija),
        }
        read = repr(found.told) + repr(read_history(other, home)) + repr(read_household(other, home))
        assert "threats" not in read and "Solo di mattina" not in read
    assert "threats" in repr(read_interview(giulia, home).told)
    with office.store.write() as unit:
        unit.change("household", home, caseworker=office.staff["paolo"])
    assert "threats" in repr(read_interview(office.session("paolo"), home).told)


def test_no_open_question_hangs_on_a_confidence(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    questions = questions_of(read_interview(giulia, home).questionnaire.sections)
    for question in questions.values():
        rule = question.shown_if
        for condition in (*rule.all, *rule.any) if rule else ():
            target = questions.get(condition.question)
            assert target is None or not target.confidential or question.confidential


def test_a_note_at_a_question_is_as_confidential_as_the_question(
    giulia: Session, home: str, office: SmallOffice
) -> None:
    youssef, khadija, *_children = office.people(home)
    present(giulia, home, khadija)
    at_home: Key = ("safety.at_home", khadija)
    save_remark(giulia, home, at_home, "Solo di mattina", khadija)
    save_remark(giulia, home, ("housing.rent", None), "Forse 450", khadija)
    assert read_interview(giulia, home).told.remarks == {
        at_home: "Solo di mattina",
        ("housing.rent", None): "Forse 450",
    }
    present(giulia, home, youssef, khadija)
    assert read_interview(giulia, home).told.remarks == {("housing.rent", None): "Forse 450"}
    chiara = office.session("chiara")
    assert "Solo di mattina" not in repr(read_history(chiara, home)) + repr(read_household(chiara, home))
    save_remark(giulia, home, ("housing.rent", None), "")
    assert read_interview(giulia, home).told.remarks == {}


def test_the_letters_of_a_note_survive_a_cut(giulia: Session, home: str) -> None:
    start_interview(giulia, home)
    keep_draft(giulia, home, remark_key(("housing.rent", None)), "Forse 45")
    start_interview(giulia, home)
    assert read_interview(giulia, home).told.remarks == {("housing.rent", None): "Forse 45"}


def test_an_interview_of_before_shows_a_confidence_only_to_those_who_heard_it(
    giulia: Session, home: str, office: SmallOffice
) -> None:
    youssef, khadija, *_children = office.people(home)
    present(giulia, home, khadija)
    save_answer(giulia, home, "safety.at_home", "no", person=khadija, said_by=khadija)
    save_answer(giulia, home, "people.pregnancy", True, said_by=khadija)
    old = read_interview(giulia, home).id
    finish_interview(giulia, old)

    def shown() -> tuple[object, bool]:
        found = read_interview(giulia, home, old)
        sections = found.questionnaire.sections
        keys = {
            slot.key
            for section in sections
            for slot in visible(section, sections, found.told.answers, found.members, found.alone)
        }
        return found.told.answers["people.pregnancy", None].value, ("safety.at_home", khadija) in keys

    assert shown() == (True, True)  # the caseworker reads alone
    start_interview(giulia, home, "visit", present=(youssef, khadija))
    assert shown() == (None, False)
    set_present(giulia, read_interview(giulia, home).id, (khadija,))
    assert shown() == (True, True)
