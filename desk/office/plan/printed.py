"""The ledger of papers: which version of a plan went out, in which language, when, and to whom it was given."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import printed
from desk.domain.plan import PlanView
from desk.office.papers.kinds import Kind, Paper, kept_draft
from desk.office.papers.ledger import record_paper
from desk.office.session import Session, local
from desk.paper.model import PlanPage


@dataclass(frozen=True)
class Printed:
    """One paper that went out. `at` is in the office's time zone; `given_to`: names, empty until somebody says so;
    `draft`: nobody had signed it yet."""

    id: str
    version: int
    language: str
    at: datetime
    given_to: str
    draft: bool = False


def record_printed(session: Session, view: PlanView, page: PlanPage) -> Changes:
    """The sheet went to the printer."""
    return record_paper(session, Paper(Kind.PLAN, view.household, page, view.id, view.version))


def last_printed(connection: Connection, plan_id: str) -> Printed | None:
    """The newest paper of this version."""
    query = select(printed).where(printed.c.of == plan_id, printed.c.kind == "plan", printed.c.at.is_not(None))
    found = connection.execute(query.order_by(printed.c.at.desc(), printed.c.id.desc())).first()
    if found is None:
        return None
    draft = bool(found.content) and kept_draft(found.content)
    return Printed(found.id, found.version or 0, found.language or "it", local(found.at), found.given_to or "", draft)
