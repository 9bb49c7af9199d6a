"""The rows of a store that had nothing: taken as the server shows them, so that people can work while the entries come.

| stage   | what is going on                                                                              |
|---------|-----------------------------------------------------------------------------------------------|
| taking  | rows come, some at a time; none is put over one that is here                                  |
| taken   | entries come; they go into the journal alone, and the rows stand                              |
| proving | all entries are here: row by row is compared with what its entries say, and put right         |

People may write all the while: a row bears the stamps that a write has to name. What they do not see yet is who wrote
a row before, and what waits to be reconciled.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection

from desk.db import conflicts, journal
from desk.db.engine import LISTED, ask
from desk.db.remembered import remember
from desk.db.rows import (
    Row,
    get_rows,
    insert_row,
    quoted,
    read_stamps,
    stamped_fields,
    update_row,
    write_stamps,
)
from desk.db.search import Search
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry
from desk.domain.journal.record import Record
from desk.errors import BadInput
from desk.i18n import _

STAGE = "snapshot"
AT_ONCE = 200
FEW = 50
_fields = msgspec.json.Decoder(dict[str, str | int | float | bool | None]).decode


class Stage(msgspec.Struct, frozen=True):
    """`row` and `table`: up to where it has come."""

    name: Literal["taking", "taken", "proving"]
    row: str = ""
    table: str = ""


def stage(connection: Connection) -> Stage | None:
    """None in a store that stands on its entries alone."""
    found = ask(connection, "SELECT value FROM meta WHERE name = ?", (STAGE,))
    return msgspec.json.decode(found[0][0], type=Stage) if found else None


def is_wanted(connection: Connection, device: str) -> bool:
    """Nothing of others is here, and of its own next to nothing."""
    question = """
SELECT NOT EXISTS (SELECT 1 FROM journal WHERE device <> ?) AND NOT EXISTS (SELECT 1 FROM journal_page)
  AND (SELECT count(*) FROM (SELECT 1 FROM journal LIMIT ?)) < ?"""
    ((wanted,),) = ask(connection, question, (device, FEW, FEW))
    return bool(wanted)


def take(connection: Connection, records: Sequence[Record], *, more: bool) -> None:
    """The next records, in order. BadInput for what is none."""
    gone = [(record.row,) for record in records if record.erased]
    if gone:
        connection.exec_driver_sql('INSERT OR IGNORE INTO erased ("row") VALUES (?)', gone)
    question = 'SELECT "row" FROM erased WHERE "row" BETWEEN ? AND ?'  # here too, and the server may not know
    erased = {row for (row,) in ask(connection, question, (records[0].row, records[-1].row))}
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    heard = [""]
    for record in records:
        if record.row in erased:
            continue
        text = record.stamps
        try:
            values, stamps = _fields(record.fields), read_stamps(text)
        except msgspec.DecodeError as error:
            raise BadInput(_("Il server ha risposto cose senza senso. Qui non ho cambiato nulla.")) from error
        if "null" in record.fields and None in values.values():
            whole = stamps.get("", "")
            text = write_stamps(
                stamps | {name: stamps.get(name, whole) for name, value in values.items() if value is None}
            )
        heard.extend(stamps.values())
        alike[(record.table, *values)].append((record.row, *values.values(), text))
    for (table, *names), lines in alike.items():
        if table in SYNCED:
            _insert(connection, table, names, lines)
    journal.heard_of(connection, max(heard))
    _go_on(connection, Stage("taking", records[-1].row, records[-1].table) if more else Stage("taken"))


def _insert(connection: Connection, table: str, names: list[str], lines: list[tuple[Any, ...]]) -> None:
    """`lines`: a row's id, the values of these fields, and its stamps. Of fields that this version does not know
    nothing is taken, and no row is put over one that is here."""
    known = [name for name in names if name in SYNCED[table].columns]
    if known != names:
        kept = [0, *(1 + names.index(name) for name in known), -1]
        lines = [tuple(line[place] for place in kept) for line in lines]
    columns = ", ".join(["id", *map(quoted, known), "stamps"])
    marks = ", ".join("?" * (len(known) + 2))
    connection.exec_driver_sql(f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({marks})', lines)


def all_entries_came(connection: Connection) -> None:
    found = stage(connection)
    if found and found.name != "proving":
        _go_on(connection, Stage("proving"))


def prove(connection: Connection) -> bool:
    """Compare the next rows with their entries; False when there was nothing left to do."""
    found = stage(connection)
    if found is None or found.name != "proving":
        return False
    question = """SELECT DISTINCT "row" FROM journal WHERE "row" > ? AND op = 'put' ORDER BY "row" LIMIT ?"""
    rows = [row for (row,) in ask(connection, question, (found.row, AT_ONCE))]
    if rows:
        _compare_some(connection, rows)
        _go_on(connection, Stage("proving", rows[-1]))
    else:
        _drop_what_nobody_wrote(connection)
        connection.exec_driver_sql("DELETE FROM meta WHERE name = ?", (STAGE,))
    return True


def _erased_of(connection: Connection, rows: list[str]) -> set[str]:
    listed = (msgspec.json.encode(rows).decode(),)
    return {row for (row,) in ask(connection, f'SELECT "row" FROM erased WHERE "row" IN {LISTED}', listed)}


def _compare_some(connection: Connection, rows: list[str]) -> None:
    gone = _erased_of(connection, rows)
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in journal.writes_to_rows(connection, rows):
        if entry.table in SYNCED and entry.row not in gone:
            told[entry.table, entry.row].append(entry)
    present = {
        (table, line["id"]): line
        for table in {table for table, _row in told}
        for line in get_rows(connection, table, rows)
    }
    for (table, row), entries in told.items():
        _compare(connection, table, row, entries, present.get((table, row)))


def _compare(connection: Connection, table: str, row: str, told: list[Entry], present: Row | None) -> None:
    settled = journal.settle_fields(told)
    columns = SYNCED[table].columns
    right = {name: [each.current.value, each.current.at] for name, each in settled.items() if name in columns}
    if present is None or stamped_fields(present) != right:
        _put_right(connection, table, row, right, present)
        journal.tell_again(connection, told[-1].id)
        Search(connection).refresh(told)
    for name in right:
        if len(settled[name].heads) > 1:
            conflicts.remember(connection, table, row, name, settled[name])


def _put_right(connection: Connection, table: str, row: str, right: dict[str, list[Any]], present: Row | None) -> None:
    values: Row = {name: value for name, (value, _at) in right.items()}
    stamps: dict[str, str] = {name: at for name, (_value, at) in right.items()}
    if present is None:
        insert_row(connection, table, row, values, stamps)
    else:
        update_row(connection, table, row, dict.fromkeys(SYNCED[table].columns) | values, stamps)


def _drop_what_nobody_wrote(connection: Connection) -> None:
    for table in SYNCED:
        nobodys = """id NOT IN (SELECT "row" FROM journal WHERE "table" = ? AND op = 'put')"""
        found = ask(connection, f'DELETE FROM "{table}" WHERE {nobodys} RETURNING id', (table,))
        Search(connection).look_again({(table, row) for (row,) in found})


def _go_on(connection: Connection, to: Stage) -> None:
    remember(connection, STAGE, msgspec.json.encode(to).decode())
