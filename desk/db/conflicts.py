"""Fields that several people wrote without seeing each other: kept until a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desk.db import journal as journal_rows
from desk.db.engine import ask
from desk.db.tables import conflict, journal
from desk.domain.journal.merge import Settled, Write, settle
from desk.domain.journal.together import PAIRS, is_question, says_the_same, seen_by_next

COUNT = """SELECT count(*) FROM conflict AS one WHERE differs = 1 AND NOT EXISTS (
  SELECT 1 FROM conflict AS other WHERE other.differs = 1 AND other."row" = one."row" AND other."table" = one."table"
  AND one."table" || ' ' || other.field || ' ' || one.field IN ({pairs}))""".format(
    pairs=", ".join(f"'{' '.join(pair)}'" for pair in PAIRS)
)
"""Questions for a person: what goes with another field that waits is no question of its own."""


@dataclass(frozen=True)
class Head:
    """One of the values that wait: what, written by whom, on which machine, at which stamp; `beside`: what the same
    person wrote to the row with it."""

    value: Any
    at: str
    actor: str
    device: str
    entry: str
    beside: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """One field to reconcile; the first head is the value that shows meanwhile. `stamps`: the writes that whoever
    decides has seen."""

    table: str
    row: str
    field: str
    heads: tuple[Head, ...]
    before: Head | None
    stamps: frozenset[str] = frozenset()


def fields_waiting(connection: Connection, table: str, row: str) -> set[str]:
    """The fields of one row that have more than one head."""
    found = ask(connection, 'SELECT field FROM conflict WHERE "table" = ? AND "row" = ?', (table, row))
    return {name for (name,) in found}


def rows_waiting(connection: Connection) -> set[tuple[str, str]]:
    """Tables and rows in which a field has more than one head: a handful, read once for a whole transaction."""
    return set(ask(connection, 'SELECT DISTINCT "table", "row" FROM conflict'))


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
                differs=int(is_question(table, field, settled)),
                noticed_at=settled.current.at,
            )
        )


def seen(connection: Connection, table: str, row: str, field: str) -> str:
    """Where several values wait: the stamps of those that say what the one on the screen says; else an empty text."""
    if field not in fields_waiting(connection, table, row):
        return ""
    return seen_by_next(table, field, journal_rows.settled_fields(connection, table, row)[field])


def count(connection: Connection) -> int:
    """How many questions wait for a person."""
    return int(connection.exec_driver_sql(COUNT).scalar_one())


def waiting(connection: Connection, table: str = "") -> list[Waiting]:
    """Every field that waits for a person, of one table or of all, the newest first."""
    query = select(conflict).where(conflict.c.differs == 1).order_by(conflict.c.noticed_at.desc())
    if table:
        query = query.where(conflict.c.table == table)
    found = []
    for line in connection.execute(query).all():
        writes = journal_rows.writes_to(connection, line.table, line.row).get(line.field, [])
        stamps = msgspec.json.decode(line.heads, type=list[str])
        apart = _before_reopening(connection, writes, [write for write in writes if write.at in stamps])
        heads = [_head(connection, write.entry, line.field) for write in apart]
        heads.sort(key=lambda head: head.at, reverse=True)
        common = set.intersection(*[set(write.saw) for write in apart]) if apart else set()
        before = [write for write in writes if write.at in common]
        found.append(
            Waiting(
                line.table,
                line.row,
                line.field,
                tuple(heads),
                _head(connection, max(before, key=lambda write: write.at).entry, line.field) if before else None,
                frozenset(stamps),
            )
        )
    return found


def _before_reopening(connection: Connection, writes: list[Write], heads: list[Write]) -> list[Write]:
    """Where a decision was taken back, the values wait as the two people wrote them, not as they were put back."""
    query = select(journal.c.batch).where(journal.c.id.in_([write.entry for write in heads])).distinct()
    together = len(heads) > 1 and len(connection.execute(query).all()) == 1
    decision = next((write for write in writes if {write.at} == set(heads[0].saw)), None) if together else None
    if decision is None:
        return heads
    values = [write.value for write in heads]
    waited = {str(write.value): write for write in writes if write.at in decision.saw and write.value in values}
    return list(waited.values()) if len(waited) == len(heads) else heads


@dataclass(frozen=True)
class Decision:
    """A field that a person settled, while nobody has written it since."""

    table: str
    row: str
    field: str
    value: Any
    at: str
    actor: str
    batch: str


def decisions(connection: Connection, since: str) -> list[Decision]:
    """What was settled at or after a stamp, the newest first."""
    query = select(journal).where(journal.c.op == "put", journal.c.at >= since, journal.c.base.like("% %"))
    found = []
    for line in connection.execute(query.order_by(journal.c.at.desc())).all():
        bases = msgspec.json.decode(line.base, type=dict[str, str])
        for name, base in bases.items():
            writes = journal_rows.writes_to(connection, line.table, line.row).get(name, [])
            saw = [write.value for write in writes if write.at in base.split()]
            asked = not all(says_the_same(line.table, name, value, saw[0]) for value in saw)
            heads = settle(writes).heads if writes else ()
            if asked and len(heads) == 1 and heads[0].at == line.at:
                found.append(Decision(line.table, line.row, name, heads[0].value, line.at, line.actor, line.batch))
    return found


def _head(connection: Connection, entry: str, field_name: str) -> Head:
    found = next(journal_rows.entries(connection, journal.c.id == entry))
    values = found.values()
    return Head(values.get(field_name), found.at, found.actor, found.device, found.id, values)
