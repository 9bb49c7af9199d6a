"""Entries that arrive from other machines: into the journal and the rows, the same result in any order."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from desk.db import conflicts, journal
from desk.db.changes import Changes
from desk.db.rows import (
    WHOLE_ROW,
    column_names,
    delete_row,
    get_row,
    insert_row,
    is_erased,
    read_stamps,
    update_row,
)
from desk.db.search import Search
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry, fault_of
from desk.errors import BadInput
from desk.i18n import _


def receive(connection: Connection, incoming: Iterable[Entry]) -> Changes:
    """Apply what this store has not seen. An entry whose digest does not fit refuses the whole batch."""
    every = list(incoming)
    known = journal.known_ids(connection, [entry.id for entry in every])
    fresh: list[Entry] = []
    for entry in every:
        if entry.id in known:
            continue
        fault = fault_of(entry)
        if fault:
            raise BadInput(
                _("È arrivata una registrazione guasta ({fault}): non ho preso nulla da questo invio.").format(
                    fault=fault
                )
            )
        known.add(entry.id)
        fresh.append(entry)
    held = frozenset(entry.id for entry in fresh if _is_ahead(entry))
    journal.append(connection, [_blanked(connection, entry) for entry in fresh], held)
    for entry in fresh:
        _apply(connection, entry)
    Search(connection).refresh(fresh)
    return Changes.of(fresh, journal.last_position(connection))


def _is_ahead(entry: Entry) -> bool:
    """True when a newer version wrote tables or fields that this one does not know."""
    declared = SYNCED.get(entry.table)
    return declared is None or (entry.op == "put" and not entry.values().keys() <= declared.columns)


def _blanked(connection: Connection, entry: Entry) -> Entry:
    """Nothing is kept of a row that is gone, neither what was written nor why somebody looked."""
    if entry.op != "erase" and is_erased(connection, entry.row):
        return msgspec.structs.replace(entry, fields="")
    return entry


def _apply(connection: Connection, entry: Entry) -> None:
    if entry.op == "erase":
        delete_row(connection, entry.table, entry.row)
    elif entry.op == "put" and entry.table in SYNCED and not is_erased(connection, entry.row):
        _put(connection, entry)


def _put(connection: Connection, entry: Entry) -> None:
    known = column_names(entry.table)
    values = {name: value for name, value in entry.values().items() if name in known}
    before, bases = get_row(connection, entry.table, entry.row), entry.bases()
    if before is None and not bases:
        emptied = {name: entry.at for name, value in values.items() if value is None}
        insert_row(connection, entry.table, entry.row, values, {WHOLE_ROW: entry.at} | emptied)
        return
    stamps = read_stamps(before["stamps"]) if before else {}
    contested = conflicts.fields_waiting(connection, entry.table, entry.row)
    settled = None
    for name in values:
        base, current = bases.get(name, ""), stamps.get(name) or stamps.get(WHOLE_ROW, "")
        if before is not None and base and base == current and name not in contested:
            stamps[name] = entry.at
            continue
        settled = settled or journal.settled_fields(connection, entry.table, entry.row)
        conflicts.remember(connection, entry.table, entry.row, name, settled[name])
        values[name], stamps[name] = settled[name].current.value, settled[name].current.at
    if before is None:
        insert_row(connection, entry.table, entry.row, values, stamps)
    else:
        update_row(connection, entry.table, entry.row, values, stamps)


def apply_held(connection: Connection) -> int:
    """After an upgrade: apply what older code could only keep. Gives how many entries took effect."""
    taken = 0
    for entry in list(journal.held_entries(connection)):
        if not _is_ahead(entry):
            _apply(connection, entry)
            journal.release(connection, entry.id)
            taken += 1
    return taken
