"""The two records of a doubt, line by line: what the archive holds and what the list says."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.db.tables import address, contact, enrolment, household, identifier, membership, person
from desk.domain.names import search_key
from desk.i18n import _, money
from desk.office.enrolment.rows import Row
from desk.office.enrolment.writer import phone_of
from desk.office.household.contacts import shown
from desk.office.household.history_words import role_of


@dataclass(frozen=True)
class PersonFacts:
    """One person as a side has them; `id` empty in a list. Dates as ISO text."""

    id: str
    surname: str
    given: str
    born: str
    birth_place: str
    citizenship: str
    sex: str
    code: str
    canonical: str
    role: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()

    @property
    def key(self) -> str:
        return search_key(f"{self.surname} {self.given}")

    @property
    def born_words(self) -> str:
        return "/".join(reversed(self.born.split("-"))) if self.born else ""

    def matches(self, other: "PersonFacts") -> bool:
        """By code where both have one, else by name and birth date."""
        if self.canonical and other.canonical:
            return self.canonical == other.canonical
        return self.key == other.key and self.born == other.born


@dataclass(frozen=True)
class HomeFacts:
    """One family as a side has it: `id` and `code` empty where it has no record yet."""

    id: str
    code: str
    name: str
    protocols: tuple[str, ...]
    applied: str
    streets: tuple[str, ...]
    phones: tuple[str, ...]
    isee: str
    people: tuple[PersonFacts, ...]

    @property
    def title(self) -> str:
        """«Nicolò, TH-0403»; by the protocol where there is no code."""
        return ", ".join(filter(None, (self.name, self.code or " ".join(self.protocols[:1]))))

    def person(self, who: str) -> PersonFacts | None:
        return next((each for each in self.people if each.id == who), None)


@dataclass(frozen=True)
class Fact:
    """One line: what each side says, and whether that is the same."""

    label: str
    here: str
    there: str
    same: bool


def home_facts(connection: Connection, home: str) -> HomeFacts | None:
    """The record as it stands; None where there is none."""
    found = connection.execute(select(household).where(household.c.id == home)).first()
    if found is None or found.code is None:
        return None
    applied = connection.execute(select(enrolment).where(enrolment.c.household == home).order_by(enrolment.c.protocol))
    enrolments = applied.all()
    streets = select(address).where(
        address.c.household == home, address.c.street.is_not(None), address.c.until.is_(None)
    )
    phones = select(contact).where(contact.c.household == home, contact.c.value.is_not(None))
    query = (
        select(person, membership.c.role)
        .join(membership, membership.c.person == person.c.id)
        .where(membership.c.household == home, membership.c.until.is_(None))
        .order_by(membership.c.position, membership.c.id)
    )
    people = connection.execute(query).all()
    codes = select(identifier).where(
        identifier.c.person.in_([row.id for row in people]), identifier.c.canonical.is_not(None)
    )
    held = {row.person: (row.value, row.canonical) for row in connection.execute(codes.order_by(identifier.c.kind))}
    return HomeFacts(
        home,
        found.code,
        found.name or "",
        tuple(row.protocol for row in enrolments if row.protocol),
        next((_day(row.applied_on) for row in enrolments if row.applied_on), ""),
        tuple(_street(row.street, row.zip, row.town) for row in connection.execute(streets)),
        tuple(shown(row.kind, row.value) for row in connection.execute(phones)),
        next((money(row.isee_cents) for row in enrolments if row.isee_cents is not None), ""),
        tuple(
            PersonFacts(
                row.id,
                row.surname or "",
                row.given or "",
                row.birth_date or "",
                row.birth_place or "",
                row.citizenship or "",
                row.sex or "",
                *held.get(row.id, ("", "")),
                row.role or "",
            )
            for row in people
        ),
    )


def list_facts(rows: Sequence[Row]) -> HomeFacts:
    """A family as the rows of one application describe it."""
    first = next((row for row in rows if row.role == "head"), rows[0])
    phone = phone_of(first)
    return HomeFacts(
        "",
        "",
        first.surname,
        (first.protocol,),
        f"{first.applied_on:%d/%m/%Y}" if first.applied_on else "",
        (_street(first.facts["street"], first.facts["zip"], first.facts["town"]),) if first.facts["street"] else (),
        (shown("phone", phone),) if phone else (),
        money(first.isee_cents) if first.isee_cents is not None else "",
        tuple(_listed(row) for row in rows),
    )


def _listed(row: Row) -> PersonFacts:
    born = row.born.isoformat() if row.born else ""
    place, citizen = row.facts["birth_place"], row.facts["citizenship"]
    return PersonFacts(
        "", row.surname, row.given, born, place, citizen, row.sex, row.code or row.typed, row.canonical, row.role
    )


def family_facts(here: HomeFacts, there: HomeFacts) -> tuple[Fact, ...]:
    """The application first, then person by person, those who match side by side."""
    found = [
        Fact(_("Protocollo"), ", ".join(here.protocols), ", ".join(there.protocols), here.protocols == there.protocols),
        Fact(_("Domanda del"), here.applied, there.applied, here.applied == there.applied),
        _among(_("Indirizzo"), here.streets, there.streets),
        _among(_("Telefono"), here.phones, there.phones),
        Fact(_("ISEE"), here.isee, there.isee, here.isee == there.isee),
    ]
    left = list(there.people)
    for one in here.people:
        other = next((each for each in left if one.matches(each)), None)
        if other:
            left.remove(other)
        found.append(Fact(_role(one), _line(one), _line(other) if other else "", other is not None))
    found += [Fact(_role(one), "", _line(one), False) for one in left]
    return tuple(found)


def person_facts(one: PersonFacts, home: HomeFacts, other: PersonFacts, there: HomeFacts) -> tuple[Fact, ...]:
    """What is known of one person, and of the family that each side gives them."""
    return (
        Fact(_("Cognome"), one.surname, other.surname, search_key(one.surname) == search_key(other.surname)),
        Fact(_("Nome"), one.given, other.given, search_key(one.given) == search_key(other.given)),
        Fact(_("Data di nascita"), one.born_words, other.born_words, one.born == other.born),
        Fact(_("Luogo di nascita"), one.birth_place, other.birth_place, one.birth_place == other.birth_place),
        Fact(_("Codice fiscale"), one.code, other.code, bool(one.canonical) and one.canonical == other.canonical),
        Fact(_("Famiglia"), home.title, there.title, home.title == there.title),
        Fact(_("Nella famiglia"), _role(one), _role(other), one.role == other.role),
        _among(_("Indirizzo"), home.streets, there.streets),
        _among(_("Telefono"), home.phones, there.phones),
    )


def _among(label: str, here: tuple[str, ...], there: tuple[str, ...]) -> Fact:
    same = bool({search_key(each) for each in here} & {search_key(each) for each in there})
    return Fact(label, ", ".join(here), ", ".join(there), same)


def _role(one: PersonFacts) -> str:
    words = role_of(one.role, one.sex)
    return words[:1].upper() + words[1:]


def _line(one: PersonFacts) -> str:
    return "\n".join(filter(None, (", ".join(filter(None, (one.name, one.born_words))), one.code)))


def _street(street: str | None, zip_code: str | None, town: str | None) -> str:
    return ", ".join(filter(None, (street, " ".join(filter(None, (zip_code, town))))))


def _day(text: str | None) -> str:
    return "/".join(reversed((text or "").split("-")))
