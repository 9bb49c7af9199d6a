"""Who can take on a commitment: members of the family, staff, the usual partners."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.db.tables import staff
from desk.domain.roles import Role
from desk.office.family import Family

PARTNERS = ("Centro per l'impiego", "Ufficio casa", "Scuola", "Medico di base", "Associazione")


@dataclass(frozen=True)
class Helper:
    """One choice for "who": kind member, caseworker, office or partner; `id` empty for a partner."""

    kind: str
    id: str
    name: str


def helpers(connection: Connection, family: Family) -> tuple[Helper, ...]:
    """The members first, then who follows the family, then other staff, then partners."""
    members = [Helper("member", member.person, member.given) for member in family.members]
    query = select(staff).where(staff.c.active == 1, staff.c.role == Role.CASEWORKER.value).order_by(staff.c.surname)
    workers = [Helper("caseworker", row.id, f"{row.given} {row.surname}") for row in connection.execute(query)]
    workers.sort(key=lambda helper: helper.id != family.caseworker)
    return (*members, *workers, *(Helper("partner", "", name) for name in PARTNERS))
