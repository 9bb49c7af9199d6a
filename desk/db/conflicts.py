"""Fields that several people wrote without seeing each other: kept until a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from desk.db import journal as journal_rows
from desk.db.tables import conflict, journal
from desk.domain.journal.merge import Settled


@dataclass(frozen=True)
class Head:
    """One of the values that wait: what, written by whom, on which machine, at which stamp."""

    value: Any
    at: str
    actor: str
    device: str
    entry: str


@dataclass(frozen=True)
class Waiting:
    """One field to reconcile; the first head is the value that shows meanwhile."""

    table: str
    row: str
    field: str
    heads: tuple[Head, ...]
    before: Head | None


def fields_waiting(connection: Connection, table: str, row: str) -> set[str]:
    """The fields of one row that have more than one head."""
    found = connection.exec_driver_sql('SELECT field FROM conflict WHERE "table" = ? AND "row" = ?', (table, row))
    return {name for (name,) in found.fetchall()}


def rows_waiting(connection: Connection) -> set[tuple[str, str]]:
    """Tables and rows in which a field has more than one head: a handful, read once for a whole transaction."""
    found = connection.exec_driver_sql('SELECT DISTINCT "table", "row" FROM conflict').fetchall()
    return {(table, row) for table, row in found}


def refresh(connection: Connection, table: str, row: str, fields: Iterable[str]) -> None:
    """After a local write: settle anew those of these fields on which several values were waiting."""
    waiting = fields_waiting(connection, table, row) & set(fields)
    if waiting:
        settled = journal_rows.settled_fields(connection, table, row)
        for name in waiting:
            remember(connection, table, row, name, settled[name])


def remember(connection: Connection, table: str, row: str, field: str, settled: Settled) -> None:
    """Keep, change or drop what is known of one field."""
    connection.execute(
        conflict.delete().where(conflict.c.table == table, conflict.c.row == row, conflict.c.field == field)
    )
    if len(settled.heads) > 1:
        heads = msgspec.json.encode([head.at for head in settled.heads]).decode()
        connection.execute(
            conflict.insert().values(
                table=table,
                row=row,
                field=field,
                heads=heads,
                differs=int(settled.differs),
                noticed_at=settled.current.at,
            )
        )


def seen(connection: Connection, table: str, row: str, field: str) -> str:
    """Where several values wait: the stamps of those that equal the one on the screen; else an empty text."""
    if field not in fields_waiting(connection, table, row):
        return ""
    return journal_rows.settled_fields(connection, table, row)[field].seen_by_next


def count(connection: Connection) -> int:
    """How many fields wait for a person."""
    query = select(func.count()).select_from(conflict).where(conflict.c.differs == 1)
    return int(connection.execute(query).scalar_one())


def waiting(connection: Connection) -> list[Waiting]:
    """Every field that waits for a person, the newest first."""
    query = select(conflict).where(conflict.c.differs == 1).order_by(conflict.c.noticed_at.desc())
    found = []
    for line in connection.execute(query):
        writes = journal_rows.writes_to(connection, line.table, line.row).get(line.field, [])
        stamps = msgspec.json.decode(line.heads, type=list[str])
        heads = [_head(connection, write.entry, line.field) for write in writes if write.at in stamps]
        heads.sort(key=lambda head: head.at, reverse=True)
        common = set.intersection(*[set(write.saw) for write in writes if write.at in stamps]) if writes else set()
        before = [write for write in writes if write.at in common]
        found.append(
            Waiting(
                line.table,
                line.row,
                line.field,
                tuple(heads),
                _head(connection, max(before, key=lambda write: write.at).entry, line.field) if before else None,
            )
        )
    return found


def _head(connection: Connection, entry: str, field: str) -> Head:
    found = next(journal_rows.entries(connection, journal.c.id == entry))
    return Head(found.values().get(field), found.at, found.actor, found.device, found.id)
