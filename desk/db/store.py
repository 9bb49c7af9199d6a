"""The local store: open it, read it, write it through a unit of work, hear what others wrote."""

import os
import secrets as random_source
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from desk.db import apply, former, journal, pages, snapshot
from desk.db.changes import Changes
from desk.db.engine import FILE_NAME, connect, open_engine, unusable
from desk.db.keys import Secrets, secrets_for, write_whole
from desk.db.lately import Lately
from desk.db.place import (
    CARD_FILE,
    FILES,
    KEY_NAME,
    NEXT_KEY,
    SHUT_OUT_FILE,
    Card,
    key_of,
    put_in_place,
    read_card,
    shut_out,
    workshop,
)
from desk.db.remembered import remember
from desk.db.rows import SCRUB_DUE
from desk.db.search import Search
from desk.db.tables import journal as journal_table
from desk.db.undo import undo
from desk.db.unit import Unit, new_id
from desk.db.upgrade import BACKUPS, back_up, upgrade
from desk.db.walls import lobby_only
from desk.db.watcher import Watcher
from desk.domain.journal.entry import Entry
from desk.errors import StoreUnusable
from desk.i18n import _

SYSTEM = "system"


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """One open store. Threads may share it; every call takes a connection of its own."""

    def __init__(self, folder: Path, card: Card, engine: Engine, secrets: Secrets, now: Callable[[], datetime]) -> None:
        self.folder, self.device, self.now, self.secrets = folder, card.device, now, secrets
        self._engine = engine
        self._path = folder / FILE_NAME
        self._watcher = self.watcher()
        self._is_narrow = False
        self.lately = Lately()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view for reading."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise unusable(self._path, error) from error

    @contextmanager
    def write(self, actor: str = SYSTEM) -> Iterator[Unit]:
        """One unit of work: everything in it is saved and journaled when the block ends, or nothing is."""
        try:
            with self._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
                if not self._is_narrow:
                    pages.unfold(connection)
                unit = Unit(connection, self.device, actor, self.now)
                yield unit
                unit.changes = unit.close()
        except DBAPIError as error:
            raise unusable(self._path, error) from error
        self.lately.add(unit.changes.entries)

    @contextmanager
    def keep(self, *, wait: bool = True) -> Iterator[Connection]:
        """A transaction on what stays on this machine and is no news for anybody: nothing is journaled.

        Without `wait` the disk is not waited for: no kill loses it, a power cut what `settle` has not reached."""
        try:
            with self._engine.connect().execution_options(desk_writes=True) as connection:
                raw: Any = connection.connection.driver_connection
                if not wait:
                    raw.execute("PRAGMA synchronous = NORMAL")
                try:
                    with connection.begin():
                        yield connection
                finally:
                    if not wait:
                        raw.execute("PRAGMA synchronous = FULL")
        except DBAPIError as error:
            raise unusable(self._path, error) from error

    def settle(self) -> None:
        """Wait until what was kept without waiting is on the disk."""
        try:
            # no lock hangs on this file, so it may be closed here; what is no longer in it is on the disk already
            with suppress(FileNotFoundError), Path(f"{self._path}-wal").open("r+b") as log:
                os.fsync(log.fileno())
        except OSError as error:
            raise unusable(self._path, error) from error

    def receive(
        self, come: pages.Arrival | Iterable[Entry], *, after: Callable[[Connection], None] | None = None
    ) -> Changes:
        """Apply entries from other machines; `after` runs in the same transaction (to move a cursor). A power cut may
        take back both: the server has the entries, and so has the machine that wrote them."""
        with self.keep(wait=False) as connection:
            come = come if isinstance(come, pages.Arrival) else pages.Arrival(come)
            may_wait = not self._is_narrow and self._make_way(connection, come)
            former.make_way(connection, come, self.device)
            stage = snapshot.stage(connection)
            rows_stand = stage is not None and stage.name != "proving"
            changes = apply.receive(connection, come, may_wait=may_wait, rows_stand=rows_stand)
            if after:
                after(connection)
        if any(entry.op == "erase" for entry in changes.entries):
            self.lately.forget()
        return changes

    def _make_way(self, connection: Connection, come: pages.Arrival) -> bool:
        """Whether these may wait on pages. Where numbers may be given anew, everything has to be looked up."""
        if former.names(connection) or self.device in come.by_device:
            pages.unfold(connection)
            return False
        pages.make_way(connection, come)
        return True

    def index_arrivals(self) -> None:
        """Let what arrived by the hundred be looked up, and people be found: a few at a time, so that whoever writes
        need not wait. Nor do the steps wait for the disk: what is cut off is done again. The last does, or whoever
        writes next would wait for all of them."""
        behind, steps = True, 0
        while behind:
            with self.read() as connection:
                stage = snapshot.stage(connection)
                behind = bool(stage) or pages.are_waiting(connection) or Search(connection).is_behind()
            if behind:
                with self.keep(wait=False) as connection:
                    behind = self._next_step(connection)
                steps += 1
        if steps:
            self.settle()

    @staticmethod
    def _next_step(connection: Connection) -> bool:
        """False when there was none to make now."""
        stage = snapshot.stage(connection)
        if stage and stage.name != "taking" and Search(connection).take_in_the_unknown():
            return True
        if pages.unfold(connection, 1):
            return True
        if Search(connection).is_behind():
            Search(connection).catch_up()
            return True
        return snapshot.prove(connection)

    def scrub(self) -> None:
        """After a family was erased: what still stands in free pages of the file and in the index of names goes too.
        Where another window holds the file just now, the next call does it."""
        if self.remembered(SCRUB_DUE) is None:
            return
        with self.keep() as connection:
            Search(connection).forget_gone()
        raw = self._engine.raw_connection()
        try:
            with suppress(sqlcipher.OperationalError):
                for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    raw.cursor().execute(statement).fetchall()
                raw.cursor().execute("DELETE FROM meta WHERE name = ?", (SCRUB_DUE,))
        finally:
            raw.close()

    def undo(self, batch: str, actor: str) -> Changes:
        """Put back what a transaction overwrote; fields that somebody has changed since stay as they are."""
        with self.write(actor) as unit:
            undo(unit, batch, actor)
        return unit.changes

    def news(self, after: int) -> Changes:
        """Everything journaled here after a position, whichever window, process or machine wrote it."""
        with self.read() as connection:
            position = journal.last_position(connection)
            found = list(journal.entries(connection, journal_table.c.pos > after)) if position > after else []
        return Changes.of(found, position)

    def position(self) -> int:
        with self.read() as connection:
            return journal.last_position(connection)

    def changed_elsewhere(self) -> bool:
        """True when another connection committed since the last call: a look that takes microseconds."""
        return self._watcher.changed()

    def watcher(self) -> Watcher:
        """One more pair of eyes: each has its own last look. Close it when done."""
        return Watcher(self._engine.raw_connection(), self._path)

    def narrow(self) -> None:
        """From here on this process reads and writes what the lobby may see, whatever a fault asks for."""
        self._watcher.close()
        self._engine.dispose()
        event.listen(self._engine, "connect", lobby_only)
        self._is_narrow = True
        self._watcher = self.watcher()

    def remembered(self, name: str) -> str | None:
        """A local value that does not travel (sync cursors, …)."""
        with self.read() as connection:
            found = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
            return str(found[0]) if found else None

    def remember(self, name: str, value: str) -> None:
        try:
            with self._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
                remember(connection, name, value)
        except DBAPIError as error:
            raise unusable(self._path, error) from error

    def shut_out(self) -> None:
        """The machine was revoked: its key is forgotten, and nothing is read or written any more, here or after a
        restart, until somebody brings the recovery sheet."""
        write_whole(self.folder / SHUT_OUT_FILE, b"This machine was revoked. See: desk restore --help\n")
        for name in (KEY_NAME, NEXT_KEY):
            self.secrets.forget(name)

        def refuse(_connection: Connection) -> None:
            raise StoreUnusable(shut_out(self.folder))

        event.listen(self._engine, "engine_connect", refuse)

    def back_up(self, target: Path | None = None) -> Path:
        """A whole encrypted copy with the same key; without a target, in the store's own folder of backups."""
        name = f"{self._path.stem}-{self.now():%Y%m%d-%H%M%S}.db"
        return back_up(self._path, self.recovery_key(), target or self.folder / BACKUPS / name)

    def recovery_key(self) -> bytes:
        """The 32 bytes that open this store, for the sheet in the safe."""
        key = self.secrets.get(KEY_NAME)
        if key is None:
            raise StoreUnusable(_("Su questo computer non c'è la chiave dell'archivio."))
        return key

    def close(self) -> None:
        self._watcher.close()
        self._engine.dispose()


