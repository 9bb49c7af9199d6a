"""The current fields of every record, for reports and snapshots: per field the later stamp, as on every desk."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from desk.domain.journal.entry import Entry
from desk.server.bulk import read_records, upsert_records
from desk.server.tables import entry as entry_table

WHOLE = ""
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
            if entry.at > present:
                self.fields[name], self.stamps[name] = _storable(value), entry.at

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


def settle(connection: Connection, home: str, entries: list[Entry], records: Records) -> None:
    """Bring the records up to these entries, which are stored already; blank what an erase names. `records`: what
    `load` found of these rows."""
    changed = [entry for entry in entries if entry.op != "view"]
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
    keys = {(entry.row, entry.table) for entry in changed}
    upsert_records(connection, home, [records[key].row(key) for key in keys])
    if gone:
        _blank(connection, home, gone)


def load(connection: Connection, home: str, rows: set[str]) -> Records:
    """What is known of these rows."""
    found: Records = {}
    for row, table, scope, fields, stamps, erased in read_records(connection, home, rows):
        known = found[row, table] = _Record(scope)
        known.fields, known.stamps, known.erased = fields, stamps, erased
    return found


def erased(records: Records) -> set[str]:
    """Which rows are gone for ever."""
    return {row for (row, _table), known in records.items() if known.erased}


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
