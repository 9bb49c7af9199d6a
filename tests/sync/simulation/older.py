"""A desk whose program is older: its store has an older schema, and it knows neither the tables nor the fields that
came since. What it cannot apply it keeps and passes on; after the upgrade it takes effect."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Column, MetaData, Table

from desk.db import rows
from desk.db.engine import FILE_NAME, connect, open_engine
from desk.db.schema import Synced
from desk.db.tables import SYNCED, journal_page
from desk.db.upgrade import run_migrations
from tests.conftest import MemorySecrets

OLDER = "0009"
"""It knows neither copies of papers nor who saw a document."""


def make_older(template: Path) -> Path:
    """An empty store of the older program beside the newest one's template; made once."""
    folder = template.with_name(f"{template.name}-{OLDER}")
    if not folder.exists():
        folder.mkdir()
        key = MemorySecrets.kept["store-key"]
        connect(folder / FILE_NAME, key, create=True).close()
        engine = open_engine(folder / FILE_NAME, key)
        with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
            run_migrations(connection, OLDER)
            journal_page.create(connection)  # today's code runs here, with the tables of then
        engine.dispose()
        shutil.copyfile(template / "store.json", folder / "store.json")
    return folder


@contextmanager
def program(older: Path | None) -> Iterator[None]:
    """Inside, the tables are those that the older program declared; None: today's."""
    if older is None:
        yield
        return
    today = dict(SYNCED)
    try:
        _declare(_declared_then(older))
        with patch("desk.db.upgrade.HEAD", OLDER):
            yield
    finally:
        _declare(today)


def _declare(tables: dict[str, Synced]) -> None:
    SYNCED.clear()
    SYNCED.update(tables)
    rows.column_names.cache_clear()
    rows._select.cache_clear()


@cache
def _declared_then(older: Path) -> dict[str, Synced]:
    raw = connect(older / FILE_NAME, MemorySecrets.kept["store-key"])
    found: dict[str, Synced] = {}
    for name, declared in SYNCED.items():
        kept = {line[1] for line in raw.execute(f'PRAGMA table_info("{name}")')}
        if kept:
            columns = [Column(each.name, each.type) for each in declared.table.columns if each.name in kept]
            found[name] = Synced(Table(name, MetaData(), *columns), declared.scope, declared.columns & kept)
    raw.close()
    return found
