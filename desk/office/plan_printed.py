"""The ledger of papers: which version of a plan went out, in which language, when, and to whom it was given."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import printed
from desk.domain.plan import PlanView
from desk.domain.roles import May
from desk.office.session import Session, local


@dataclass(frozen=True)
class Printed:
    """One paper that went out. `at` is in the office's time zone; `given_to`: names, empty until somebody says so."""

    id: str
    version: int
    language: str
    at: datetime
    given_to: str


def record_printed(session: Session, view: PlanView, language: str) -> Changes:
    """The sheet went to the printer."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        unit.put(
            "printed",
            household=view.household,
            kind="plan",
            of=view.id,
            version=view.version,
            language=language,
            at=session.moment(),
            by=session.staff,
        )
    return unit.changes


def record_given(session: Session, paper: str, to: str) -> Changes:
    """Whom the paper was put into the hands of."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        unit.change("printed", paper, given_to=to)
    return unit.changes


def last_printed(connection: Connection, plan_id: str) -> Printed | None:
    """The newest paper of this version."""
    query = select(printed).where(printed.c.of == plan_id, printed.c.kind == "plan", printed.c.at.is_not(None))
    found = connection.execute(query.order_by(printed.c.at.desc(), printed.c.id.desc())).first()
    if found is None:
        return None
    return Printed(found.id, found.version or 0, found.language or "it", local(found.at), found.given_to or "")