def create_store(
    folder: Path,
    *,
    secrets: Callable[[Path, str], Secrets] = secrets_for,
    now: Callable[[], datetime] = utc_now,
    fill: Callable[["Store"], None] | None = None,
) -> Store:
    """A new store with a random 256-bit key, `fill`ed before it takes its place: a fault leaves the folder as it was.
    Refuses a folder that already has one."""
    try:
        if any((folder / name).exists() for name in FILES):
            raise StoreUnusable(_("In {folder} c'è già un archivio. Scegli un'altra cartella.").format(folder=folder))
        with workshop(folder) as bench:
            card = Card(new_id(), new_id())
            keeper, key = secrets(bench, card.store), random_source.token_bytes(32)
            keeper.set(KEY_NAME, key)
            try:
                _make(bench, card, keeper, key, now, fill)
                put_in_place(bench, folder)
            except BaseException:
                keeper.forget(KEY_NAME)
                raise
    except OSError as error:
        raise unusable(folder, error) from error
    return open_store(folder, secrets=secrets, now=now)


def _make(
    bench: Path,
    card: Card,
    keeper: Secrets,
    key: bytes,
    now: Callable[[], datetime],
    fill: Callable[[Store], None] | None,
) -> None:
    connect(bench / FILE_NAME, key, create=True).close()
    os.chmod(bench / FILE_NAME, 0o600)
    write_whole(bench / CARD_FILE, msgspec.json.encode(card))
    store = _open(bench, card, keeper, key, now, new=True)
    try:
        if fill:
            fill(store)
    finally:
        store.close()


def open_store(
    folder: Path,
    *,
    secrets: Callable[[Path, str], Secrets] = secrets_for,
    now: Callable[[], datetime] = utc_now,
) -> Store:
    """The store in a folder, upgraded if it is older. Raises StoreUnusable with one line, nothing touched."""
    card = read_card(folder)
    keeper = secrets(folder, card.store)
    return _open(folder, card, keeper, key_of(folder, keeper), now)


def _open(
    folder: Path, card: Card, keeper: Secrets, key: bytes, now: Callable[[], datetime], *, new: bool = False
) -> Store:
    path = folder / FILE_NAME
    engine = open_engine(path, key)
    try:
        upgrade(engine, path, key, now(), new=new)
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode = WAL")  # a copy that was put back comes without
        raw.close()
        store = Store(folder, card, engine, keeper, now)
        store.index_arrivals()  # the power may have gone before
        return store
    except DBAPIError as error:
        engine.dispose()
        raise unusable(path, error) from error
    except StoreUnusable:
        engine.dispose()
        raise
