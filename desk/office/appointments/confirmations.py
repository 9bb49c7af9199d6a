"""Whether each partner officer at the table has said yes: awaiting, accepted, declined.

An answer belongs to the hour it was given for: who accepted Tuesday at nine is asked again when it moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Connection, select

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.tables import confirmation
from desk.db.unit import Unit
from desk.domain.appointment import Step
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.appointment_steps import step_in
from desk.office.appointments.diaries import held_of
from desk.office.session import Session

_ANSWERS = UUID("4f0a3c0e-5a37-5f0e-9a53-3d1c7a1b2e60")


class Answer(StrEnum):
    """What a partner officer has said."""

    AWAITING = "awaiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class Said:
    """One officer's answer; `why` where it was declined."""

    staff: str
    answer: Answer
    why: str = ""


Answers = dict[tuple[str, str, str], Said]
"""By appointment, person, and the start it was given for."""


def read_answers(connection: Connection, where: ColumnElement[bool]) -> Answers:
    """Answers that stand in rows which meet `where`."""
    found: Answers = {}
    for row in connection.execute(select(confirmation).where(where)):
        answer = Answer(row.answer) if row.answer in set(Answer) else Answer.AWAITING
        found[row.appointment or "", row.staff or "", row.start or ""] = Said(row.staff or "", answer, row.why or "")
    return found


def said_of(answers: Answers, appointment: str, start: str, others: Iterable[str]) -> tuple[Said, ...]:
    """What each of the partner officers has said to this hour."""
    return tuple(answers.get((appointment, each, start), Said(each, Answer.AWAITING)) for each in others)


def give_answer(session: Session, appointment: str, officer: str, answer: Answer, why: str = "") -> Changes:
    """By the officer, or by whoever had it from them on the telephone. The same row on every machine, so that two
    different answers meet in the conflicts."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        row = unit.get("appointment", appointment)
        if row is None:
            raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
        if officer not in held_of(row).others:
            raise NotFound(_("Questo collega non fa più parte dell'appuntamento."))
        if step_in(unit, row) is not Step.SCHEDULED:
            raise BadInput(_("L'appuntamento non aspetta più una conferma."))
        put_answer(session, unit, row, officer, answer, why)
    return unit.changes


def put_answer(session: Session, unit: Unit, row: Row, officer: str, answer: Answer, why: str = "") -> None:
    """To the hour at which the appointment stands in this row."""
    unit.put(
        "confirmation",
        str(uuid5(_ANSWERS, f"{row['id']} {officer}")),
        household=row["household"],
        appointment=row["id"],
        staff=officer,
        start=row["start"],
        answer=answer.value,
        why=why.strip() or None,
        at=session.moment(),
        by=session.staff,
    )


def answer_words(said: Said, name: str) -> str:
    """«Gallo ha accettato», «Gallo non può: ferie»."""
    if said.answer is Answer.ACCEPTED:
        return _("{name} ha accettato").format(name=name)
    if said.answer is Answer.DECLINED:
        why = f": {said.why}" if said.why else ""
        return _("{name} non può").format(name=name) + why
    return _("{name} deve confermare").format(name=name)
