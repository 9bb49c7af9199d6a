"""Passwords of staff: how long, how they are kept, and the growing wait after wrong ones."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from desk.db.store import Store
from desk.errors import BadInput
from desk.i18n import _

SHORTEST_PASSWORD = 10
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=5)


def check_password(password: str) -> None:
    """Raises BadInput where it is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput(_("La password è corta: servono almeno {n} caratteri.").format(n=SHORTEST_PASSWORD))


def hashed(password: str) -> str:
    """Argon2id, as it is kept."""
    return HASHER.hash(password)


@dataclass(frozen=True)
class Tries:
    """Wrong passwords in a row for one user name on this machine, and when the last one was."""

    wrong: int
    last: datetime

    def free_at(self) -> datetime:
        """From when the next try is looked at: 2, 4, 8 … seconds after the third wrong one, five minutes at most."""
        if self.wrong < FREE_TRIES:
            return self.last
        wait = timedelta(seconds=2 ** min(self.wrong - FREE_TRIES + 1, 10))
        return self.last + min(wait, LONGEST_WAIT)


def tries_of(store: Store, username: str) -> Tries | None:
    """What this machine remembers; it does not travel. Nobody waits for a clock that was ahead and was put right."""
    kept = store.remembered(_name(username))
    if kept is None:
        return None
    wrong, said = json.loads(kept)
    last, now = datetime.fromisoformat(said), store.now()
    if last > now:
        last = now
        store.remember(_name(username), json.dumps([wrong, last.isoformat()]))
    return Tries(wrong, last)


def count_wrong(store: Store, username: str) -> None:
    """One more wrong password."""
    before = tries_of(store, username)
    wrong = before.wrong + 1 if before else 1
    store.remember(_name(username), json.dumps([wrong, store.now().isoformat()]))


def forget_wrong(store: Store, username: str) -> None:
    """The right password was given."""
    if tries_of(store, username) is not None:
        store.remember(_name(username), json.dumps([0, store.now().isoformat()]))


def _name(username: str) -> str:
    return f"wrong-passwords {username}"
