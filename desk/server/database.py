"""The server's database: PostgreSQL, or SQLite for the demo and small hubs, behind the same two doors."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import uuid_utils
from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from desk.errors import BadInput, StoreUnusable
from desk.i18n import _
from desk.server.schema import PARTS, is_made, make_schema
from desk.server.tables import SCHEMA, setting

POOL = 10
POOL_SECONDS = 5.0
LOST = {"connect_timeout": "5", "tcp_user_timeout": "15000", "keepalives_idle": "15", "keepalives_interval": "5"}
"""A database whose machine or line is gone is noticed within so many (milli)seconds, not after a quarter of an hour."""
LETTERS = "UTF8"
_encode, _decode = msgspec.json.Encoder().encode, msgspec.json.Decoder().decode


def _url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise BadInput(_("L'indirizzo della base dati non va: serve postgresql://… oppure sqlite:///file.")) from error
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        named = {name: value for name, value in LOST.items() if name not in url.query}
        return url.set(drivername="postgresql+psycopg").update_query_dict(named)
    if url.drivername == "sqlite":
        return url
    raise BadInput(_("Basi dati possibili: postgresql:// e sqlite:///."))


def _json(value: Any) -> str:
    return _encode(value).decode()


def _engine(url: URL) -> Engine:
    shapes: dict[str, Any] = {
        "json_serializer": _json,
        "json_deserializer": _decode,
        "hide_parameters": True,  # a fault that is written down must not say what a family said
    }
    if url.drivername != "sqlite":
        # a question needs no transaction; to turn that on and off for each would cost as much as the question
        limits = {"pool_size": POOL, "max_overflow": POOL, "pool_timeout": POOL_SECONDS}
        words = {"client_encoding": "utf8"}  # else that of the database, which may not hold what families are called
        engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args=words, **limits, **shapes)
        event.listen(engine, "begin", _begin_with_the_first)
        event.listen(engine, "checkin", _alone_again)
        return engine
    _make_private(url.database)
    engine = create_engine(url, connect_args={"check_same_thread": False, "isolation_level": None}, **shapes)

    def opened(raw: Any, _record: object) -> None:
        raw.execute("PRAGMA busy_timeout = 10000")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")

    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", _begin_now)
    return engine


def _make_private(name: str | None) -> None:
    """What families said lies in this file as it is: a new one is this user's alone, as is what SQLite puts beside."""
    if name and name != ":memory:" and not name.startswith("file:"):
        with suppress(OSError):  # it is there; or SQLite says itself why it cannot be
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes"))


def _begin_now(connection: Connection) -> None:
    """Whoever writes has the file to itself from here on."""
    if _writes(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_with_the_first(connection: Connection) -> None:
    """Whoever writes has a transaction from its first statement on, and the driver sends both on one way."""
    if _writes(connection):
        raw: Any = connection.connection.driver_connection
        raw.autocommit = False


def _alone_again(raw: Any, _record: object) -> None:
    """Back in the pool; None and closed are those that were lost."""
    if raw is not None and not raw.closed:
        raw.autocommit = True


def _check_letters(connection: Connection) -> None:
    """Said at the start: it would else come with the first name that is not written in these letters."""
    letters = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if letters != LETTERS:
        said = _("La base dati scrive in {letters}: serve UTF8. Fanne una con «createdb -E UTF8 -l C -T template0».")
        raise StoreUnusable(said.format(letters=letters))


def keep(connection: Connection, values: dict[str, str]) -> None:
    """Remember these settings, inside a transaction."""
    connection.execute(delete(setting).where(setting.c.name.in_(values)))
    connection.execute(insert(setting), [{"name": name, "value": value} for name, value in values.items()])


class Database:
    """One open database; threads may share it. `server`: the name it keeps for life; `secret` signs its tokens."""

    def __init__(self, url: str, parts: int = PARTS) -> None:
        """`parts`: into how many the tables that grow are cut, where they are made now."""
        self.homes: dict[str, str] = {}
        """The office of each machine that spoke: for life the same."""
        self._engine = _engine(_url(url))
        try:
            self.server, self.secret = self._prepare(parts)
        except DBAPIError as error:
            self._engine.dispose()
            raise StoreUnusable(
                _("La base dati del server non si apre ({fault}).").format(fault=type(error.orig).__name__)
            ) from error
        except StoreUnusable:
            self._engine.dispose()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Statements of their own, no transaction."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing."""
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @property
    def is_shared(self) -> bool:
        """Whether it is a server of its own, to which several of ours may speak, or a file."""
        return self._engine.dialect.name == "postgresql"

    @property
    def fault(self) -> type[Exception]:
        """What the driver raises."""
        return self._engine.dialect.loaded_dbapi.Error

    async def line(self) -> Any:
        """A connection of the driver's own for an event loop, on which each statement stands for itself. Whoever asks
        for it ends it."""
        words, names = self._engine.dialect.create_connect_args(self._engine.url)
        return await self._engine.dialect.loaded_dbapi.AsyncConnection.connect(*words, **names, autocommit=True)

    def settings(self) -> dict[str, str]:
        """What the server remembers of itself."""
        with self.read() as connection:
            return self._settings(connection)

    def keep(self, values: dict[str, str]) -> None:
        with self.write() as connection:
            keep(connection, values)

    def connections(self) -> int:
        """How many connections are in use."""
        pool = self._engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    def close(self) -> None:
        self._engine.dispose()

    def _prepare(self, parts: int) -> tuple[str, str]:
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                _check_letters(connection)
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7235)")  # two servers starting at once
            found = self._settings(connection) if is_made(connection) else {}
            make_schema(connection, found.get("schema"), parts)
            if not found:
                found = {"server": str(uuid_utils.uuid7()), "secret": secrets.token_hex(32)}
                keep(connection, found)
            if found.get("schema") != SCHEMA:
                keep(connection, {"schema": SCHEMA})
            return found["server"], found["secret"]

    @staticmethod
    def _settings(connection: Connection) -> dict[str, str]:
        return {row.name: row.value for row in connection.execute(select(setting))}
