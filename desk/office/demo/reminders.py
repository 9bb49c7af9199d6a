"""The demo's reminders of the next working day: most have gone, one number does not exist, some did not answer."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from desk.db.tables import appointment, contact, membership
from desk.domain.reminders import Way
from desk.office.appointments.diaries import SCHEDULED, utc_text
from desk.office.household.consents import BASIS
from desk.office.household.said import GIVEN
from desk.office.reminders.plan import FAILED, NO_ANSWER, SENT, reminder_key
from desk.office.reminders.reach import SAID_YES_TO
from desk.office.session import ZONE, Session

KIND = "day"
WENT = (SENT, SENT, NO_ANSWER, FAILED, SENT, NO_ANSWER)


def build_reminders(session: Session) -> None:
    """Of the first families that are expected then and have a phone."""
    tomorrow = datetime.combine(session.today() + timedelta(days=1), time(), ZONE)
    this_morning = min(session.now(), tomorrow - timedelta(hours=15))
    with session.store.write(session.staff) as unit:
        query = (
            select(appointment.c.id, appointment.c.household, appointment.c.start, contact.c.id.label("contact"))
            .join(contact, contact.c.household == appointment.c.household)
            .where(
                appointment.c.state == SCHEDULED, appointment.c.start > utc_text(tomorrow), contact.c.kind == "phone"
            )
            .order_by(appointment.c.start, appointment.c.id, contact.c.id)
        )
        rows = {row.household: row for row in reversed(unit.connection.execute(query).all())}
        first = sorted(rows.values(), key=lambda row: (row.start, row.id))[: len(WENT)]
        for row, state in zip(first, WENT, strict=False):
            by_hand = state == NO_ANSWER
            if not by_hand:
                members = select(membership.c.person).where(membership.c.household == row.household)
                head = unit.connection.execute(members.order_by(membership.c.position)).scalar()
                unit.put(
                    "consent", household=row.household, person=head, kind=SAID_YES_TO[Way.SMS], basis=BASIS,
                    state=GIVEN, on_date=session.moment(), recorded_by=session.staff,
                )  # fmt: skip
            unit.put(
                "reminder", key=reminder_key(row.id, KIND, row.start), household=row.household, appointment=row.id,
                kind=KIND, start=row.start, device=session.store.device, state=state,
                way=(Way.CALL if by_hand else Way.SMS).value, contact=None if by_hand else row.contact,
                at=utc_text(this_morning), by=session.staff, fault="http 422" if state == FAILED else None,
            )  # fmt: skip
