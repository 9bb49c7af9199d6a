"""Opening a household is a journal entry; outside one's own care it needs a reason, which stays there."""

from datetime import datetime, time

from sqlalchemy import Connection, or_, select

from desk.db import journal
from desk.db.changes import Changes
from desk.db.tables import appointment, household, visit
from desk.db.tables import journal as journal_table
from desk.domain.journal.clock import stamp
from desk.domain.roles import May, Role
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.session import ZONE, Session

SHORTEST_REASON = 4


def needs_reason(session: Session, household_id: str) -> bool:
    """True for a caseworker who neither has the family in care nor sees it today nor said why today."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        row = connection.execute(select(household.c.caseworker).where(household.c.id == household_id)).first()
        if row is None:
            raise NotFound(_("Questa famiglia non è in archivio."))
        if session.role is not Role.CASEWORKER or row.caseworker in (None, session.staff):
            return False
        if _sees_today(connection, session, household_id):
            return False
        views = _views_today(connection, session, household_id)
    return not any(actor == session.staff and reason for actor, reason in views)


def view_household(session: Session, household_id: str, reason: str = "") -> Changes:
    """Record the look. Raises BadInput where a reason is needed and none is given."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON and needs_reason(session, household_id):
        raise BadInput(_("Non è in carico a te: scrivi perché apri questa famiglia."))
    with session.store.write(session.staff) as unit:
        unit.view("household", household_id, **({"reason": reason} if reason else {}))
    return unit.changes


def viewers_today(connection: Connection, session: Session, household_id: str) -> int:
    """How many people opened it today, on any machine this store knows of."""
    return len({actor for actor, _reason in _views_today(connection, session, household_id)})


def _views_today(connection: Connection, session: Session, household_id: str) -> list[tuple[str, str]]:
    midnight = datetime.combine(session.today(), time(), ZONE)
    found = journal.entries(
        connection,
        journal_table.c.row == household_id,
        journal_table.c.op == "view",
        journal_table.c.at >= stamp(int(midnight.timestamp() * 1000), 0, ""),
    )
    return [(entry.actor, str(entry.values().get("reason", ""))) for entry in found]


def _sees_today(connection: Connection, session: Session, household_id: str) -> bool:
    day = session.today().isoformat()
    visits = select(visit.c.id).where(
        visit.c.household == household_id, visit.c.day == day, visit.c.caseworker == session.staff
    )
    booked = select(appointment.c.id).where(
        appointment.c.household == household_id,
        appointment.c.start.startswith(day),
        or_(appointment.c.caseworker == session.staff, appointment.c.interpreter == session.staff),
    )
    return connection.execute(visits).first() is not None or connection.execute(booked).first() is not None
