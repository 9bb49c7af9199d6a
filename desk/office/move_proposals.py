"""Other times for an appointment that has to move: the same people, everyone and a room free, the soonest first.

Not before the day it stood on, and tomorrow at the earliest: the family must hear of it."""

from datetime import timedelta

from sqlalchemy import select

from desk.db.tables import appointment, membership
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.diaries import held_of
from desk.office.find_slots import FreeSlot, Wanted, find_slots
from desk.office.session import Session

PROPOSALS = 3


def propose_moves(session: Session, appointment_id: str, limit: int = PROPOSALS) -> tuple[FreeSlot, ...]:
    """At most one in each half day, so that a family has a choice. Raises NotFound where the appointment is gone."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        row = connection.execute(select(appointment).where(appointment.c.id == appointment_id)).mappings().first()
        if row is None:
            raise NotFound(_("L'appuntamento da spostare non c'è più."))
        people = connection.execute(
            select(membership.c.id).where(membership.c.household == row["household"], membership.c.until.is_(None))
        ).all()
    held = held_of(dict(row))
    wanted = Wanted(
        row["service"],
        minutes=held.minutes,
        household=held.household,
        caseworker=held.caseworker,
        also=tuple(each for each in (held.interpreter, *held.others) if each),
        ignore=held.id,
        not_before=max(held.start.date(), session.today() + timedelta(days=1)),
        people=max(1, len(people)),
        limit=limit,
    )
    return tuple(find_slots(session, wanted))
