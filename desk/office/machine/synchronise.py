"""One round with the server, and what the chip may say of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import select

from desk.db.journal import CLOCK
from desk.db.place import shut_out
from desk.db.store import Store
from desk.db.tables import journal
from desk.db.watcher import Watcher
from desk.domain.journal.clock import moment_of
from desk.errors import BadInput, DeskError, NetworkAway, StoreUnusable
from desk.i18n import _
from desk.office.machine.enrol import is_lobby, membership, read_server
from desk.office.machine.first_rows import fetch_rows
from desk.office.machine.replica import SAID, StoreReplica, remember_name, take_over_former
from desk.office.session import ZONE
from desk.sync.client import SKEW, Client
from desk.sync.session import Round, run_round
from desk.sync.status import DISK, SyncStatus

SENT_AT = "sync-sent-at"
LEAST_FREE = 64 * 2**20
"""Bytes: below that the next copy or paper may not find room."""


class Line:
    """A kept connection to the server; rounds one after the other, from one thread."""

    def __init__(self, store: Store) -> None:
        """Raises BadInput where the machine is not enrolled."""
        known = membership(store)
        if known is None:
            raise BadInput(_("Questo computer non è collegato a un server: iscrivilo con «desk enrol»."))
        remember_name(store)
        self._store, self._replica = store, StoreReplica(store)
        self._watcher: Watcher | None = None
        self._looked = 0
        self.membership, self._client = known, Client(known, store.now)
        self._over, self._joined = False, 0
        self._behind: int | None = None
        self._noted: tuple[str | None, bool, int] | None = None
        self._is_new = True
        """Until it is known that it is not."""
        self._told = ""
        """The minute that the store knows of, and all that is shown of it: a round need not wait for the disk again."""

    def round(self) -> Round:
        """Never raises DeskError: what went wrong is in the round."""
        if self._watcher is None:  # not for a line that only waits
            self._watcher = self._store.watcher()
            self._replica = StoreReplica(self._store, self._watcher)
        self._follow_enrolment()
        rows = self._first_rows()
        if rows:
            still = self._replica.standing()
            return Round(True, 0, rows, still.conflicts, still.waiting, self._store.now(), more=True)
        done = run_round(self._replica, self._client.round, self._store.now)
        try:
            done = self._kept(done)
        except StoreUnusable as error:  # what is remembered of a round is no work of anybody's
            done = replace(done, ok=False, fault=str(error), why=error.why)
        if done.shut_out:
            self._store.shut_out()
        return done

    def _follow_enrolment(self) -> None:
        """While a window is open, the machine may be enrolled at another server."""
        try:
            self._replica.standing()
            if self._joined == self._replica.looks:
                return
        except DeskError:  # the round says it
            return
        server = read_server(self._replica.server)
        self._joined = self._replica.looks
        if server is None or (server.url, server.server) == (self.membership.url, self.membership.server):
            return
        self.membership = replace(self.membership, url=server.url, server=server.server)
        self._client.close()
        self._client = Client(self.membership, self._store.now)
        self._behind, self._noted, self._is_new = None, None, True
        if self._over:
            self._client.give_up()

    def _first_rows(self) -> int:
        """What goes wrong here is no fault: the entries bring all of it, and their round tells what is to be told."""
        rows = 0
        if self._is_new:
            try:
                if not self._replica.standing().cursor and not is_lobby(self._store):
                    rows = fetch_rows(self._store, self._client.snapshot)
            except NetworkAway:
                return 0
            except DeskError:
                rows = 0
            self._is_new = False
        return rows

    def _kept(self, done: Round) -> Round:
        if self._over:
            return done  # nobody asked how it went, and it was not the network
        if done.ok and self._looked != self._replica.looks:
            self._looked = self._replica.looks
            if self._replica.bore_other_names and take_over_former(self._store):
                done = run_round(self._replica, self._client.round, self._store.now)
        self._note_clock()
        if done.ok and _minute(done.at) != self._told:
            self._store.remember(SENT_AT, done.at.isoformat())
            self._told = _minute(done.at)
        if not done.shut_out and (done.fault, done.away, self._replica.looks) != self._noted:
            said = _Said(done.fault, done.away, done.why)
            if said != _said(self._replica.said):
                self._store.remember(SAID, msgspec.json.encode(said).decode())
            self._noted = done.fault, done.away, self._replica.looks
        return done

    def _note_clock(self) -> None:
        """What is written from now on is stamped by the server's clock, where ours is off."""
        behind = self._client.behind
        if behind == self._behind:
            return
        if abs(behind - _behind(self._store)) > SKEW:
            self._store.remember(CLOCK, str(behind))
        self._behind = behind

    def cursor(self) -> int:
        """The server's number up to which this machine has everything."""
        return self._replica.standing().cursor

    def wait(self, cursor: int) -> bool:
        """True as soon as the server has more; on a line of its own, beside the one that makes rounds."""
        return self._client.wait(cursor)

    def give_up(self) -> None:
        """From any thread: the round in hand ends as without a network, and so does every other."""
        self._over = True
        self._client.give_up()

    def close(self) -> None:
        self._client.close()
        if self._watcher:
            self._watcher.close()


