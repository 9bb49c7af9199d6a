"""What an import left for a person to look at: who came in, which family it looks like, and why."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import household, review
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.session import Session

WAITING, SEEN = "waiting", "seen"


@dataclass(frozen=True)
class ReviewLine:
    """`home`: the family it looks like, with its code; `incoming`: as the list wrote it, with its protocol."""

    id: str
    kind: str
    reason: str
    home: str
    code: str
    family: str
    incoming: str
    protocol: str

    def as_json(self) -> dict[str, str]:
        """Without names: what scripts read."""
        return {"id": self.id, "kind": self.kind, "reason": self.reason, "code": self.code, "protocol": self.protocol}


def waiting_reviews(session: Session) -> tuple[ReviewLine, ...]:
    """Everything that nobody has looked at, by reason and protocol."""
    session.require(May.REVIEW)
    query = (
        select(review, household.c.code, household.c.name)
        .outerjoin(household, household.c.id == review.c.household)
        .where(review.c.state == WAITING)
    )
    with session.store.read() as connection:
        rows = connection.execute(query).all()
    found = []
    for row in rows:
        told = msgspec.json.decode(row.incoming, type=dict[str, str]) if row.incoming else {}
        name = f"{told.get('surname', '')} {told.get('given', '')}".strip()
        found.append(
            ReviewLine(
                row.id,
                row.kind or "",
                row.reason or "",
                row.household or "",
                row.code or "",
                row.name or "",
                name,
                told.get("protocol", ""),
            )
        )
    return tuple(sorted(found, key=lambda line: (line.kind, line.protocol, line.incoming)))


def mark_seen(session: Session, review_id: str) -> Changes:
    """Somebody has looked and settled it. Raises BadInput where another one was faster."""
    session.require(May.REVIEW)
    with session.store.write(session.staff) as unit:
        row = unit.get("review", review_id)
        if row is None or row["state"] != WAITING:
            raise BadInput(_("Questa segnalazione è già stata vista."))
        unit.change(
            "review", review_id, state=SEEN, decision=SEEN, decided_by=session.staff, decided_at=session.moment()
        )
    return unit.changes
