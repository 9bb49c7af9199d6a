"""The entries that this program wrote last: what is sent a moment later need not be read again."""

from collections.abc import Sequence

from desk.domain.journal.entry import Entry

MOST = 500
"""Entries in a run of several commits; one commit alone may be an imported list."""
MOST_AT_ONCE = 10_000
MOST_CHARACTERS = 4_000_000


class Lately:
    """A run of one device's entries without a gap, in memory; threads may share it."""

    def __init__(self) -> None:
        self._run: tuple[Entry, ...] = ()

    def add(self, entries: Sequence[Entry]) -> None:
        """What was just saved. Where others wrote in between, or it is much, the run begins anew."""
        if not entries:
            return
        run = self._run
        if not run or run[-1].seq + 1 != entries[0].seq or len(run) + len(entries) > MOST:
            run = ()
        run = (*run, *entries)
        weight = sum(len(entry.fields) for entry in run)
        has_gone = any(entry.op == "erase" for entry in run)  # nothing is kept of a row that is gone
        self._run = () if has_gone or weight > MOST_CHARACTERS or len(run) > MOST_AT_ONCE else run

    def forget(self) -> None:
        self._run = ()

    def span(self, after: int, last: int) -> list[Entry]:
        """The entries after one counter and up to another; none where one of them is missing."""
        run = self._run
        if not run or not run[0].seq <= after + 1 <= last or run[-1].seq != last:
            return []
        return list(run[after + 1 - run[0].seq :])
