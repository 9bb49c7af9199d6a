"""Where a family lives, and where it lived before."""

from datetime import date

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import address
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.members import standing
from desk.office.session import Session


def move_home(
    session: Session,
    household: str,
    *,
    street: str,
    zip: str = "",
    town: str = "Torino",
    district: str = "",
    since: date | None = None,
) -> Changes:
    """A new address from a day on (today where none is named); the one before ends that day."""
    session.require(May.EDIT_HOUSEHOLD)
    facts = _checked(street, zip, town, district)
    day = (since or session.today()).isoformat()
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        query = select(address.c.id).where(address.c.household == household, address.c.until.is_(None))
        for row in unit.connection.execute(query).scalars().all():
            unit.change("address", row, until=day)
        unit.put("address", household=household, since=day, **facts)
    return unit.changes


def correct_address(
    session: Session, address_id: str, *, street: str, zip: str = "", town: str = "Torino", district: str = ""
) -> Changes:
    """The same home, written right."""
    session.require(May.EDIT_HOUSEHOLD)
    facts = _checked(street, zip, town, district)
    with session.store.write(session.staff) as unit:
        unit.change("address", address_id, **facts)
    return unit.changes


def _checked(street: str, zip: str, town: str, district: str) -> dict[str, str | None]:
    street = " ".join(street.split())
    if not street:
        raise BadInput(_("Manca la via."))
    if zip.strip() and not (zip.strip().isdigit() and len(zip.strip()) == 5):
        raise BadInput(_("Il CAP ha cinque cifre."))
    return {
        "street": street,
        "zip": zip.strip() or None,
        "town": town.strip() or None,
        "district": district.strip() or None,
    }
