"""The office itself: the name and address that stand on every paper."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import office
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.contacts import EMAIL, PHONE, normal, shown
from desk.office.session import Session


@dataclass(frozen=True)
class Place:
    """What the papers say of the office."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    directions: str = ""


def read_place(session: Session) -> Place:
    with session.store.read() as connection:
        row = connection.execute(select(office).order_by(office.c.id)).first()
    if row is None:
        return Place()
    return Place(
        row.name or "", row.address or "", shown(PHONE, row.phone or ""), row.email or "", row.directions or ""
    )


def change_place(session: Session, place: Place) -> Changes:
    """Raises BadInput where there is no name, or a number or address that cannot be reached."""
    session.require(May.MANAGE_STAFF)
    if not place.name.strip():
        raise BadInput(_("Manca il nome dell'ufficio."))
    phone, email = (
        normal(kind, typed) if typed.strip() else "" for kind, typed in ((PHONE, place.phone), (EMAIL, place.email))
    )
    with session.store.write(session.staff) as unit:
        known = unit.connection.execute(select(office.c.id).order_by(office.c.id)).scalar()
        unit.put(
            "office",
            known,
            name=place.name.strip(),
            address=place.address.strip(),
            phone=phone,
            email=email,
            directions=place.directions.strip(),
        )
    return unit.changes
