"""Letters as they are typed, on this machine only: a cut costs what came since the write before, mostly one letter."""

from sqlalchemy import Connection, delete, insert, select

from desk.db.tables import draft
from desk.db.unit import Unit
from desk.domain.interview import Cell, Key, Kind, Question, Status, TableRow
from desk.domain.interview_typed import Typed, read_typed
from desk.domain.interview_values import as_text, row_fault, row_from, row_text
from desk.domain.roles import May
from desk.errors import NotFound
from desk.office.interview.answers import asked_of, write_answer_row
from desk.office.interview.remarks import LONGEST, REMARK, write_remark_row
from desk.office.session import Session

NOTES: Key = ("", None)
"""Stands for the free notes of the interview, which are no question's."""
WISH = "booking"
"""Stands for a request for an appointment, which is no part of an interview."""
OWN_VALUE = "reconcile"
"""Stands for a value that is typed to decide between two, which is none either."""
_OTHERS = (WISH, OWN_VALUE)


def keep_draft(session: Session, household: str, key: Key, text: str | None, place: str = "") -> None:
    """Written at each letter, gone as soon as the answer itself is saved, or with None. `place`: line and column of a
    table.

    The next letter does not wait for the disk; `store.settle` does, beside the typing."""
    session.require(May.INTERVIEW)
    question, person = key
    words = {"household": household, "question": question, "person": person or "", "place": place}
    name = "|".join(words.values())
    with session.store.keep(wait=False) as connection:
        connection.execute(delete(draft).where(draft.c.id == name))
        if text is not None:
            connection.execute(insert(draft).values(id=name, **words, text=text))


def recover_drafts(session: Session, unit: Unit, household: str, said_by: str, interview_id: str) -> None:
    """What a cut left half saved becomes answers, or words to be asked again."""
    letters = draft.c.household == household, draft.c.question.not_in(_OTHERS)
    for row in unit.connection.execute(select(draft).where(*letters)).all():
        key: Key = (row.question, row.person or None)
        if key == NOTES:
            unit.put("interview", interview_id, note=row.text or None)
        else:
            _recover(session, unit, household, key, row.place, row.text, said_by)
    unit.connection.execute(delete(draft).where(*letters))


def forget_notes(unit: Unit, interview_id: str) -> None:
    """The free notes are saved now."""
    home = (unit.get("interview", interview_id) or {}).get("household")
    unit.connection.execute(delete(draft).where(draft.c.household == home, draft.c.question == NOTES[0]))


def _recover(session: Session, unit: Unit, household: str, key: Key, place: str, text: str, said_by: str) -> None:
    if key[0].startswith(REMARK):
        about = key[0].removeprefix(REMARK), key[1]
        write_remark_row(session, unit, household, about, text[:LONGEST], said_by)
        return
    try:
        asked = asked_of(unit.connection, household, *key)
    except NotFound:  # the questions have changed since
        return
    if asked.kind is Kind.ROWS:
        _recover_line(session, unit, household, key, asked, place, text, said_by)
        return
    read = read_typed(asked, text, session.today())
    if read is None:
        return
    status = Status.ASK_AGAIN if isinstance(read, Typed) else Status.SAID
    stored = as_text(text if isinstance(read, Typed) else read)
    write_answer_row(session, unit, household, key, stored, status, said_by)


def _recover_line(
    session: Session, unit: Unit, household: str, key: Key, table: Question, place: str, text: str, said_by: str
) -> None:
    line, _bar, name = place.partition("|")
    column = table.column(name)
    if column is None:
        return
    old = unit.get("answer", line)
    now = (row_from(table, line, old["value"]) if old and old["value"] else None) or TableRow(line)
    cells: dict[str, Cell] = dict(now.cells)
    typed = {**now.typed, name: text}
    read = read_typed(column, text, session.today())
    if isinstance(read, str | int) and row_fault(table, {**cells, name: read}, session.today()) is None:
        cells[name] = read
        typed.pop(name)
    write_answer_row(session, unit, household, key, row_text(cells, typed), Status.SAID, said_by, line)


def waiting_drafts(connection: Connection, household: str) -> int:
    """How many fields are being typed in, or were when the machine stopped."""
    return len(
        connection.execute(
            select(draft.c.id).where(draft.c.household == household, draft.c.question.not_in(_OTHERS))
        ).all()
    )
