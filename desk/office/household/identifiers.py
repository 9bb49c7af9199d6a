"""Codes and cards of a person: checked when typed, compared by their canonical form, never held by two people."""

from datetime import date

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import identifier, person
from desk.db.unit import Unit
from desk.domain.identifiers import KINDS, bare, canonical
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.session import Session


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
    compared = canonical_of(kind, typed)
    if unit.get("person", person_id) is None:
        raise NotFound(_("Questa persona non è in archivio."))
    _refuse_double(unit, person_id, kind, compared)
    unit.put(
        "identifier",
        person=person_id,
        kind=kind,
        value=typed,
        canonical=compared,
        expires=expires.isoformat() if expires else None,
    )


def remove_identifier(session: Session, identifier_id: str) -> Changes:
    """Taken away; undo brings it back, the history keeps it."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("identifier", identifier_id, value=None, canonical=None)
    return unit.changes


def canonical_of(kind: str, typed: str) -> str:
    """The form by which two people are compared. Raises BadInput, naming what is wrong."""
    if kind not in KINDS:
        raise BadInput(_("Scegli che codice è."))
    found = canonical(kind, typed)
    if found is None and kind == "tax_code":
        raise BadInput(_("Il codice fiscale non è giusto: sono 16 lettere e numeri. Controlla la tessera."))
    if found is None:
        raise BadInput(_("{kind}: il numero non è giusto. Controllalo.").format(kind=identifier_kinds()[kind]))
    return found


def _refuse_double(unit: Unit, person_id: str, kind: str, compared: str) -> None:
    query = (
        select(identifier.c.person, person.c.given, person.c.surname)
        .join(person, person.c.id == identifier.c.person)
        .where(identifier.c.canonical == compared, identifier.c.kind == kind)
    )
    for row in unit.connection.execute(query):
        if row.person == person_id:
            raise BadInput(_("Questo codice c'è già."))
        raise BadInput(
            _("Questo codice è già di {name}: forse è la stessa persona.").format(name=f"{row.given} {row.surname}")
        )
