"""Many rows at once, by the fastest way each database has."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from desk.server.tables import entry

ENTRY_COLUMNS = tuple(column.name for column in entry.columns)
_NAMES = ", ".join(f'"{name}"' for name in ENTRY_COLUMNS)
_COPY = f"COPY entry ({_NAMES}) FROM STDIN (FORMAT BINARY)"
_ENTRY_TYPES = ("text", "int8", "text", "int8", "text", "text", "bytea", "int8")
_INSERT_ENTRIES = f"INSERT INTO entry ({_NAMES}) VALUES ({', '.join('?' * len(ENTRY_COLUMNS))})"

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


def insert_entries(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """`rows` in the order of ENTRY_COLUMNS, all new."""
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(_INSERT_ENTRIES, list(rows))
        return
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(_COPY) as copy:
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
