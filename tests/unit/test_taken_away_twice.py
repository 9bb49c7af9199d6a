"""Two who took the same line away said the same of it: nobody is asked which minute is right."""

import pytest

from desk.db import conflicts
from desk.db.store import Store
from desk.office.machine.reconcile import read_clashes, settled_today
from desk.office.machine.replica import StoreReplica
from tests.elsewhere import seen_of, write_elsewhere
from tests.small_office import SmallOffice, build_small_office

EARLY, LATE = "2026-11-24T09:31:00+00:00", "2026-11-24T09:33:00+00:00"
OVER = (
    ("commitment", "removed"), ("attachment", "removed"), ("availability", "removed"), ("scenario", "removed"),
    ("interview", "ended_at"), ("visit", "left_at"), ("plan", "closed_on"), ("help_call", "over_at"),
)  # fmt: skip


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def both(office: SmallOffice, table: str, field: str, here: str | None, there: str | None, before: str | None) -> str:
    """The one elsewhere is the later. Gives the row."""
    row = office.put(table, **{field: before})
    seen = seen_of(office.store, table, row)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put(table, row, **{field: here})
    write_elsewhere(office.store, office.staff["paolo"], table, row, seen, minutes_ago=-5, **{field: there})
    return row


def asked(office: SmallOffice) -> int:
    """The screen, its count and the round of sync say the same number."""
    with office.store.read() as connection:
        many = conflicts.count(connection)
    assert many == len(read_clashes(office.session("giulia"))) == StoreReplica(office.store).standing().conflicts
    return many


def value(office: SmallOffice, table: str, row: str, field: str) -> object:
    with office.store.read() as connection:
        return connection.exec_driver_sql(f'SELECT "{field}" FROM {table} WHERE id = ?', (row,)).scalar()


@pytest.mark.parametrize(("table", "field"), OVER)
def test_nobody_is_asked_which_minute_is_right(office: SmallOffice, table: str, field: str) -> None:
    row = both(office, table, field, EARLY, LATE, None)
    assert asked(office) == 0 and value(office, table, row, field) == LATE
    told = 'SELECT count(*) FROM journal WHERE "row" = ?'
    with office.store.read() as connection:
        assert connection.exec_driver_sql(told, (row,)).scalar() == 3, "the journal keeps both"


def test_a_day_that_two_closed_is_closed(office: SmallOffice) -> None:
    row = office.put("day_end", day="2026-11-24", at=EARLY, by=office.staff["giulia"], note="Tutto a posto.")
    there = {"at": LATE, "by": office.staff["paolo"]}
    write_elsewhere(office.store, office.staff["paolo"], "day_end", row, {}, minutes_ago=-5, **there)
    assert asked(office) == 0 and value(office, "day_end", row, "note") == "Tutto a posto."


def test_who_put_it_back_said_something_else(office: SmallOffice) -> None:
    both(office, "commitment", "removed", LATE, None, EARLY)
    assert asked(office) == 1


def test_what_is_put_back_after_both_took_it_away_asks_nothing_and_was_no_decision(office: SmallOffice) -> None:
    row = both(office, "commitment", "removed", EARLY, LATE, None)
    with office.store.write(office.staff["chiara"]) as unit:
        unit.put("commitment", row, removed=None)
    assert asked(office) == 0 and value(office, "commitment", row, "removed") is None
    assert settled_today(office.session("giulia")) == ()
    seen = seen_of(office.store, "commitment", row)
    write_elsewhere(office.store, office.staff["paolo"], "commitment", row, seen, minutes_ago=-9, removed=LATE)
    assert asked(office) == 0 and value(office, "commitment", row, "removed") == LATE


def test_of_another_field_two_moments_are_still_a_question(office: SmallOffice) -> None:
    both(office, "visit", "arrived_at", EARLY, LATE, None)
    assert asked(office) == 1
