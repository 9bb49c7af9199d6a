"""Is everything whole: the file, the journal's chain, the rows against the journal, the city's files."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desk.catalogue.check import check as check_catalogue
from desk.db import journal, snapshot
from desk.db.journal import settle_fields
from desk.db.rows import every_row, stamped_fields
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry, canonical, chain_faults
from desk.i18n import _
from desk.office.session import Session


@dataclass(frozen=True)
class Report:
    """`problems`: one sentence each. `state`: digest of all synced rows, equal on replicas that agree. `is_new`: the
    entries of the rows are still coming, so that nothing can be said of these."""

    problems: tuple[str, ...]
    entries: int
    state: str
    is_new: bool = False

    @property
    def ok(self) -> bool:
        return not self.problems


def check(session: Session) -> Report:
    """Everything is read, nothing is changed (what waited for its place in the journal gets it). What a broken file
    holds proves nothing, so then the rest is left out."""
    with session.store.read() as connection:
        faults = _file_faults(connection)
        if faults:
            return Report((*faults, *check_catalogue()), 0, "")
    session.store.index_arrivals()
    with session.store.read() as connection:
        faults = journal_faults(connection)
        entries = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        state = state_of(connection)
        is_new = snapshot.stage(connection) is not None
    return Report((*faults, *check_catalogue()), int(entries), state, is_new)


def journal_faults(connection: Connection) -> list[str]:
    """Chains that were cut or edited, and rows that are not what their entries say, where these are all here."""
    faults: list[str] = []
    for (device,) in connection.exec_driver_sql("SELECT DISTINCT device FROM journal").fetchall():
        faults += chain_faults(journal.entries_of_device(connection, device))
    if snapshot.stage(connection):
        return faults
    gone = {row for (row,) in connection.exec_driver_sql('SELECT "row" FROM erased')}
    silent = set(SYNCED)
    for table, entries in groupby(journal.writes_by_row(connection), key=lambda entry: entry.table):
        if table in SYNCED:
            silent.discard(table)
            faults += _row_faults(connection, table, entries, gone)
    for table in sorted(silent):
        faults += _row_faults(connection, table, (), gone)
    return faults


def state_of(connection: Connection) -> str:
    """SHA-256 over the synced rows, each field with its stamp, in order of table and id."""
    digest = hashlib.sha256()
    for name in sorted(SYNCED):
        for row in every_row(connection, name):
            digest.update(f"{name}\n{row['id']}\n{canonical(stamped_fields(row))}\n".encode())
    return digest.hexdigest()


def _row_faults(connection: Connection, table: str, told: Iterable[Entry], gone: set[str]) -> Iterator[str]:
    """Each row of one table must be what its entries say, and nothing else. Both come in order of the row's id, so one
    row at a time is held: copies of papers would fill the memory."""
    rows = every_row(connection, table)
    found = next(rows, None)
    for row, entries in groupby(told, key=lambda entry: entry.row):
        while found is not None and found["id"] < row:
            yield _fault(table, found["id"], _("non è nel registro"))
            found = next(rows, None)
        is_here = found is not None and found["id"] == row
        if row in gone:
            if is_here:
                yield _fault(table, row, _("è stata cancellata e c'è ancora"))
        elif not is_here:
            yield _fault(table, row, _("manca"))
        elif found is not None:
            fields = stamped_fields(found)
            for field, settled in settle_fields(entries).items():
                if field in SYNCED[table].columns and fields.get(field) != [settled.current.value, settled.current.at]:
                    yield _fault(table, row, _("il campo {field} è diverso").format(field=field))
        if is_here:
            found = next(rows, None)
    while found is not None:
        yield _fault(table, found["id"], _("non è nel registro"))
        found = next(rows, None)


def _fault(table: str, row: str, what: str) -> str:
    return _("Registro e archivio non concordano: {table} {row} {what}.").format(table=table, row=row, what=what)


def _file_faults(connection: Connection) -> list[str]:
    found: list[str] = []
    for pragma in ("cipher_integrity_check", "integrity_check"):
        try:
            lines = [str(line) for (line,) in connection.exec_driver_sql(f"PRAGMA {pragma}").fetchall()]
        except DBAPIError as error:
            lines = [str(error.orig)]
        found += [line for line in lines if line != "ok"]
        if found:
            break
    return [_("Il file dell'archivio è rovinato: {fault}").format(fault=fault) for fault in found]
