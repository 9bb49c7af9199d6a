"""The slip of one appointment: when, with whom, where, what to bring, whom to call; in two languages."""

from sqlalchemy import select

from desk.db.tables import appointment, office
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.household.contacts import PHONE, shown
from desk.office.household.family import read_family
from desk.office.machine.code_key import ensure_office_key
from desk.office.plan.sheet import next_visit
from desk.office.session import Session
from desk.paper.drawing import draw
from desk.paper.model import VisitSlip


def appointment_slip(session: Session, appointment_id: str, *, large: bool = False) -> bytes:
    """Raises NotFound where the appointment is gone, cancelled or over."""
    session.require(May.BOOK)
    ensure_office_key(session)
    with session.store.read() as connection:
        family = connection.execute(select(appointment.c.household).where(appointment.c.id == appointment_id)).scalar()
        known = read_family(connection, family) if family else None
        place = connection.execute(select(office).order_by(office.c.id)).first()
        address = (place.address or "") if place else ""
        booked = (
            next_visit(connection, session, known.id, known.language, address, only=appointment_id) if known else None
        )
        if known is None or booked is None:
            raise NotFound(_("Questo appuntamento è già passato o non c'è più: non ha un foglio da stampare."))
    return draw(
        "slip",
        VisitSlip(
            office_name=(place.name or "") if place else "TO-Home",
            office_phone=shown(PHONE, place.phone or "") if place else "",
            office_address=address,
            family_language=known.language,
            date=session.today(),
            household_name=known.name,
            seen="",
            next_visit=booked,
            way=(place.directions or "") if place else "",
            large=large,
        ),
    )
