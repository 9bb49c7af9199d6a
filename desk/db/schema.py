"""How a table is declared: `synced` for rows that travel."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()


@dataclass(frozen=True)
class Synced:
    """What the journal knows of a table: who may receive it, and which household column its history hangs on."""

    table: Table
    scope: str
    columns: frozenset[str]


SYNCED: Final[dict[str, Synced]] = {}


def synced(name: str, *columns: Column[str] | Column[int], scope: str = "office", index: tuple[str, ...] = ()) -> Table:
    """Declare a table whose rows travel: `id` and the per-field stamps are added here."""
    table = Table(
        name, metadata, Column("id", Text, primary_key=True), *columns, Column("stamps", Text, nullable=False)
    )
    for column in index:
        Index(f"ix_{name}_{column}", table.c[column])
    SYNCED[name] = Synced(table, scope, frozenset(column.name for column in columns))
    return table


def text(name: str) -> Column[str]:
    return Column(name, Text)


def whole(name: str) -> Column[int]:
    return Column(name, Integer)
