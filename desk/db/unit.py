"""The unit of work: the one place where rows change, each change with its journal entry in the same transaction."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import uuid_utils
from sqlalchemy import Connection

from desk.db import conflicts, journal
from desk.db.changes import Changes
from desk.db.rows import WHOLE_ROW, Row, delete_row, get_row, insert_row, is_erased, read_stamps, update_row
from desk.db.search import Search
from desk.db.tables import SYNCED
from desk.domain.journal.clock import next_stamp, wall_milliseconds
from desk.domain.journal.entry import Entry, Op, make_entry
from desk.domain.journal.merge import settle
from desk.errors import BadInput, NotFound
from desk.i18n import _


def new_id() -> str:
    """A UUIDv7: ids sort by the time they were made."""
    return str(uuid_utils.uuid7())


@dataclass
class _Written:
    """What will be one journal entry when the unit closes."""

    op: Op
    table: str
    row: str
    at: str
    values: Row = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
    is_new: bool = False


class Unit:
    """One write transaction by one actor. Puts on the same row become one entry; commit is the store's."""

    def __init__(self, connection: Connection, device: str, actor: str, now: Callable[[], datetime]) -> None:
        self.connection = connection
        self.batch = new_id()
        self._device, self._actor, self._now = device, actor, now
        self._written: list[_Written] = []
        self._by_row: dict[tuple[str, str], _Written] = {}
        self._reopened: list[tuple[str, str, str]] = []
        self._latest, self._behind = journal.clock_of_store(connection)
        self.changes = Changes()

    def get(self, table: str, row: str) -> Row | None:
        """The row as it stands inside this transaction, or None."""
        return get_row(self.connection, table, row)

    def put(self, table: str, row: str | None = None, **values: Any) -> str:
        """Write fields of a new or existing row; a field that keeps its value is not journaled. Gives the row's id."""
        unknown = values.keys() - SYNCED[table].columns
        if unknown:
            raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
        before = self.get(table, row) if row else None
        if before is None:
            return self._insert(table, row, values)
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed:
            self._update(table, before, changed)
        return str(before["id"])

    def change(self, table: str, row: str, **values: Any) -> None:
        """Write fields of a row that must exist."""
        if self.get(table, row) is None:
            raise NotFound(_("Questa registrazione non c'è più. Aggiorna la pagina e riprova."))
        self.put(table, row, **values)

    def reconcile(self, table: str, row: str, field_name: str, value: Any, seen: Collection[str] | None = None) -> None:
        """Settle a conflict: the written value replaces every value that was waiting.

        `seen`: the stamps of the values that the person has seen. Raises NotFound where others wait by now.
        """
        settled = journal.settled_fields(self.connection, table, row).get(field_name)
        before = self.get(table, row)
        if settled is None or before is None:
            raise NotFound(_("Non c'è più nulla da riconciliare qui."))
        if seen is not None and len(settled.heads) < 2:
            raise NotFound(_("Non c'è più nulla da decidere: un collega ha già scelto."))
        if seen is not None and {head.at for head in settled.heads} != set(seen):
            raise NotFound(_("Intanto è arrivato un altro valore: guarda di nuovo e scegli."))
        base = " ".join(sorted(head.at for head in settled.heads))
        written = self._record("put", table, row, {field_name: value}, {field_name: base})
        stamps = read_stamps(before["stamps"]) | {field_name: written.at}
        update_row(self.connection, table, row, {field_name: value}, stamps)

    def reopen(self, table: str, row: str, field_name: str) -> None:
        """Take a decision back: the values that had waited wait again, each written anew on top of the decision."""
        writes = journal.writes_to(self.connection, table, row).get(field_name, [])
        before, settled = self.get(table, row), settle(writes)
        decision = settled.current if writes else None
        waited = [write for write in writes if decision and write.at in decision.saw]
        if before is None or decision is None or len(settled.heads) > 1 or len(waited) < 2:
            raise NotFound(_("Il dato è cambiato di nuovo: la decisione non si può più annullare."))
        values: list[Any] = []
        for write in sorted(waited, key=lambda each: each.at):
            if write.value not in values:
                values.append(write.value)
        stamps = read_stamps(before["stamps"])
        for value in values:
            stamps[field_name] = self._record("put", table, row, {field_name: value}, {field_name: decision.at}).at
        update_row(self.connection, table, row, {field_name: values[-1]}, stamps)
        self._reopened.append((table, row, field_name))

    def erase(self, table: str, row: str) -> None:
        """Remove a row and blank what the journal holds of it, here and wherever the entry arrives."""
        self._written = [each for each in self._written if (each.table, each.row) != (table, row)]
        self._by_row.pop((table, row), None)
        self._record("erase", table, row, {}, {})
        delete_row(self.connection, table, row)

    def view(self, table: str, row: str, **why: Any) -> None:
        """Record that somebody looked; of a row that is gone, nothing but that."""
        self._record("view", table, row, {} if is_erased(self.connection, row) else why, {})

    def close(self) -> Changes:
        """Append the entries, refresh conflicts and search. Called once, by the store, before commit."""
        seq, prev = journal.end_of_chain(self.connection, self._device)
        entries: list[Entry] = []
        for number, each in enumerate(self._written, seq + 1):
            entry = make_entry(
                id=new_id(),
                device=self._device,
                seq=number,
                at=each.at,
                actor=self._actor,
                op=each.op,
                table=each.table,
                row=each.row,
                scope=SYNCED[each.table].scope,
                batch=self.batch,
                values=each.values,
                base=each.base,
                prev=prev,
            )
            prev = entry.digest
            entries.append(entry)
        journal.append(self.connection, entries)
        waiting = conflicts.rows_waiting(self.connection)
        for entry in entries:
            if entry.op == "put" and (entry.table, entry.row) in waiting:
                conflicts.refresh(self.connection, entry.table, entry.row, entry.values())
        for table, row, name in self._reopened:
            settled = journal.settled_fields(self.connection, table, row)
            conflicts.remember(self.connection, table, row, name, settled[name])
        Search(self.connection).refresh(entries)
        return Changes.of(entries, journal.last_position(self.connection))

    def _insert(self, table: str, row: str | None, values: Row) -> str:
        if row and is_erased(self.connection, row):
            raise BadInput(_("Questi dati sono stati cancellati per sempre e non si possono riscrivere."))
        row = row or new_id()
        fresh = {name: value for name, value in values.items() if value is not None}
        written = self._record("put", table, row, fresh, {})
        written.is_new = True
        self._by_row[table, row] = written
        insert_row(self.connection, table, row, fresh, {WHOLE_ROW: written.at})
        return row

    def _update(self, table: str, before: Row, changed: Row) -> None:
        row, stamps = str(before["id"]), read_stamps(before["stamps"])
        written = self._by_row.get((table, row))
        if written is None:
            written = self._record("put", table, row, {}, {})
            self._by_row[table, row] = written
        for name in changed.keys() - written.values.keys():
            if not written.is_new:
                seen = conflicts.seen(self.connection, table, row, name)
                base = seen or stamps.get(name) or stamps.get(WHOLE_ROW, "")
                if base:
                    written.base[name] = base
        written.values.update(changed)
        emptied = [name for name, value in changed.items() if value is None]
        stamps.update(dict.fromkeys(emptied if written.is_new else changed, written.at))  # new: the row's one stands
        update_row(self.connection, table, row, changed, stamps)

    def _record(self, op: Op, table: str, row: str, values: Row, base: dict[str, str]) -> _Written:
        self._latest = next_stamp(self._latest, wall_milliseconds(self._now) + 1000 * self._behind, self._device)
        written = _Written(op, table, row, self._latest, values, base)
        self._written.append(written)
        return written
