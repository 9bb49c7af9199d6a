"""Engines that share what SQLAlchemy works out once: one seed opens thirty databases, each with the same statements.

Only the bookkeeping is shared (dialect, compiled statements); connections, files and transactions are each one's own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import sqlalchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

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


@contextmanager
def shared_engines() -> Iterator[None]:
    with patch("desk.db.engine.create_engine", _shared), patch("desk.server.database.create_engine", _shared):
        yield
