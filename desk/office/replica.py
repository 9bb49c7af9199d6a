"""The local store as sync needs it: both cursors lie in the store and move with what they count."""

from collections.abc import Sequence

from sqlalchemy import Connection

from desk.db import conflicts, journal
from desk.db.store import Store, remember
from desk.domain.journal.entry import Entry
from desk.sync.replica import Standing

ACKNOWLEDGED, CURSOR = "sync-acknowledged", "sync-cursor"


class StoreReplica:
    """Fits `sync.replica.Replica`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self) -> Standing:
        with self._store.read() as connection:
            last, _digest = journal.end_of_chain(connection, self._store.device)
            return Standing(
                last,
                _number(connection, ACKNOWLEDGED),
                _number(connection, CURSOR),
                conflicts.count(connection),
            )

    def outgoing(self, after: int, limit: int) -> list[Entry]:
        with self._store.read() as connection:
            return list(journal.entries_of_device(connection, self._store.device, after, limit))

    def receive(self, entries: Sequence[Entry], *, acknowledged: int, cursor: int) -> None:
        def move(connection: Connection) -> None:
            remember(connection, ACKNOWLEDGED, str(acknowledged))
            remember(connection, CURSOR, str(cursor))

        self._store.receive(entries, after=move)


def _number(connection: Connection, name: str) -> int:
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return int(found[0]) if found else 0
