"""Many rows at once, and one row very often, by the fastest way each database has."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desk.server.tables import entry, page

ENTRY_COLUMNS = tuple(column.name for column in entry.columns)
_NAMES = ", ".join(f'"{name}"' for name in ENTRY_COLUMNS)
_COPY = f"COPY entry ({_NAMES}) FROM STDIN (FORMAT BINARY)"
_ENTRY_TYPES = ("text", "int8", "text", "int8", "text", "text", "bytea", "int8")
_INSERT_ENTRIES = f"INSERT INTO entry ({_NAMES}) VALUES ({', '.join('?' * len(ENTRY_COLUMNS))})"
_GIVEN = ", ".join(f"%b::{kind}[]" for kind in _ENTRY_TYPES)
_UNNEST = f"INSERT INTO entry ({_NAMES}) SELECT * FROM unnest({_GIVEN})"
_PAGE = f"INSERT INTO page ({', '.join(column.name for column in page.columns)}) VALUES "
_OFFICE = "UPDATE office SET counter = {mark}, mark = {mark} WHERE id = {mark}"
_DEVICE = "UPDATE device SET last_seq = {mark}, last_digest = {mark} WHERE id = {mark}"
_MOVED = f"WITH here AS ({_OFFICE.format(mark='%s')}), there AS ({_DEVICE.format(mark='%s')})"
_WORTH_COPYING = 500
"""A COPY has to be asked for first; a few go by one statement."""

_RECORD = 'INSERT INTO record (office, "row", "table", scope, fields, stamps, erased) '
_SETTLE = (
    ' ON CONFLICT (office, "row", "table") DO UPDATE SET fields = excluded.fields, stamps = excluded.stamps, '
    "erased = excluded.erased"
)
_UPSERT_SQLITE = f"{_RECORD} VALUES (?, ?, ?, ?, ?, ?, ?){_SETTLE}"
_UPSERT_POSTGRES = (
    f"{_RECORD} SELECT %s, r, t, s, f::jsonb, a::jsonb, e FROM "
    "unnest(%b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::int4[]) "
    f"AS given (r, t, s, f, a, e){_SETTLE}"
)


_FIELDS = '"row", "table", scope, fields, stamps, erased'
_READ_POSTGRES = f'SELECT {_FIELDS} FROM record WHERE office = %s AND "row" = ANY(%b::text[])'
_ERASED = 'SELECT "row" FROM record WHERE office = {} AND erased = 1 AND "row" {}'
_ERASED_POSTGRES = _ERASED.format("%s", "= ANY(string_to_array(%b::text, ' '))")  # a list takes the driver longer
_LOCK = """
SELECT office.erased, office.counter, office.mark, device.last_seq, device.last_digest, device.scope, device.revoked
FROM office JOIN device ON device.office = office.id WHERE office.id = {mark} AND device.id = {mark}"""
_LOCK_POSTGRES = f"{_LOCK.format(mark='%s')} FOR UPDATE"
_BODIES = """
WITH next AS (
  SELECT n, length(body) AS weight FROM entry WHERE office = {mark} AND n > {mark}{narrowed} ORDER BY n LIMIT {mark}
), sized AS (SELECT n, sum(weight) OVER (ORDER BY n) - weight AS before FROM next)
SELECT entry.n, entry.body FROM sized JOIN entry ON entry.office = {mark} AND entry.n = sized.n
WHERE sized.before <= {mark} ORDER BY entry.n"""
_SPAN = "FROM entry WHERE office = %s AND n > %s AND n <= %s AND device <> %s"
_TAKE = f"SELECT n, body {_SPAN} AND (SELECT sum(length(body)) {_SPAN}) <= %s"
_AT_ONCE = 5000
_decode = msgspec.json.Decoder(dict[str, Any]).decode


def read_records(connection: Connection, home: str, rows: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """(row, table, scope, fields, stamps, erased) of every record of these rows."""
    every = list(rows)
    for start in range(0, len(every), _AT_ONCE):
        part = every[start : start + _AT_ONCE]
        if connection.dialect.name == "postgresql":
            yield from connection.exec_driver_sql(_READ_POSTGRES, (home, part)).fetchall()
            continue
        question = f'SELECT {_FIELDS} FROM record WHERE office = ? AND "row" IN ({", ".join("?" * len(part))})'
        for row, table, scope, fields, stamps, erased in connection.exec_driver_sql(question, (home, *part)):
            yield row, table, scope, _decode(fields), _decode(stamps), erased


class Locked(NamedTuple):
    """Where an office and a machine of it stand, as long as the transaction lasts."""

    counter: int
    mark: int
    last_seq: int
    last_digest: str
    scope: str
    revoked: int


def lock(connection: Connection, home: str, machine: str, rows: list[str]) -> tuple[Locked | None, set[str]]:
    """The office is locked first, as everywhere; and which of these rows (no spaces in their names) have a record that
    was erased. None where the machine is not known there."""
    if connection.dialect.name != "postgresql":
        found = connection.exec_driver_sql(_LOCK.format(mark="?"), (home, machine)).fetchone()
        question, listed = _ERASED.format("?", "IN (SELECT value FROM json_each(?))"), msgspec.json.encode(rows)
        gone = connection.exec_driver_sql(question, (home, listed.decode())).fetchall() if found and found[0] else []
        return Locked(*found[1:]) if found else None, {row for (row,) in gone}
    with driver(connection) as raw:
        found = raw.execute(_LOCK_POSTGRES, (home, machine), prepare=True).fetchone()
        if found is None:
            return None, set()
        has_erased, *locked = found
        gone = raw.execute(_ERASED_POSTGRES, (home, " ".join(rows))).fetchall() if has_erased else []
        return Locked(*locked), {row for (row,) in gone}


Bodies = list[tuple[int, bytes]]


def read_bodies(
    connection: Connection,
    home: str,
    after: int,
    until: int,
    most: int,
    room: int,
    *,
    unless: str = "",
    scope: str = "",
) -> tuple[Bodies, int]:
    """(number, entry as MessagePack) of an office beyond one number and up to another, in order, and up to where all
    there are were given: no more than `most`, and no more after they weigh `room` bytes, but at least one where there
    is one. `unless`: not this device's; `scope`: only of this one."""
    if connection.dialect.name == "postgresql" and not scope:
        last = min(after + most, until)
        found = _read_span(connection, home, after, last, unless, room)
        if found:
            return found, last
    found = _read_some(connection, home, after, until, most, room, unless, scope)
    whole = len(found) < most and sum(len(body) for _n, body in found) <= room
    return found, until if whole or not found else found[-1][0]


