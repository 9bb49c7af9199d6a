"""The people of a household: add, correct, leave, move to another household, and who heads it."""

from datetime import date
from typing import Any

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.tables import membership
from desk.db.unit import Unit
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.session import Session

HEAD, SPOUSE, PARTNER, CHILD, PARENT, OTHER = "head", "spouse", "partner", "child", "parent", "other"
ROLES = (HEAD, SPOUSE, PARTNER, CHILD, PARENT, OTHER)
COUPLE = (SPOUSE, PARTNER)
OLDEST = 120


def add_member(
    session: Session,
    household: str,
    *,
    given: str,
    surname: str,
    role: str = OTHER,
    birth_date: date | None = None,
    sex: str | None = None,
    **facts: Any,
) -> Changes:
    """A new person in a household; `facts` are further columns of `person`."""
    session.require(May.EDIT_HOUSEHOLD)
    checked = check_person(session, given=given, surname=surname, birth_date=birth_date, sex=sex, **facts)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        if role == HEAD and any(line["role"] == HEAD for line in present(unit, household)):
            raise BadInput(_("C'è già un capofamiglia: aggiungi la persona, poi cambia il capofamiglia."))
        person = unit.put("person", **checked)
        enter(session, unit, household, person, role)
    return unit.changes


def change_person(session: Session, person: str, **facts: Any) -> Changes:
    """Correct columns of `person`; dates as `date`."""
    session.require(May.EDIT_HOUSEHOLD)
    checked = check_person(session, **facts)
    with session.store.write(session.staff) as unit:
        unit.change("person", person, **checked)
    return unit.changes


def change_member(session: Session, household: str, person: str, *, role: str | None = None, **facts: Any) -> Changes:
    """Correct the person and what they are in the household; to make a head, use `change_head`."""
    session.require(May.EDIT_HOUSEHOLD)
    checked = check_person(session, **facts)
    with session.store.write(session.staff) as unit:
        line = _membership(unit, household, person)
        if role and role != line["role"]:
            if role not in ROLES or HEAD in (role, line["role"]):
                raise BadInput(_("Per cambiare il capofamiglia scegli chi lo diventa."))
            unit.change("membership", line["id"], role=role)
        unit.change("person", person, **checked)
    return unit.changes


def change_head(session: Session, household: str, person: str) -> Changes:
    """The head so far takes the place of a husband, wife or partner, else that of another relative."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        new = _membership(unit, household, person)
        for line in present(unit, household):
            if line["role"] == HEAD and line["id"] != new["id"]:
                unit.change("membership", line["id"], role=new["role"] if new["role"] in COUPLE else OTHER)
        unit.change("membership", new["id"], role=HEAD)
    return unit.changes


def leave_household(session: Session, household: str, person: str, *, why: str = "", on: date | None = None) -> Changes:
    """The person stays in the archive and in the household's story."""
    session.require(May.EDIT_HOUSEHOLD)
    day = on or session.today()
    if day > session.today():
        raise BadInput(_("Il giorno dell'uscita è nel futuro: segnala quando succede."))
    with session.store.write(session.staff) as unit:
        _go(unit, household, person, day, why)
    return unit.changes


def move_person(session: Session, person: str, *, source: str, target: str, role: str = OTHER) -> Changes:
    """Out of one household and into another in one step."""
    session.require(May.EDIT_HOUSEHOLD)
    if source == target:
        raise BadInput(_("La persona è già in questa famiglia."))
    with session.store.write(session.staff) as unit:
        standing(unit, target)
        if role == HEAD and any(line["role"] == HEAD for line in present(unit, target)):
            raise BadInput(_("C'è già un capofamiglia: aggiungi la persona, poi cambia il capofamiglia."))
        _go(unit, source, person, session.today(), _("in un'altra famiglia"))
        enter(session, unit, target, person, role)
    return unit.changes


def check_person(session: Session, **facts: Any) -> dict[str, Any]:
    """Facts as they are stored. Raises BadInput for an empty name or an impossible date of birth."""
    for name, words in (("given", _("nome")), ("surname", _("cognome"))):
        if name in facts:
            facts[name] = " ".join((facts[name] or "").split())
            if not facts[name]:
                raise BadInput(_("Manca il {what}.").format(what=words))
    born = facts.get("birth_date")
    if born:
        if born > session.today():
            raise BadInput(_("La data di nascita è nel futuro. Controllala."))
        if session.today().year - born.year > OLDEST:
            raise BadInput(_("La data di nascita dà più di {n} anni. Controllala.").format(n=OLDEST))
        facts["birth_date"] = born.isoformat()
    if facts.get("sex") not in (None, "", "F", "M"):
        raise BadInput(_("Il sesso si scrive F o M, come sul codice fiscale."))
    return {name: value or None for name, value in facts.items()}


def standing(unit: Unit, household: str) -> Row:
    """A household that exists and has not been joined into another."""
    row = unit.get("household", household)
    if row is None:
        raise NotFound(_("Questa famiglia non è in archivio."))
    if row["joined_into"]:
        raise BadInput(_("Questa famiglia è stata unita a un'altra: lavora su quella."))
    return row


def present(unit: Unit, household: str) -> list[Row]:
    """The memberships that stand, in the household's order."""
    query = (
        select(membership)
        .where(membership.c.household == household, membership.c.until.is_(None))
        .order_by(membership.c.position, membership.c.id)
    )
    return [dict(row) for row in unit.connection.execute(query).mappings()]


def enter(session: Session, unit: Unit, household: str, person: str, role: str) -> str:
    """A new membership at the end of the household's order."""
    if role not in ROLES:
        raise BadInput(_("Scegli che cosa è la persona nella famiglia."))
    lines = present(unit, household)
    if any(line["person"] == person for line in lines):
        raise BadInput(_("La persona è già in questa famiglia."))
    return unit.put(
        "membership",
        household=household,
        person=person,
        role=role,
        position=max((line["position"] or 0 for line in lines), default=-1) + 1,
        since=session.today().isoformat(),
    )


def _membership(unit: Unit, household: str, person: str) -> Row:
    for line in present(unit, household):
        if line["person"] == person:
            return line
    raise NotFound(_("Questa persona non è più in questa famiglia. Aggiorna la pagina."))


def _go(unit: Unit, household: str, person: str, day: date, why: str) -> None:
    line = _membership(unit, household, person)
    if line["role"] == HEAD and len(present(unit, household)) > 1:
        raise BadInput(_("È il capofamiglia: scegli prima chi lo diventa."))
    unit.change("membership", line["id"], until=day.isoformat(), why=why or None)
