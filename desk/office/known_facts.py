"""What interview answers and papers say that matters at the door: dates of an eviction, what expires, frailty."""

from collections.abc import Collection
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from desk.db.tables import answer, membership, person
from desk.domain.queue import Known

ACCESS, HEARING = "housing.access_date", "housing.hearing_date"
PREGNANCY, DISABILITY = "health.pregnancy", "health.disability"
_ASKED = (ACCESS, HEARING, PREGNANCY, DISABILITY)
_NO = {"", "0", "no", "none", "false", "null"}


def plain(value: str | None) -> str:
    """An answer's stored value as text, whether it was stored as JSON or bare."""
    if not value:
        return ""
    try:
        read = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
    return read if isinstance(read, str) else str(read).lower()


def day_of(value: str | None) -> date | None:
    """A stored date; None where it is not one."""
    try:
        return date.fromisoformat(plain(value))
    except ValueError:
        return None


def answers_of(connection: Connection, households: Collection[str]) -> dict[str, dict[str, str]]:
    """Household → question → value, of the questions that matter at the door."""
    query = select(answer.c.household, answer.c.question, answer.c.value).where(
        answer.c.household.in_(households), answer.c.question.in_(_ASKED)
    )
    found: dict[str, dict[str, str]] = {}
    for household, question, value in connection.execute(query):
        found.setdefault(household, {})[question] = value
    return found


def known_of(connection: Connection, household: str) -> Known:
    """The facts from which a priority follows."""
    answers = answers_of(connection, [household]).get(household, {})
    births = connection.execute(
        select(person.c.birth_date)
        .join(membership, membership.c.person == person.c.id)
        .where(membership.c.household == household, membership.c.until.is_(None))
    ).scalars()
    return Known(
        eviction_access=day_of(answers.get(ACCESS)),
        births=tuple(date.fromisoformat(born) for born in births if born),
        pregnancy=plain(answers.get(PREGNANCY)) not in _NO,
        disability=plain(answers.get(DISABILITY)) not in _NO,
    )
