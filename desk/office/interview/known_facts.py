"""What interview answers and papers say that matters at the door: dates of an eviction, what expires, frailty."""

from datetime import date

import msgspec
from sqlalchemy import Connection, select

from desk.db.tables import answer, membership, person
from desk.domain.interview_values import read_time
from desk.domain.queue import Known
from desk.office.household.family import read_family
from desk.office.household.said import who_said_no

ACCESS, HEARING = "housing.access_date", "housing.hearing_date"
ACCESS_HOUR, HEARING_HOUR = "housing.access_hour", "housing.hearing_hour"
PREGNANCY, DISABILITY = "people.pregnancy", "health.disability"
CERTIFIED = ("certified_in_dsu", "certified_not_in_dsu")
_ASKED = (ACCESS, ACCESS_HOUR, HEARING, HEARING_HOUR)
_LONGEST_HOUR = 12


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


def answers_of(connection: Connection, household: str) -> dict[str, list[str]]:
    """Question → values (one for each person asked), of the questions that matter at the door."""
    query = select(answer.c.question, answer.c.value).where(
        answer.c.household == household, answer.c.question.in_(_ASKED), answer.c.value.is_not(None)
    )
    found: dict[str, list[str]] = {}
    for question, value in connection.execute(query):
        found.setdefault(question, []).append(value)
    return found


def answered_day(connection: Connection, household: str, question: str) -> date | None:
    """The day that a family-wide question was answered with."""
    return next((day_of(value) for value in answers_of(connection, household).get(question, ())), None)


def answered_hour(connection: Connection, household: str, question: str = ACCESS_HOUR) -> str:
    """The hour of the access or of the hearing («9:30»), else the words that were told; empty where there are none."""
    told = [plain(value).strip() for value in answers_of(connection, household).get(question, ())]
    return next(((read_time(words) or words[:_LONGEST_HOUR]).removeprefix("0") for words in told), "")


def known_of(connection: Connection, household: str, today: date) -> Known:
    """The facts from which a priority follows."""
    births = connection.execute(
        select(person.c.birth_date)
        .join(membership, membership.c.person == person.c.id)
        .where(membership.c.household == household, membership.c.until.is_(None))
    ).scalars()
    return Known(
        eviction_access=answered_day(connection, household, ACCESS),
        births=tuple(date.fromisoformat(born) for born in births if born),
        frail=_is_frail(connection, household, today),
    )


def _is_frail(connection: Connection, household: str, today: date) -> bool:
    """A pregnancy, a certified disability: of and by those who have not said no to data on health."""
    query = select(answer.c.question, answer.c.person, answer.c.said_by, answer.c.value).where(
        answer.c.household == household, answer.c.question.in_((PREGNANCY, DISABILITY)), answer.c.value.is_not(None)
    )
    told = [
        row
        for row in connection.execute(query)
        if (plain(row.value) == "true" if row.question == PREGNANCY else plain(row.value) in CERTIFIED)
    ]
    if not told:
        return False
    family = read_family(connection, household)
    refused = who_said_no(connection, family, today)
    others = {each.person for each in family.members} - refused
    return any(row.person in others if row.person else others and row.said_by not in refused for row in told)
