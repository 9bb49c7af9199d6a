"""The encrypted SQLite file: opening it, pragmas, transactions."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from desk.errors import StoreUnusable, WrongKey
from desk.i18n import _

BUSY_MILLISECONDS = 10_000
OPENING_MILLISECONDS = 2_000
"""How long to wait for a lock: at work, and when opening, where only another program's hold can stand in the way."""
FILE_NAME = "desk.db"


def connect(path: Path, key: bytes, *, create: bool = False) -> Any:
    """A raw connection; `key` is 32 bytes. Nothing is written unless `create`."""
    mode = "rwc" if create else "rw"
    try:
        raw = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
    except (sqlcipher.Error, sqlite3.Error) as error:
        raise StoreUnusable(_("Non posso aprire l'archivio {path}: {fault}.").format(path=path, fault=error)) from error
    opened = False
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")  # else it writes lines of its own on stderr
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute(f"PRAGMA busy_timeout = {OPENING_MILLISECONDS}")
        raw.execute("PRAGMA schema_version").fetchone()  # reads the first page: from here on the key is right
        opened = True
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raw.execute("PRAGMA temp_store = MEMORY")
        if create:
            raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA cache_size = -16000")
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    except (sqlcipher.Error, sqlite3.Error) as error:
        raw.close()
        if not opened and "not a database" in str(error):
            raise WrongKey(
                _(
                    "L'archivio {path} non si apre con questa chiave, oppure non è un archivio di TO-Home Desk. "
                    "Non ho toccato nulla."
                ).format(path=path)
            ) from error
        raise unusable(path, error) from error
    return raw


BUSY, DISK = "busy", "disk"
"""`why` of a store that another program holds, and of a disk that takes no more."""


def unusable(path: Path, error: Exception) -> StoreUnusable:
    """One line for a person from what SQLite says of a store that opens with its key, or of its disk."""
    said = str(getattr(error, "orig", None) or error)  # SQLAlchemy adds the values, which are nobody's business
    if isinstance(error, OSError):
        said = error.strerror or said
    found = StoreUnusable(_plain_fault(path, said))
    if "locked" in said or "busy" in said:
        found.why = BUSY
    elif any(word in said for word in _NO_ROOM):
        found.why = DISK
    return found


_NO_ROOM = ("full", "No space", "too large", "disk I/O")


def _plain_fault(path: Path, said: str) -> str:
    if any(word in said for word in ("not a database", "hmac", "malformed")):
        return damaged(path)
    if "locked" in said or "busy" in said:
        return _("L'archivio {path} è occupato da un altro programma. Chiudilo e riprova.").format(path=path)
    if any(word in said for word in ("readonly", "read-only", "Read-only", "unable to open", "Permission denied")):
        return not_writable(path)
    if any(word in said for word in _NO_ROOM):
        return _("Il disco è pieno o guasto: libera spazio accanto a {path}. Quello già salvato è al sicuro.").format(
            path=path
        )
    return _("L'archivio {path} non risponde: {fault}.").format(path=path, fault=said)


def damaged(path: Path) -> str:
    """For a store that opens with its key but cannot be read whole."""
    return _("L'archivio {path} è rovinato. Rimetti una copia con «desk restore». Non ho toccato nulla.").format(
        path=path
    )


def not_writable(path: Path) -> str:
    """For a folder or disk that only lets itself be read."""
    return _("Non posso scrivere in {path}: controlla i permessi e il disco.").format(path=path)


LISTED = "(SELECT value FROM json_each(?))"
"""Many values as one, a JSON list."""


def ask(connection: Connection, question: str, facts: Sequence[object] = ()) -> list[Any]:
    """All lines of the answer, by the driver's own hand: where a round brings little, SQLAlchemy's part of its fifteen
    questions was a fifth of it. Faults look as everywhere."""
    raw: Any = connection.connection.driver_connection
    try:
        found: list[Any] = raw.execute(question, facts).fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(question, None, error) from error
    return found


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions are real: writers take the lock at once, readers never wait."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=8,
        hide_parameters=True,
    )

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("desk_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine
