"""One line finds a family: a scanned card, a plan or slip, a protocol, a phone number, a name half spelled."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from desk.db.search import Search
from desk.db.tables import contact, household, identifier, membership, person
from desk.domain.identifiers import bare, canonical
from desk.domain.name_match import GOOD_ENOUGH, name_score, sounding
from desk.domain.names import search_key
from desk.domain.roles import May
from desk.office.session import Session

LONGEST = 2000
"""No card and no code of ours holds more; the rest of a garbage scan is not read."""
CANDIDATES = 300
"""How many who may sound alike are compared name by name."""
_TAX_CODE = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")
_OTHER_CARD = re.compile(r"(?:STP|ENI)[0-9]{13}|[0-9]{11}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE = re.compile(r"\bTH-\d{4,}\b")
_PHONE = re.compile(r"\+?[\d\s./-]{6,20}")


class Kind(StrEnum):
    """What was typed or scanned."""

    TAX_CODE = "tax_code"
    CODE = "code"
    PHONE = "phone"
    WORDS = "words"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Found:
    """One person of a family; `score` 0 to 1, 1 for a code that fits exactly."""

    household: str
    person: str
    name: str
    tax_code: str
    score: float
    code: str = ""
    family: str = ""


@dataclass(frozen=True)
class Finding:
    """`sure`: one family only, named by a card or a code: it may be checked in without a question."""

    kind: Kind
    people: tuple[Found, ...]

    @property
    def sure(self) -> str | None:
        families = {each.household for each in self.people if each.score >= 1.0 and each.household}
        return families.pop() if self.kind in (Kind.TAX_CODE, Kind.CODE) and len(families) == 1 else None


def find_family(session: Session, text: str, *, limit: int = 20) -> Finding:
    """People whose card, code, phone or name fits, best first. Garbage finds nobody; it is no error."""
    session.require(May.SEE_TODAY)
    typed = " ".join(text[:LONGEST].split())
    with session.store.read() as connection:
        kind, scores = _scores(connection, typed, limit)
        return Finding(kind, tuple(_people(connection, scores)[:limit]))


def read_tax_code(text: str) -> str | None:
    """The tax code in a scan, freed of Code 39's stars and of spaces; None where it is something else."""
    bare = re.sub(r"[\s*]", "", text).upper()
    return bare if _TAX_CODE.fullmatch(bare) else None


def _scores(connection: Connection, typed: str, limit: int) -> tuple[Kind, dict[str, float]]:
    """Person → score."""
    tax_code = read_tax_code(typed)
    if tax_code:
        return Kind.TAX_CODE, _by_card(connection, tax_code, canonical("tax_code", tax_code) or "")
    if (card := bare(typed)) and _OTHER_CARD.fullmatch(card) and (found := _by_card(connection, card)):
        return Kind.TAX_CODE, found
    homes = _by_code(connection, typed)
    if homes:
        return Kind.CODE, _heads(connection, homes, 1.0)
    if _PHONE.fullmatch(typed):
        return Kind.PHONE, _heads(connection, _by_phone(connection, typed), 0.98)
    if not search_key(typed):
        return Kind.NOTHING, {}
    return Kind.WORDS, _by_words(connection, typed, limit)


def _by_card(connection: Connection, *codes: str) -> dict[str, float]:
    """Who holds a card, as it is printed or as it was before letters replaced digits in it."""
    rows = connection.execute(select(identifier.c.person).where(identifier.c.canonical.in_(codes))).scalars()
    return {each: 1.0 for each in rows if each}


def _by_code(connection: Connection, typed: str) -> list[str]:
    """Households named by our code, by a protocol, or by an id inside the text of a QR."""
    codes = _CODE.findall(typed.upper())
    if codes:
        return list(connection.execute(select(household.c.id).where(household.c.code.in_(codes))).scalars())
    for found in _UUID.findall(typed.lower()):
        for table, column in (
            ("household", "id"),
            ("appointment", "household"),
            ("visit", "household"),
            ("plan", "household"),
        ):
            row = connection.exec_driver_sql(f'SELECT {column} FROM "{table}" WHERE id = ?', (found,)).fetchone()
            if row and row[0]:
                return [str(row[0])]
    rows = connection.exec_driver_sql("SELECT household FROM enrolment WHERE protocol = ?", (typed.upper(),))
    return [str(home) for (home,) in rows.fetchall() if home]


def _by_phone(connection: Connection, typed: str) -> list[str]:
    digits = re.sub(r"\D", "", typed)
    digits = digits.removeprefix("0039") if digits.startswith("0039") else digits
    endings = f"%{digits[-10:]}"
    query = select(contact.c.household).where(contact.c.kind == "phone", contact.c.value.like(endings))
    return [home for home in connection.execute(query).scalars() if home]


def _heads(connection: Connection, homes: list[str], score: float) -> dict[str, float]:
    """The members of these households, the head a hair before the others."""
    query = select(membership.c.person, membership.c.position).where(
        membership.c.household.in_(homes), membership.c.until.is_(None)
    )
    return {who: score - (0 if place in (None, 0) else 0.0001 * place) for who, place in connection.execute(query)}


def _by_words(connection: Connection, typed: str, limit: int) -> dict[str, float]:
    """By the index first; only when nothing begins so, by the words in it that sound alike."""
    hits = Search(connection).find(typed, limit * 2)
    if hits:
        names = {
            row.id: f"{row.surname or ''} {row.given or ''} {row.name or ''}"
            for row in connection.execute(
                select(person.c.id, person.c.surname, person.c.given, household.c.name)
                .outerjoin(membership, (membership.c.person == person.c.id) & membership.c.until.is_(None))
                .outerjoin(household, household.c.id == membership.c.household)
                .where(person.c.id.in_(hits))
            )
        }
        return {who: max(0.5, name_score(typed, names.get(who, ""))) for who in hits}
    if len(search_key(typed)) < 3:
        return {}
    index = Search(connection)
    vocabulary = index.vocabulary()
    likely = index.with_words([sounding(word, vocabulary) for word in search_key(typed).split()], CANDIDATES)
    query = select(person.c.id, person.c.surname, person.c.given).where(person.c.id.in_(likely))
    rows = connection.execute(query).all()
    scored = ((who, name_score(typed, f"{surname or ''} {given or ''}")) for who, surname, given in rows)
    best = sorted(((score, who) for who, score in scored if score >= GOOD_ENOUGH), reverse=True)[:limit]
    return {who: score for score, who in best}


def _people(connection: Connection, scores: dict[str, float]) -> list[Found]:
    cards = select(identifier.c.person, identifier.c.canonical).where(
        identifier.c.person.in_(scores), identifier.c.kind == "tax_code"
    )
    codes = dict(connection.execute(cards).all())
    query = (
        select(
            person.c.id,
            person.c.surname,
            person.c.given,
            household.c.id.label("home"),
            household.c.code,
            household.c.name,
        )
        .outerjoin(membership, (membership.c.person == person.c.id) & membership.c.until.is_(None))
        .outerjoin(household, household.c.id == membership.c.household)
        .where(person.c.id.in_(scores))
    )
    found = [
        Found(
            row.home or "",
            row.id,
            f"{row.given or ''} {row.surname or ''}".strip(),
            codes.get(row.id, ""),
            round(scores[row.id], 4),
            row.code or "",
            row.name or "",
        )
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda each: (-each.score, search_key(each.name), each.person))
