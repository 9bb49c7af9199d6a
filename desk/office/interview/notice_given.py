"""Was the family told what its data are for, before the interview asks?"""

from sqlalchemy import Connection, select

from desk.db.tables import consent, printed
from desk.office.household.said import SPECIAL
from desk.office.papers.kinds import Kind


def has_notice(connection: Connection, household: str) -> bool:
    """Was the notice printed for this family, or has somebody said yes or no on it?"""
    out = select(printed.c.id).where(printed.c.household == household, printed.c.kind == Kind.NOTICE.value)
    said = select(consent.c.id).where(consent.c.household == household, consent.c.kind == SPECIAL)
    return any(connection.execute(query.limit(1)).first() for query in (out, said))
