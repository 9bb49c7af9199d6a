"""Entries that arrive from other machines: into the journal and the rows, the same result in any order."""

from collections.abc import Set

import msgspec
from sqlalchemy import Connection

from desk.db import conflicts, journal, pages
from desk.db.changes import Changes
from desk.db.pages import Arrival
from desk.db.row_batch import RowBatch
from desk.db.rows import WHOLE_ROW, Row
from desk.db.search import Search
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry, fault_of
from desk.errors import BadInput
from desk.i18n import _


def receive(connection: Connection, come: Arrival, *, may_wait: bool = False, rows_stand: bool = False) -> Changes:
    """Apply what this store has not seen. An entry whose digest does not fit refuses the whole batch. `may_wait`: where
    they are many, their journal may wait on pages; `rows_stand`: only the journal takes them, and what is gone goes."""
    fresh = journal.unknown(connection, come.entries, come.by_device)
    for entry in fresh:
        fault = fault_of(entry)
        if fault:
            raise _spoiled(fault)
    try:
        return _take(connection, come, fresh, may_wait, rows_stand)
    except msgspec.DecodeError as error:
        raise _spoiled("i campi non si leggono") from error


def _spoiled(fault: str) -> BadInput:
    return BadInput(
        _("È arrivata una registrazione guasta ({fault}): non ho preso nulla da questo invio.").format(fault=fault)
    )


def _take(connection: Connection, come: Arrival, fresh: list[Entry], may_wait: bool, rows_stand: bool) -> Changes:
    rows = RowBatch(connection, fresh)
    written = [entry.values() if entry.op == "put" else {} for entry in fresh]
    before = journal.last_position(connection)
    kept = [_blanked(rows, entry) for entry in fresh] if rows.erased else fresh
    shapes = [(entry.table, *values) for entry, values in zip(fresh, written, strict=True)]
    ahead = {shape for shape in set(shapes) if _is_ahead(*shape)}
    held = {entry.id for entry, shape in zip(fresh, shapes, strict=True) if shape in ahead} if ahead else set[str]()
    told = _Told(connection, come if kept is fresh and len(fresh) == len(come.entries) else Arrival(kept), held)
    if not may_wait or len(kept) < pages.WORTH or held:
        told.append()
    for entry, values, shape in zip(fresh, written, shapes, strict=True):
        if rows_stand and entry.op != "erase":
            continue
        if entry.base or entry.op != "put" or ahead or not rows.add(entry, shape, values):
            _apply(connection, rows, entry, values, told)
    rows.flush()
    told.close()
    Search(connection).follow([entry for entry in fresh if entry.op == "erase"] if rows_stand else fresh, before)
    return Changes.of(fresh, journal.last_position(connection))


class _Told:
    """What came, on its way into the journal: at the end, as pages, unless something has to be looked up before."""

    def __init__(self, connection: Connection, come: Arrival, held: Set[str] = frozenset()) -> None:
        self._connection, self._come, self.held = connection, come, held
        self._is_whole = False

    def append(self) -> None:
        journal.append(self._connection, self._come.entries, self.held)
        self._come = Arrival(())

    def be_whole(self) -> None:
        """From here on the journal's rows are all that is known."""
        if not self._is_whole:
            pages.unfold(self._connection)
            self.append()
            self._is_whole = True

    def close(self) -> None:
        if self._come.entries:
            pages.keep(self._connection, self._come)


def _is_ahead(table: str, *fields: str) -> bool:
    """True when a newer version wrote tables or fields that this one does not know."""
    declared = SYNCED.get(table)
    return declared is None or not declared.columns.issuperset(fields)


def _blanked(rows: RowBatch, entry: Entry) -> Entry:
    """Nothing is kept of a row that is gone, neither what was written nor why somebody looked."""
    if entry.op != "erase" and entry.row in rows.erased:
        return msgspec.structs.replace(entry, fields="")
    return entry


def _apply(connection: Connection, rows: RowBatch, entry: Entry, values: Row, told: _Told) -> None:
    if entry.op == "erase":
        told.be_whole()
        rows.delete(entry.table, entry.row)
    elif entry.op == "put" and entry.table in SYNCED and entry.row not in rows.erased:
        _put(connection, rows, entry, values, told)


def _put(connection: Connection, rows: RowBatch, entry: Entry, values: Row, told: _Told) -> None:
    table, row = entry.table, entry.row
    if entry.id in told.held:
        known = SYNCED[table].columns
        values = {name: value for name, value in values.items() if name in known}
    if not entry.base and rows.add(entry, (table, *values), values):
        return
    stamps = rows.stamps(table, row)
    is_new = not stamps
    bases = entry.bases()
    contested = conflicts.fields_waiting(connection, table, row) if rows.may_wait(table, row) else ()
    settled = None
    for name in values:
        base, current = bases.get(name, ""), stamps.get(name) or stamps.get(WHOLE_ROW, "")
        if not is_new and base and base == current < entry.at and name not in contested:
            stamps[name] = entry.at
            continue
        told.be_whole()
        settled = settled or journal.settled_fields(connection, table, row)
        conflicts.remember(connection, table, row, name, settled[name])
        rows.may_wait_now(table, row)
        values[name], stamps[name] = settled[name].current.value, settled[name].current.at
    rows.put(table, row, values, stamps)


def apply_held(connection: Connection) -> int:
    """After an upgrade: apply what older code could only keep. Gives how many entries took effect."""
    pages.unfold(connection)
    taken = [entry for entry in journal.held_entries(connection) if not _is_ahead(entry.table, *entry.values())]
    rows, told = RowBatch(connection, taken), _Told(connection, Arrival(()))
    for entry in taken:
        _apply(connection, rows, entry, entry.values(), told)
        journal.release(connection, entry.id)
    rows.flush()
    return len(taken)
