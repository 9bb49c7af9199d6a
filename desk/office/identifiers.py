"""Codes and cards of a person: checked when typed, compared by their canonical form, never held by two people."""

import re
from datetime import date

from sqlalchemy import select
from stdnum.it import codicefiscale

from desk.db.changes import Changes
from desk.db.tables import identifier, person
from desk.db.unit import Unit
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.find_family import read_tax_code
from desk.office.session import Session

_OMOCODY = "LMNPQRSTUV"
_OMOCODE_PLACES = (6, 7, 9, 10, 12, 13, 14)
_SHAPES = {
    "stp": re.compile(r"STP\d{13}"),
    "eni": re.compile(r"ENI\d{13}"),
    "temporary_tax_code": re.compile(r"\d{11}"),
    "residence_permit": re.compile(r"[A-Z0-9]{8,10}"),
    "id_card": re.compile(r"[A-Z0-9]{7,12}"),
    "passport": re.compile(r"[A-Z0-9]{6,12}"),
}


def identifier_kinds() -> dict[str, str]:
    """What a person may hold: code → name."""
    return {
        "tax_code": _("Codice fiscale"),
        "temporary_tax_code": _("Codice fiscale provvisorio"),
        "stp": _("Tessera STP"),
        "eni": _("Tessera ENI"),
        "residence_permit": _("Permesso di soggiorno"),
        "id_card": _("Carta d'identità"),
        "passport": _("Passaporto"),
    }


def add_identifier(session: Session, person_id: str, *, kind: str, value: str, expires: date | None = None) -> Changes:
    """Raises BadInput, naming what is wrong, for a code that cannot be or that somebody else holds."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        put_identifier(unit, person_id, kind=kind, value=value, expires=expires)
    return unit.changes


def put_identifier(unit: Unit, person_id: str, *, kind: str, value: str, expires: date | None = None) -> None:
    """As `add_identifier`, inside a transaction."""
    typed = bare(value)
    canonical = canonical_of(kind, typed)
    if unit.get("person", person_id) is None:
        raise NotFound(_("Questa persona non è in archivio."))
    _refuse_double(unit, person_id, kind, canonical)
    unit.put(
        "identifier",
        person=person_id,
        kind=kind,
        value=typed,
        canonical=canonical,
        expires=expires.isoformat() if expires else None,
    )


def bare(value: str) -> str:
    """Without the signs that people put between the letters, and without Code 39's stars."""
    return re.sub(r"[\s*./-]", "", value).upper()


def remove_identifier(session: Session, identifier_id: str) -> Changes:
    """Taken away; undo brings it back, the history keeps it."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("identifier", identifier_id, value=None, canonical=None)
    return unit.changes


def canonical_of(kind: str, typed: str) -> str:
    """The form by which two people are compared. Raises BadInput."""
    if kind == "tax_code":
        read = read_tax_code(typed)
        if read is None or not codicefiscale.is_valid(read):
            raise BadInput(_("Il codice fiscale non è giusto: sono 16 lettere e numeri. Controlla la tessera."))
        return _without_omocody(read)
    if kind not in _SHAPES:
        raise BadInput(_("Scegli che codice è."))
    if not _SHAPES[kind].fullmatch(typed) or (kind == "temporary_tax_code" and not _luhn(typed)):
        raise BadInput(_("{kind}: il numero non è giusto. Controllalo.").format(kind=identifier_kinds()[kind]))
    return typed


def birth_date_of(tax_code: str, today: date) -> date | None:
    """The birth date inside a tax code, within the last hundred years; None where it says none."""
    try:
        born: date = codicefiscale.get_birth_date(canonical_of("tax_code", tax_code), today.year - 99)
    except (BadInput, ValueError):
        return None
    return born if born <= today else None


def _without_omocody(code: str) -> str:
    """The code as it was before letters replaced digits to tell two people apart."""
    letters = [
        str(_OMOCODY.index(letter)) if place in _OMOCODE_PLACES and letter in _OMOCODY else letter
        for place, letter in enumerate(code[:15])
    ]
    body = "".join(letters)
    return body + str(codicefiscale.calc_check_digit(body))


def _luhn(digits: str) -> bool:
    """The check digit of an 11-digit temporary tax code."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _refuse_double(unit: Unit, person_id: str, kind: str, canonical: str) -> None:
    query = (
        select(identifier.c.person, person.c.given, person.c.surname)
        .join(person, person.c.id == identifier.c.person)
        .where(identifier.c.canonical == canonical, identifier.c.kind == kind)
    )
    for row in unit.connection.execute(query):
        if row.person == person_id:
            raise BadInput(_("Questo codice c'è già."))
        raise BadInput(
            _("Questo codice è già di {name}: forse è la stessa persona.").format(name=f"{row.given} {row.surname}")
        )
