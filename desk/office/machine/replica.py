"""The local store as sync needs it: both cursors lie in the store and move with what they count."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from desk.db import former, journal, snapshot
from desk.db.conflicts import COUNT
from desk.db.pages import Arrival
from desk.db.remembered import remember_all
from desk.db.store import Store
from desk.db.watcher import Watcher
from desk.domain.journal.entry import Entry
from desk.sync.replica import Standing
from desk.sync.session import PUSH_CHARACTERS

ACKNOWLEDGED, CURSOR, MARK = "sync-acknowledged", "sync-cursor", "sync-mark"
NAME = "sync-name"
"""The name under which the store was last in touch: a copy of the file alone does not tell."""

SERVER = "sync-server"
"""Where the machine belongs, as enrolment left it."""
SAID = "sync-said"
"""How the last round went, for every window and command of this store."""

_STANDING = f"""
SELECT coalesce((SELECT max(seq) FROM journal WHERE device = ?), 0),
  coalesce((SELECT value FROM meta WHERE name = ?), 0),
  coalesce((SELECT value FROM meta WHERE name = ?), 0),
  coalesce((SELECT value FROM meta WHERE name = ?), 0),
  ({COUNT}),
  (SELECT value FROM meta WHERE name = ?),
  (SELECT value FROM meta WHERE name = ?),
  EXISTS (SELECT 1 FROM meta WHERE name = ?),
  EXISTS (SELECT 1 FROM meta WHERE name = ?)"""


class StoreReplica:
    """Fits `sync.replica.Replica`."""

    def __init__(self, store: Store, watcher: Watcher | None = None) -> None:
        """`watcher`: where nobody wrote since the last look, nothing is read again. Its owner closes it."""
        self._store, self._watcher = store, watcher
        self._standing: Standing | None = None
        self.looks = 0
        """How often something had changed."""
        self.said: str | None = None
        """What is remembered under `SAID`, as of the last look."""
        self.server: str | None = None
        """What is remembered of the server, as of the last look."""
        self.bore_other_names = False
        """Whether there are former names, as of the last look."""
        self._stands_on_rows = False

    def standing(self) -> Standing:
        if self._standing is None or self._watcher is None or self._watcher.changed():
            self._standing = self._read()
            self.looks += 1
        return self._standing

    def _read(self) -> Standing:
        facts = (self._store.device, ACKNOWLEDGED, CURSOR, MARK, SAID, SERVER, former.FORMER, snapshot.STAGE)
        if self._watcher:
            found = self._watcher.ask(_STANDING, facts)
        else:
            with self._store.read() as connection:
                (found,) = connection.exec_driver_sql(_STANDING, facts).fetchall()
        last, acknowledged, cursor, mark, waiting, self.said, self.server, self.bore_other_names, at_rows = found
        self._stands_on_rows = at_rows
        return Standing(last, int(acknowledged), int(cursor), int(mark), waiting)

    def outgoing(self, after: int, limit: int) -> list[Entry]:
        """No more than two requests take: copies of papers are not all read into memory at once."""
        lately = self._store.lately.span(after, self.standing().last)
        if lately:
            return _bounded(lately[:limit])
        with self._store.read() as connection:
            return _bounded(journal.entries_of_device(connection, self._store.device, after, limit))

    def receive(
        self,
        entries: Sequence[Entry],
        pages: Sequence[bytes] = (),
        *,
        acknowledged: int,
        cursor: int,
        mark: int,
        anew: bool = False,
    ) -> int:
        moved = {ACKNOWLEDGED: str(acknowledged), CURSOR: str(cursor), MARK: str(mark)}
        if not entries and not pages and not anew:
            self._move(moved)
            return 0
        come = Arrival(entries, pages)

        def move(connection: Connection) -> None:
            remember_all(connection, moved)
            if anew:
                former.forget_the_server(connection)
            former.confirm(connection, come.entries)

        self._store.receive(come, after=move)
        return len(come.entries)

    def _move(self, moved: dict[str, str]) -> None:
        """A power cut may take it back: what the server has then comes to it again, and changes nothing."""
        if self._watcher is None:
            with self._store.keep(wait=False) as connection:
                remember_all(connection, moved)
            return
        self._watcher.remember(moved)
        if self._standing:
            cursors = {"acknowledged": moved[ACKNOWLEDGED], "cursor": moved[CURSOR], "mark": moved[MARK]}
            self._standing = replace(self._standing, **{name: int(value) for name, value in cursors.items()})

    def all_came(self) -> None:
        if self._stands_on_rows:
            with self._store.keep() as connection:
                snapshot.all_entries_came(connection)


def _bounded(entries: Iterable[Entry]) -> list[Entry]:
    taken: list[Entry] = []
    letters = 0
    for entry in entries:
        taken.append(entry)
        letters += len(entry.fields)
        if letters > 2 * PUSH_CHARACTERS:
            break
    return taken


def remember_name(store: Store) -> None:
    if store.remembered(NAME) != store.device:
        store.remember(NAME, store.device)


def leave_name(store: Store, name: str) -> None:
    """The machine that this store is of bears another name from now on, and has sent nothing under it yet. What the
    server has of the old one only the server can say, from its beginning: it may have been put back meanwhile."""
    with store.keep() as connection:
        former.leave(connection, name)
        remember_all(connection, dict.fromkeys((ACKNOWLEDGED, CURSOR, MARK), "0"))


def take_over_former(store: Store) -> int:
    """After a round that fetched all there is: what the server lacks of a former name waits under this one. Gives how
    many entries."""
    with store.read() as connection:
        if not former.names(connection).keys() - {store.device}:
            return 0
    with store.keep() as connection:
        return former.take_over(connection, store.device)
