"""The newest commit of each office, as it is given out: when one machine has written, the others ask for just that.

A commit's mark is drawn at random and never again: an office whose counter and mark are still those of this commit has
heard of nothing since, no erase either, whichever process of the server wrote it.
"""

from collections import OrderedDict
from dataclasses import dataclass

from desk.server.devices import LOBBY, Known
from desk.sync.wire import RoundAsk

OFFICES = 1000
MOST_BYTES = 32_000
"""Of one office; more is read from the database."""

Place = tuple[int, int]
"""An office's counter and mark."""


@dataclass(frozen=True)
class Commit:
    """Entries of one machine between two places, as rows or on pages."""

    machine: str
    before: Place
    after: Place
    bodies: list[bytes]
    pages: list[bytes]

    def leads(self, known: Known, ask: RoundAsk) -> bool:
        """Whether it is all that this machine lacks, and may be given to it."""
        from_here = (ask.cursor, ask.mark) == self.before and (known.counter, known.mark) == self.after
        can_read = ask.pages or not self.pages
        return from_here and can_read and known.id != self.machine and self.after[0] - self.before[0] <= ask.limit


class Newest:
    """Used from the server's event loop only."""

    def __init__(self) -> None:
        self._commits: OrderedDict[str, Commit] = OrderedDict()

    def keep(self, home: str, commit: Commit | None) -> None:
        """None: what there was is no longer the newest."""
        self._commits.pop(home, None)
        if commit and sum(map(len, commit.bodies + commit.pages)) <= MOST_BYTES:
            self._commits[home] = commit
            if len(self._commits) > OFFICES:
                self._commits.popitem(last=False)

    def for_machine(self, known: Known, ask: RoundAsk) -> Commit | None:
        commit = self._commits.get(known.office)
        return commit if commit and known.scope != LOBBY and commit.leads(known, ask) else None
