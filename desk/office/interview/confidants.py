"""Who may read what an adult told alone: whoever follows the family, and whoever led the interview that heard it.

Another caseworker, and the coordinator, see that something was told in confidence, not what.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from desk.db.tables import answer, household, interview
from desk.domain.interview import Question
from desk.domain.roles import Role
from desk.office.interview.remarks import REMARK
from desk.office.session import Session


def told_to_others(
    connection: Connection, session: Session, households: Collection[str], questions: Mapping[str, Question]
) -> frozenset[str]:
    """Rows of answers, and of notes at them, that this person may not read; of questions that nobody knows too."""
    if session.role is Role.SYSTEM:
        return frozenset()
    known = select(household.c.id, household.c.caseworker).where(household.c.id.in_(households))
    others = [row.id for row in connection.execute(known) if row.caseworker not in (None, session.staff)]
    if not others:
        return frozenset()
    mine = set(connection.execute(select(interview.c.id).where(interview.c.caseworker == session.staff)).scalars())
    plain = {name for name, each in questions.items() if not each.apart}
    rows = select(answer.c.id, answer.c.question, answer.c.interview).where(answer.c.household.in_(others))
    return frozenset(
        row.id
        for row in connection.execute(rows)
        if (row.question or "").removeprefix(REMARK) not in plain and row.interview not in mine
    )
