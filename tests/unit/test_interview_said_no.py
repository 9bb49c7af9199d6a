"""Who has said no to data on health is not asked for them, and what was told before counts for nothing."""

import pytest

from desk.catalogue import load_interview
from desk.domain.interview import Answer, Kind, questions_of
from desk.office.household.consents import record_consent, record_notice_given
from desk.office.interview.interview import InterviewView, read_interview, start_interview
from desk.office.interview.what_it_tells import what_it_tells
from desk.office.session import Session
from tests.interview_family import TODAY, el_amrani
from tests.small_office import SmallOffice, build_small_office


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
