"""The family's plan in one line: its newest version, and how it was closed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import plan
from desk.domain.plan import CLOSED


@dataclass(frozen=True)
class PlanEnd:
    """How a plan was closed. `outcome`: one of the library's."""

    on: date
    outcome: str
    words: str


def newest_plan(connection: Connection, families: list[str]) -> tuple[int, str, PlanEnd | None]:
    """Version, state and how it was closed; (0, "", None) where there is none."""
    query = (
        select(plan.c.version, plan.c.state, plan.c.closed_on, plan.c.outcome, plan.c.closing_words)
        .where(plan.c.household.in_(families), plan.c.version.is_not(None))
        .order_by(plan.c.version.desc(), plan.c.id.desc())
    )
    row = connection.execute(query).first()
    if row is None:
        return 0, "", None
    closed = row.state == CLOSED and row.closed_on
    end = PlanEnd(date.fromisoformat(row.closed_on), row.outcome or "", row.closing_words or "") if closed else None
    return row.version, row.state or "", end


def version_of(connection: Connection, plans: list[str]) -> int:
    query = select(plan.c.version).where(plan.c.id.in_(plans), plan.c.version.is_not(None))
    return max(connection.execute(query).scalars(), default=0)
