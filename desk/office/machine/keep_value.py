"""One value is kept: it replaces those that waited, and what its writer wrote with it comes along."""

from collections.abc import Sequence
from typing import Any

from desk.db import journal as journal_rows
from desk.db.conflicts import Head, Waiting
from desk.db.tables import journal
from desk.db.unit import Unit
from desk.domain.interview import Status
from desk.domain.journal.merge import Write, settle
from desk.domain.journal.together import goes_with
from desk.errors import NotFound

_SAID_NOW = {"status": Status.SAID.value, "said_by": None}
"""An answer that is typed while deciding comes from neither of the two."""


def keep_value(unit: Unit, waiting: Waiting, along: Sequence[Waiting], value: Any, source: Any = None) -> None:
    """`along`: what waits in the same row and is decided with it. `source`: the value from whose writer the rest comes,
    where what is kept is made of several. Raises NotFound where other values wait by now."""
    unit.reconcile(waiting.table, waiting.row, waiting.field, value, waiting.stamps)
    origin = value if source is None else source
    kept = next((head for head in waiting.heads if head.value == origin), None)
    for each in along:
        try:
            unit.reconcile(each.table, each.row, each.field, _of_the_same(each, kept), each.stamps)
        except NotFound:  # it changed meanwhile: it waits as a question of its own
            continue
    settled = {each.field for each in along}
    rest = [name for name in goes_with(waiting.table, waiting.field) if name not in settled]
    if kept is not None:
        _put_back(unit, waiting, kept, rest)
    elif waiting.table == "answer":
        unit.put("answer", waiting.row, **{name: said for name, said in _SAID_NOW.items() if name in rest})


def _of_the_same(waiting: Waiting, kept: Head | None) -> Any:
    if kept is None:
        own = _SAID_NOW if waiting.table == "answer" else {}
        return own.get(waiting.field, waiting.heads[0].value)
    same = [head for head in waiting.heads if head.entry == kept.entry]
    same += [head for head in waiting.heads if head.device == kept.device]
    if same:
        return same[0].value
    return kept.beside.get(waiting.field, waiting.heads[0].value)


def _put_back(unit: Unit, waiting: Waiting, kept: Head, fields: Sequence[str]) -> None:
    """A field that only the others wrote with their value is what it was: a sum told by one is not read on the letter
    of another."""
    others = [head for head in waiting.heads if head.value != kept.value]
    row = unit.get(waiting.table, waiting.row) or {}
    writes = journal_rows.writes_to(unit.connection, waiting.table, waiting.row)
    for name in fields:
        theirs = {head.entry for head in others if name in head.beside and head.beside[name] == row.get(name)}
        found = writes.get(name, [])
        first = next((write for write in found if write.entry in theirs), None)
        if first is not None and name not in kept.beside and len(settle(found).heads) == 1:
            unit.put(waiting.table, waiting.row, **{name: _before(found, first)})


def _before(writes: Sequence[Write], last: Write) -> Any:
    return next((write.value for write in writes if write.at in last.saw), None)


def undo_what_came_along(unit: Unit, batch: str, fields: Sequence[tuple[str, str, str]]) -> None:
    """What a decision put back beside its value is again what it was, where nobody has written it since."""
    rows = {(table, row) for table, row, _field in fields}
    told = list(journal_rows.entries(unit.connection, journal.c.batch == batch, journal.c.op == "put"))
    for entry in told:
        if (entry.table, entry.row) not in rows:
            continue
        writes = journal_rows.writes_to(unit.connection, entry.table, entry.row)
        for name in entry.values():
            found = writes[name]
            last = settle(found).current
            if (entry.table, entry.row, name) not in fields and last.entry == entry.id:
                unit.put(entry.table, entry.row, **{name: _before(found, last)})
