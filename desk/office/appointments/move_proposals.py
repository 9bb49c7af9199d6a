"""Other times for an appointment that has to move: the same people, everyone and a room free, the soonest first.

Where everyone is free at the very hour, that comes first. Else not before the day it stood on, and tomorrow at the
earliest: the family must hear of it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from desk.db.tables import appointment, confirmation, membership, staff
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.confirmations import Answer, read_answers, said_of
from desk.office.appointments.diaries import Held, held_of
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.slot_needs import Wanted
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
        known = select(staff.c.id).where(staff.c.active == 1)
        here = set(connection.execute(known).scalars())
        answers = read_answers(connection, confirmation.c.appointment == appointment_id)
    refused = any(each.answer is Answer.DECLINED for each in said_of(answers, held.id, row["start"], held.others))
    wanted = Wanted(
        row["service"],
        minutes=held.minutes,
        household=held.household,
        caseworker=held.caseworker if held.caseworker in here else None,
        also=tuple(each for each in (held.interpreter, *held.others) if each in here and each),
        ignore=held.id,
        not_before=max(held.start.date(), session.today() + timedelta(days=1)),
        people=max(1, len(people)),
        equipment=tuple((row["equipment"] or "").split()),
        limit=limit + 1,
    )
    found = [] if refused else _same_hour(session, wanted, held)
    for slot in find_slots(session, wanted):
        if slot.start >= held.end or slot.end <= held.start:
            found.append(slot)
    return tuple(found[:limit])


def _same_hour(session: Session, wanted: Wanted, held: Held) -> list[FreeSlot]:
    """Where only the room was the trouble, another one, and the family need not be told. Whoever stays has the same
    neighbours before and after as they had."""
    stays = wanted.caseworker is not None
    return find_slots(session, replace(wanted, not_before=None, within=(held.start, held.end), packed=stays, limit=1))