def _behind(store: Store) -> int:
    return int(store.remembered(CLOCK) or 0)


class _Said(msgspec.Struct, frozen=True):
    """How the last round went, for every window and command of this store."""

    fault: str | None = None
    away: bool = False
    why: str = ""


def _said(kept: str | None) -> _Said:
    return msgspec.json.decode(kept, type=_Said) if kept else _Said()


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def synchronise(store: Store) -> Round:
    """One round on a connection of its own."""
    line = Line(store)
    try:
        done = line.round()
        while done.more:
            done = line.round()
    finally:
        line.close()
    if not done.shut_out:
        store.index_arrivals()
    return done


def free_bytes(folder: Path) -> int:
    """What the disk of a store still takes."""
    return shutil.disk_usage(folder).free


def standing_status(store: Store, free: Callable[[Path], int] = free_bytes) -> SyncStatus:
    """What is known without asking the network: how the last round went, and whether the disk takes more."""
    replica = StoreReplica(store)
    standing, sent = replica.standing(), store.remembered(SENT_AT)
    enrolled = membership(store) is not None
    said = _said(replica.said) if enrolled else _Said()
    short = free(store.folder) < LEAST_FREE
    return SyncStatus(
        enrolled=enrolled,
        sent_at=datetime.fromisoformat(sent).astimezone(ZONE) if sent else None,
        waiting=standing.waiting if enrolled else 0,
        conflicts=standing.conflicts,
        behind=_behind(store),
        waiting_since=_oldest(store, standing.acknowledged) if enrolled and standing.waiting else None,
        away=said.away,
        fault=said.fault,
        why=DISK if short else said.why,
        danger=disk_words(store) if short else None,
    )


def disk_words(store: Store) -> str:
    """Of a disk that will soon take no more."""
    return _("Il disco è quasi pieno: accanto a {folder} restano meno di {n} MB.").format(
        folder=store.folder, n=LEAST_FREE // 2**20
    )


def _oldest(store: Store, acknowledged: int) -> datetime | None:
    """When the first of what did not leave was written."""
    query = select(journal.c.at).where(journal.c.device == store.device, journal.c.seq > acknowledged)
    with store.read() as connection:
        at = connection.execute(query.order_by(journal.c.seq).limit(1)).scalar()
    return moment_of(at).astimezone(ZONE) if at else None


def status_after(store: Store, done: Round) -> SyncStatus:
    """What is known after a round."""
    if done.shut_out:
        return SyncStatus(enrolled=True, waiting=done.waiting, danger=shut_out(store.folder), shut_out=True)
    standing = standing_status(store)
    if done.why in (StoreUnusable.why, DISK) and not standing.danger:  # it could not even be remembered
        return replace(standing, away=False, fault=done.fault, why=done.why, danger=done.fault)
    return replace(standing, away=done.away, fault=done.fault, why=standing.why if standing.danger else done.why)
