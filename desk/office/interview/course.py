"""The course of an interview: begin it or go on with it, say where it stands and who is there, note down, close."""

from collections.abc import Sequence
from uuid import uuid5

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import visit
from desk.db.unit import Unit
from desk.domain.interview_values import clean, length
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.household.family import read_family
from desk.office.household.members import standing
from desk.office.interview.answers import CLOSED, NAMESPACE, OPEN, open_interview
from desk.office.interview.questionnaire import questionnaire_named, questionnaire_now, remember
from desk.office.machine.drafts import forget_notes, recover_drafts
from desk.office.session import Session

LONGEST_NOTE = 100_000


def start_interview(
    session: Session, household: str, visit_id: str | None = None, *, present: Sequence[str] = ()
) -> Changes:
    """Open a first interview, continue the open one, or open again the one of this visit.

    `present`: person ids; without them whoever came to the visit, else the head.
    """
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        running = open_interview(unit.connection, household)
        if running:
            _recover(session, unit, household, running)
            return unit.changes
        day = session.today().isoformat()
        row = str(uuid5(NAMESPACE, f"interview {household} {visit_id or day}"))
        if unit.get("interview", row):
            unit.put("interview", row, state=OPEN, ended_at=None)
        else:
            here = present or _came(unit.connection, visit_id) or _head(unit.connection, household)
            unit.put(
                "interview",
                row,
                household=household,
                visit=visit_id,
                caseworker=session.staff,
                started_at=session.moment(),
                present=" ".join(here),
                questionnaire=remember(unit, session.today()),
                section=questionnaire_now(unit.connection).sections[0].id,
                state=OPEN,
            )
        _recover(session, unit, household, row)
    return unit.changes


def _recover(session: Session, unit: Unit, household: str, row: str) -> None:
    """Letters that a cut left behind, said by whoever speaks first."""
    present = ((unit.get("interview", row) or {}).get("present") or "").split()
    recover_drafts(session, unit, household, present[0] if present else "", row)


def set_section(session: Session, interview_id: str, section: str) -> Changes:
    """Where the interview stands, so that it opens there again on any desk."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        row = unit.get("interview", interview_id) or {}
        if section not in {each.id for each in questionnaire_named(unit.connection, row.get("questionnaire")).sections}:
            raise NotFound(_("L’intervista non ha la pagina «{name}».").format(name=section))
        unit.change("interview", interview_id, section=section)
    return unit.changes


def set_present(session: Session, interview_id: str, present: Sequence[str]) -> Changes:
    """Who sits at the table, the one who speaks first."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, present=" ".join(present))
    return unit.changes


def write_note(session: Session, interview_id: str, note: str) -> Changes:
    """The free notes of an interview. Raises BadInput beyond 100,000 characters."""
    session.require(May.INTERVIEW)
    _check_note(note)
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, note=clean(note) or None)
        forget_notes(unit, interview_id)
    return unit.changes


def finish_interview(session: Session, interview_id: str, *, note: str | None = None) -> Changes:
    """Close it, with its free notes where they are given: the next person can be called."""
    session.require(May.INTERVIEW)
    _check_note(note or "")
    facts = {} if note is None else {"note": clean(note).strip() or None}
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, state=CLOSED, ended_at=session.moment(), **facts)
        forget_notes(unit, interview_id)
    return unit.changes


def _check_note(note: str) -> None:
    if length(note) > LONGEST_NOTE:
        raise BadInput(_("La nota è troppo lunga: al massimo {n} caratteri.").format(n=LONGEST_NOTE))


def _came(connection: Connection, visit_id: str | None) -> list[str]:
    found = connection.execute(select(visit.c.present).where(visit.c.id == visit_id)).scalar()
    return (found or "").split()


def _head(connection: Connection, household: str) -> list[str]:
    return [member.person for member in read_family(connection, household).members[:1]]
