"""On a family's page: what it waits for, and what was called off, each in words."""

from datetime import datetime, timedelta

import pytest

from desk.db.store import Store
from desk.office.appointments.book_appointment import book_appointment, cancel_appointment
from desk.office.appointments.waiting_list import ask_appointment
from desk.office.household.page import read_household
from desk.office.session import ZONE
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def test_a_family_that_waits_for_a_time_is_told_so_on_its_page(office: SmallOffice) -> None:
    session, family = office.session(), office.family("TH-0001", "Rossi")
    ask_appointment(session, office.family("TH-0002", "Bianchi"), "interview", listed=True)
    ask_appointment(session, family, "interview", listed=True, not_after=session.today() + timedelta(days=9))
    page = read_household(session, family)
    [line] = page.waiting
    assert line.since_words(page.today).startswith("In lista d'attesa · dal ")
    assert line.wish_words(page.today).startswith("Colloquio · 45 min · entro il ")


def test_what_was_called_off_stays_in_the_story(office: SmallOffice) -> None:
    session, family = office.session(), office.family("TH-0001", "Rossi")
    start = datetime.combine(session.today() + timedelta(days=8), datetime.min.time(), ZONE).replace(hour=10)
    booked = book_appointment(
        session, household=family, start=start, minutes=45, service="interview", caseworker=office.staff["giulia"]
    ).appointment
    asked = ask_appointment(session, family, "interview", listed=False).appointment
    for each in (booked, asked):
        cancel_appointment(session, each)
    told = {event.fact: event.second for event in read_household(session, family).story}
    assert told["Appuntamento disdetto"].endswith(", 10:00 · colloquio")
    assert told["Richiesta di appuntamento tolta"] == "colloquio"
