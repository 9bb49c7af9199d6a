"""Every interview of a family, newest first: who led it, when, whether it is closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.db.tables import interview, staff
from desk.domain.roles import May
from desk.office.front.desks import short_name
from desk.office.interview.answers import OPEN
from desk.office.session import Session, local


@dataclass(frozen=True)
class InterviewLine:
    """One interview. `at` is in the office's time zone."""

    id: str
    at: datetime
    by: str
    is_open: bool


def interviews_of(session: Session, household: str) -> tuple[InterviewLine, ...]:
    """For whoever may interview."""
    session.require(May.INTERVIEW)
    query = (
        select(interview, staff.c.given, staff.c.surname)
        .outerjoin(staff, staff.c.id == interview.c.caseworker)
        .where(interview.c.household == household, interview.c.started_at.is_not(None))
        .order_by(interview.c.started_at.desc(), interview.c.id)
    )
    with session.store.read() as connection:
        return tuple(
            InterviewLine(row.id, local(row.started_at), short_name(row.given, row.surname), row.state == OPEN)
            for row in connection.execute(query)
        )
