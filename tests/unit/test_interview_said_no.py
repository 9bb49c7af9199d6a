"""Who has said no to data on health is not asked for them, and what was told before counts for nothing."""

import pytest

from desk.catalogue.interview import load_interview
from desk.domain.interview import Answer, Kind, questions_of
from desk.domain.queue import Priority
from desk.office.front.check_in import check_in, leave
from desk.office.front.today import read_today
from desk.office.household.consents import record_consent, record_notice_given
from desk.office.interview.answers import save_answer
from desk.office.interview.course import start_interview
from desk.office.interview.interview import InterviewView, read_interview
from desk.office.interview.what_it_tells import what_it_tells
from desk.office.session import Session
from tests.interview_family import TODAY, el_amrani
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    made = el_amrani(office)
    start_interview(office.session(), made)
    return made


def view(office: SmallOffice, home: str) -> InterviewView:
    return read_interview(office.session(), home)


def test_one_adult_alone_is_left_out(office: SmallOffice, home: str) -> None:
    youssef, khadija, *_minors = office.people(home)
    record_consent(office.session(), home, khadija, "special_data", given=False)
    record_consent(office.session(), home, youssef, "special_data", given=True)
    assert [each.given for each in view(office, home).members if each.declines] == ["Khadija"]
    record_consent(office.session(), home, khadija, "special_data", given=True)
    assert not any(each.declines for each in view(office, home).members)


def test_where_every_adult_says_no_the_children_are_not_asked_about_either(office: SmallOffice, home: str) -> None:
    for adult in office.people(home)[:2]:
        record_consent(office.session(), home, adult, "special_data", given=False)
    assert all(each.declines for each in view(office, home).members)


def test_what_was_told_before_counts_for_nothing(office: SmallOffice, home: str) -> None:
    youssef = office.people(home)[0]
    told = {
        ("health.disability", youssef): Answer("certified_in_dsu"),
        ("health.not_self_sufficient", youssef): Answer(True),
    }
    before = what_it_tells(view(office, home), told, TODAY).sia.parts[0].points
    record_consent(office.session(), home, youssef, "special_data", given=False)
    assert what_it_tells(view(office, home), told, TODAY).sia.parts[0].points == before - 10


def test_what_the_one_who_says_no_told_of_the_family_is_read_no_more(office: SmallOffice, home: str) -> None:
    youssef, khadija, *_minors = office.people(home)
    save_answer(office.session(), home, "people.pregnancy", True, said_by=khadija)
    record_consent(office.session(), home, youssef, "special_data", given=False)
    assert ("people.pregnancy", None) in view(office, home).told.answers
    record_consent(office.session(), home, khadija, "special_data", given=False)
    assert ("people.pregnancy", None) not in view(office, home).told.answers


@pytest.mark.parametrize(("question", "value"), [("people.pregnancy", True), ("health.disability", "certified_in_dsu")])
def test_the_place_in_the_queue_forgets_what_was_told_before(
    office: SmallOffice, question: str, value: bool | str
) -> None:
    """It is reserved to begin with: the front never reads why."""
    people = person("Ada", "Rossi", "1985-02-09", role="head"), person("Ugo", "Rossi", "1984-02-09", "M")
    home = office.family("TH-0300", "Rossi", people)
    ada, ugo = office.people(home)
    who = ada if question == "health.disability" else None
    save_answer(office.session(), home, question, value, person=who, said_by=ada)
    arrived = check_in(office.session(), household=home).visit

    def place() -> Priority | None:
        return next(each for each in read_today(office.session()).waiting if each.visit == arrived).waiter.priority

    assert place() is Priority.RESERVED
    record_consent(office.session(), home, ugo, "special_data", given=False)
    assert place() is Priority.RESERVED
    record_consent(office.session(), home, ada, "special_data", given=False)
    assert place() is None
    leave(office.session(), arrived)
    check_in(office.session(), household=home)
    assert place_of_all(office) == {None}


def place_of_all(office: SmallOffice) -> set[Priority | None]:
    return {each.waiter.priority for each in read_today(office.session()).waiting}


def test_the_interview_knows_whether_the_notice_was_given(office: SmallOffice, home: str) -> None:
    assert not view(office, home).has_notice
    record_notice_given(office.session(), home)
    assert view(office, home).has_notice


def test_every_question_on_health_is_special_and_confidential() -> None:
    questions = questions_of(load_interview())
    asked = {name for name in questions if name.startswith("health.")} - {"health.doctor"}
    assert all(questions[name].special and questions[name].confidential for name in asked)
    assert all(each.confidential for each in questions.values() if each.special)
    assert all(each.kind is not Kind.DOCUMENT for each in questions.values() if each.special)
