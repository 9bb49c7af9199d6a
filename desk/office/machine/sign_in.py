"""Signing in with one's own name."""

from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import staff
from desk.domain.roles import Role
from desk.errors import NotAllowed
from desk.i18n import _, n_
from desk.office.machine.passwords import HASHER, count_wrong, forget_wrong, tries_of
from desk.office.session import Session

_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$S5hwvwr5bLJhIiz+sknJzw$lSVTwZTvSsUASbSkHkgIUwLihiWei3d+MG07ftslrJc"
"""Of a random password that nobody kept: as much work as a real one, and none at import."""


def sign_in(store: Store, username: str, password: str) -> Session:
    """A session for the right name and password; the same refusal, as slow, whichever of the two is wrong.

    After three wrong passwords the next one is looked at only after a wait that grows.
    """
    username = username.strip().casefold()
    _refuse_early(store, username)
    with store.read() as connection:
        found = connection.execute(select(staff).where(staff.c.username == username, staff.c.active == 1)).first()
    try:
        HASHER.verify(found.password_hash if found and found.password_hash else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        found = None
    if found is None:
        count_wrong(store, username)
        raise NotAllowed(_("Nome o password non giusti. Riprova."))
    forget_wrong(store, username)
    return Session(store, found.id, f"{found.given} {found.surname}", Role(found.role), store.now)


def _refuse_early(store: Store, username: str) -> None:
    tries = tries_of(store, username)
    if tries is None:
        return
    seconds = round((tries.free_at() - store.now()).total_seconds())
    if seconds > 0:
        raise NotAllowed(
            n_(
                "Troppe password sbagliate: riprova tra {n} secondo.",
                "Troppe password sbagliate: riprova tra {n} secondi.",
                seconds,
            ).format(n=seconds)
        )
