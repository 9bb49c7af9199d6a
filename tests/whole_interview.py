"""A whole interview without its screen: some right answer to every question, as long as any is asked."""

from datetime import date
from typing import Any

from desk.db.unit import new_id
from desk.domain.interview import PAPER_STATES, Answer, Kind, Member, Question, Rows, TableRow
from desk.domain.interview_flow import Slot, visible
from desk.office.interview.answer_rows import save_line
from desk.office.interview.answers import save_answer
from desk.office.interview.course import finish_interview, start_interview
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from tests.interview_family import TODAY

ROUNDS = 2
"""An answer of a later page may open a question on an earlier one."""


def value_of(question: Question, pick: int, members: tuple[Member, ...]) -> Any:
    """Some right answer, another for another `pick`."""
    whole = (question.lowest or 0) + pick % ((question.highest or 50) - (question.lowest or 0) + 1)
    day = {"past": date(2020, 1, 1 + pick % 28), "future": date(2027, 1, 1 + pick % 28)}.get(question.when, TODAY)
    codes = [option.code for option in question.options]
    return {
        Kind.CHOICE: lambda: codes[pick % len(codes)],
        Kind.SEVERAL: lambda: (codes[pick % len(codes)],),
        Kind.NUMBER: lambda: whole,
        Kind.MONEY: lambda: whole,
        Kind.DATE: lambda: day,
        Kind.YESNO: lambda: pick % 2 == 0,
        Kind.TIME: lambda: f"{pick % 24:02d}:00",
        Kind.PERSON: lambda: members[pick % len(members)].id,
        Kind.DOCUMENT: lambda: PAPER_STATES[pick % len(PAPER_STATES)],
        Kind.ROWS: lambda: Rows((TableRow("r", {question.columns[0].id: "x"}),) if pick % 2 else ()),
        Kind.TEXT: lambda: "parole",
        Kind.NOTE: lambda: "parole",
    }[question.kind]()


def hold_whole_interview(session: Session, home: str) -> None:
    """A first interview, every page of it answered, and closed."""
    start_interview(session, home)
    members = read_interview(session, home).members
    for _round in range(ROUNDS):
        for place in range(len(read_interview(session, home).questionnaire.sections)):
            while slots := open_slots(session, home, place):
                for slot in slots:
                    _answer(session, home, slot, members)
    finish_interview(session, read_interview(session, home).id)


def open_slots(session: Session, home: str, place: int) -> list[Slot]:
    """What the page at this place still asks, tables too that may stay empty."""
    view = read_interview(session, home)
    sections = view.questionnaire.sections
    slots = visible(sections[place], sections, view.told.answers, view.members, view.alone)
    return [slot for slot in slots if not _settled(view.told.answers.get(slot.key), slot)]


def _answer(session: Session, home: str, slot: Slot, members: tuple[Member, ...]) -> None:
    question, person = slot.key
    if slot.question.kind is Kind.ROWS:
        column = slot.question.columns[-2]
        save_line(session, home, question, new_id(), {column.id: value_of(column, 1, members)}, person=person)
    else:
        save_answer(session, home, question, value_of(slot.question, 1, members), person=person)


def _settled(found: Answer | None, slot: Slot) -> bool:
    return slot.question.kind is Kind.NOTE or (found is not None and found.settled)
