"""A family that nobody knows yet: the least that the desk must ask at the door, with its consent."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import household as household_table
from desk.db.tables import identifier
from desk.db.tables import person as person_table
from desk.db.unit import Unit
from desk.domain.identifiers import bare, canonical, kind_of
from desk.domain.name_match import name_score
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.front.find_family import Found, find_family
from desk.office.household.members import OLDEST
from desk.office.session import Session

LEGAL_BASIS = "GDPR 6(1)(e), 9(2)(g); D.Lgs. 196/2003 art. 2-sexies"
ALIKE, SOUNDS = 0.88, 0.75
SHORTEST_PHONE = 6


@dataclass(frozen=True)
class Registered:
    """The new household and its head."""

    household: str
    person: str
    code: str
    changes: Changes


def register_family(
    session: Session,
    *,
    surname: str,
    given: str,
    consent: bool,
    birth_date: date | None = None,
    tax_code: str = "",
    language: str = "it",
    phone: str = "",
) -> Registered:
    """Search first. Raises BadInput where consent or both birth date and tax code are missing, or the code is known."""
    session.require(May.EDIT_HOUSEHOLD)
    surname, given = " ".join(surname.split()), " ".join(given.split())
    if not surname or not given:
        raise BadInput(_("Servono cognome e nome."))
    kind = kind_of(tax_code)
    if kind is None and tax_code.strip():
        raise BadInput(_("Il codice fiscale non è giusto: sono 16 lettere e numeri. Controlla la tessera."))
    if kind is None and birth_date is None:
        raise BadInput(_("Serve la data di nascita oppure il codice fiscale."))
    if birth_date and birth_date > session.today():
        raise BadInput(_("La data di nascita è nel futuro. Controllala."))
    if birth_date and session.today().year - birth_date.year > OLDEST:
        raise BadInput(_("La data di nascita dà più di {n} anni. Controllala.").format(n=OLDEST))
    if not consent:
        raise BadInput(_("Prima la famiglia deve leggere l'informativa e dire di sì: segna la casella del consenso."))
    with session.store.write(session.staff) as unit:
        compared = canonical(kind, tax_code) if kind else None
        if kind and unit.connection.execute(select(identifier.c.id).where(identifier.c.canonical == compared)).first():
            raise BadInput(_("Questo codice fiscale è già in archivio: cerca la famiglia invece di crearne un'altra."))
        today, number = session.today().isoformat(), next_code(unit)
        home = unit.put("household", code=number, name=surname, language=language, status="active", opened_on=today)
        person = unit.put(
            "person",
            surname=surname,
            given=given,
            language=language,
            birth_date=birth_date.isoformat() if birth_date else None,
        )
        unit.put("membership", household=home, person=person, role="head", position=0, since=today)
        if kind:
            unit.put("identifier", person=person, kind=kind, value=bare(tax_code), canonical=compared)
        if phone.strip():
            unit.put("contact", household=home, person=person, kind="phone", value=_phone(phone), verified=0)
        unit.put(
            "consent",
            household=home,
            person=person,
            kind="care",
            basis=LEGAL_BASIS,
            state="given",
            on_date=today,
            recorded_by=session.staff,
        )
    return Registered(home, person, number, unit.changes)


@dataclass(frozen=True)
class Alike:
    """Somebody in the store who may be the same person; `evidence`: why, in words, the weightiest first."""

    found: Found
    evidence: tuple[str, ...]
    weight: float


def alike(
    session: Session,
    *,
    surname: str,
    given: str,
    tax_code: str = "",
    birth_date: date | None = None,
    phone: str = "",
) -> tuple[Alike, ...]:
    """Who is in the store already and may be the same person, best first."""
    name = f"{surname} {given}".strip()
    by_code = find_family(session, tax_code, limit=3).people if kind_of(tax_code) else ()
    by_name = find_family(session, name, limit=8).people if surname.strip() and given.strip() else ()
    by_phone = find_family(session, phone, limit=8).people if len(phone.strip()) >= SHORTEST_PHONE else ()
    everybody = {each.person: each for each in (*by_code, *by_name, *by_phone)}
    with session.store.read() as connection:
        rows = connection.execute(
            select(person_table.c.id, person_table.c.birth_date).where(person_table.c.id.in_(everybody))
        )
        births = {row.id: row.birth_date for row in rows}
    holders, callers = {each.person for each in by_code}, {each.person for each in by_phone}
    found = [
        _compare(each, name, who in holders, birth_date, births.get(who), who in callers)
        for who, each in everybody.items()
    ]
    likely = [each for each in found if each.weight >= ALIKE]
    return tuple(sorted(likely, key=lambda each: (-each.weight, each.found.name, each.found.person)))


def _compare(each: Found, name: str, card: bool, born: date | None, theirs: str | None, phone: bool) -> Alike:
    evidence, weight = [], 0.0
    if card:
        evidence.append(_("stesso codice fiscale"))
        weight += 2
    same_day = born is not None and theirs == born.isoformat()
    close = name_score(name, each.name) if name else 0.0
    if close >= ALIKE or (close >= SOUNDS and same_day):
        evidence.append(_("stesso nome") if close >= 1 else _("nome simile"))
        weight += max(close, ALIKE) + same_day
    if same_day:
        evidence.append(_("stessa data di nascita"))
    if phone:
        evidence.append(_("stesso telefono"))
        weight += 1
    if born is not None and theirs and not same_day:
        evidence.append(_("ma nascita il {day}").format(day=f"{date.fromisoformat(theirs):%d/%m/%Y}"))
    return Alike(each, tuple(evidence), weight)


def next_code(unit: Unit) -> str:
    """TH- and the first number after the highest in use."""
    codes = unit.connection.execute(select(household_table.c.code).where(household_table.c.code.like("TH-%"))).scalars()
    numbers = [int(code[3:]) for code in codes if code and code[3:].isdigit()]
    return f"TH-{max(numbers, default=0) + 1:04d}"


def _phone(typed: str) -> str:
    import phonenumbers  # slow to import; only a new phone number needs it

    try:
        number = phonenumbers.parse(typed, "IT")
    except phonenumbers.NumberParseException as error:
        raise BadInput(_("Il numero di telefono non è giusto: scrivi solo le cifre, con il prefisso.")) from error
    if not phonenumbers.is_possible_number(number):
        raise BadInput(_("Il numero di telefono non è giusto: controlla quante cifre ha."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
