"""Steps of the journey that a person records: they move the family on, stand in its story, and can be undone."""

from datetime import date, timedelta

import pytest

from desk.db.store import Store
from desk.errors import BadInput
from desk.office.household.milestones import record_milestone
from desk.office.household.page import read_household
from desk.office.session import Session
from tests.small_office import build_small_office


@pytest.fixture
def worker(store: Store) -> Session:
    return build_small_office(store).session()


@pytest.fixture
def home(worker: Session) -> str:
    with worker.store.write() as unit:
        household = unit.put("household", code="TH-0001", name="Diop", language="fr", opened_on="2026-09-01")
        who = unit.put("person", given="Awa", surname="Diop", birth_date="1990-01-01")
        unit.put("membership", household=household, person=who, role="head", position=0, since="2026-09-01")
        unit.put("plan", household=household, version=1, state="signed", made_on="2026-10-01", signed_on="2026-10-02")
    return household


def stage(worker: Session, home: str) -> str:
    now = read_household(worker, home).journey.now
    return now.stage.id if now else "over"


def test_each_step_moves_the_family_on(worker: Session, home: str) -> None:
    seen = [stage(worker, home)]
    for event in ("income_found", "home_found", "lease_signed", "accompaniment_ended"):
        record_milestone(worker, home, event)
        seen.append(stage(worker, home))
    assert seen == ["work", "search", "lease", "accompaniment", "over"]
    assert [each.fact for each in read_household(worker, home).story][:4].count("Casa trovata") == 1


def test_a_step_can_be_undone(worker: Session, home: str) -> None:
    changes = record_milestone(worker, home, "income_found", date(2026, 11, 2))
    assert stage(worker, home) == "search"
    worker.store.undo(changes.batch, worker.staff)
    assert stage(worker, home) == "work"
    record_milestone(worker, home, "income_found")


def test_what_cannot_be_is_said(worker: Session, home: str) -> None:
    record_milestone(worker, home, "income_found")
    for event, day in (
        ("income_found", None),
        ("home_found", worker.today() + timedelta(days=1)),
        ("plan_signed", None),
    ):
        with pytest.raises(BadInput):
            record_milestone(worker, home, event, day)
