"""The server's records, which reports read: a moment after the entries, and at once when somebody is erased."""

from collections.abc import Callable
from threading import Event
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from desk.db.store import Store
from desk.domain.journal.entry import Entry
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import synchronise
from desk.server import records
from desk.server.database import Database, keep
from desk.server.devices import make_code
from desk.server.records import catch_up, following
from desk.server.tables import entry, record
from tests.conftest import Clock

NewStore = Callable[[str], Store]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread beside the server looks on: here the tests say when."""
    monkeypatch.setattr(records, "LOOK_SECONDS", 3600)


@pytest.fixture
def desk(unhurried: None, enrolled_store: NewStore) -> Store:
    return enrolled_store("desk")


def known(database: Database) -> dict[str, tuple[dict[str, Any], int]]:
    with database.read() as connection:
        found = connection.execute(select(record.c.row, record.c.fields, record.c.erased)).all()
    return {row: (fields, erased) for row, fields, erased in found}


def test_records_follow_the_entries(desk: Store, database: Database) -> None:
    with desk.write() as unit:
        rows = [unit.put("person", surname=f"Prova{number}") for number in range(records.AT_ONCE + 1)]
    with desk.write() as unit:
        unit.put("person", rows[0], surname="Osagie")
    assert synchronise(desk).ok
    assert known(database) == {}
    catch_up(database)
    found = known(database)
    assert found.keys() == set(rows)
    assert found[rows[0]] == ({"surname": "Osagie"}, 0)


def test_an_erase_takes_effect_with_its_entry(desk: Store, database: Database) -> None:
    with desk.write() as unit:
        gone, stays = unit.put("person", surname="Osagie"), unit.put("person", surname="Vitale")
    assert synchronise(desk).ok
    with desk.write() as unit:
        unit.erase("person", gone)
    assert synchronise(desk).ok
    assert known(database) == {gone: ({}, 1), stays: ({"surname": "Vitale"}, 0)}
    with database.read() as connection:
        bodies = connection.execute(select(entry.c.body).where(entry.c.row == gone)).scalars().all()
    assert [msgspec.msgpack.decode(body, type=Entry).fields for body in bodies if b"put" in body] == [""]


def test_what_arrives_late_for_an_erased_row_is_blank(
    desk: Store, enrolled_store: NewStore, database: Database
) -> None:
    other = enrolled_store("other")
    with desk.write() as unit:
        gone = unit.put("person", surname="Osagie")
    assert synchronise(desk).ok
    assert synchronise(other).ok
    with other.write() as unit:
        unit.put("person", gone, given="Joy")
    with desk.write() as unit:
        unit.erase("person", gone)
    assert synchronise(desk).ok
    assert synchronise(other).ok
    catch_up(database)
    assert known(database) == {gone: ({}, 1)}
    with database.read() as connection:
        assert not any(b"Joy" in body for body in connection.execute(select(entry.c.body)).scalars())


def test_a_database_of_the_second_schema_has_records_up_to_its_entries(
    desk: Store, database: Database, address: str
) -> None:
    with desk.write() as unit:
        unit.put("person", surname="Osagie")
    assert synchronise(desk).ok
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE settled")
        connection.exec_driver_sql("DROP INDEX ix_record_erased")
        for column in ("mark", "erased"):
            connection.exec_driver_sql(f"ALTER TABLE office DROP COLUMN {column}")
        keep(connection, {"schema": "2"})
    Database(address).close()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT n FROM settled").scalar() == 0, "read again, as of schema 6"
    catch_up(database)
    assert [fields for fields, _erased in known(database).values()] == [{"surname": "Osagie"}]


def test_an_office_that_cannot_be_settled_does_not_hold_back_the_others(
    new_store: NewStore, server: str, database: Database, clock: Clock
) -> None:
    stores = {home: new_store(home) for home in ("first", "second")}
    for home, store in stores.items():
        enrol_machine(store, server, make_code(database, int(clock().timestamp()), home=home))
        with store.write() as unit:
            unit.put("person", surname=home)
        assert synchronise(store).ok
    with database.write() as connection:
        connection.execute(update(entry).where(entry.c.office == "first").values(body=b"of an older server"))
    with pytest.raises(msgspec.DecodeError):
        catch_up(database)
    assert [fields for fields, _erased in known(database).values()] == [{"surname": "second"}]


def test_an_entry_that_cannot_be_settled_is_told_and_does_not_end_the_thread(
    database: Database, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    looks = iter((ValueError("Osagie"), ValueError("Osagie"), None))
    over = Event()

    def settle(_database: Database) -> None:
        fault = next(looks)
        if fault:
            raise fault
        over.set()
        monkeypatch.setattr(records, "catch_up", catch_up)

    monkeypatch.setattr(records, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(records, "catch_up", settle)
    with following(database):
        assert over.wait(10)
    said = capfd.readouterr().err
    assert said.count('"fault":"ValueError"') == 1 and "Osagie" not in said
