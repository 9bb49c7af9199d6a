"""Is everything whole: the file, the journal's chain, the rows against the journal, the city's files."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from desk.catalogue.check import check as check_catalogue
from desk.db import journal
from desk.db.tables import SYNCED
from desk.db.tables import journal as journal_table
from desk.domain.journal.entry import canonical, chain_faults
from desk.i18n import _
from desk.office.session import Session


@dataclass(frozen=True)
class Report:
    """`problems`: one sentence each. `state`: digest of all synced rows, equal on replicas that agree."""

    problems: tuple[str, ...]
    entries: int
    state: str

    @property
    def ok(self) -> bool:
        return not self.problems


def check(session: Session) -> Report:
    """Everything is read, nothing is changed."""
    problems: list[str] = []
    with session.store.read() as connection:
        problems += _file_faults(connection)
        if problems:  # what a broken file holds proves nothing
            return Report(tuple(problems), 0, "")
        for device in connection.execute(select(journal_table.c.device).distinct()).scalars().all():
            problems += chain_faults(journal.entries_of_device(connection, device))
        entries = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        state = state_of(connection)
    return Report((*problems, *check_catalogue()), int(entries), state)


def state_of(connection: Connection) -> str:
    """SHA-256 over the synced rows with their stamps, in order of table and id."""
    digest = hashlib.sha256()
    for name in sorted(SYNCED):
        table = SYNCED[name].table
        for row in connection.execute(select(table).order_by(table.c.id)).mappings():
            known = {key: value for key, value in row.items() if value is not None}
            digest.update(f"{name}\n{canonical(known)}\n".encode())
    return digest.hexdigest()


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
