"""A store of an older version comes to today's schema with all that was in it, after a backup."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desk.db.engine import FILE_NAME, connect, open_engine
from desk.db.tables import metadata
from desk.db.upgrade import BACKUPS, HEAD, run_migrations, schema_of, upgrade
from tests.conftest import START

KEY = bytes(range(32))
OLDER = [f"{number:04}" for number in range(1, int(HEAD))]


def declared(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """The full-text index makes tables of its own."""
    return not (kind == "table" and name is not None and name.startswith("person_search"))


@pytest.mark.parametrize("schema", OLDER)
def test_an_older_store_is_brought_up_with_its_rows(tmp_path: Path, schema: str) -> None:
    path = tmp_path / FILE_NAME
    connect(path, KEY, create=True).close()
    engine = open_engine(path, KEY)
    run_migrations(engine, schema)
    with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        connection.exec_driver_sql("INSERT INTO visit (id, ticket, stamps) VALUES ('v', 'A17', '{}')")
    assert upgrade(engine, path, KEY, START)
    with engine.connect() as connection:
        assert schema_of(connection) == HEAD
        assert connection.exec_driver_sql("SELECT ticket FROM visit").scalar_one() == "A17"
        context = MigrationContext.configure(connection, opts={"include_object": declared})
        assert compare_metadata(context, metadata) == []
    assert len(list((tmp_path / BACKUPS).glob(f"desk-{schema}-*.db"))) == 1
    assert not upgrade(engine, path, KEY, START)
    engine.dispose()
