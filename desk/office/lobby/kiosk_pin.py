"""The code with which staff leave the kiosk: only its hash is kept, in the machine's keyring."""

import secrets
import time
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from desk.db.store import Store
from desk.errors import BadInput
from desk.i18n import _

KEPT = "kiosk-pin"
SHORTEST, LONGEST = 4, 8
MOST_WRONG = 3
LOCKED_SECONDS = 60.0


class Pin:
    """Three wrong codes close the door for a minute. `clock` is monotonic: setting the time opens nothing."""

    longest = LONGEST

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._hasher = PasswordHasher()
        self._wrong, self._until = 0, 0.0

    def known(self) -> bool:
        return self._store.secrets.get(KEPT) is not None

    def set(self, code: str) -> None:
        """Raises BadInput for a code that is too short or no number."""
        if not code.isdigit() or not SHORTEST <= len(code) <= LONGEST:
            raise BadInput(_("Il codice del totem va da {a} a {b} cifre.").format(a=SHORTEST, b=LONGEST))
        self._store.secrets.set(KEPT, self._hasher.hash(code).encode())

    def make(self) -> str:
        """A fresh code, to be told once."""
        code = f"{secrets.randbelow(10**6):06d}"
        self.set(code)
        return code

    def locked(self) -> bool:
        return self._clock() < self._until

    def right(self, code: str) -> bool:
        kept = self._store.secrets.get(KEPT)
        if self.locked() or kept is None:
            return False
        try:
            self._hasher.verify(kept.decode(), code)
        except (VerifyMismatchError, InvalidHashError):
            self._wrong += 1
            if self._wrong >= MOST_WRONG:
                self._wrong, self._until = 0, self._clock() + LOCKED_SECONDS
            return False
        self._wrong = 0
        return True
