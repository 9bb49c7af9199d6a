"""What was decided today, and the way to take it back."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.db import journal
from desk.db.changes import Changes
from desk.db.tables import journal as journal_table
from desk.db.tables import review
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.enrolment.cases import group_of, row_of
from desk.office.enrolment.choices import choices_of
from desk.office.enrolment.writer import DECIDED, FAMILY_TWICE
from desk.office.session import Session, local


@dataclass(frozen=True)
class Decided:
    """One answer: whom it was about, what was said, and the transaction that undo takes back."""

    id: str
    name: str
    words: str
    batch: str


def decided_today(session: Session) -> tuple[Decided, ...]:
    """The newest first."""
    session.require(May.REVIEW)
    found: dict[str, Decided] = {}
    with session.store.read() as connection:
        query = select(review).where(review.c.state == DECIDED, review.c.decided_at.is_not(None))
        for line in connection.execute(query.order_by(review.c.decided_at.desc(), review.c.id)):
            row = row_of(line.incoming or "{}", session.today())
            if row is None or local(line.decided_at).date() != session.today():
                continue
            name = row.surname if line.kind == FAMILY_TWICE else f"{row.given} {row.surname}"
            words = {
                choice.code: choice.words
                for choice in choices_of(line.kind, known=_("una"), other=_("l'altra"), both_stand=True)
            }
            written = journal.entries(connection, journal_table.c.row == line.id, journal_table.c.op == "put")
            batch = [entry.batch for entry in written if "decision" in entry.values()][-1]
            group = group_of(line.kind, line.id, row.protocol)
            found.setdefault(group, Decided(line.id, name, words.get(line.decision, ""), batch))
    return tuple(found.values())


def take_back(session: Session, decided: Decided) -> Changes:
    """The question waits again, and what the answer wrote is put back."""
    session.require(May.REVIEW)
    with session.store.read() as connection:
        state = connection.execute(select(review.c.state).where(review.c.id == decided.id)).scalar()
    if state != DECIDED:
        raise NotFound(_("Qualcuno l'ha già annullato. Aggiorna la pagina."))
    return session.store.undo(decided.batch, session.staff)
