"""Local values that do not travel (sync cursors, …), set inside a transaction."""

from collections.abc import Mapping
from itertools import chain

from sqlalchemy import Connection

from desk.db.engine import ask


def remember(connection: Connection, name: str, value: str) -> None:
    remember_all(connection, {name: value})


def remember_all(connection: Connection, values: Mapping[str, str]) -> None:
    """Several at once."""
    ask(connection, *remembering(values))


def remembering(values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The statement that does so, and its facts."""
    statement = (
        f"INSERT INTO meta (name, value) VALUES {', '.join(['(?, ?)'] * len(values))} "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    return statement, tuple(chain.from_iterable(values.items()))
