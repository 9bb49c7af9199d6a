"""What the server's database itself refuses, how it is cut, and databases of older schemas."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from desk.server.database import Database, keep
from desk.server.devices import OFFICE, found_office
from desk.server.schema import PARTS
from desk.server.tables import SCHEMA, code, device, entry, page, record, settled

WRONG: tuple[tuple[Any, dict[str, object]], ...] = (
    (code, {"hash": "0", "office": "nowhere", "scope": OFFICE, "ends_at": 1}),
    (device, {"id": "m", "office": "nowhere", "public_key": "", "scope": OFFICE, "enrolled_at": 0}),
    (device, {"id": "m", "office": "home", "public_key": "", "scope": OFFICE, "enrolled_at": 0, "revoked": 2}),
    (entry, {"office": "home", "n": 0, "device": "m", "seq": 1, "scope": "office", "row": "r", "body": b""}),
    (entry, {"office": "home", "n": 1, "device": None, "seq": 1, "scope": "office", "row": "r", "body": b""}),
    (page, {"office": "home", "last": 4, "many": 5, "device": "m", "seq": 5, "mark": 1, "weight": 0, "body": b""}),
    (settled, {"office": "nowhere", "n": 0}),
)


@pytest.mark.parametrize(("table", "row"), WRONG)
def test_a_row_that_cannot_be_is_refused(database: Database, table: Any, row: dict[str, object]) -> None:
    with database.write() as connection:
        found_office(connection, "home")
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(table).values(**row))


def test_an_entry_is_there_once(database: Database) -> None:
    row = {"office": "home", "device": "m", "seq": 1, "scope": "office", "row": "r", "body": b""}
    with database.write() as connection:
        connection.execute(insert(entry).values(n=1, **row))
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(entry).values(n=2, **row))


def _parts(database: Database) -> int:
    with database.read() as connection:
        asked = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'entry'::regclass"
        return int(connection.exec_driver_sql(asked).scalar_one())


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_what_grows_is_cut_by_office(database: Database, address: str) -> None:
    assert _parts(database) == PARTS
    Database(address).close()
    assert _parts(database) == PARTS


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_database_of_the_sixth_schema_gets_the_constraints_and_keeps_what_it_has(
    database: Database, address: str
) -> None:
    with database.write() as connection:
        found_office(connection, "home")
        for table, name in (("device", "fk_device_office"), ("entry", "ck_entry_numbers")):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        old = {"id": "old", "office": "gone", "public_key": "", "scope": OFFICE, "enrolled_at": 0}
        connection.execute(insert(device).values(**old))
        connection.exec_driver_sql("ALTER TABLE office DROP COLUMN erased")
        connection.exec_driver_sql("INSERT INTO office (id, counter) VALUES ('quiet', 0)")
        gone = {"office": "home", "row": "r", "table": "person", "scope": "office", "fields": {}, "stamps": {}}
        connection.execute(insert(record).values(**gone, erased=1))
        keep(connection, {"schema": "6"})
    Database(address).close()
    assert database.settings()["schema"] == SCHEMA
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(device).values(**old | {"id": "new"}))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT id FROM device").scalars().all() == ["old"]
        flags = connection.exec_driver_sql("SELECT id, erased FROM office ORDER BY id").fetchall()
        assert [tuple(flag) for flag in flags] == [("home", 1), ("quiet", 0)]
