"""A household's people, address and phone as papers and screens need them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import household, membership, person
from desk.errors import NotFound
from desk.i18n import _

ADULT_AGE = 18


@dataclass(frozen=True)
class Relative:
    """A present member of a household."""

    person: str
    surname: str
    given: str
    given_local: str | None
    sex: str | None
    born: date | None
    role: str
    language: str | None

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    def age(self, today: date) -> int | None:
        """Whole years, None where the birth date is not known."""
        if self.born is None:
            return None
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))

    def months(self, today: date) -> int | None:
        """Whole months of a child before the second birthday."""
        if self.born is None:
            return None
        months = (today.year - self.born.year) * 12 + today.month - self.born.month - (today.day < self.born.day)
        return months if months < 24 else None

    def is_adult(self, today: date) -> bool:
        age = self.age(today)
        return age is None or age >= ADULT_AGE


@dataclass(frozen=True)
class Family:
    """A household with its present members, the head first."""

    id: str
    code: str
    name: str
    name_local: str | None
    language: str
    caseworker: str | None
    members: tuple[Relative, ...]

    def adults(self, today: date) -> tuple[Relative, ...]:
        return tuple(member for member in self.members if member.is_adult(today))

    def member(self, person_id: str | None) -> Relative | None:
        return next((member for member in self.members if member.person == person_id), None)


def read_family(connection: Connection, household_id: str) -> Family:
    """Raises NotFound where this store has no such household."""
    found = connection.execute(select(household).where(household.c.id == household_id)).first()
    if found is None:
        raise NotFound(_("Questa famiglia non è in archivio."))
    query = (
        select(person, membership.c.role)
        .join(membership, membership.c.person == person.c.id)
        .where(membership.c.household == household_id, membership.c.until.is_(None))
        .order_by(membership.c.position, membership.c.id)
    )
    members = tuple(
        Relative(
            row.id,
            row.surname or "",
            row.given or "",
            row.given_local,
            row.sex,
            date.fromisoformat(row.birth_date) if row.birth_date else None,
            row.role or "other",
            row.language,
        )
        for row in connection.execute(query)
    )
    return Family(
        found.id,
        found.code or "",
        found.name or "",
        found.name_local,
        found.language or "it",
        found.caseworker,
        members,
    )


def household_named(connection: Connection, text: str) -> str:
    """The id of a household named by id, code (TH-0217) or enrolment protocol. Raises NotFound."""
    typed = text.strip()
    for query in (
        "SELECT id FROM household WHERE id = ?",
        "SELECT id FROM household WHERE code = upper(?)",
        "SELECT household FROM enrolment WHERE protocol = upper(?) ORDER BY id LIMIT 1",
    ):
        found = connection.exec_driver_sql(query, (typed,)).fetchone()
        if found:
            return str(found[0])
    raise NotFound(_("Non trovo la famiglia «{text}»: usa il codice (TH-0217) o il protocollo.").format(text=typed))
