"""What the family has said on the signed notice, as far as the interview must keep to it."""

from datetime import date

from sqlalchemy import Connection, select

from desk.db.tables import consent, printed
from desk.office.household.consents import REFUSED, newest_word
from desk.office.household.family import Family
from desk.office.papers.kinds import Kind

SPECIAL = "special_data"
"""The choice of the notice: data on health may be written."""


def who_said_no(connection: Connection, family: Family, today: date) -> frozenset[str]:
    """Adults whose last word on data of special kinds is no; where that is all of them, the minors too."""
    newest = newest_word(connection, family.id)
    refused = {person for (person, choice), state in newest.items() if choice == SPECIAL and state == REFUSED}
    if refused and {each.person for each in family.adults(today)} <= refused:
        return frozenset(each.person for each in family.members)
    return frozenset(refused)


def has_notice(connection: Connection, household: str) -> bool:
    """Was the notice printed for this family, or has somebody said yes or no on it?"""
    out = select(printed.c.id).where(printed.c.household == household, printed.c.kind == Kind.NOTICE.value)
    said = select(consent.c.id).where(consent.c.household == household, consent.c.kind == SPECIAL)
    return any(connection.execute(query.limit(1)).first() for query in (out, said))
