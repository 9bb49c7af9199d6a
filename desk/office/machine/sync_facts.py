"""All that is known of sync, for the page of the window and for `desk sync --json` alike."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desk.db.store import Store
from desk.db.tables import lobby_device
from desk.domain.journal.clock import moment_of
from desk.domain.roles import May
from desk.i18n import _
from desk.office.household.history_words import record_words
from desk.office.machine.enrol import server_known
from desk.office.machine.machines import named
from desk.office.machine.replica import ACKNOWLEDGED
from desk.office.machine.synchronise import standing_status
from desk.office.session import ZONE, Session
from desk.sync.status import SyncStatus

VIEW, OTHER = "view", "other"

_DEVICES = """
WITH RECURSIVE each(device) AS (
  SELECT min(device) FROM journal
  UNION ALL SELECT (SELECT min(device) FROM journal WHERE device > each.device) FROM each WHERE each.device IS NOT NULL)
SELECT device, (SELECT at FROM journal WHERE journal.device = each.device ORDER BY seq DESC LIMIT 1) FROM each
WHERE device IS NOT NULL"""
"""One step of the index for each machine: the journal may be long."""


@dataclass(frozen=True)
class Kind:
    """What waits to be sent: a table's name, or «view» for what was looked at; in words; how many entries."""

    name: str
    words: str
    many: int


@dataclass(frozen=True)
class Machine:
    """One whose entries are here. `written`: its newest, in the office's time zone."""

    device: str
    name: str
    written: datetime
    here: bool


@dataclass(frozen=True)
class SyncFacts:
    """`server` and `office` are empty for a machine that works alone; `name`: what the office calls this one."""

    status: SyncStatus
    device: str
    name: str = ""
    server: str = ""
    office: str = ""
    kinds: tuple[Kind, ...] = ()
    machines: tuple[Machine, ...] = ()


def read_sync(session: Session, status: SyncStatus | None = None) -> SyncFacts:
    """`status`: as a round or the line of the window has just found it; None: as the store knows it."""
    session.require(May.SEE_TODAY)
    return sync_facts(session.store, status)


def sync_facts(store: Store, status: SyncStatus | None = None) -> SyncFacts:
    if status is not None and status.shut_out:  # nothing can be read any more
        return SyncFacts(status, store.device)
    status = status or standing_status(store)
    known = server_known(store)
    with store.read() as connection:
        name = named(connection, store.device)
        return SyncFacts(
            status,
            store.device,
            name.words if name else "",
            known.url if known else "",
            known.office if known else "",
            _kinds(connection, store.device) if status.waiting else (),
            _machines(connection, store.device),
        )


def _kinds(connection: Connection, device: str) -> tuple[Kind, ...]:
    query = (
        "SELECT CASE op WHEN 'view' THEN 'view' ELSE \"table\" END AS kind, count(*) FROM journal WHERE device = ? AND "
        "seq > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?), 0) GROUP BY kind"
    )
    counted: dict[tuple[str, str], int] = {}
    for name, many in connection.exec_driver_sql(query, (device, ACKNOWLEDGED)).fetchall():
        kind = _kind(name)
        counted[kind] = counted.get(kind, 0) + many
    found = [Kind(name, words, many) for (name, words), many in counted.items()]
    return tuple(sorted(found, key=lambda each: (each.name == OTHER, -each.many, each.words)))


def _kind(name: str) -> tuple[str, str]:
    if name == VIEW:
        return VIEW, _("Consultazione")
    words = record_words(name)
    return (OTHER, _("Altro")) if words == name else (name, words)


def _machines(connection: Connection, here: str) -> tuple[Machine, ...]:
    kiosks = {row.id: row.name for row in connection.execute(lobby_device.select()).all() if row.name}
    found = []
    for device, at in connection.exec_driver_sql(_DEVICES).fetchall():
        known = named(connection, device)
        name = known.words if known else kiosks.get(device) or _("computer {id}").format(id=device[-4:])
        found.append(Machine(device, name, moment_of(at).astimezone(ZONE), device == here))
    return tuple(sorted(found, key=lambda each: (not each.here, -each.written.timestamp())))
