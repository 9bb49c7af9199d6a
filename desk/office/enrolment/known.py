"""Who is in the store already: by protocol, by identifier, by name and birth date within a household."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from desk.db.tables import enrolment, identifier, membership, person, review
from desk.domain.names import search_key
from desk.office.enrolment.rows import Row

Place = tuple[str, str]
"""Person and household."""


@dataclass
class Known:
    """Kept up to date while a list is written; `reviewed`: fingerprints of what already waits or was decided."""

    homes: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Place] = field(default_factory=dict)
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)
    reviewed: set[str] = field(default_factory=set)

    def find(self, row: Row, home: str) -> Place | None:
        """The person of a row, wherever it lives."""
        if row.canonical and row.canonical in self.codes:
            return self.codes[row.canonical]
        found = self.names.get((home, row.name_key, _born(row)))
        return (found, home) if found else None

    def add(self, row: Row, home: str, person_id: str) -> None:
        if row.canonical:
            self.codes[row.canonical] = (person_id, home)
        self.names[home, row.name_key, _born(row)] = person_id
        self.people.setdefault(home, set()).add(person_id)


def _born(row: Row) -> str:
    return row.born.isoformat() if row.born else ""


def read_known(connection: Connection) -> Known:
    """The whole register by its keys; some thousand short rows."""
    known = Known()
    for protocol, home in connection.execute(
        select(enrolment.c.protocol, enrolment.c.household).where(enrolment.c.protocol.is_not(None))
    ):
        known.homes[protocol] = home
    lives: dict[str, str] = {}
    query = (
        select(membership.c.person, membership.c.household, person.c.surname, person.c.given, person.c.birth_date)
        .join(person, person.c.id == membership.c.person)
        .where(membership.c.until.is_(None))
    )
    for who, home, surname, given, born in connection.execute(query):
        lives[who] = home
        known.names[home, search_key(f"{surname or ''} {given or ''}"), born or ""] = who
        known.people.setdefault(home, set()).add(who)
    for canonical, who in connection.execute(
        select(identifier.c.canonical, identifier.c.person).where(identifier.c.canonical.is_not(None))
    ):
        known.codes[canonical] = (who, lives.get(who, ""))
    known.reviewed = {each for each in connection.execute(select(review.c.fingerprint)).scalars() if each}
    return known
