"""Families that fit what is typed, each with who lives there: to choose the other one of two."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.db.tables import household, membership, person
from desk.domain.roles import May
from desk.office.front.find_family import find_family
from desk.office.session import Session

MOST = 5


@dataclass(frozen=True)
class HomeHit:
    """`people`: given names, the head first."""

    id: str
    code: str
    name: str
    people: tuple[str, ...]


def homes_like(session: Session, text: str, *, but: str = "") -> tuple[HomeHit, ...]:
    """Best first; never the household `but`, nor one that was joined into another."""
    session.require(May.SEE_HOUSEHOLD)
    if not text.strip():
        return ()
    ids = [each.household for each in find_family(session, text).people if each.household and each.household != but]
    order = list(dict.fromkeys(ids))[: 2 * MOST]
    with session.store.read() as connection:
        query = select(household.c.id, household.c.code, household.c.name).where(
            household.c.id.in_(order), household.c.joined_into.is_(None)
        )
        found = {row.id: row for row in connection.execute(query)}
        people: dict[str, list[str]] = {}
        members = (
            select(membership.c.household, person.c.given)
            .join(person, person.c.id == membership.c.person)
            .where(membership.c.household.in_(order), membership.c.until.is_(None))
            .order_by(membership.c.position)
        )
        for home, given in connection.execute(members):
            people.setdefault(home, []).append(given or "")
    return tuple(
        HomeHit(home, found[home].code or "", found[home].name or "", tuple(people.get(home, ())))
        for home in order
        if home in found
    )[:MOST]
