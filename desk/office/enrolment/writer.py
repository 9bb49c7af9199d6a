"""Writes the households of a list inside one transaction; what is doubtful is kept for a person to decide."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid5

import msgspec

from desk.db.unit import Unit
from desk.domain.names import search_key
from desk.errors import BadInput
from desk.i18n import _
from desk.office.enrolment.known import Known
from desk.office.enrolment.read_file import RawRow
from desk.office.enrolment.report import Outcome, Report, Told
from desk.office.enrolment.rows import ROLES, Row, born_text, tidy_name
from desk.office.front.register_family import next_code
from desk.office.household.contacts import PHONE, normal
from desk.office.household.members import HEAD, OTHER

NAMESPACE: Final = UUID("6f2b1a64-5c1e-4a52-9d0c-7f1a0d7b8e11")
PROGRAMME: Final = "sia"
WAITING, DECIDED = "waiting", "decided"
FAMILY_TWICE, PERSON_TWICE, NAMESAKE, DIFFERS, TAX_CODE = (
    "family_twice", "person_twice", "namesake", "differs", "tax_code",
)  # fmt: skip

ELSEWHERE: Final = "elsewhere"
"""Two kinds, one question: does the person live here or there?"""
SAME, DIFFERENT = "same", "different"

Pair = tuple[RawRow, Row | None]
"""A row as it stands in the list; None where it cannot be taken."""


def same_id(*parts: str) -> str:
    """The same on every machine: two desks that import one list write the same rows."""
    return str(uuid5(NAMESPACE, "\n".join(parts)))


def reasons() -> dict[str, str]:
    """Why a row of each kind waits; names nobody."""
    return {
        FAMILY_TWICE: _("La stessa famiglia con un altro protocollo."),
        PERSON_TWICE: _("La stessa persona è già in un'altra famiglia."),
        NAMESAKE: _("Stesso nome e stessa data di nascita di una persona di un'altra famiglia."),
        DIFFERS: _("Lo stesso codice con un altro nome o un'altra data di nascita."),
        TAX_CODE: _("Il codice fiscale non è giusto: chiedi la tessera."),
    }


class HomeWriter:
    """One transaction's households. `settled`: kinds of doubt that the person who decides has seen already."""

    def __init__(self, unit: Unit, known: Known, report: Report, today: date, *, settled: Collection[str] = ()) -> None:
        self._unit, self._known, self._report = unit, known, report
        self._number = int(next_code(unit)[3:])
        self._today = today.isoformat()
        self._settled = settled

    def household(self, protocol: str, pairs: Sequence[Pair]) -> None:
        """All rows of one application."""
        rows = [(raw, row) for raw, row in pairs if row is not None]
        if not rows:
            return
        if same_id("household", protocol) in self._known.erased:
            self._refuse([raw for raw, _row in rows])
            return
        own = self._known.homes.get(protocol)
        if own is None and (twin := self._lives_already([row for _raw, row in rows])):
            kind = PERSON_TWICE if len(rows) == 1 else FAMILY_TWICE
            for raw, row in rows:
                self._review(raw, row, kind, twin, person=self._known.find(row, twin) or "")
            return
        new = own is None
        if own is None:
            own = self.open_home(protocol, pairs)
        changed = self.application(own, protocol, rows[0][1], new=new)
        home = self._known.standing(own)
        self._report.note(home, Outcome.UPDATED if changed else Outcome.UNCHANGED)
        for place, (raw, one) in enumerate(pairs):
            if one is not None and person_id(one) in self._known.erased:
                self._refuse([raw])
            elif one is not None:
                self.person(home, raw, one, place, facts_changed=changed and one is rows[0][1])

    def _refuse(self, raws: Sequence[RawRow]) -> None:
        reason = _("I dati di questa famiglia sono stati cancellati per sempre: la riga non si importa.")
        for raw in raws:
            self._report.counts[Outcome.REJECTED] += 1
            self._report.rejected.append(Told(raw.line, reason, raw))

    def _lives_already(self, rows: Sequence[Row]) -> str:
        """The household in which most of these people live together, "" where there is none."""
        places: Counter[str] = Counter()
        for row in rows:
            who = self._known.codes.get(row.canonical) or self._known.namesake(row)
            places.update(sorted(self._known.lives[who]) if who else ())
        home, most = next(iter(places.most_common(1)), ("", 0))
        return home if 2 * most > len(rows) else ""

    def open_home(self, protocol: str, pairs: Sequence[Pair]) -> str:
        """The household of an application, under the surname of who applied, even where that row was rejected."""
        rows = [row for _raw, row in pairs if row is not None]
        head = next((row for row in rows if row.role == HEAD), rows[0])
        applicant = next(
            (raw for raw, _row in pairs if ROLES.get(search_key(raw.values.get("role", ""))) == HEAD), None
        )
        surname = tidy_name(applicant.values.get("surname", "")) if applicant else ""
        home = self._unit.put(
            "household",
            same_id("household", protocol),
            code=f"TH-{self._number:04d}",
            name=surname or head.surname,
            language=head.language,
            status="active",
            joined_into=None,
            opened_on=self._today,
        )
        self._number += 1
        self._known.homes[protocol] = home
        self._report.note(home, Outcome.CREATED)
        for kind, value in (("phone", phone_of(head)), ("email", head.facts["email"].casefold())):
            if value:
                which = same_id("contact", home, kind, value)
                self._unit.put("contact", which, household=home, kind=kind, value=value, verified=0)
        return home

    def application(self, home: str, protocol: str, row: Row, *, new: bool) -> bool:
        """The application's own facts and the address; True where something known became other."""
        facts = {
            "household": home,
            "programme": PROGRAMME,
            "protocol": protocol,
            "applied_on": row.applied_on.isoformat() if row.applied_on else None,
            "isee_cents": row.isee_cents,
            "dsu": row.facts["dsu"] or None,
            "bimonthly_cents": row.bimonthly_cents,
            "notes": row.facts["notes"] or None,
        }
        changed = self._fill("enrolment", same_id("enrolment", protocol), facts)
        self._known.homes[protocol] = home
        if row.facts["street"]:
            address = {"household": home, "street": row.facts["street"]}
            address |= {"zip": row.facts["zip"], "town": row.facts["town"]}
            where = same_id("address", home, search_key(row.facts["street"]))
            changed |= self._fill("address", where, address | {"since": self._today}, keep=("since",))
        return changed and not new

    def _fill(self, table: str, row: str, facts: Mapping[str, object], keep: tuple[str, ...] = ()) -> bool:
        """Write what the list says; an empty cell takes nothing away, `keep` is written once."""
        before = self._unit.get(table, row)
        told = {name: value for name, value in facts.items() if value not in (None, "")}
        if before is not None:
            told = {
                name: value
                for name, value in told.items()
                if before[name] != value and not (name in keep and before[name] is not None)
            }
        if told:
            self._unit.put(table, row, **told)
        return bool(told)

    def person(self, home: str, raw: RawRow, row: Row, place: int, *, facts_changed: bool = False) -> None:
        """One row of a household that stands."""
        who = self._known.find(row, home)
        if who is None:
            self._unknown(home, raw, row, place)
        elif home not in self._known.lives[who]:
            self._elsewhere(home, raw, row, place, who)
        elif not self._asks(home, raw, row, who):
            changed = self.complete(row, who) or facts_changed
            self._count(Outcome.UPDATED if changed else Outcome.UNCHANGED, home, who)

    def _asks(self, home: str, raw: RawRow, row: Row, who: str) -> bool:
        """A known person of this household about whom the list says something that nobody has decided yet."""
        if self._differs(row, who) and self._review(raw, row, DIFFERS, home, person=who) == WAITING:
            return True
        return bool(row.doubts) and who not in self._known.coded and self._doubtful(home, raw, row, who)

    def _unknown(self, home: str, raw: RawRow, row: Row, place: int) -> None:
        namesake = self._known.namesake(row)
        if namesake:
            lives = min(self._known.lives[namesake])
            decision = self._review(raw, row, NAMESAKE, lives, other=home, person=namesake)
            if decision == WAITING:
                return
            if decision != DIFFERENT:
                self._count(Outcome.UNCHANGED, home, namesake)
                return
        who = self.new_person(home, row, place)
        self._report.note("", Outcome.CREATED, who)
        if not (row.doubts and self._doubtful(home, raw, row, who)):
            self._count(Outcome.CREATED, home, who)

    def _doubtful(self, home: str, raw: RawRow, row: Row, who: str) -> bool:
        return self._review(raw, row, TAX_CODE, home, person=who) == WAITING

    def _elsewhere(self, home: str, raw: RawRow, row: Row, place: int, who: str) -> None:
        """A known person who is not in the household of the list."""
        if home in self._known.left[who]:
            self._count(Outcome.UNCHANGED, home, who)  # somebody knows better than this list
        elif not self._known.lives[who]:
            self.enter(home, row, who, place)
            self._count(Outcome.UPDATED, home, who)
        elif self._review(raw, row, PERSON_TWICE, min(self._known.lives[who]), other=home, person=who) != WAITING:
            self._count(Outcome.UNCHANGED, home, who)

    def new_person(self, home: str, row: Row, place: int, *, with_code: bool = True) -> str:
        """A person nobody knew; without their code where that belongs to somebody else."""
        facts = {name: value or None for name, value in _facts(row).items()}
        who = self._unit.put(
            "person", person_id(row, with_code=with_code), surname=row.surname, given=row.given, **facts
        )
        if with_code:
            self._take_code(row, who)
        self.enter(home, row, who, place)
        return who

    def enter(self, home: str, row: Row, who: str, place: int) -> None:
        """Into a household, at the place of the list; the applicant first."""
        second = row.role == HEAD and home in self._known.heads
        self._unit.put(
            "membership",
            same_id("membership", home, who),
            household=home,
            person=who,
            role=OTHER if second else row.role,
            position=0 if row.role == HEAD else place + 1,
            since=self._today,
            until=None,
            why=None,
        )
        self._known.add(row, home, who)

    def complete(self, row: Row, who: str) -> bool:
        """Fill what is still empty; True where something was."""
        before = self._unit.get("person", who) or {}
        empty = {name: value for name, value in _facts(row).items() if value and not before.get(name)}
        if empty:
            self._unit.put("person", who, **empty)
        return self._take_code(row, who) or bool(empty)

    def _take_code(self, row: Row, who: str) -> bool:
        """The person's code, where nobody holds it yet."""
        if not row.canonical or row.canonical in self._known.codes:
            return False
        code = {"person": who, "kind": row.kind, "value": row.code, "canonical": row.canonical}
        self._unit.put("identifier", same_id("identifier", who, row.canonical), **code)
        self._known.codes[row.canonical] = who
        self._known.coded.add(who)
        return True

    def _differs(self, row: Row, who: str) -> bool:
        """Capitals and accents make no other person; another name or another birth date does."""
        before = self._unit.get("person", who) or {}
        known = search_key(f"{before.get('surname') or ''} {before.get('given') or ''}")
        born = before.get("birth_date")
        return known != row.name_key or bool(born and row.born and born != row.born.isoformat())

    def settle(self, row: Row, kind: str, home: str, person: str) -> None:
        """Remember that this row asks nothing any more."""
        self._settled = (*self._settled, kind)
        self._review(RawRow(0, {}), row, kind, home, person=person)

    def _review(self, raw: RawRow, row: Row, kind: str, home: str, *, other: str = "", person: str = "") -> str:
        """Keep it for a person, once; gives what was decided, or WAITING."""
        fingerprint = same_id("review", *_doubt(kind, row))
        decision = self._known.reviewed.get(fingerprint)
        if decision is None:
            decision = SAME if kind in self._settled else WAITING
            self._known.reviewed[fingerprint] = decision
            self._unit.put(
                "review",
                fingerprint,
                kind=kind,
                fingerprint=fingerprint,
                evidence=row.canonical or None,
                household=home,
                person=person or None,
                other_household=other or None,
                incoming=msgspec.json.encode(raw.values).decode(),
                state=WAITING if decision == WAITING else DECIDED,
                decision=None if decision == WAITING else decision,
            )
        if decision == WAITING:
            self._count(Outcome.REVIEW)
            self._report.to_review.append(Told(row.line, reasons()[kind], raw))
        return decision

    def _count(self, outcome: Outcome, home: str = "", person: str = "") -> None:
        self._report.counts[outcome] += 1
        if home:
            self._report.note(home, Outcome.UNCHANGED if outcome is Outcome.UNCHANGED else Outcome.UPDATED)
            self._report.note("", outcome, person)


def phone_of(row: Row) -> str:
    """In the form in which phones are searched; as it was written where it is no number."""
    text = row.facts["phone"]
    try:
        return normal(PHONE, text) if text else ""
    except BadInput:
        return text


def _facts(row: Row) -> dict[str, str]:
    """What a row says of the person besides name and code."""
    return {
        "sex": row.sex,
        "birth_date": born_text(row.born),
        "birth_place": row.facts["birth_place"],
        "citizenship": row.facts["citizenship"],
        "language": row.language,
    }


def person_id(row: Row, *, with_code: bool = True) -> str:
    """By the code where there is one, else by application, name and birth date."""
    key = row.canonical if with_code else ""
    return same_id("person", key or f"{row.protocol} {row.name_key} {row.born.isoformat() if row.born else None}")


def _doubt(kind: str, row: Row) -> tuple[str, ...]:
    """The same row of the same application asks the same question once, wherever the person lives by then."""
    who = row.canonical or f"{row.name_key} {born_text(row.born)}"
    said = f"{row.name_key} {born_text(row.born)}" if kind == DIFFERS else ""
    return ELSEWHERE if kind in (PERSON_TWICE, NAMESAKE) else kind, row.protocol, who, said