def _read_span(connection: Connection, home: str, after: int, last: int, unless: str, room: int) -> Bodies:
    """An office's numbers have no gap, so a span of them is found without sorting what lies behind it. Nothing where it
    weighs too much, or is all the asker's own."""
    with driver(connection) as raw, raw.cursor(binary=True) as cursor:
        span = (home, after, last, unless)
        found: Bodies = cursor.execute(_TAKE, (*span, *span, room)).fetchall()
        found.sort()
        return found


def _read_some(
    connection: Connection, home: str, after: int, until: int, most: int, room: int, unless: str, scope: str
) -> Bodies:
    is_postgres = connection.dialect.name == "postgresql"
    mark = "%s" if is_postgres else "?"
    narrowed, facts = f" AND n <= {mark}", [home, after, until]
    for name, value in (("device <>", unless), ("scope =", scope)):
        if value:
            narrowed += f" AND {name} {mark}"
            facts.append(value)
    query, facts = _BODIES.format(mark=mark, narrowed=narrowed), [*facts, most, home, room]
    if not is_postgres:
        return [(n, body) for n, body in connection.exec_driver_sql(query, tuple(facts)).fetchall()]
    with driver(connection) as raw, raw.cursor(binary=True) as cursor:
        cursor.execute(query, facts)
        return cast("list[tuple[int, bytes]]", cursor.fetchall())


@contextmanager
def driver(connection: Connection) -> Iterator[Any]:
    """The driver's own connection, for what SQLAlchemy has no word for; its faults look as everywhere."""
    raw: Any = connection.connection.driver_connection
    try:
        yield raw
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(None, None, error) from error


class End(NamedTuple):
    """Up to where an office and one machine of it have come."""

    office: str
    counter: int
    mark: int
    machine: str
    last_seq: int
    last_digest: str


Rows = Sequence[tuple[Any, ...]]


def insert_entries(connection: Connection, rows: Rows, folded: Rows, end: End) -> None:
    """`rows` in the order of ENTRY_COLUMNS, `folded` in that of the pages' columns, all new; and where their machine
    and its office stand after them."""
    here, there = (end.counter, end.mark, end.office), (end.last_seq, end.last_digest, end.machine)
    if connection.dialect.name != "postgresql":
        insert_rows(connection, rows)
        if folded:
            connection.exec_driver_sql(f"{_PAGE}({', '.join('?' * len(folded[0]))})", list(folded))
        connection.exec_driver_sql(_OFFICE.format(mark="?"), here)
        connection.exec_driver_sql(_DEVICE.format(mark="?"), there)
        return
    many = len(rows) > _WORTH_COPYING
    if many:
        insert_rows(connection, rows)
    with driver(connection) as raw:  # one way there and back for all of them; a pipeline takes the driver longer
        if folded:
            marks = ", ".join([f"({', '.join(['%b'] * len(folded[0]))})"] * len(folded))
            raw.execute(f"{_MOVED} {_PAGE}{marks}", (*here, *there, *chain.from_iterable(folded)), prepare=True)
        elif many:
            raw.execute(f"{_MOVED} SELECT", (*here, *there))
        else:
            raw.execute(f"{_MOVED} {_UNNEST}", (*here, *there, *map(list, zip(*rows, strict=True))), prepare=True)


def insert_rows(connection: Connection, rows: Rows) -> None:
    """`rows` in the order of ENTRY_COLUMNS, all new."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(_INSERT_ENTRIES, list(rows))
        return
    with driver(connection) as raw, raw.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(_ENTRY_TYPES)
        for row in rows:
            copy.write_row(row)


def upsert_records(connection: Connection, home: str, rows: Sequence[tuple[str, str, str, str, str, int]]) -> None:
    """`rows`: (row, table, scope, fields as JSON, stamps as JSON, erased), each row once."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(_UPSERT_SQLITE, [(home, *row) for row in rows])
        return
    columns = [list(column) for column in zip(*rows, strict=True)]
    connection.exec_driver_sql(_UPSERT_POSTGRES, (home, *columns))
