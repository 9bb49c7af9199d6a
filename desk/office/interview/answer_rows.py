"""Lines of the interview's tables: each income, each debt. Each is a row of its own, so two desks never collide."""

from collections.abc import Mapping

from desk.db.changes import Changes
from desk.domain.interview import Cell, Key, Kind, Question, Status, TableRow
from desk.domain.interview_values import row_fault, row_from, row_text
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.household.members import standing
from desk.office.interview.answers import asked_of, forget_draft, write_answer_row
from desk.office.session import Session


def save_line(
    session: Session,
    household: str,
    question: str,
    line: str,
    cells: Mapping[str, Cell | None],
    *,
    typed: Mapping[str, str] | None = None,
    person: str | None = None,
    said_by: str = "",
) -> Changes:
    """Write these cells of a line; the others stay. `line`: its id, a new one adds it; None empties a cell.

    `typed`: cells whose words are no value yet. Raises BadInput for a cell that its column refuses.
    """
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        asked = _table(asked_of(unit.connection, household, question, person))
        standing(unit, household)
        old = unit.get("answer", line)
        now = (row_from(asked, line, old["value"]) if old and old["value"] else None) or TableRow(line)
        said = {**now.cells, **cells}
        kept = {name: value for name, value in said.items() if value is not None and name not in (typed or {})}
        if wrong := row_fault(asked, kept, session.today()):
            raise BadInput(wrong)
        words = {name: each for name, each in now.typed.items() if name not in cells} | dict(typed or {})
        text = row_text(kept, words)
        write_answer_row(session, unit, household, (question, person), text, Status.SAID, said_by, line)
    return unit.changes


def remove_line(session: Session, household: str, question: str, line: str, *, person: str | None = None) -> Changes:
    """The line goes; undo brings it back."""
    session.require(May.INTERVIEW)
    key: Key = (question, person)
    with session.store.write(session.staff) as unit:
        _table(asked_of(unit.connection, household, question, person))
        standing(unit, household)
        if unit.get("answer", line):
            unit.put("answer", line, value=None)
        forget_draft(unit, household, key, line)
    return unit.changes


def _table(question: Question) -> Question:
    if question.kind is not Kind.ROWS:
        raise NotFound(_("«{label}» non è una tabella.").format(label=question.label))
    return question
