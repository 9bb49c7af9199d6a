"""A request for a time that was left half filled comes back for whoever filled it in, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import appointment, draft
from desk.office.appointments.left_wish import KEPT_DAYS, left_wish
from desk.office.interview.course import start_interview
from desk.ui.presenters.booking import BookingPresenter
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def family(office: SmallOffice) -> str:
    return office.family("TH-0001", "Rossi", ({"given": "Anna", "surname": "Rossi", "role": "head"},))


def finder(office: SmallOffice, worker: str = "giulia") -> BookingPresenter:
    return BookingPresenter(context_of(office.session(worker)), lambda: None, lambda _slot: None)


def test_what_was_filled_in_is_there_again_until_a_time_is_taken(office: SmallOffice, family: str) -> None:
    before = finder(office)
    before.show(family)
    before.change(minutes=90, equipment=("pram",))
    before.clear()
    after, colleague = finder(office), finder(office, "paolo")
    colleague.look_back()
    assert colleague.left is None
    after.look_back()
    assert after.left is not None and after.left.family == "Rossi"
    after.resume()
    assert after.resumed and (after.wish.minutes, after.wish.equipment) == (90, ("pram",))
    after.change(equipment=())
    after.take(after.slots[0])
    after.look_back()
    assert after.left is None
    with office.store.read() as connection:
        assert connection.execute(select(appointment.c.minutes)).scalars().all() == [90]
        assert connection.execute(select(draft)).all() == []


def test_it_can_be_begun_anew_and_another_family_is_not_asked_for_it(office: SmallOffice, family: str) -> None:
    now = finder(office)
    now.show(family)
    now.change(minutes=90)
    now.show(office.family("TH-0002", "Bianchi"))
    assert not now.resumed and now.wish.minutes != 90
    now.show(family)
    assert now.resumed
    now.start_again()
    assert not now.resumed and now.wish.minutes != 90


def test_an_interview_leaves_it_alone_and_it_goes_after_a_week_or_with_the_family(
    office: SmallOffice, family: str
) -> None:
    now = finder(office)
    now.show(family)
    now.change(minutes=90)
    session = office.session()
    start_interview(session, family)
    assert left_wish(session) is not None
    assert left_wish(replace(session, now=lambda: office.session().now() + timedelta(days=KEPT_DAYS + 1))) is None
    with office.store.write() as unit:
        unit.erase("household", family)
    with office.store.read() as connection:
        assert connection.execute(select(draft)).all() == []
