"""Pages of the journal: entries that came by the hundred are kept as they came, a page for so many, and unfolded into
the journal's own rows a moment later.

They are saved, checked and in the rows by then; what waits is only to be looked up one by one. Whoever needs that
(a unit of work, a conflict, an erase, the search index) unfolds first, in its own transaction.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec
from sqlalchemy import Connection

from desk.db import journal
from desk.db.engine import ask
from desk.domain.journal.entry import Entry
from desk.domain.journal.packed import pack, unpack
from desk.errors import BadInput
from desk.i18n import _

WORTH = 64
"""Fewer entries than that are rows of the journal at once."""
PAGE = 500
_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(list[Entry]).decode
_spans = msgspec.json.Decoder(dict[str, tuple[int, int]]).decode

MOST_BYTES = 32 * 1024 * 1024
"""A page that grows beyond that when it is opened is none."""

Spans = dict[str, tuple[int, int]]


class Arrival:
    """Entries that came in one answer: single ones, and some on pages, each as the server packed it."""

    def __init__(self, single: Iterable[Entry], packed: Sequence[bytes] = ()) -> None:
        """BadInput for a page that cannot be read."""
        self.folded = [(_opened(body), body) for body in packed]
        self.single = list(single)
        self.entries = list(chain(chain.from_iterable(entries for entries, _body in self.folded), self.single))
        self.by_device: dict[str, dict[int, Entry]] = {}
        """Of each device, by its counter; what came twice once."""
        self.apart: Entry | None = None
        """Has a counter that another one of its device has too."""
        for part in (*(entries for entries, _body in self.folded), self.single):
            self._take(part)

    def _take(self, part: list[Entry]) -> None:
        counters = [entry.seq for entry in part]
        its = dict(zip(counters, part, strict=True))
        devices = {entry.device for entry in part}
        if len(devices) == 1 and len(its) == len(part):  # as a page mostly is
            known = self.by_device.setdefault(devices.pop(), {})
            if known.keys().isdisjoint(its):
                known.update(its)
                return
        for entry in part:
            first = self.by_device.setdefault(entry.device, {}).setdefault(entry.seq, entry)
            if first is not entry and first.id != entry.id:
                self.apart = entry

    def spans(self) -> Spans:
        """Of each device the lowest and the highest of its counters."""
        return {device: (min(its), max(its)) for device, its in self.by_device.items()}


def keep(connection: Connection, come: Arrival) -> None:
    """Entries of which the journal holds nothing yet, in the order in which they came."""
    parts = [come.single[start : start + PAGE] for start in range(0, len(come.single), PAGE)]
    pages = come.folded + [(part, pack(_encode(part))) for part in parts]
    connection.exec_driver_sql(
        "INSERT INTO journal_page (spans, latest, body) VALUES (?, ?, ?)",
        [
            (msgspec.json.encode(_spans_of(entries)).decode(), max([entry.at for entry in entries]), body)
            for entries, body in pages
        ],
    )


def are_waiting(connection: Connection) -> bool:
    return bool(ask(connection, "SELECT 1 FROM journal_page LIMIT 1"))


def unfold(connection: Connection, most: int = -1) -> int:
    """Put the oldest pages into the journal; -1: all. Gives how many there were."""
    found = ask(connection, "SELECT n, body FROM journal_page ORDER BY n LIMIT ?", (most,))
    for n, body in found:
        journal.append(connection, _opened(body))
        connection.exec_driver_sql("DELETE FROM journal_page WHERE n = ?", (n,))
    return len(found)


def make_way(connection: Connection, come: Arrival) -> None:
    """Where some of these may stand on a page already, all that waits goes into the journal, which knows."""
    lines = ask(connection, "SELECT spans FROM journal_page")
    if not lines:
        return
    asked = come.spans()
    for (text,) in lines:
        for device, (first, last) in _spans(text).items():
            low, high = asked.get(device, (last + 1, last + 1))
            if low <= last and high >= first:
                unfold(connection)
                return


def _opened(body: bytes) -> list[Entry]:
    try:
        return _decode(unpack(body, MOST_BYTES))
    except (ValueError, msgspec.DecodeError) as error:
        raise _unreadable() from error


def _unreadable() -> BadInput:
    return BadInput(_("Il server ha risposto cose senza senso. Qui non ho cambiato nulla."))


def _spans_of(entries: Sequence[Entry]) -> Spans:
    """Of each device the lowest and the highest of its counters."""
    devices = {entry.device for entry in entries}
    counters = {device: [entry.seq for entry in entries if entry.device == device] for device in devices}
    return {device: (min(its), max(its)) for device, its in counters.items()}
