"""Who is in the store already: by protocol, by identifier, by name and birth date."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from desk.db.tables import enrolment, erased, household, identifier, membership, person, review
from desk.domain.names import search_key
from desk.office.enrolment.rows import Row, born_text
from desk.office.household.members import HEAD


def _sets() -> defaultdict[str, set[str]]:
    return defaultdict(set)


@dataclass
class Known:
    """Kept up to date while a list is written.

    `homes`: the household of each protocol, as it was written. `roots`: a household that was joined into another one,
    and where it went. `lives`, `left`: person → households now, and those that they have left. `reviewed`:
    fingerprint → what was decided, or that it waits. `erased`: rows that nobody may write again.
    """

    homes: dict[str, str] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    coded: set[str] = field(default_factory=set)
    lives: defaultdict[str, set[str]] = field(default_factory=_sets)
    left: defaultdict[str, set[str]] = field(default_factory=_sets)
    heads: set[str] = field(default_factory=set)
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)
    namesakes: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    reviewed: dict[str, str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def standing(self, home: str) -> str:
        """Where the people of a household are now."""
        seen = {home}
        while (following := self.roots.get(home)) and following not in seen:
            home = following
            seen.add(home)
        return home

    def find(self, row: Row, home: str) -> str | None:
        """The person of a row: by the code wherever they live, by name and birth date within the household."""
        if row.canonical and row.canonical in self.codes:
            return self.codes[row.canonical]
        return self.names.get((home, row.name_key, born_text(row.born)))

    def namesake(self, row: Row) -> str | None:
        """Somebody of another household with this name and birth date, where no two codes tell them apart."""
        if row.born is None:
            return None
        found = self.namesakes.get((row.name_key, born_text(row.born)), set())
        return min(
            (who for who in found if self.lives[who] and not (row.canonical and who in self.coded)), default=None
        )

    def add(self, row: Row, home: str, who: str) -> None:
        """A person of this row has come into a household."""
        if row.canonical and row.canonical not in self.codes:
            self.codes[row.canonical] = who
        if row.canonical and self.codes[row.canonical] == who:
            self.coded.add(who)
        self.place(who, home, row.name_key, born_text(row.born))
        if row.role == HEAD:
            self.heads.add(home)

    def place(self, who: str, home: str, name_key: str, born: str) -> None:
        self.lives[who].add(home)
        self.names[home, name_key, born] = who
        if born:
            self.namesakes[name_key, born].add(who)


def read_known(connection: Connection) -> Known:
    """The whole register by its keys; some thousand short rows."""
    known = Known()
    joined = select(household.c.id, household.c.joined_into).where(household.c.joined_into.is_not(None))
    known.roots = {row.id: row.joined_into for row in connection.execute(joined)}
    query = select(enrolment.c.protocol, enrolment.c.household).where(
        enrolment.c.protocol.is_not(None), enrolment.c.household.is_not(None)
    )
    for protocol, home in connection.execute(query):
        known.homes[protocol] = home
    people = (
        select(membership, person.c.surname, person.c.given, person.c.birth_date)
        .join(person, person.c.id == membership.c.person)
        .where(membership.c.household.is_not(None))
    )
    for row in connection.execute(people):
        name_key, born = search_key(f"{row.surname or ''} {row.given or ''}"), row.birth_date or ""
        if row.until is not None:
            known.left[row.person].add(row.household)
            known.names.setdefault((row.household, name_key, born), row.person)
            continue
        known.place(row.person, row.household, name_key, born)
        if row.role == HEAD:
            known.heads.add(row.household)
    codes = select(identifier.c.canonical, identifier.c.person).where(
        identifier.c.canonical.is_not(None), identifier.c.person.is_not(None)
    )
    for canonical, who in connection.execute(codes):
        known.codes[canonical] = who
        known.coded.add(who)
    for fingerprint, state, decision in connection.execute(
        select(review.c.fingerprint, review.c.state, review.c.decision)
    ):
        if fingerprint:
            known.reviewed[fingerprint] = decision or state
    known.erased = set(connection.execute(select(erased.c.row)).scalars())
    return known
