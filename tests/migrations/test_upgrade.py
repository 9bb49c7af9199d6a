"""A store of every schema that was ever given comes up to date with a copy taken before; a cut leaves it usable."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desk.db.engine import connect
from desk.db.place import Card
from desk.db.search import Search
from desk.db.store import Store, open_store
from desk.db.tables import metadata
from desk.db.upgrade import HEAD, schema_of
from desk.office.machine.check_store import journal_faults
from tests.conftest import MemorySecrets
from tests.desk_process import clean_environment
from tests.migrations.keep_release import DEVICE, KEPT, KEY, PERSON, build, schemas


class Keeper(MemorySecrets):
    """Holds the key of the kept stores."""

    def get(self, name: str) -> bytes | None:
        return KEY if name == "store-key" else None


def opened(folder: Path) -> Store:
    return open_store(folder, secrets=lambda *_: Keeper())


def place(folder: Path, schema: str) -> Path:
    """A store folder at that schema: the kept file where there is one."""
    folder.mkdir()
    kept = KEPT / f"{schema}.db"
    if kept.exists():
        (folder / "desk.db").write_bytes(kept.read_bytes())
    else:
        build(folder / "desk.db", schema)
    (folder / "store.json").write_bytes(msgspec.json.encode(Card("s", DEVICE)))
    return folder


def schema_in(file: Path) -> str | None:
    """What another program would read."""
    raw = connect(file, KEY)
    found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    raw.close()
    return str(found[0]) if found else None


def differences(connection: sqlalchemy.Connection) -> list[object]:
    def mine(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("person_search"))

    return list(compare_metadata(MigrationContext.configure(connection, opts={"include_object": mine}), metadata))


def assert_whole(store: Store) -> None:
    """Up to date, nothing lost, and it works."""
    with store.write("anna") as unit:
        row = unit.get("person", PERSON)
        assert row
        assert (row["given"], row["surname"]) == ("Blessing", "Osagie")
        unit.put("person", PERSON, given="Joy")
    with store.read() as connection:
        assert schema_of(connection) == HEAD
        assert differences(connection) == []
        assert journal_faults(connection) == []
        assert Search(connection).find("osagie joy") == [PERSON]


def test_the_head_is_the_newest_migration() -> None:
    assert schemas()[-1] == HEAD


@pytest.mark.parametrize("schema", schemas())
def test_a_store_of_each_schema_comes_up_to_date(schema: str, tmp_path: Path) -> None:
    folder = place(tmp_path / "store", schema)
    store = opened(folder)
    assert_whole(store)
    store.close()
    copies = list((folder / "backups").glob("*.db"))
    if schema == HEAD:
        assert copies == []
        return
    (copy,) = copies
    assert copy.name.startswith(f"desk-{schema}-")
    assert schema_in(copy) == schema
    opened(folder).close()
    assert list((folder / "backups").iterdir()) == [copy]


def cut_at(folder: Path, statement: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.migrations.upgrade_cut_at", folder, str(statement)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_power_goes_in_the_middle_of_an_upgrade(tmp_path: Path) -> None:
    first = schemas()[0]
    whole = cut_at(place(tmp_path / "whole", first), 0)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stdout)
    assert steps > 10
    for point in (1, steps // 3, 2 * steps // 3, steps - 1, steps):
        folder = place(tmp_path / f"cut-{point}", first)
        died = cut_at(folder, point)
        assert died.returncode == -9, (point, died.stderr)
        assert schema_in(folder / "desk.db") in (first, HEAD)
        for copy in folder.glob("backups/*.db"):
            assert schema_in(copy) == first
        store = opened(folder)
        assert_whole(store)
        store.close()


def test_two_windows_upgrade_one_after_the_other(tmp_path: Path) -> None:
    folder = place(tmp_path / "store", schemas()[0])
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _n: cut_at(folder, 0), range(2)))
    assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]
    assert len(list((folder / "backups").glob("*.db"))) == 1
    store = opened(folder)
    assert_whole(store)
    store.close()
