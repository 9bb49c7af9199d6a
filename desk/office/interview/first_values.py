"""What the office already knows when a question is first asked: never asked again, only confirmed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import address, document, enrolment, household, membership
from desk.domain.interview import PAPER_STATES, Answer, Key, Kind, Per, Question, Section, Status, Value

RECORD, APPLICATION = "record", "application"
"""Where a first value comes from, in place of who said it: the family's page, or the application to SIA."""

_Found = tuple[str | None, Value, str, str | None]
"""Person, value, where from, since when."""


def first_values(connection: Connection, household_id: str, sections: tuple[Section, ...]) -> dict[Key, Answer]:
    """The first value of every question that names a source or a paper, to be confirmed."""
    found: dict[Key, Answer] = {}
    for section in sections:
        for question in section.questions:
            for person, value, source, on in _values(connection, household_id, question):
                if fits(question, value):
                    day = date.fromisoformat(on[:10]) if on else None
                    found[question.id, person] = Answer(value, Status.TO_CONFIRM, source, day)
    return found


def fits(question: Question, value: Value) -> bool:
    """A list answers only with its own codes."""
    return question.kind is not Kind.CHOICE or question.option(str(value)) is not None


def _values(connection: Connection, household_id: str, question: Question) -> Sequence[_Found]:
    if question.kind is Kind.DOCUMENT:
        papers = _papers(connection, household_id, question.paper)
        return [each for each in papers if (each[0] is None) == (question.per is Per.HOUSEHOLD)]
    reader = _READERS.get(question.source)
    if reader is None:
        return ()
    return [each for each in reader(connection, household_id) if (each[0] is None) == (question.per is Per.HOUSEHOLD)]


def _papers(connection: Connection, household_id: str, kind: str) -> Iterator[_Found]:
    query = (
        select(document.c.person, document.c.state)
        .where(document.c.household == household_id, document.c.kind == kind, document.c.state.in_(PAPER_STATES))
        .order_by(document.c.id)
    )
    for row in connection.execute(query):
        yield row.person, row.state, RECORD, None


def _language(connection: Connection, household_id: str) -> Iterator[_Found]:
    query = select(household.c.language, household.c.opened_on).where(household.c.id == household_id)
    for row in connection.execute(query):
        if row.language:
            yield None, row.language, RECORD, row.opened_on


def _roles(connection: Connection, household_id: str) -> Iterator[_Found]:
    query = select(membership.c.person, membership.c.role, membership.c.since).where(
        membership.c.household == household_id, membership.c.until.is_(None), membership.c.role.is_not(None)
    )
    for row in connection.execute(query):
        yield row.person, row.role, RECORD, row.since


def _since(connection: Connection, household_id: str) -> Iterator[_Found]:
    query = select(address.c.since).where(
        address.c.household == household_id, address.c.until.is_(None), address.c.since.is_not(None)
    )
    for row in connection.execute(query):
        yield None, date.fromisoformat(row.since[:10]), RECORD, None


def _of_application(column: str) -> Callable[[Connection, str], Iterator[_Found]]:
    def read(connection: Connection, household_id: str) -> Iterator[_Found]:
        query = (
            select(enrolment.c[column].label("value"), enrolment.c.applied_on)
            .where(enrolment.c.household == household_id, enrolment.c[column].is_not(None))
            .order_by(enrolment.c.applied_on, enrolment.c.id)
        )
        for row in connection.execute(query):
            yield None, row.value, APPLICATION, row.applied_on

    return read


_READERS: Mapping[str, Callable[[Connection, str], Iterator[_Found]]] = {
    "household.language": _language,
    "membership.role": _roles,
    "address.since": _since,
    "enrolment.isee_cents": _of_application("isee_cents"),
    "enrolment.dsu": _of_application("dsu"),
}
