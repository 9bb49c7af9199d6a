"""Reading and writing journal rows."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from desk.db.engine import LISTED, ask
from desk.db.tables import journal
from desk.domain.journal.entry import Entry
from desk.domain.journal.merge import Settled, Write, settle

ENTRY_COLUMNS = tuple(journal.c[name] for name in Entry.__struct_fields__)
_COLUMN_LIST = ", ".join(f'"{name}"' for name in Entry.__struct_fields__)
CLOCK = "clock-behind"
"""The local value that says so: what a machine with a wrong clock writes is stamped by the server's."""
_HEARD_OF = "stamp-heard-of"
"""The local value of the latest stamp of what came without its entries."""
_astuple = msgspec.structs.astuple
_INSERT = (
    f"INSERT OR IGNORE INTO journal ({_COLUMN_LIST}, held) "
    f"VALUES ({', '.join('?' * (len(Entry.__struct_fields__) + 1))})"
)
_OF_DEVICE = f"SELECT {_COLUMN_LIST} FROM journal WHERE device = ? AND seq > ? ORDER BY seq LIMIT ?"


def append(connection: Connection, entries: Iterable[Entry], held: Set[str] = frozenset()) -> None:
    """Add entries; those already there are left as they are. `held`: ids that this version cannot apply yet."""
    rows = [(*_astuple(entry), 1 if entry.id in held else 0) for entry in entries]  # a bool takes SQLite longer
    if rows:
        connection.exec_driver_sql(_INSERT, rows)


def unknown(connection: Connection, incoming: list[Entry], by_device: Mapping[str, Mapping[int, Entry]]) -> list[Entry]:
    """Those of which the journal holds nothing yet, each once: a device gives each of its numbers to one entry."""
    known: dict[str, set[int]] = {}
    for device, its in by_device.items():
        question = "SELECT seq FROM journal WHERE device = ? AND seq BETWEEN ? AND ?"
        known[device] = {seq for (seq,) in ask(connection, question, (device, min(its), max(its)))}
    if not any(known.values()) and sum(map(len, by_device.values())) == len(incoming):
        return incoming
    return [
        entry
        for entry in incoming
        if entry.seq not in known[entry.device] and by_device[entry.device][entry.seq] is entry
    ]


def entries(connection: Connection, *conditions: Any, limit: int | None = None) -> Iterator[Entry]:
    """Entries in local order that fit all conditions on `tables.journal`."""
    query = select(*ENTRY_COLUMNS).where(*conditions).order_by(journal.c.pos)
    if limit is not None:
        query = query.limit(limit)
    for row in connection.execute(query):
        yield Entry(*row)


def entries_of_device(connection: Connection, device: str, after: int = 0, limit: int = -1) -> Iterator[Entry]:
    """One device's entries in order of its own counter; -1: all."""
    raw: Any = connection.connection.driver_connection  # by the ten thousand: the driver's own tuples will do
    try:
        for row in raw.execute(_OF_DEVICE, (device, after, limit)):
            yield Entry(*row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(_OF_DEVICE, None, error) from error


def writes_to(connection: Connection, table: str, row: str) -> dict[str, list[Write]]:
    """Every write the journal knows to each field of one row."""
    return _writes(entries(connection, journal.c.row == row, journal.c.table == table, journal.c.op == "put"))


def _writes(told: Iterable[Entry]) -> dict[str, list[Write]]:
    found: dict[str, list[Write]] = {}
    for entry in told:
        bases = entry.bases()
        for field, value in entry.values().items():
            saw = frozenset(bases.get(field, "").split())
            found.setdefault(field, []).append(Write(entry.at, saw, value, entry.id))
    return found


def writes_to_rows(connection: Connection, rows: list[str]) -> list[Entry]:
    """Every write to these, in local order."""
    question = f"SELECT {_COLUMN_LIST} FROM journal WHERE \"row\" IN {LISTED} AND op = 'put' ORDER BY pos"
    return [Entry(*line) for line in ask(connection, question, (msgspec.json.encode(rows).decode(),))]


def tell_again(connection: Connection, entry: str) -> None:
    """Open windows hear of an entry as if it came now."""
    ask(connection, "UPDATE journal SET pos = (SELECT max(pos) FROM journal) + 1 WHERE id = ?", (entry,))


def settled_fields(connection: Connection, table: str, row: str) -> dict[str, Settled]:
    """The state of each field of one row, worked out from all that the journal knows."""
    return {field: settle(writes) for field, writes in writes_to(connection, table, row).items()}


def settle_fields(told: Iterable[Entry]) -> dict[str, Settled]:
    """The same from entries that are at hand: all those of one row."""
    return {field: settle(writes) for field, writes in _writes(told).items()}


def writes_by_row(connection: Connection) -> Iterator[Entry]:
    """Every write that this version could apply, table by table and row by row."""
    found = connection.exec_driver_sql(
        f'SELECT {_COLUMN_LIST} FROM journal WHERE op = \'put\' AND held = 0 ORDER BY "table", "row", pos'
    )
    for row in found:
        yield Entry(*row)


def clock_of_store(connection: Connection) -> tuple[str, int]:
    """The highest stamp this store has seen, from any device (empty in a new store), and by how many seconds this
    machine's clock is behind the server's (negative: ahead)."""
    query = """
SELECT max(coalesce((SELECT max(at) FROM journal), ''), coalesce((SELECT max(latest) FROM journal_page), ''),
    coalesce((SELECT value FROM meta WHERE name = ?), '')),
  (SELECT value FROM meta WHERE name = ?)"""
    found = connection.exec_driver_sql(query, (_HEARD_OF, CLOCK)).fetchone()
    return (str(found[0] or ""), int(found[1] or 0)) if found else ("", 0)


def heard_of(connection: Connection, stamp: str) -> None:
    """What is written here from now on is later than this, though no entry says so yet."""
    ask(
        connection,
        "INSERT INTO meta (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
        (_HEARD_OF, stamp),
    )


def end_of_chain(connection: Connection, device: str) -> tuple[int, str]:
    """The last counter and digest of one device; (0, "") before its first entry."""
    found = ask(connection, "SELECT seq, digest FROM journal WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,))
    return (int(found[0][0]), str(found[0][1])) if found else (0, "")


def last_position(connection: Connection) -> int:
    """The local number of the newest journal row; 0 in a new store."""
    ((found,),) = ask(connection, "SELECT max(pos) FROM journal")
    return int(found or 0)


def held_entries(connection: Connection) -> list[Entry]:
    """What a newer version wrote and this one has only kept so far."""
    return list(entries(connection, journal.c.held == 1))


def release(connection: Connection, entry: str) -> None:
    connection.execute(journal.update().where(journal.c.id == entry).values(held=0))
