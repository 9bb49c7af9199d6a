"""Engines that share what SQLAlchemy works out once: one seed opens thirty databases, each with the same statements.

Only the bookkeeping is shared or left out (dialect, compiled statements, the wrapping of rows of plain SQL);
connections, files, transactions and every statement are each one's own and real.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

_as_ever = Connection.exec_driver_sql
_first: dict[str, Engine] = {}


def _shared(url: Any, **how: Any) -> Engine:
    """As `sqlalchemy.create_engine`; the first of each kind is made by it, the others take after that one."""
    kind = "desk" if "creator" in how else "server"
    first = _first.get(kind)
    if first is None or first.dialect.default_isolation_level is None:  # not yet connected
        made = sqlalchemy.create_engine(url, **how)
        _first.setdefault(kind, made)
        return made
    url = make_url(url)
    dialect: Any = first.dialect
    words, names = dialect.create_connect_args(url)
    names.update(how.get("connect_args", {}))
    pool = type(first.pool)(how.get("creator", lambda: dialect.connect(*words, **names)), dialect=dialect)
    made = Engine(pool, dialect, url)
    made._compiled_cache = first._compiled_cache
    ready = dialect.on_connect_url(url)
    if ready:
        event.listen(pool, "connect", lambda raw, _record: ready(raw))
    return made


class _Plain:
    """The result of a plain statement: the cursor's own tuples."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.fetchone, self.fetchall = cursor.fetchone, cursor.fetchall
        self.all, self.first, self.rowcount = cursor.fetchall, cursor.fetchone, cursor.rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def scalar(self) -> Any:
        found = self._cursor.fetchone()
        return None if found is None else found[0]

    def scalar_one(self) -> Any:
        (found,) = self._cursor.fetchall()
        return found[0]

    def one(self) -> Any:
        (found,) = self._cursor.fetchall()
        return found

    def scalars(self) -> list[Any]:
        return [line[0] for line in self._cursor]


def _plain(self: Connection, statement: str, parameters: Any = (), execution_options: Any = None) -> Any:
    """As `Connection.exec_driver_sql`: the same transaction, the same faults."""
    if execution_options or statement.startswith("PRAGMA"):  # SQLAlchemy's own questions want its own answers
        return _as_ever(self, statement, parameters or None, execution_options)
    if self._transaction is None:
        self._autobegin()
    cursor = self.connection.cursor()
    try:
        if isinstance(parameters, list):
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters or ())
    except Exception as fault:
        module = self.dialect.loaded_dbapi
        if not isinstance(fault, module.Error):
            raise
        raise DBAPIError.instance(statement, parameters, fault, module.Error, dialect=self.dialect) from fault
    return _Plain(cursor)


@contextmanager
def shared_engines() -> Iterator[None]:
    with (
        patch("desk.db.engine.create_engine", _shared),
        patch("desk.server.database.create_engine", _shared),
        patch.object(Connection, "exec_driver_sql", _plain),
    ):
        yield
