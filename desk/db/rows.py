"""Rows of synced tables with their per-field stamps, by the shortest SQL."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection

from desk.db.engine import LISTED, ask
from desk.db.tables import SYNCED

Row = dict[str, Any]
WHOLE_ROW = ""
SCRUB_DUE = "scrub-due"
"""Remembered from an erasing until nothing of it is left in the file."""

_stamps = msgspec.json.Decoder(dict[str, str])
_encode = msgspec.json.Encoder().encode


def read_stamps(text: str) -> dict[str, str]:
    """Field → stamp; the key "" stands for every field not named (the write that made the row)."""
    return _stamps.decode(text)


def write_stamps(stamps: dict[str, str]) -> str:
    return _encode(stamps).decode()


def stamped_fields(row: Mapping[str, Any]) -> Row:
    """Field → value and stamp, for every field that anybody wrote. Two replicas may have learned of the row in another
    order and keep the same stamps in another way; this is what they agree on."""
    stamps = read_stamps(row["stamps"])
    return {
        name: [value, stamps.get(name) or stamps.get(WHOLE_ROW, "")]
        for name, value in row.items()
        if name not in ("id", "stamps") and (value is not None or name in stamps)
    }


@lru_cache
def column_names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in SYNCED[table].table.columns)


@lru_cache
def _select(table: str) -> str:
    return f'SELECT {", ".join(map(quoted, column_names(table)))} FROM "{table}" WHERE id = ?'


def quoted(name: str) -> str:
    """A column's name as SQL writes it."""
    return f'"{name}"'


def get_row(connection: Connection, table: str, row: str) -> Row | None:
    """All columns of one row, stamps included, or None."""
    found = connection.exec_driver_sql(_select(table), (row,)).fetchone()
    return dict(zip(column_names(table), found, strict=True)) if found else None


def get_rows(connection: Connection, table: str, rows: list[str]) -> list[Row]:
    """The same of several; those that are not there are left out."""
    names = column_names(table)
    question = f'SELECT {", ".join(map(quoted, names))} FROM "{table}" WHERE id IN {LISTED}'
    found = ask(connection, question, (msgspec.json.encode(rows).decode(),))
    return [dict(zip(names, line, strict=True)) for line in found]


def every_row(connection: Connection, table: str) -> Iterator[Row]:
    """All rows of one table in order of id."""
    names = column_names(table)
    columns = ", ".join(map(quoted, names))
    for found in connection.exec_driver_sql(f'SELECT {columns} FROM "{table}" ORDER BY id'):
        yield dict(zip(names, found, strict=True))


def insert_row(connection: Connection, table: str, row: str, values: Row, stamps: dict[str, str]) -> None:
    names = ", ".join(map(quoted, ("id", *values, "stamps")))
    marks = ", ".join("?" * (len(values) + 2))
    connection.exec_driver_sql(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})', (row, *values.values(), write_stamps(stamps))
    )


def update_row(connection: Connection, table: str, row: str, values: Row, stamps: dict[str, str]) -> None:
    sets = ", ".join(f"{quoted(name)} = ?" for name in (*values, "stamps"))
    connection.exec_driver_sql(
        f'UPDATE "{table}" SET {sets} WHERE id = ?', (*values.values(), write_stamps(stamps), row)
    )


def delete_row(connection: Connection, table: str, row: str) -> None:
    """Drop the row, its conflicts and what the journal holds of it; remember that it is gone for ever."""
    if table in SYNCED:
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (row,))
    if table in ("household", "person"):  # letters as they were typed, which no entry knows of
        connection.exec_driver_sql(f"DELETE FROM draft WHERE {table} = ?", (row,))
        connection.exec_driver_sql("INSERT OR IGNORE INTO meta (name, value) VALUES (?, '1')", (SCRUB_DUE,))
    connection.exec_driver_sql('DELETE FROM conflict WHERE "row" = ?', (row,))
    connection.exec_driver_sql("""UPDATE journal SET fields = '' WHERE "row" = ? AND op <> 'erase'""", (row,))
    connection.exec_driver_sql('INSERT OR IGNORE INTO erased ("row") VALUES (?)', (row,))


def is_erased(connection: Connection, row: str) -> bool:
    return connection.exec_driver_sql('SELECT 1 FROM erased WHERE "row" = ?', (row,)).fetchone() is not None
