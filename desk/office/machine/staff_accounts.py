"""The people who work here: who they are, what they may do, their passwords, who has left."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.db.tables import staff
from desk.db.unit import Unit
from desk.domain.languages import LANGUAGES
from desk.domain.roles import May, Role
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.machine.passwords import check_password, hashed
from desk.office.session import Session

INTERPRETER = "interpreter"
MOST_TRAVEL = 240
PHONE = re.compile(r"[+0-9][0-9 /.-]{0,24}")


@dataclass(frozen=True)
class Account:
    """One member of staff; `languages` and `services` are codes; `travel`: the minutes they need to come here;
    `phone`: where colleagues reach them, an extension or a number."""

    id: str
    username: str
    given: str
    surname: str
    role: Role
    title: str
    languages: tuple[str, ...]
    services: tuple[str, ...]
    active: bool
    travel: int = 0
    phone: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()


def read_staff(session: Session) -> tuple[Account, ...]:
    """Everybody, those at work first, by surname."""
    session.require(May.MANAGE_STAFF)
    with session.store.read() as connection:
        rows = connection.execute(select(staff).where(staff.c.username.is_not(None))).all()
    found = [
        Account(
            row.id,
            row.username,
            row.given or "",
            row.surname or "",
            Role(row.role),
            row.title or "",
            tuple((row.languages or "").split()),
            tuple((row.services or "").split()),
            bool(row.active),
            row.travel or 0,
            row.phone or "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (not each.active, each.surname.casefold(), each.given.casefold())))


def add_staff(
    session: Session,
    *,
    username: str,
    given: str,
    surname: str,
    role: Role,
    password: str,
    title: str = "",
    languages: tuple[str, ...] = ("it",),
    services: tuple[str, ...] = (),
    travel: int = 0,
    phone: str = "",
) -> Changes:
    """A new member of staff, who can sign in at once."""
    session.require(May.MANAGE_STAFF)
    check_password(password)
    facts = _facts(username, given, surname, role, title, languages, services, travel, phone)
    with session.store.write(session.staff) as unit:
        _refuse_taken(unit, str(facts["username"]), "")
        unit.put("staff", password_hash=hashed(password), active=1, **facts)
    return unit.changes


def change_staff(
    session: Session,
    account: str,
    *,
    username: str,
    given: str,
    surname: str,
    role: Role,
    title: str,
    languages: tuple[str, ...],
    services: tuple[str, ...],
    travel: int = 0,
    phone: str = "",
) -> Changes:
    """Correct who somebody is or what they may do."""
    session.require(May.MANAGE_STAFF)
    facts = _facts(username, given, surname, role, title, languages, services, travel, phone)
    with session.store.write(session.staff) as unit:
        _refuse_taken(unit, str(facts["username"]), account)
        if role is not Role.ADMINISTRATOR:
            _refuse_last(unit, account)
        unit.change("staff", account, **facts)
    return unit.changes


def new_password(session: Session, account: str, password: str) -> Changes:
    """For somebody who has forgotten theirs."""
    session.require(May.MANAGE_STAFF)
    check_password(password)
    with session.store.write(session.staff) as unit:
        unit.change("staff", account, password_hash=hashed(password))
    return unit.changes


def retire(session: Session, account: str) -> Changes:
    """Somebody works here no more: no sign-in, no new appointments; what they wrote keeps their name."""
    session.require(May.MANAGE_STAFF)
    if account == session.staff:
        raise BadInput(_("Non puoi togliere te stesso: lo fa un altro amministratore."))
    with session.store.write(session.staff) as unit:
        _refuse_last(unit, account)
        unit.change("staff", account, active=0)
    return unit.changes


def come_back(session: Session, account: str) -> Changes:
    """Somebody works here again."""
    session.require(May.MANAGE_STAFF)
    with session.store.write(session.staff) as unit:
        unit.change("staff", account, active=1)
    return unit.changes


def _facts(
    username: str,
    given: str,
    surname: str,
    role: Role,
    title: str,
    languages: tuple[str, ...],
    services: tuple[str, ...],
    travel: int,
    phone: str,
) -> dict[str, Any]:
    username = username.strip().casefold()
    if not username or not given.strip() or not surname.strip():
        raise BadInput(_("Servono nome, cognome e nome utente."))
    if any(letter.isspace() for letter in username):
        raise BadInput(_("Il nome utente è una parola sola, per esempio «cmusso»."))
    if role is Role.SYSTEM:
        raise BadInput(_("Questo ruolo è del programma."))
    if not 0 <= travel <= MOST_TRAVEL:
        raise BadInput(_("Il viaggio va da 0 a {n} minuti.").format(n=MOST_TRAVEL))
    if phone.strip() and not (PHONE.fullmatch(phone.strip()) and any(sign.isdigit() for sign in phone)):
        raise BadInput(_("Il telefono è un interno o un numero, per esempio 204."))
    unknown = [each for each in languages if each not in LANGUAGES]
    unknown += [each for each in services if each != INTERPRETER and each not in load_services()]
    if unknown:
        raise BadInput(_("Non si conosce: {what}.").format(what=", ".join(unknown)))
    return {
        "username": username,
        "given": given.strip(),
        "surname": surname.strip(),
        "role": role.value,
        "title": title.strip(),
        "languages": " ".join(languages),
        "services": " ".join(services),
        "travel": travel or None,
        "phone": phone.strip() or None,
    }


def _refuse_taken(unit: Unit, username: str, account: str) -> None:
    query = select(staff.c.id).where(staff.c.username == username, staff.c.id != account)
    if unit.connection.execute(query).first():
        raise BadInput(_("Il nome utente «{name}» è già preso.").format(name=username))


def _refuse_last(unit: Unit, account: str) -> None:
    """An office without an administrator could not be helped from inside."""
    row = unit.get("staff", account)
    if row is None:
        raise NotFound(_("Questa persona non c'è più. Aggiorna la pagina e riprova."))
    if row["role"] != Role.ADMINISTRATOR.value:
        return
    query = select(staff.c.id).where(
        staff.c.role == Role.ADMINISTRATOR.value, staff.c.active == 1, staff.c.id != account
    )
    if not unit.connection.execute(query).first():
        raise BadInput(_("È l'unico amministratore: prima fanne un altro."))
