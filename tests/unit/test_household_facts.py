"""Small facts of a family's page that went wrong once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desk.catalogue.notice import load_notice
from desk.domain.availability import Kind, Rule, never_occurs
from desk.i18n import money
from desk.office.household.consents import read_consents, record_consent
from desk.office.household.join_split import join_households
from desk.office.household.page import read_household
from desk.office.session import Session
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


def rossi(office: SmallOffice, code: str = "TH-1") -> str:
    return office.family(code, "Rossi", (person("Aldo", "Rossi", "1980-01-01", "M", "head"),))


@pytest.mark.parametrize(("stage", "offered"), [("1", False), ("2", True), ("9", True), ("10", False)])
def test_the_fund_is_offered_between_the_hearing_and_the_release(
    office: SmallOffice, stage: str, offered: bool
) -> None:
    home = rossi(office)
    office.put("answer", household=home, question="housing.arrears", value="100000")
    office.put("answer", household=home, question="housing.eviction_stage", value=f'"{stage}"')
    assert (read_household(office.session(), home).fund is not None) is offered


def test_a_consent_given_late_in_the_evening_bears_that_day(office: SmallOffice) -> None:
    giulia = replace(office.session(), now=lambda: datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    home = rossi(office)
    record_consent(giulia, home, office.people(home)[0], load_notice().choices[0].id, True)
    assert read_consents(giulia, home).adults[0].said[0].on == date(2026, 11, 27)


def test_what_a_person_kept_and_missed_follows_into_the_joined_family(office: SmallOffice) -> None:
    one, two = rossi(office, "TH-1"), rossi(office, "TH-2")
    office.put("follow_up", household=two, person=office.people(two)[0], outcome="kept", day="2026-11-01")
    join_households(office.session(), keep=one, joined=two)
    assert [line.kept for line in read_household(office.session(), one).ledger] == [1]


@pytest.mark.parametrize(
    ("cents", "words"), [(376_000, "3.760 €"), (376_050, "3.760,50 €"), (-150, "-1,50 €"), (-376_000, "-3.760 €")]
)
def test_money(cents: int, words: str) -> None:
    assert money(cents) == words


def test_the_last_year_of_the_calendar_has_no_next_day() -> None:
    assert not never_occurs(Rule(Kind.AWAY, "", date(9999, 1, 1)))
