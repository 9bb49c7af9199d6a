"""Staff accounts: adding people, signing in, changing a password."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.store import Store
from desk.db.tables import staff
from desk.domain.roles import May, Role
from desk.errors import BadInput, NotAllowed
from desk.i18n import _
from desk.office.session import Session

SHORTEST_PASSWORD = 10
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = HASHER.hash("nobody has this password")


def sign_in(store: Store, username: str, password: str) -> Session:
    """A session for the right name and password; the same refusal, as slow, whichever of the two is wrong."""
    with store.read() as connection:
        query = select(staff).where(staff.c.username == username.strip().casefold(), staff.c.active == 1)
        found = connection.execute(query).first()
    try:
        HASHER.verify(found.password_hash if found and found.password_hash else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        found = None
    if found is None:
        raise NotAllowed(_("Nome o password non giusti. Riprova."))
    return Session(store, found.id, f"{found.given} {found.surname}", Role(found.role), store.now)


def add_staff(
    session: Session,
    *,
    username: str,
    given: str,
    surname: str,
    role: Role,
    password: str,
    title: str = "",
    languages: str = "it",
    services: str = "",
) -> Changes:
    """A new member of staff. `languages` and `services` are codes parted by spaces."""
    session.require(May.MANAGE_STAFF)
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput(_("La password è corta: servono almeno {n} caratteri.").format(n=SHORTEST_PASSWORD))
    username = username.strip().casefold()
    if not username:
        raise BadInput(_("Manca il nome utente."))
    with session.store.write(session.staff) as unit:
        taken = unit.connection.execute(select(staff.c.id).where(staff.c.username == username)).first()
        if taken:
            raise BadInput(_("Il nome utente «{name}» è già preso.").format(name=username))
        unit.put(
            "staff",
            username=username,
            given=given,
            surname=surname,
            role=role.value,
            title=title,
            languages=languages,
            services=services,
            password_hash=HASHER.hash(password),
            active=1,
        )
    return unit.changes
