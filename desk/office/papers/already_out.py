"""Which of a day's papers are already out, so that a batch that was stopped goes on with the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, text

from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import plan, printed
from desk.domain.roles import May
from desk.office.papers.kinds import Kind
from desk.office.session import Session, local

DAYS = 1
"""A paper of yesterday evening still is that of today's visit; an older one is another visit's."""

_LINES = text(
    "SELECT o.stamps FROM objective o WHERE o.plan = :plan"
    " UNION ALL SELECT c.stamps FROM commitment c JOIN objective o ON c.objective = o.id WHERE o.plan = :plan"
    " UNION ALL SELECT r.stamps FROM result r JOIN objective o ON r.objective = o.id WHERE o.plan = :plan"
    " UNION ALL SELECT s.stamps FROM support s JOIN objective o ON s.objective = o.id WHERE o.plan = :plan"
)


@dataclass(frozen=True)
class Out:
    """When it went to the printer, and whether its plan is another since: then it is to be printed again."""

    at: datetime
    stale: bool


def already_out(session: Session, households: Collection[str]) -> dict[tuple[str, str], Out]:
    """The newest paper of each household and kind, printed today or yesterday."""
    session.require(May.SEE_HOUSEHOLD)
    since = session.today() - timedelta(days=DAYS)
    columns = (printed.c.household, printed.c.kind, printed.c.of, printed.c.at, printed.c.stamps)
    query = select(*columns).where(printed.c.at >= (since - timedelta(days=1)).isoformat()).order_by(printed.c.at)
    found: dict[tuple[str, str], Out] = {}
    with session.store.read() as connection:
        for row in connection.execute(query):
            if row.household in households and local(row.at).date() >= since:
                stale = row.kind in (Kind.PLAN, Kind.FRIDGE) and _changed(connection, row.household, row.of, row.stamps)
                found[row.household, row.kind] = Out(local(row.at), stale)
    return found


def _changed(connection: Connection, household: str, of: str | None, paper: str) -> bool:
    """Whether the household's plan is another one than that on the paper, or has a line written after it."""
    query = select(plan.c.id, plan.c.stamps).where(plan.c.household == household)
    newest = connection.execute(query.order_by(plan.c.version.desc(), plan.c.id.desc())).first()
    if newest is None or newest.id != of:
        return True
    written = (newest.stamps, *connection.execute(_LINES, {"plan": of}).scalars())
    known = read_stamps(paper)
    return max(map(_last, written)) > (known.get("at") or known.get(WHOLE_ROW, ""))


def _last(stamps: str) -> str:
    return max(read_stamps(stamps).values(), default="")
