"""The encrypted SQLite file: opening it, pragmas, transactions."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from desk.errors import StoreUnusable
from desk.i18n import _

BUSY_MILLISECONDS = 10_000
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
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raw.execute("PRAGMA temp_store = MEMORY")
        if create:
            raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA cache_size = -16000")
    except (sqlcipher.Error, sqlite3.Error) as error:
        raw.close()
        raise StoreUnusable(plain_fault(path, error)) from error
    return raw


def plain_fault(path: Path, error: Exception) -> str:
    """One line for a person from what SQLite says."""
    said = str(error)
    if "not a database" in said or "hmac" in said or "malformed" in said:
        return _(
            "L'archivio {path} non si apre con questa chiave, oppure non è un archivio di TO-Home Desk. "
            "Non ho toccato nulla."
        ).format(path=path)
    if "locked" in said or "busy" in said:
        return _("L'archivio {path} è occupato da un altro programma. Chiudilo e riprova.").format(path=path)
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return _("Non posso scrivere in {path}: controlla i permessi e il disco.").format(path=path)
    if "full" in said:
        return _("Il disco è pieno: libera spazio accanto a {path}. Quello già salvato è al sicuro.").format(path=path)
    return _("L'archivio {path} non risponde: {fault}.").format(path=path, fault=said)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions are real: writers take the lock at once, readers never wait."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=8,
    )

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("desk_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine
