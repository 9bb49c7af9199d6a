"""A note at any question: kept beside its answer, as confidential as the question, carried over with it."""

from typing import Final

from desk.db.changes import Changes
from desk.db.unit import Unit
from desk.domain.interview import Key, Status
from desk.domain.interview_values import as_text, clean
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.members import standing
from desk.office.interview.answers import answer_id, asked_of, forget_draft, write_answer_row
from desk.office.session import Session

REMARK: Final = "note:"
"""Before the question's id: so a remark is a row of its own, which no two desks' answers collide with."""
LONGEST: Final = 2000


def remark_key(key: Key) -> Key:
    return f"{REMARK}{key[0]}", key[1]


def save_remark(session: Session, household: str, key: Key, text: str, said_by: str = "") -> Changes:
    """Write, change or (with no words) take away the note at a question. Raises BadInput beyond 2,000 characters."""
    session.require(May.INTERVIEW)
    if len(text) > LONGEST:
        raise BadInput(_("La nota è troppo lunga: al massimo {n} caratteri.").format(n=LONGEST))
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        asked_of(unit.connection, household, *key)
        write_remark_row(session, unit, household, key, text, said_by)
    return unit.changes


def write_remark_row(session: Session, unit: Unit, household: str, key: Key, text: str, said_by: str) -> None:
    """One row with who heard it; an empty one is written only where there was one."""
    words, at = clean(text).strip(), remark_key(key)
    if not words and unit.get("answer", answer_id(household, *at)) is None:
        forget_draft(unit, household, at)
        return
    write_answer_row(session, unit, household, at, as_text(words) if words else None, Status.SAID, said_by)
