"""Answers of the interview: saved one by one, confirmed in one action, taken back. A family is asked once."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import select

from desk.catalogue.interview import load_interview
from desk.db.changes import Changes
from desk.db.tables import interview as interview_table
from desk.db.unit import Unit
from desk.domain.interview import Key, Per, Question, Status, Value, questions_of
from desk.domain.interview_values import as_text, fault
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.members import standing
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

    `said_by`: a person's id, or the paper on which it was read.
    """
    session.require(May.INTERVIEW)
    asked = _asked(question, person)
    if value is None and status not in _WITHOUT_VALUE:
        raise BadInput(_("Manca la risposta a «{label}».").format(label=asked.label))
    if value is not None:
        wrong = fault(asked, value, session.today())
        if wrong:
            raise BadInput(wrong)
    text = None if value is None else as_text(value)
    return _write(session, household, (asked.id, person), text, status, said_by)


def keep_typed(
    session: Session, household: str, question: str, typed: str, *, person: str | None = None, said_by: str = ""
) -> Changes:
    """Keep what cannot be read as an answer yet, word for word, to be asked again: nothing typed is lost."""
    session.require(May.INTERVIEW)
    asked = _asked(question, person)
    return _write(session, household, (asked.id, person), as_text(typed), Status.ASK_AGAIN, said_by)


def clear_answer(session: Session, household: str, question: str, *, person: str | None = None) -> Changes:
    """The question is open again, as if it had not been asked."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        row = answer_id(household, _asked(question, person).id, person)
        if unit.get("answer", row):
            nothing = dict.fromkeys(("value", "status", "said_by", "answered_on"))
            unit.put("answer", row, **nothing, interview=_open_interview(unit, household))
    return unit.changes


def confirm_answer(
    session: Session, household: str, question: str, value: Value, *, person: str | None = None, said_by: str = ""
) -> Changes:
    """«È ancora così»: a carried-over value holds today."""
    return confirm_answers(session, household, {(question, person): value}.items(), said_by=said_by)


def confirm_answers(
    session: Session, household: str, values: Iterable[tuple[Key, Value]], *, said_by: str = ""
) -> Changes:
    """«È ancora tutto così»: several carried-over values in one action and one undo."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        interview = _open_interview(unit, household)
        for (question, person), value in values:
            asked = _asked(question, person)
            _put(session, unit, household, (asked.id, person), as_text(value), Status.SAID, said_by, interview)
    return unit.changes


def _asked(question: str, person: str | None) -> Question:
    found = questions_of(load_interview()).get(question)
    if found is None:
        raise NotFound(_("L’intervista non ha la domanda «{name}».").format(name=question))
    if (found.per is Per.HOUSEHOLD) != (person is None):
        raise BadInput(_("Scegli di chi è la risposta a «{label}».").format(label=found.label))
    return found


def _write(session: Session, household: str, key: Key, text: str | None, status: Status, said_by: str) -> Changes:
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        _put(session, unit, household, key, text, status, said_by, _open_interview(unit, household))
    return unit.changes


def _put(
    session: Session,
    unit: Unit,
    household: str,
    key: Key,
    text: str | None,
    status: Status,
    said_by: str,
    interview: str | None,
) -> None:
    question, person = key
    unit.put(
        "answer",
        answer_id(household, question, person),
        household=household,
        question=question,
        person=person,
        value=text,
        status=status.value,
        said_by=said_by or None,
        answered_on=session.today().isoformat(),
        interview=interview,
    )


def _open_interview(unit: Unit, household: str) -> str | None:
    query = (
        select(interview_table.c.id)
        .where(interview_table.c.household == household, interview_table.c.state == OPEN)
        .order_by(interview_table.c.started_at.desc())
    )
    found = unit.connection.execute(query).scalar()
    return str(found) if found else None
