"""Who can take on a commitment: members of the family, staff, offices and partners."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.catalogue.plan_library import load_plan_library
from desk.db.tables import staff
from desk.domain.plan import CommitmentLine, Who
from desk.domain.roles import Role
from desk.office.household.family import Family

PARTNERS = ("Centro per l’impiego", "Scuola", "Medico di base", "Associazione")

_KEEPING = (Role.CASEWORKER.value, Role.COORDINATOR.value, Role.RECEPTION.value)


@dataclass(frozen=True)
class Helper:
    """One choice for "who": kind member, caseworker, office or partner; `id` empty for a partner.

    `name` stands in the list, `full` gives the initials; `listed`: can be chosen today.
    """

    kind: str
    id: str
    name: str
    full: str = ""
    listed: bool = True


def helpers(connection: Connection, family: Family) -> tuple[Helper, ...]:
    """The members first, then who follows the family, then other staff, then partners."""
    members = [Helper("member", member.person, member.given, member.name) for member in family.members]
    workers = []
    for row in connection.execute(select(staff).order_by(staff.c.surname, staff.c.given)):
        name = f"{row.given} {row.surname}"
        listed = bool(row.active) and row.role in _KEEPING
        workers.append(Helper("caseworker", row.id, name, name, listed))
    workers.sort(key=lambda helper: helper.id != family.caseworker)
    return (*members, *workers, *_elsewhere())


def _elsewhere() -> tuple[Helper, ...]:
    """Offices and partners that the library names for a commitment, then the usual partners."""
    lines = [line for objective in load_plan_library().objectives for line in objective.commitments if line.role]
    named = [(line.who.value, line.role) for line in lines] + [("partner", name) for name in PARTNERS]
    of_kinds = [each for each in named if each[0] in (Who.OFFICE, Who.PARTNER)]
    found = {name.casefold(): (kind, name) for kind, name in reversed(of_kinds)}  # the library's own way of writing
    return tuple(Helper(kind, "", name, name) for kind, name in sorted(found.values()))


def who_keeps(line: CommitmentLine, choices: tuple[Helper, ...]) -> Helper | None:
    """Who keeps a commitment, as the list names them; an office or a partner of the library's under its own name."""
    if line.who:
        return next((each for each in choices if each.id == line.who), None)
    return Helper(line.who_kind, "", line.who_name, line.who_name) if line.who_name else None
