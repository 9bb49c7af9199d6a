"""Phone numbers and mail addresses of a family."""

import re

import phonenumbers

from desk.db.changes import Changes
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.members import standing
from desk.office.session import Session

PHONE, EMAIL = "phone", "email"
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$")


def add_contact(
    session: Session, household: str, *, kind: str, value: str, person: str | None = None, note: str = ""
) -> Changes:
    """`kind`: phone or email. Raises BadInput where the value cannot be one."""
    session.require(May.EDIT_HOUSEHOLD)
    value = normal(kind, value)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        unit.put("contact", household=household, person=person, kind=kind, value=value, note=note or None, verified=0)
    return unit.changes


def verify_contact(session: Session, contact: str, works: bool = True) -> Changes:
    """Somebody answered there, or nobody does any more."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("contact", contact, verified=int(works))
    return unit.changes


def remove_contact(session: Session, contact: str) -> Changes:
    """Taken out of use; undo brings it back."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("contact", contact, value=None)
    return unit.changes


def normal(kind: str, value: str) -> str:
    """A phone number with its country («+393515550101»), a mail address in small letters."""
    if kind == EMAIL:
        mail = value.strip().casefold()
        if not _MAIL.match(mail):
            raise BadInput(_("L'indirizzo di posta non è giusto: scrivi nome, chiocciola, sito."))
        return mail
    try:
        number = phonenumbers.parse(value, "IT")
    except phonenumbers.NumberParseException as error:
        raise BadInput(_("Il numero di telefono non è giusto: scrivi solo le cifre, con il prefisso.")) from error
    if not phonenumbers.is_possible_number(number):
        raise BadInput(_("Il numero di telefono non è giusto: controlla quante cifre ha."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(kind: str, value: str) -> str:
    """As people read it: «351 555 0101», abroad with the country."""
    if kind != PHONE:
        return value
    try:
        number = phonenumbers.parse(value, "IT")
    except phonenumbers.NumberParseException:
        return value
    at_home = number.country_code == phonenumbers.country_code_for_region("IT")
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
