"""What the adults of a family have said yes or no to, as far as everybody must keep to it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import consent, staff
from desk.office.household.family import Family
from desk.office.session import local

GIVEN, REFUSED = "given", "refused"
SPECIAL = "special_data"
"""The choice of the notice: data on health may be written."""


@dataclass(frozen=True)
class Said:
    """One adult's word on one choice; `given` None: not asked yet. `by`: who recorded it."""

    person: str
    choice: str
    given: bool | None
    on: date | None
    by: str


def newest_said(connection: Connection, household: str) -> dict[tuple[str, str], Said]:
    """Person and choice → what each adult said last, and who recorded it."""
    names = {row.id: f"{row.given or ''} {row.surname or ''}".strip() for row in connection.execute(select(staff))}
    query = (
        select(consent)
        .where(consent.c.household == household, consent.c.on_date.is_not(None))
        .order_by(consent.c.on_date, consent.c.id)
    )
    return {
        (row.person, row.kind): Said(
            row.person,
            row.kind,
            row.state == GIVEN,
            local(row.on_date).date(),
            names.get(row.recorded_by, ""),
        )
        for row in connection.execute(query)
    }


def newest_word(connection: Connection, household: str) -> dict[tuple[str, str], str]:
    """Person and choice → given or refused, as each adult said last."""
    return {key: GIVEN if said.given else REFUSED for key, said in newest_said(connection, household).items()}


def who_said_no(connection: Connection, family: Family, today: date) -> frozenset[str]:
    """Adults whose last word on data of special kinds is no; where that is all of them, the minors too."""
    newest = newest_word(connection, family.id)
    refused = {person for (person, choice), state in newest.items() if choice == SPECIAL and state == REFUSED}
    if refused and {each.person for each in family.adults(today)} <= refused:
        return frozenset(each.person for each in family.members)
    return frozenset(refused)
