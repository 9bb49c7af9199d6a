"""Undo: what a transaction overwrote is put back, field by field, as a new write."""

from functools import cache

from sqlalchemy import Connection

from desk.db import journal
from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import journal as journal_table
from desk.db.unit import Unit
from desk.domain.journal.entry import Entry


def undo(unit: Unit, batch: str, actor: str) -> None:
    """Fields that somebody has changed since stay as they are: told by their stamp, for the same value may have been
    written again."""
    for entry in journal.entries(unit.connection, journal_table.c.batch == batch):
        if entry.op == "put":
            _undo_entry(unit, entry, actor)


def _undo_entry(unit: Unit, entry: Entry, actor: str) -> None:
    writes = journal.writes_to(unit.connection, entry.table, entry.row)
    now = unit.get(entry.table, entry.row) or {}
    stamps = read_stamps(now["stamps"]) if now else {}
    bases = entry.bases()
    theirs = cache(lambda: _written(unit.connection, entry.row, actor))
    for field, value in entry.values().items():
        at = stamps.get(field) or stamps.get(WHOLE_ROW)
        if at == entry.at or (now.get(field) == value and at in theirs()):
            saw = set(bases.get(field, "").split())
            earlier = [write for write in writes.get(field, []) if write.at in saw]
            unit.put(entry.table, entry.row, **{field: earlier[-1].value if earlier else None})


def _written(connection: Connection, row: str, actor: str) -> set[str]:
    """The stamps of what one person wrote to a row: also their undoing of what came after its entry."""
    found = journal.entries(connection, journal_table.c.row == row, journal_table.c.actor == actor)
    return {entry.at for entry in found}
