"""Rows of one transaction held in memory: read many at once, changed there, written many at once.

What arrives from other machines comes by the thousand; one statement a row would take most of the time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import msgspec
from sqlalchemy import Connection

from desk.db.conflicts import rows_waiting
from desk.db.engine import LISTED, ask
from desk.db.rows import WHOLE_ROW, Row, delete_row, quoted, read_stamps, write_stamps
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry

Key = tuple[str, str]
Line = tuple[object, ...]
_Shape = tuple[str, ...]
"""A table and the fields that were written."""
FEW = 500
"""Erased rows that are read faster than thousands are looked up among them."""
_Place = tuple[_Shape, int]


class RowBatch:
    """The rows that some entries name, as they stand while the entries are applied; `flush` writes them."""

    def __init__(self, connection: Connection, entries: Iterable[Entry]) -> None:
        self._connection = connection
        self._known: dict[Key, str] = {}
        """The stamps of each row that is there."""
        self._changed: dict[Key, Row] = {}
        self._new: dict[Key, _Place] = {}
        self._alike: dict[_Shape, list[Line | None]] = defaultdict(list)
        ids: dict[str, dict[str, None]] = defaultdict(dict)  # in the order they came, which is the one they lie in
        for entry in entries:
            if entry.op != "erase":
                ids[entry.table if entry.op == "put" else ""][entry.row] = None
        for table, wanted in ids.items():
            if table in SYNCED:
                self._read(table, wanted)
        self.erased = self._read_erased(ids.values())
        self._waiting = rows_waiting(connection)

    def put(self, table: str, row: str, values: Row, stamps: dict[str, str]) -> None:
        """Set fields and all stamps of a new or known row."""
        key = (table, row)
        self._take_back(key)
        values["stamps"] = self._known[key] = write_stamps(stamps)
        before = self._changed.get(key)
        self._changed[key] = values if before is None else before | values

    def add(self, entry: Entry, shape: _Shape, values: Row) -> bool:
        """A row that came into the world with this write; False where there is one already, or may be none."""
        row = entry.row
        key = (entry.table, row)
        if key in self._known or key in self._new or row in self.erased:
            return False
        told = tuple(values.values())
        stamps = {WHOLE_ROW: entry.at}
        if None in told:
            stamps |= {name: entry.at for name, value in values.items() if value is None}
        lines = self._alike[shape]
        self._new[key] = (shape, len(lines))
        lines.append((row, *told, write_stamps(stamps)))
        return True

    def stamps(self, table: str, row: str) -> dict[str, str]:
        """Of each field; empty where there is no such row."""
        self._take_back((table, row))
        known = self._known.get((table, row))
        return read_stamps(known) if known else {}

    def may_wait(self, table: str, row: str) -> bool:
        """False when nobody has to reconcile anything there."""
        return (table, row) in self._waiting

    def may_wait_now(self, table: str, row: str) -> None:
        self._waiting.add((table, row))

    def delete(self, table: str, row: str) -> None:
        """Gone for ever."""
        self._take_back((table, row))
        self._known.pop((table, row), None)
        self._changed.pop((table, row), None)
        self.erased.add(row)
        delete_row(self._connection, table, row)

    def flush(self) -> None:
        """Write what changed: one statement for all rows of a table whose same fields changed."""
        for (table, row), values in self._changed.items():
            stamps = values.pop("stamps")
            self._alike[(table, *values)].append((row, *values.values(), stamps))
        for (table, *fields), lines in self._alike.items():
            rows: Sequence[object] = [line for line in lines if line] if None in lines else lines
            if not rows:
                continue
            names = [quoted(name) for name in (*fields, "stamps")]
            sets = ", ".join(f"{name} = excluded.{name}" for name in names)
            self._connection.exec_driver_sql(
                f'INSERT INTO "{table}" (id, {", ".join(names)}) VALUES (?{", ?" * len(names)}) '
                f"ON CONFLICT (id) DO UPDATE SET {sets}",
                rows,
            )
        for kept in (self._changed, self._new, self._alike):
            kept.clear()

    def _take_back(self, key: Key) -> None:
        """A row that has just come, where something more happens to it."""
        place = self._new.pop(key, None)
        if place is None:
            return
        shape, number = place
        line = self._alike[shape][number]
        assert line is not None  # each place is taken back once
        self._alike[shape][number] = None
        values = self._changed[key] = dict(zip((*shape[1:], "stamps"), line[1:], strict=True))
        self._known[key] = str(values["stamps"])

    def _read_erased(self, ids: Collection[Collection[str]]) -> set[str]:
        """Which of these are gone."""
        found = ask(self._connection, f'SELECT "row" FROM erased LIMIT {FEW}', ())
        if len(found) == FEW:
            named = _as_list(chain.from_iterable(ids))
            found = ask(self._connection, f'SELECT "row" FROM erased WHERE "row" IN {LISTED}', (named,))
        return {row for (row,) in found if any(row in some for some in ids)}

    def _read(self, table: str, ids: Iterable[str]) -> None:
        question = f'SELECT id, stamps FROM "{table}" WHERE id IN {LISTED}'
        for row, stamps in ask(self._connection, question, (_as_list(ids),)):
            self._known[table, row] = stamps


def _as_list(values: Iterable[str]) -> str:
    """One value for SQLite, however many there are."""
    return msgspec.json.encode(list(values)).decode()
