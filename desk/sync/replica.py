"""The store as sync needs it: the local store's adapter fits it, tests may bring their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.domain.journal.entry import Entry


@dataclass(frozen=True)
class Standing:
    """`last`: the newest own counter; both cursors and `mark` as in `wire.RoundAsk`; `conflicts`: fields to
    reconcile."""

    last: int
    acknowledged: int
    cursor: int
    mark: int
    conflicts: int

    @property
    def waiting(self) -> int:
        return max(0, self.last - self.acknowledged)


class Replica(Protocol):
    """One machine's entries and cursors."""

    def standing(self) -> Standing: ...

    def outgoing(self, after: int, limit: int) -> list[Entry]:
        """Own entries after a counter, in order."""
        ...

    def receive(
        self,
        entries: Sequence[Entry],
        pages: Sequence[bytes] = (),
        *,
        acknowledged: int,
        cursor: int,
        mark: int,
        anew: bool = False,
    ) -> int:
        """Apply entries, and those on `pages` as they came, and move both cursors in one transaction. Gives how many
        entries there were; BadInput for a page that cannot be read. `anew`: the server gives from its beginning."""
        ...

    def all_came(self) -> None:
        """The server had nothing more."""
        ...
