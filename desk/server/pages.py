"""Pages: entries that come by the hundred are stored as they are read again, one row for so many, and become rows of
`entry` a moment later, with the records.

They are checked, numbered and safe by then; what waits is only to be looked up one by one. Nothing that the lobby may
see stands on a page, and no erase: whoever brings one has all pages of the office unfolded first, in its transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table

from desk.domain.journal.entry import Entry
from desk.domain.journal.packed import pack, unpack
from desk.server.bulk import driver, insert_rows
from desk.server.database import Database
from desk.server.devices import LOBBY
from desk.sync import wire

WORTH = 64
"""Fewer entries than that are rows at once."""
MOST_BYTES = 4_000_000
"""Unpacked. Parts of copied papers weigh a million each, and stay rows."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Entry]).decode
_FOUND = """
SELECT last, many, weight, CASE WHEN device <> {mark} THEN body END FROM page
WHERE office = {mark} AND last > {mark} AND last - many < {mark} ORDER BY last"""
_TAKE = "DELETE FROM page WHERE office = {mark} AND last - many < {mark} RETURNING last, many, mark, body"
_OF_NUMBER = """
SELECT mark FROM entry WHERE office = {mark} AND n = {mark}
UNION ALL SELECT mark FROM page WHERE office = {mark} AND last >= {mark} AND last - many < {mark}"""
_WAITS = "SELECT max(last) FROM page WHERE office = {mark}"
_OF_MACHINE = """
SELECT body FROM page WHERE office = {mark} AND device = {mark} AND seq >= {mark} AND seq - many < {mark}"""


class Page(NamedTuple):
    """The entries with the numbers from `first` to `last`; no `body` where they are the asker's own."""

    first: int
    last: int
    weight: int
    body: bytes | None


def folded(home: str, counter: int, mark: int, fresh: Sequence[Entry]) -> list[tuple[Any, ...]]:
    """New entries of one machine, numbered after `counter`, as rows of `page`; none where they must be rows of their
    own."""
    if len(fresh) < WORTH or any(entry.op == "erase" or entry.scope == LOBBY for entry in fresh):
        return []
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(fresh), wire.PAGE):
        part = fresh[start : start + wire.PAGE]
        plain = _encode(part)
        if len(plain) > MOST_BYTES:
            return []
        last, end = counter + start + len(part), part[-1]
        rows.append((home, last, len(part), end.device, end.seq, mark, len(plain), pack(plain)))
    return rows


def bodies_of(rows: Sequence[tuple[Any, ...]], table: Table) -> list[bytes]:
    """Of whole rows of `entry` or `page`."""
    place = table.columns.keys().index("body")
    return [row[place] for row in rows]


def between(connection: Connection, home: str, after: int, until: int, unless: str) -> list[Page]:
    """The pages on which numbers beyond one and up to another stand, in order."""
    found = _ask(connection, _FOUND, (unless, home, after, until))
    return [Page(last - many + 1, last, weight, body) for last, many, weight, body in found]


def unfold(connection: Connection, home: str, until: int) -> None:
    """Make rows of the pages on which numbers up to this one stand."""
    for last, many, mark, body in _ask(connection, _TAKE, (home, until)):
        insert_rows(connection, rows_of(home, last - many, mark, opened(body)))


def unfold_all(database: Database, home: str) -> None:
    with database.read() as connection:
        ((last,),) = _ask(connection, _WAITS, (home,))
    if last is not None:
        with database.write() as connection:
            unfold(connection, home, last)


def rows_of(home: str, counter: int, mark: int, fresh: Iterable[Entry]) -> list[tuple[Any, ...]]:
    """Entries numbered after `counter` as rows of `entry`."""
    return [
        (home, n, entry.device, entry.seq, entry.scope, entry.row, _encode(entry), mark)
        for n, entry in enumerate(fresh, counter + 1)
    ]


def opened(body: bytes) -> list[Entry]:
    return _decode(unpack(body, wire.MOST_BYTES))


def mark_at(connection: Connection, home: str, number: int) -> int:
    """Of the commit that gave out a number; 0 where nobody has it yet."""
    found = _ask(connection, _OF_NUMBER, (home, number, home, number, number))
    return int(found[0][0]) if found else 0


def entry_at(connection: Connection, home: str, machine: str, seq: int) -> Entry | None:
    """One entry that stands on a page."""
    for (body,) in _ask(connection, _OF_MACHINE, (home, machine, seq, seq)):
        return next(entry for entry in opened(body) if entry.seq == seq)
    return None


def _ask(connection: Connection, query: str, facts: tuple[Any, ...]) -> list[Any]:
    if connection.dialect.name != "postgresql":
        return list(connection.exec_driver_sql(query.format(mark="?"), facts).fetchall())
    with driver(connection) as raw, raw.cursor(binary=True) as cursor:
        return list(cursor.execute(query.format(mark="%s"), facts).fetchall())
