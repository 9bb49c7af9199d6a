"""Whom a message may reach, and how: what each adult has said yes to, and which numbers and addresses are known."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

import phonenumbers
from sqlalchemy import Connection, select

from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import address, consent, contact, household, membership, person
from desk.domain.journal.clock import moment_of
from desk.domain.reminders import Way
from desk.i18n import _
from desk.office.household.contacts import EMAIL, PHONE
from desk.office.household.said import GIVEN

SAID_YES_TO = {Way.SMS: "messages", Way.EMAIL: "email"}
"""The choice of the privacy notice that opens each way."""
_OF_KIND = {Way.SMS: PHONE, Way.EMAIL: EMAIL}
_ORDER = (Way.SMS, Way.EMAIL)
_MOBILE = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})


@dataclass(frozen=True)
class Contact:
    """A number or address; `person` None: the whole family's, `note`: whose it is or when to use it."""

    id: str
    person: str | None
    kind: str
    value: str
    note: str
    written: datetime
    """When this value was."""


@dataclass
class Home:
    """What is known of a family for reaching it. `said`: (person, choice) → the newest word."""

    id: str
    name: str
    code: str
    language: str
    contacts: list[Contact] = field(default_factory=list)
    said: dict[tuple[str, str], bool] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    careful: bool = False
    """Somebody's safety is at stake: no message and no letter, a person calls as was agreed."""
    address: str = ""

    @property
    def phone(self) -> str:
        return next((each.value for each in self.contacts if each.kind == PHONE), "")


@dataclass(frozen=True)
class Reach:
    """The way for one reminder. `why`: why it is by hand, in words; empty where a message leaves."""

    way: Way
    contact: str = ""
    value: str = ""
    why: str = ""


def read_homes(connection: Connection, wanted: Collection[str]) -> dict[str, Home]:
    """Each family with everything of the records that were joined into it."""
    roots = _roots(connection)
    families = {each: each for each in wanted} | {old: root for old, root in roots.items() if root in wanted}
    found: dict[str, Home] = {}
    for row in connection.execute(select(household).where(household.c.id.in_(wanted))):
        found[row.id] = Home(row.id, row.name or "", row.code or "", row.language or "it")
    every = [each for each, root in families.items() if root in found]  # what was written for one erased since waits
    query = (
        select(membership.c.household, person.c.id, person.c.given, person.c.surname, person.c.safety)
        .join(person, person.c.id == membership.c.person)
        .where(membership.c.household.in_(every), membership.c.until.is_(None))
        .order_by(membership.c.position, membership.c.id)
    )
    for home, who, given, surname, safety in connection.execute(query):
        at = found[families[home]]
        at.people[who] = f"{given or ''} {surname or ''}".strip()
        at.careful = at.careful or bool(safety)
    contacts = select(contact).where(contact.c.household.in_(every), contact.c.value.is_not(None))
    for row in connection.execute(contacts.order_by(contact.c.verified.desc(), contact.c.id)):
        at = found[families[row.household]]
        if row.person is None or row.person in at.people:
            at.contacts.append(
                Contact(row.id, row.person, row.kind or "", row.value, row.note or "", _written(row.stamps))
            )
    words = select(consent).where(consent.c.household.in_(every), consent.c.on_date.is_not(None))
    for row in connection.execute(words.order_by(consent.c.on_date, consent.c.id)):
        at = found[families[row.household]]
        if row.person in at.people:
            at.said[row.person, row.kind] = row.state == GIVEN
    homes = select(address).where(address.c.household.in_(every), address.c.until.is_(None)).order_by(address.c.id)
    for row in connection.execute(homes):
        place = " ".join(filter(None, (row.zip, row.town)))
        found[families[row.household]].address = "\n".join(filter(None, (row.street, place)))
    return found


def reach(
    home: Home, ready: Collection[Way], by_hand: str, failed: Iterable[str] = (), dead: Collection[str] = ()
) -> Reach:
    """`failed`: contacts at which this reminder did not arrive, `dead`: at which an earlier one did not. What is wrong
    is the number or the address, so another contact with the same one is as good as none."""
    tried = frozenset(failed)
    wrong = {(each.kind, each.value.casefold()) for each in home.contacts if each.id in tried or each.id in dead}
    agreed = False
    if not home.careful:
        for way in _ORDER:
            for each in home.contacts:
                if not _usable(each, way) or not _agreed(home, each, SAID_YES_TO[way]):
                    continue
                agreed = True
                if way in ready and (each.kind, each.value.casefold()) not in wrong:
                    return Reach(way, each.id, each.value)
    why = _why(home, agreed=agreed, tried=bool(tried), dead=agreed and bool(wrong))
    letter = Reach(Way.LETTER, value=home.address, why=why) if home.address and not home.careful else None
    call = Reach(Way.CALL, value=home.phone, why=why) if home.phone else None
    if tried or home.careful or by_hand == "call":  # the post may be too slow by now
        return call or Reach(Way.NONE, why=why)
    return letter or call or Reach(Way.NONE, why=why)


def _why(home: Home, *, agreed: bool, tried: bool, dead: bool) -> str:
    if home.careful:
        return _("Sicurezza: niente messaggi")
    if tried:
        return _("Il messaggio non è arrivato")
    if dead:
        return _("Un messaggio di prima non è arrivato")
    if agreed:
        return _("L'invio non è configurato")
    if any(_usable(each, way) for each in home.contacts for way in _ORDER):
        return _("Non ha detto sì ai messaggi")
    return _("Nessun cellulare e nessuna e-mail")


def _written(stamps: str) -> datetime:
    """Long ago where nobody can say."""
    known = read_stamps(stamps)
    stamp = known.get("value") or known.get(WHOLE_ROW)
    return moment_of(stamp) if stamp else datetime.min.replace(tzinfo=UTC)


def _usable(each: Contact, way: Way) -> bool:
    """Of the right kind, and surely the family's own: a shared one with a note may be a neighbour's."""
    if each.kind != _OF_KIND[way] or (each.person is None and each.note):
        return False
    return way is not Way.SMS or _is_mobile(each.value)


def _agreed(home: Home, each: Contact, choice: str) -> bool:
    """Whose number it is has said yes; of the family's own number: somebody has, and nobody no."""
    if each.person is not None:
        return home.said.get((each.person, choice), False)
    words = [said for (_person, about), said in home.said.items() if about == choice]
    return bool(words) and all(words)


@lru_cache(maxsize=4096)
def _is_mobile(value: str) -> bool:
    try:
        number = phonenumbers.parse(value, "IT")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in _MOBILE


def _roots(connection: Connection) -> Mapping[str, str]:
    """Each record that was joined into another → the one that stands."""
    query = select(household.c.id, household.c.joined_into).where(household.c.joined_into.is_not(None))
    into: dict[str, str] = {row.id: row.joined_into for row in connection.execute(query)}
    found = {}
    for each in into:
        root, seen = each, {each}
        while root in into and into[root] not in seen:
            root = into[root]
            seen.add(root)
        found[each] = root
    return found
