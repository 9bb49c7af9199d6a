"""One round with the server, and what the chip may say of it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from desk.db.journal import CLOCK
from desk.db.place import shut_out
from desk.db.store import Store, Watcher
from desk.db.tables import journal
from desk.domain.journal.clock import moment_of
from desk.errors import BadInput
from desk.i18n import _
from desk.office.machine.enrol import membership
from desk.office.machine.replica import StoreReplica, remember_name, take_over_former
from desk.office.session import ZONE
from desk.sync.client import SKEW, Client
from desk.sync.session import Round, run_round
from desk.sync.status import SyncStatus

SENT_AT = "sync-sent-at"


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
        self._client = Client(known, store.now)
        self._behind: int | None = None
        self._told = ""
        """The minute that the store knows of, and all that is shown of it: a round need not wait for the disk again."""

    def round(self) -> Round:
        """Never raises DeskError: what went wrong is in the round."""
        if self._watcher is None:  # not for a line that only waits
            self._watcher = self._store.watcher()
            self._replica = StoreReplica(self._store, self._watcher)
        done = run_round(self._replica, self._client.round, self._store.now)
        if done.ok and self._looked != self._replica.looks:
            self._looked = self._replica.looks
            if take_over_former(self._store):
                done = run_round(self._replica, self._client.round, self._store.now)
        self._note_clock()
        if done.ok and _minute(done.at) != self._told:
            self._store.remember(SENT_AT, done.at.isoformat())
            self._told = _minute(done.at)
        if done.shut_out:
            self._store.shut_out()
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

    def close(self) -> None:
        self._client.close()
        if self._watcher:
            self._watcher.close()


def _behind(store: Store) -> int:
    return int(store.remembered(CLOCK) or 0)


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def synchronise(store: Store) -> Round:
    """One round on a connection of its own."""
    line = Line(store)
    try:
        done = line.round()
    finally:
        line.close()
    if not done.shut_out:
        store.index_arrivals()
    return done


def standing_status(store: Store) -> SyncStatus:
    """What is known without asking the network."""
    standing, sent = StoreReplica(store).standing(), store.remembered(SENT_AT)
    enrolled = membership(store) is not None
    return SyncStatus(
        enrolled=enrolled,
        sent_at=datetime.fromisoformat(sent).astimezone(ZONE) if sent else None,
        waiting=standing.waiting if enrolled else 0,
        conflicts=standing.conflicts,
        behind=_behind(store),
        waiting_since=_oldest(store, standing.acknowledged) if enrolled and standing.waiting else None,
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
    return replace(standing_status(store), away=done.away, fault=done.fault)
