"""What the interview says about money, work and the home, as the road to rent reads it."""

from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import answer
from desk.domain.road import Flow
from desk.office.interview.known_facts import day_of, plain

Told = dict[str, dict[str, str]]
"""Question → who it is about (empty: the household) → the stored value."""


def answers_to(connection: Connection, households: list[str], questions: tuple[str, ...]) -> Told:
    query = select(answer.c.question, answer.c.person, answer.c.value).where(
        answer.c.household.in_(households), answer.c.question.in_(questions), answer.c.value.is_not(None)
    )
    told: Told = {}
    for row in connection.execute(query):
        told.setdefault(row.question, {})[row.person or ""] = row.value
    return told


def answered_on(connection: Connection, households: list[str], question: str) -> date | None:
    """The last day on which it was answered."""
    query = select(answer.c.answered_on).where(
        answer.c.household.in_(households), answer.c.question == question, answer.c.value.is_not(None)
    )
    days = [day for text in connection.execute(query).scalars() if text and (day := day_of(text))]
    return max(days, default=None)


def items(told: Told, question: str) -> list[tuple[str, str]]:
    return list(told.get(question, {}).items())


def flows(told: Told, question: str) -> list[Flow]:
    return [Flow(cents(value)) for _who, value in items(told, question)]


def one(told: Told, question: str) -> str:
    """An answer about the household, as text."""
    return plain(next(iter(told.get(question, {}).values()), None))


def whole(told: Told, question: str) -> int | None:
    """A whole number about the household; None where nobody has told one."""
    words = one(told, question)
    return int(words) if words.isdigit() else None


def sum_of(told: Told, question: str) -> int:
    return sum(cents(value) for _who, value in items(told, question))


def cents(value: str | None) -> int:
    """A stored whole number; what is no number counts for nothing."""
    words = plain(value)
    return int(words) if words.isdigit() else 0
