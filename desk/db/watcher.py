"""A small pair of eyes on the store, beside its transactions."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.pool import PoolProxiedConnection

from desk.db.engine import unusable
from desk.db.remembered import remembering


class Watcher:
    """Sees whether anybody else committed; asks small questions, and remembers small things, without a transaction's
    fuss. For one thread."""

    def __init__(self, raw: PoolProxiedConnection, path: Path) -> None:
        self._raw, self._path = raw, path
        self._version = -1

    def changed(self) -> bool:
        """True at the first look, and whenever another connection committed since the last."""
        found = self._raw.cursor().execute("PRAGMA data_version").fetchone()
        changed = found[0] != self._version
        self._version = found[0]
        return bool(changed)

    def ask(self, question: str, facts: Iterable[object]) -> tuple[Any, ...]:
        """The one line that a question has for an answer."""
        try:
            found: tuple[Any, ...] = self._raw.cursor().execute(question, tuple(facts)).fetchone()
        except sqlcipher.Error as error:
            raise unusable(self._path, error) from error
        return found

    def remember(self, values: Mapping[str, str]) -> None:
        """Local values, no news for this pair of eyes. The disk is not waited for: a power cut may take them back."""
        hand = self._raw.cursor()
        try:
            hand.execute("PRAGMA synchronous = NORMAL")
            hand.execute(*remembering(values))
        except sqlcipher.Error as error:
            raise unusable(self._path, error) from error
        finally:
            hand.execute("PRAGMA synchronous = FULL")  # it goes back to those who write

    def close(self) -> None:
        self._raw.close()
