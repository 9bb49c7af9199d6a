"""Answers of the interview: saved one by one, confirmed in one action, taken back. A family is asked once."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, delete, select

from desk.db.changes import Changes
from desk.db.tables import draft
from desk.db.tables import interview as interview_table
from desk.db.unit import Unit
from desk.domain.interview import Key, Kind, Per, Question, Rows, Status, Value
from desk.domain.interview_values import as_text, fault
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.household.documents import PRESENT, SHOWN, paper_of_kind
from desk.office.household.last_writer import Writer, last_writer
from desk.office.household.members import standing
from desk.office.interview.questionnaire import questionnaire_named
from desk.office.session import Session

NAMESPACE: Final = UUID("8f6a2c1e-5d0b-5f6e-9c6a-2f4d1b7e3a90")
_WITHOUT_VALUE: Final = frozenset({Status.UNKNOWN, Status.ASK_AGAIN, Status.DECLINED})
OPEN, CLOSED = "open", "closed"


def answer_id(household: str, question: str, person: str | None = None) -> str:
    """The row of one answer: the same on every machine, so that two desks write one row."""
    return str(uuid5(NAMESPACE, f"{household} {question} {person or ''}"))


def save_answer(
    session: Session,
    household: str,
    question: str,
    value: Value | None,
    *,
    person: str | None = None,
    status: Status = Status.SAID,
    said_by: str = "",
) -> Changes:
    """Write one answer. `value` None goes with unknown, ask_again or declined. Raises BadInput for a wrong value.

    `said_by`: a person's id, or the paper on which it was read. An empty table says that there is no line to write.
    """
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        asked = asked_of(unit.connection, household, question, person)
        if value is None and status not in _WITHOUT_VALUE:
            raise BadInput(_("Manca la risposta a «{label}».").format(label=asked.label))
        wrong = None if value is None else fault(asked, value, session.today())
        if wrong:
            raise BadInput(wrong)
        text = None if value is None else as_text(value)
        standing(unit, household)
        write_answer_row(session, unit, household, (asked.id, person), text, status, said_by)
        if asked.kind is Kind.DOCUMENT and isinstance(value, str):
            _list_paper(session, unit, household, person, asked.paper, value)
    return unit.changes


def keep_typed(
    session: Session, household: str, question: str, typed: str, *, person: str | None = None, said_by: str = ""
) -> Changes:
    """Keep what cannot be read as an answer yet, word for word, to be asked again: nothing typed is lost."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        asked = asked_of(unit.connection, household, question, person)
        standing(unit, household)
        write_answer_row(session, unit, household, (asked.id, person), as_text(typed), Status.ASK_AGAIN, said_by)
    return unit.changes


def clear_answer(session: Session, household: str, question: str, *, person: str | None = None) -> Changes:
    """The question is open again, as if it had not been asked."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        key = asked_of(unit.connection, household, question, person).id, person
        row = answer_id(household, *key)
        if unit.get("answer", row):
            nothing = dict.fromkeys(("value", "status", "said_by", "answered_on", "heard"))
            unit.put("answer", row, **nothing, interview=open_interview(unit.connection, household))
        forget_draft(unit, household, key)
    return unit.changes


def confirm_answers(
    session: Session, household: str, values: Iterable[tuple[Key, Value]], *, said_by: str = ""
) -> Changes:
    """«È ancora tutto così»: several carried-over values in one action and one undo; a table with all its lines."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        for (question, person), value in values:
            asked = asked_of(unit.connection, household, question, person)
            lines = value.rows if isinstance(value, Rows) else ()
            for line in lines:
                facts = _told_now(session, unit, household, said_by)
                unit.change("answer", line.id, status=Status.SAID.value, **facts)
            if not lines:
                write_answer_row(session, unit, household, (asked.id, person), as_text(value), Status.SAID, said_by)
    return unit.changes


def answer_writer(session: Session, household: str, key: Key) -> Writer:
    """Who answered last."""
    with session.store.read() as connection:
        return last_writer(connection, "answer", answer_id(household, *key), "value")


def asked_of(connection: Connection, household: str, question: str, person: str | None) -> Question:
    """The question as the open interview asks it. Raises NotFound; BadInput where a person is missing or too much."""
    open_one = open_interview(connection, household)
    query = select(interview_table.c.questionnaire).where(interview_table.c.id == open_one)
    name = connection.execute(query).scalar() if open_one else None
    found = questionnaire_named(connection, name).questions.get(question)
    if found is None:
        raise NotFound(_("L’intervista non ha la domanda «{name}».").format(name=question))
    if (found.per is Per.HOUSEHOLD) != (person is None):
        raise BadInput(_("Scegli di chi è la risposta a «{label}».").format(label=found.label))
    return found


def write_answer_row(
    session: Session,
    unit: Unit,
    household: str,
    key: Key,
    text: str | None,
    status: Status,
    said_by: str,
    row: str | None = None,
) -> str:
    """One row with who told it, when, and who heard it; what an earlier interview had stays beside. Gives its id.

    `row`: of a line of a table.
    """
    question, person = key
    row = row or answer_id(household, question, person)
    facts = _told_now(session, unit, household, said_by)
    old = unit.get("answer", row)
    if old and old["value"] is not None and old["interview"] != facts["interview"]:
        facts["before"] = old["value"]
    unit.put(
        "answer", row, household=household, question=question, person=person, value=text, status=status.value, **facts
    )
    forget_draft(unit, household, key, row)
    return row


def _told_now(session: Session, unit: Unit, household: str, said_by: str) -> dict[str, str | None]:
    query = (
        select(interview_table.c.id, interview_table.c.present)
        .where(interview_table.c.household == household, interview_table.c.state == OPEN)
        .order_by(interview_table.c.started_at.desc())
    )
    row = unit.connection.execute(query).first()
    return {
        "said_by": said_by or None,
        "answered_on": session.today().isoformat(),
        "interview": row.id if row else None,
        "heard": (row.present or None) if row else None,
    }


def forget_draft(unit: Unit, household: str, key: Key, row: str = "") -> None:
    """What was being typed is saved now."""
    question, person = key
    unit.connection.execute(
        delete(draft).where(
            draft.c.household == household,
            draft.c.question == question,
            draft.c.person == (person or ""),
            (draft.c.place == "") | (draft.c.place.startswith(row or "-")),
        )
    )


def _list_paper(session: Session, unit: Unit, household: str, person: str | None, kind: str, state: str) -> None:
    """The family's list of papers says the same."""
    found = paper_of_kind(unit.connection, household, kind, person)
    seen: dict[str, str] = {}
    if state == PRESENT and not (found and (unit.get("document", found) or {})["seen_on"]):
        seen = {"how": SHOWN, "seen_on": session.today().isoformat(), "seen_by": session.staff}
    unit.put("document", found, household=household, person=person, kind=kind, state=state, **seen)


def open_interview(connection: Connection, household: str) -> str | None:
    query = (
        select(interview_table.c.id)
        .where(interview_table.c.household == household, interview_table.c.state == OPEN)
        .order_by(interview_table.c.started_at.desc())
    )
    found = connection.execute(query).scalar()
    return str(found) if found else None
