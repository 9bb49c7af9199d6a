"""The wall inside SQLite for a kiosk or display that shares the office's store: families cannot even be asked for."""

import sqlite3
from typing import Any

from desk.db.tables import SYNCED

_OWN = frozenset({"meta", "erased", "conflict", "alembic_version"})
_HIDDEN = frozenset({"fields", "base"})
"""Columns of the journal that hold what people typed."""
_TOUCHES = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})


def lobby_tables() -> frozenset[str]:
    """The tables whose rows a lobby device receives."""
    return frozenset(name for name, each in SYNCED.items() if each.scope == "lobby")


def lobby_only(raw: Any, _record: object) -> None:
    """Let a fresh connection touch the lobby's tables, and of the journal what it needs to append to it."""
    free = lobby_tables() | _OWN

    def allow(action: int, table: str | None, column: str | None, _database: str | None, _trigger: str | None) -> int:
        if action not in _TOUCHES or table in free:
            return sqlite3.SQLITE_OK
        if table == "journal" and action == sqlite3.SQLITE_READ and column not in _HIDDEN:
            return sqlite3.SQLITE_OK
        if table == "journal_page" and action == sqlite3.SQLITE_READ and column != "body":
            return sqlite3.SQLITE_OK
        if table == "journal" and action == sqlite3.SQLITE_INSERT:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    raw.set_authorizer(allow)
