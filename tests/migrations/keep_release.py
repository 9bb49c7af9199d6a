"""Keeps a small real store of the schema of today, for the tests of all versions to come:
`python -m tests.migrations.keep_release`, once a schema has been released.

Built by the frozen migrations alone; the key lies beside it, for there is nothing to protect.
"""

import shutil
import sys
from pathlib import Path

from desk.db.engine import connect, open_engine
from desk.db.upgrade import MIGRATIONS, run_migrations
from desk.domain.journal.entry import make_entry

KEPT = Path(__file__).parent / "released"
KEY = bytes(range(32))
DEVICE, PERSON = "0190c000-0000-7000-8000-00000000000d", "0190c000-0000-7000-8000-000000000001"
AT = "0192f0a1b2c30000-0000000d"


def build(path: Path, schema: str) -> None:
    """A store at a schema, with one person and the entry that wrote it."""
    entry = make_entry(
        id="0190c000-0000-7000-8000-00000000000e",
        device=DEVICE,
        seq=1,
        at=AT,
        actor="anna",
        op="put",
        table="person",
        row=PERSON,
        scope="office",
        batch="0190c000-0000-7000-8000-00000000000b",
        values={"given": "Blessing", "surname": "Osagie"},
        base={},
        prev="",
    )
    connect(path, KEY, create=True).close()
    engine = open_engine(path, KEY)
    with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        run_migrations(connection, schema)
        connection.exec_driver_sql(
            "INSERT INTO person (id, given, surname, stamps) VALUES (?, 'Blessing', 'Osagie', ?)",
            (PERSON, f'{{"":"{AT}"}}'),
        )
        names = ", ".join(f'"{name}"' for name in entry.__struct_fields__)
        marks = ", ".join("?" * len(entry.__struct_fields__))
        connection.exec_driver_sql(
            f"INSERT INTO journal ({names}, held) VALUES ({marks}, 0)",
            tuple(getattr(entry, name) for name in entry.__struct_fields__),
        )
    engine.dispose()


def schemas() -> list[str]:
    """All numbers that were ever given, oldest first."""
    return sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def main() -> None:
    schema = schemas()[-1]
    scratch = KEPT / "making.db"
    KEPT.mkdir(exist_ok=True)
    build(scratch, schema)
    shutil.move(scratch, KEPT / f"{schema}.db")
    sys.stdout.write(f"{KEPT / schema}.db\n")


if __name__ == "__main__":
    main()
