"""A new office: its name, its first administrator."""

from desk.db.changes import Changes
from desk.domain.roles import Role
from desk.errors import BadInput
from desk.i18n import _
from desk.office.machine.code_key import make_office_key
from desk.office.machine.passwords import check_password, hashed
from desk.office.session import Session


def check_founding(*, name: str, administrator: str, password: str) -> None:
    """Raises BadInput for what cannot found an office, before anything is made."""
    if not name.strip() or not administrator.strip():
        raise BadInput(_("Servono il nome dell'ufficio e il nome utente dell'amministratore."))
    check_password(password)


def found_office(session: Session, *, name: str, administrator: str, password: str) -> Changes:
    """The office row and an administrator who can add everybody else."""
    check_founding(name=name, administrator=administrator, password=password)
    with session.store.write(session.staff) as unit:
        unit.put("office", name=name.strip())
        make_office_key(unit)
        unit.put(
            "staff",
            username=administrator.strip().casefold(),
            given=administrator.strip(),
            surname="",
            role=Role.ADMINISTRATOR.value,
            title="amministratore",
            languages="it",
            services="",
            password_hash=hashed(password),
            active=1,
        )
    return unit.changes
