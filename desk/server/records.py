"""The current fields of every record, for reports: per field the later stamp, as on every desk.

They follow the entries a moment later (`settled` says how far), except for an erase, which takes effect with its entry.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from desk.domain.journal.entry import Entry
from desk.domain.journal.merge import weight_of
from desk.server import pages
from desk.server.bulk import read_bodies, read_records, upsert_records
from desk.server.database import Database
from desk.server.tables import entry as entry_table
from desk.server.tables import office, settled
from desk.server.watch import line, to_stderr

WHOLE = ""
AT_ONCE = 1000
MOST_BYTES = 8_000_000
LOOK_SECONDS, MOST_LOOKS = 0.5, 5
_AT_ONCE = 5000
_encode = msgspec.json.Encoder().encode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_encode_entry = msgspec.msgpack.Encoder().encode

Key = tuple[str, str]


class _Record:
    """Fields and stamps, decoded only when a second write comes."""

    __slots__ = ("erased", "fields", "scope", "stamps", "text")

    def __init__(self, scope: str) -> None:
        self.scope, self.erased = scope, 0
        self.text: tuple[str, str] | None = None
        self.fields: dict[str, Any] = {}
        self.stamps: dict[str, str] = {}

    def write(self, entry: Entry) -> None:
        if self.erased or not entry.fields:
            return
        if self.text is None and not self.stamps and "\\u0000" not in entry.fields:
            self.text = (entry.fields, f'{{"":"{entry.at}"}}')
            return
        if self.text is not None:
            self.fields, self.stamps = msgspec.json.decode(self.text[0]), msgspec.json.decode(self.text[1])
            self.text = None
        for name, value in entry.values().items():
            present = self.stamps.get(name) or (self.stamps.get(WHOLE, "") if name in self.fields else "")
            told = _storable(value)
            if entry.at > present or (entry.at == present and weight_of(told) > weight_of(self.fields[name])):
                self.fields[name], self.stamps[name] = told, entry.at

    def erase(self) -> None:
        self.text, self.fields, self.stamps, self.erased = None, {}, {}, 1

    def row(self, key: Key) -> tuple[str, str, str, str, str, int]:
        fields, stamps = self.text or (_encode(self.fields).decode(), _encode(self.stamps).decode())
        return (*key, self.scope, fields, stamps, self.erased)


Records = dict[Key, _Record]


def _storable(value: Any) -> Any:
    """PostgreSQL's jsonb takes no NUL character."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(each) for name, each in value.items()}
    return value


def catch_up(database: Database) -> None:
    """Bring the records of every office up to its entries, some at a time: whoever sends does not wait for it. What
    cannot be settled is raised when all other offices have been served."""
    left: dict[str, Exception] = {}
    while True:
        behind = _BEHIND.where(settled.c.office.not_in(list(left)))
        with database.read() as connection:
            if connection.execute(behind).first() is None:
                break
        with database.write() as connection:
            home = connection.execute(behind.with_for_update(of=settled, skip_locked=True)).scalar()
            if home is None:  # another process is at it
                break
            try:
                with connection.begin_nested():
                    settle_some(connection, home)
            except (OperationalError, NoConnection):  # the database itself
                raise
            except Exception as error:  # noqa: BLE001  whatever an old database holds there
                left[home] = error
    if left:
        raise next(iter(left.values()))


def settle_all(connection: Connection, home: str) -> None:
    """The same at once, in the transaction that brought an erase: nothing of what is gone stays."""
    while settle_some(connection, home):
        pass


_STORED = select(func.coalesce(func.sum(office.c.counter), 0))
_BEHIND = select(settled.c.office).join(office, office.c.id == settled.c.office).where(settled.c.n < office.c.counter)
_BEHIND = _BEHIND.order_by(settled.c.office).limit(1)


def settle_some(connection: Connection, home: str) -> bool:
    """The next entries of one office; False when there was none."""
    query = select(settled.c.n).where(settled.c.office == home).with_for_update()
    after = connection.execute(query).scalar_one()
    # what comes while we look is left for later: its page would be passed over by the rows that came after it
    stored = connection.execute(select(office.c.counter).where(office.c.id == home)).scalar_one()
    until = min(after + AT_ONCE, stored)
    pages.unfold(connection, home, until)
    bodies, _last = read_bodies(connection, home, after, until, AT_ONCE, MOST_BYTES)
    if not bodies:
        return False
    _settle(connection, home, [_decode_entry(body) for _n, body in bodies])
    connection.execute(update(settled).where(settled.c.office == home).values(n=bodies[-1][0]))
    return True


def _settle(connection: Connection, home: str, entries: list[Entry]) -> None:
    """Bring the records up to these entries, which are stored already; blank what an erase names."""
    changed = [entry for entry in entries if entry.op != "view"]
    records = _load(connection, home, {entry.row for entry in changed})
    gone: set[str] = set()
    for entry in changed:
        key = (entry.row, entry.table)
        known = records.get(key)
        if known is None:
            known = records[key] = _Record(entry.scope)
        if entry.op == "erase":
            known.erase()
            gone.add(entry.row)
        else:
            known.write(entry)
    keys = {(entry.row, entry.table): None for entry in changed}
    upsert_records(connection, home, [records[key].row(key) for key in keys])
    if gone:
        _blank(connection, home, gone)


def _load(connection: Connection, home: str, rows: set[str]) -> Records:
    """What is known of these rows."""
    found: Records = {}
    for row, table, scope, fields, stamps, is_erased in read_records(connection, home, rows):
        known = found[row, table] = _Record(scope)
        known.fields, known.stamps, known.erased = fields, stamps, is_erased
    return found


def _blank(connection: Connection, home: str, rows: set[str]) -> None:
    for part in _parts(rows):
        here = (entry_table.c.office == home, entry_table.c.row.in_(part))
        for n, body in connection.execute(select(entry_table.c.n, entry_table.c.body).where(*here)).all():
            entry = _decode_entry(body)
            if entry.op != "erase" and entry.fields:
                blank = _encode_entry(msgspec.structs.replace(entry, fields=""))
                connection.execute(
                    update(entry_table).where(entry_table.c.office == home, entry_table.c.n == n).values(body=blank)
                )


def _parts(rows: Iterable[str]) -> Iterable[list[str]]:
    every = list(rows)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


@contextmanager
def following(database: Database) -> Iterator[None]:
    """A thread beside the server that keeps the records up to the entries."""
    stop = Event()

    def follow() -> None:
        seen, waited, told = -1, 0, ""
        while not stop.wait(LOOK_SECONDS):
            try:
                with database.read() as connection:
                    stored = connection.execute(_STORED).scalar_one()
                if stored == seen or waited == MOST_LOOKS:  # machines that are sending come first
                    catch_up(database)
                    waited = 0
                else:
                    seen, waited = stored, waited + 1
            except (OperationalError, NoConnection):  # the database is away for a moment
                continue
            except Exception as error:  # noqa: BLE001  an entry that cannot be settled: said once, tried again
                if type(error).__name__ != told:
                    told = type(error).__name__
                    to_stderr(line(event="fault", route="records", fault=told))

    thread = Thread(target=follow, name="records", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
