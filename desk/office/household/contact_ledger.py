"""Who comes, who can be reached, who keeps what they promised: the ledger of one family, member by member."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import attempt, follow_up, visit
from desk.domain.follow_up import Outcome
from desk.domain.visit import State
from desk.office.front.contact_attempts import REACHED
from desk.office.household.family import Family
from desk.office.session import local

_CAME, _MISSED = (State.DONE.value, State.INSIDE.value), State.MISSED.value


@dataclass(frozen=True)
class MemberLedger:
    """`met`: visits and calls that came about; `missed`: those that did not; `kept`, `broken`: looks at commitments."""

    person: str
    name: str
    met: int = 0
    missed: int = 0
    last: date | None = None
    kept: int = 0
    broken: int = 0


def ledger_of(connection: Connection, households: list[str], family: Family, today: date) -> tuple[MemberLedger, ...]:
    """Every adult, and whoever else has an entry. What names nobody counts for the head of the family."""
    adults = [member.person for member in family.adults(today)]
    found = {member.person: MemberLedger(member.person, member.name) for member in family.members}
    head = family.members[0].person if family.members else ""
    for people, day, came in (*_visits(connection, households), *_attempts(connection, households)):
        for who in [each for each in people if each in found] or ([head] if head else []):
            line = found[who]
            last = max(filter(None, (line.last, day if came else None)), default=None)
            found[who] = replace(line, met=line.met + came, missed=line.missed + (not came), last=last)
    looks = select(follow_up.c.person, follow_up.c.outcome).where(follow_up.c.household.in_(households))
    for row in connection.execute(looks):
        if row.person in found:
            line = found[row.person]
            kept, broken = row.outcome == Outcome.KEPT, row.outcome == Outcome.MISSED
            found[row.person] = replace(line, kept=line.kept + kept, broken=line.broken + broken)
    return tuple(
        line for who, line in found.items() if who in adults or line.met or line.missed or line.kept or line.broken
    )


def _visits(connection: Connection, households: list[str]) -> Iterable[tuple[list[str], date, bool]]:
    query = select(visit.c.present, visit.c.day, visit.c.state).where(
        visit.c.household.in_(households), visit.c.day.is_not(None)
    )
    for row in connection.execute(query):
        people, day = (row.present or "").split(), date.fromisoformat(row.day)
        if row.state in _CAME:
            yield people, day, True
        if row.state == _MISSED:
            yield people, day, False


def _attempts(connection: Connection, households: list[str]) -> Iterable[tuple[list[str], date, bool]]:
    query = select(attempt.c.person, attempt.c.at, attempt.c.outcome).where(
        attempt.c.household.in_(households), attempt.c.at.is_not(None)
    )
    for row in connection.execute(query):
        yield ([row.person] if row.person else []), local(row.at).date(), row.outcome == REACHED
