"""Local values that do not travel (sync cursors, …), set inside a transaction."""

from collections.abc import Mapping
from itertools import chain

from sqlalchemy import Connection

from desk.db.engine import ask


def remember(connection: Connection, name: str, value: str) -> None:
    remember_all(connection, {name: value})


def remember_all(connection: Connection, values: Mapping[str, str]) -> None:
    """Several at once."""
    ask(
        connection,
        f"INSERT INTO meta (name, value) VALUES {', '.join(['(?, ?)'] * len(values))} "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        tuple(chain.from_iterable(values.items())),
    )
