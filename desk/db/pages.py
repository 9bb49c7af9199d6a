"""Pages of the journal: entries that came by the hundred are kept as they came, a page for so many, and unfolded into
the journal's own rows a moment later.

They are saved, checked and in the rows by then; what waits is only to be looked up one by one. Whoever needs that
(a unit of work, a conflict, an erase, the search index) unfolds first, in its own transaction.
"""

from collections.abc import Iterable, Sequence

import msgspec
import zstandard
from sqlalchemy import Connection

from desk.db import journal
from desk.domain.journal.entry import Entry

WORTH = 64
"""Fewer entries than that are rows of the journal at once."""
PAGE = 500
_LEVEL = 1
_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(list[Entry]).decode
_spans = msgspec.json.Decoder(dict[str, tuple[int, int]]).decode

Spans = dict[str, tuple[int, int]]


def keep(connection: Connection, entries: Sequence[Entry]) -> None:
    """Entries of which the journal holds nothing yet, in the order in which they came."""
    pressed = zstandard.ZstdCompressor(level=_LEVEL).compress
    pages = [entries[start : start + PAGE] for start in range(0, len(entries), PAGE)]
    connection.exec_driver_sql(
        "INSERT INTO journal_page (spans, latest, body) VALUES (?, ?, ?)",
        [
            (
                msgspec.json.encode(_spans_of(page)).decode(),
                max(entry.at for entry in page),
                pressed(_encode(page)),
            )
            for page in pages
        ],
    )


def are_waiting(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM journal_page LIMIT 1").fetchone() is not None


def unfold(connection: Connection, most: int = -1) -> int:
    """Put the oldest pages into the journal; -1: all. Gives how many there were."""
    found = connection.exec_driver_sql("SELECT n, body FROM journal_page ORDER BY n LIMIT ?", (most,)).fetchall()
    for n, body in found:
        journal.append(connection, _decode(zstandard.ZstdDecompressor().decompress(body)))
        connection.exec_driver_sql("DELETE FROM journal_page WHERE n = ?", (n,))
    return len(found)


def make_way(connection: Connection, incoming: Iterable[Entry]) -> None:
    """Where some of these may stand on a page already, all that waits goes into the journal, which knows."""
    lines = connection.exec_driver_sql("SELECT spans FROM journal_page").fetchall()
    if not lines:
        return
    asked = _spans_of(incoming)
    for (text,) in lines:
        for device, (first, last) in _spans(text).items():
            low, high = asked.get(device, (last + 1, last + 1))
            if low <= last and high >= first:
                unfold(connection)
                return


def _spans_of(entries: Iterable[Entry]) -> Spans:
    """Of each device the lowest and the highest of its counters."""
    spans: Spans = {}
    for entry in entries:
        low, high = spans.get(entry.device, (entry.seq, entry.seq))
        spans[entry.device] = (min(low, entry.seq), max(high, entry.seq))
    return spans
