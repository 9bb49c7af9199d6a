"""The current fields of an office's records, for a machine that has nothing yet: it can work while the entries come.

They are those of the reports (`records`), so a moment behind the entries; whoever takes them compares them with what
the entries say once it has them all.
"""

from typing import Any

from sqlalchemy import Connection

from desk.domain.journal.record import Record
from desk.server.bulk import driver
from desk.server.database import Database
from desk.server.devices import OFFICE
from desk.server.refusal import Refused
from desk.server.standing import standing
from desk.sync.wire import VERSION, SnapshotAnswer, SnapshotAsk

AT_ONCE = 1000
"""While the machine takes these in, the server looks for the next."""
MOST_BYTES = 8_000_000
BIG = 8000
"""Bytes as they lie in the database: parts of copied papers come with their entries."""
_FOUND = """
SELECT "row", "table", {fields}, {stamps}, erased FROM (
  SELECT "row", "table", fields, stamps, erased FROM record
  WHERE office = {mark} AND ("row", "table") > ({mark}, {mark}) AND {size} <= {mark}
  ORDER BY "row", "table" LIMIT {mark}
) AS next ORDER BY "row", "table"
"""
_POSTGRES = _FOUND.format(mark="%s", fields="fields::text", stamps="stamps::text", size="pg_column_size(fields)")
_SQLITE = _FOUND.format(mark="?", fields="fields", stamps="stamps", size="length(fields)")


def play(database: Database, machine: str, ask: SnapshotAsk) -> SnapshotAnswer:
    """Records beyond one, as many as an answer may weigh; for machines of the office alone."""
    if ask.version != VERSION:
        raise Refused(400, "version", "this server speaks version 1")
    if "\0" in ask.row + ask.table:
        raise Refused(422, "shape", "a row or table of the wrong shape")
    with database.read() as connection:
        known = standing(connection, machine)
        if known.scope != OFFICE:
            raise Refused(403, "scope", "only a machine of the office may have this")
        found = _look(connection, (known.office, ask.row, ask.table, BIG, AT_ONCE + 1))
    taken, room = 0, MOST_BYTES
    for line in found[:AT_ONCE]:
        taken, room = taken + 1, room - len(line[2]) - len(line[3])
        if room < 0:
            break
    return SnapshotAnswer(records=[Record(*line) for line in found[:taken]], more=taken < len(found))


def _look(connection: Connection, facts: tuple[Any, ...]) -> list[Any]:
    if connection.dialect.name != "postgresql":
        return list(connection.exec_driver_sql(_SQLITE, facts).fetchall())
    with driver(connection) as raw, raw.cursor(binary=True) as cursor:
        return list(cursor.execute(_POSTGRES, facts).fetchall())
