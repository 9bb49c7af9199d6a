"""What a transaction changed: the news that screens and sync act on."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desk.domain.journal.entry import Entry


@dataclass(frozen=True)
class Changes:
    """Rows written, erased or looked at; `batch` names the transaction for undo."""

    batch: str = ""
    entries: tuple[Entry, ...] = ()
    position: int = 0
    tables: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, entries: Iterable[Entry], position: int = 0) -> "Changes":
        every = tuple(entries)
        return cls(
            every[-1].batch if every else "",
            every,
            position,
            frozenset(entry.table for entry in every if entry.op != "view"),
        )

    def rows(self, table: str) -> frozenset[str]:
        """Ids of the rows of one table that changed."""
        return frozenset(entry.row for entry in self.entries if entry.table == table and entry.op != "view")

    def touches(self, *tables: str) -> bool:
        return not self.tables.isdisjoint(tables)
