"""Rows of one transaction held in memory: read many at once, changed there, written many at once.

What arrives from other machines comes by the thousand; one statement a row would take most of the time.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from desk.db.rows import Row, column_names, delete_row, quoted, read_stamps, write_stamps
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry

AT_ONCE = 900
"""How many values SQLite takes in one question, with room to spare."""


class RowBatch:
    """The rows that some entries name, as they stand while the entries are applied; `flush` writes them."""

    def __init__(self, connection: Connection, entries: Iterable[Entry]) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, str], Row] = {}
        self._changed: set[tuple[str, str]] = set()
        ids: dict[str, set[str]] = defaultdict(set)
        named: set[str] = set()
        for entry in entries:
            if entry.op == "put" and entry.table in SYNCED:
                ids[entry.table].add(entry.row)
            if entry.op != "erase":
                named.add(entry.row)
        for table, wanted in ids.items():
            self._read(table, list(wanted))
        self.erased = _those_in(connection, 'SELECT "row" FROM erased WHERE "row"', named)
        self._waiting = {
            (table, row)
            for table, row in connection.exec_driver_sql('SELECT DISTINCT "table", "row" FROM conflict').fetchall()
        }

    def put(self, table: str, row: str, values: Row, stamps: dict[str, str]) -> None:
        """Set fields and all stamps of a new or known row."""
        key = (table, row)
        known = self._rows.get(key) or dict.fromkeys(column_names(table)) | {"id": row}
        self._rows[key] = known | values | {"stamps": write_stamps(stamps)}
        self._changed.add(key)

    def stamps(self, table: str, row: str) -> dict[str, str]:
        """Of each field; empty where there is no such row."""
        known = self._rows.get((table, row))
        return read_stamps(known["stamps"]) if known else {}

    def may_wait(self, table: str, row: str) -> bool:
        """False when nobody has to reconcile anything there."""
        return (table, row) in self._waiting

    def may_wait_now(self, table: str, row: str) -> None:
        self._waiting.add((table, row))

    def delete(self, table: str, row: str) -> None:
        """Gone for ever."""
        self._rows.pop((table, row), None)
        self._changed.discard((table, row))
        self.erased.add(row)
        delete_row(self._connection, table, row)

    def flush(self) -> None:
        """Write what changed, one statement a table."""
        lines: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for key in self._changed:
            lines[key[0]].append(tuple(self._rows[key].values()))
        for table, rows in lines.items():
            names = column_names(table)
            sets = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in names if name != "id")
            self._connection.exec_driver_sql(
                f'INSERT INTO "{table}" ({", ".join(map(quoted, names))}) VALUES ({", ".join("?" * len(names))}) '
                f"ON CONFLICT (id) DO UPDATE SET {sets}",
                rows,
            )
        self._changed.clear()

    def _read(self, table: str, ids: list[str]) -> None:
        names = column_names(table)
        columns = ", ".join(map(quoted, names))
        for start in range(0, len(ids), AT_ONCE):
            part = tuple(ids[start : start + AT_ONCE])
            marks = ", ".join("?" * len(part))
            found = self._connection.exec_driver_sql(f'SELECT {columns} FROM "{table}" WHERE id IN ({marks})', part)
            for line in found.fetchall():
                self._rows[table, line[0]] = dict(zip(names, line, strict=True))


def _those_in(connection: Connection, question: str, values: Iterable[str]) -> set[str]:
    every, found = list(values), set[str]()
    for start in range(0, len(every), AT_ONCE):
        part = tuple(every[start : start + AT_ONCE])
        marks = ", ".join("?" * len(part))
        found.update(value for (value,) in connection.exec_driver_sql(f"{question} IN ({marks})", part).fetchall())
    return found
