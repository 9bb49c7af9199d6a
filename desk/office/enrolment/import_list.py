"""Writes a list: each row ends as created, updated, unchanged, to review or rejected; a second time changes nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

import msgspec

from desk.db.unit import Unit
from desk.domain.names import search_key
from desk.domain.roles import May
from desk.i18n import _
from desk.office.enrolment.known import Known, read_known
from desk.office.enrolment.read_file import Listing, RawRow, read_list
from desk.office.enrolment.rows import Refused, Row, clean
from desk.office.register_family import next_code
from desk.office.session import Session

NAMESPACE = UUID("6f2b1a64-5c1e-4a52-9d0c-7f1a0d7b8e11")
HOMES_AT_ONCE = 25
"""Households in one transaction: short enough to stop between them."""
PROGRAMME = "sia"


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REVIEW = "review"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Told:
    """A row that somebody must look at. `reason` names nobody."""

    line: int
    reason: str
    raw: RawRow


@dataclass
class Report:
    """`rows`: all that are no empty lines; the counts add up to them unless `stopped`."""

    rows: int = 0
    empty: int = 0
    households: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    rejected: list[Told] = field(default_factory=list)
    to_review: list[Told] = field(default_factory=list)
    stopped: bool = False
    fields: tuple[str, ...] = ()


def import_list(
    session: Session,
    path: Path,
    step: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Read and write a list. Raises BadInput where the file is none; then nothing was written."""
    session.require(May.IMPORT)
    listing = read_list(path)
    report = Report(fields=listing.fields)
    homes = _by_protocol(session, listing, report)
    with session.store.read() as connection:
        known = read_known(connection)
    waiting, done = iter(homes.items()), 0
    while chunk := list(islice(waiting, HOMES_AT_ONCE)):
        if cancelled():
            report.stopped = True
            break
        with session.store.write(session.staff) as unit:
            writer = _Writer(session, unit, known, report, next_number=_number(unit))
            for protocol, rows in chunk:
                writer.household(protocol, rows)
        done += len(chunk)
        step(done, len(homes))
    return report


def _by_protocol(session: Session, listing: Listing, report: Report) -> dict[str, list[tuple[RawRow, Row | None]]]:
    """Rows of one application together, in the order of the file; what cannot be taken is told at once."""
    found: dict[str, list[tuple[RawRow, Row | None]]] = {}
    for raw in listing.rows:
        if raw.empty:
            report.empty += 1
            continue
        report.rows += 1
        row = None
        try:
            row = clean(raw, session.today())
        except Refused as error:
            report.counts[Outcome.REJECTED] += 1
            report.rejected.append(Told(raw.line, str(error), raw))
        protocol = row.protocol if row else raw.values.get("protocol", "").upper()
        found.setdefault(protocol, []).append((raw, row))
    return found


def _number(unit: Unit) -> int:
    return int(next_code(unit)[3:])


def _id(*parts: str) -> str:
    """The same on every machine: two desks that import one list write the same rows."""
    return str(uuid5(NAMESPACE, "\n".join(parts)))


class _Writer:
    """One transaction's households."""

    def __init__(self, session: Session, unit: Unit, known: Known, report: Report, *, next_number: int) -> None:
        self._session, self._unit, self._known, self._report = session, unit, known, report
        self._number = next_number
        self._today = session.today().isoformat()

    def household(self, protocol: str, pairs: Sequence[tuple[RawRow, Row | None]]) -> None:
        rows = [(raw, row) for raw, row in pairs if row is not None]
        if not rows:
            return
        home = self._known.homes.get(protocol)
        if home is None and self._is_family_twice([row for _raw, row in rows]):
            first = self._known.codes[next(row.canonical for _raw, row in rows if row.canonical)]
            alone = len(rows) == 1
            kind = "person_twice" if alone else "family_twice"
            reason = _("La stessa persona è già in un'altra famiglia.")
            if not alone:
                reason = _("La stessa famiglia con un altro protocollo.")
            for raw, row in rows:
                self._review(raw, row, kind, reason, first[1])
            return
        new = home is None
        if home is None:
            home = self._new_home(protocol, pairs, rows[0][1])
        facts_changed = self._application(home, protocol, rows[0][1], new=new)
        for place, (raw, row) in enumerate(rows):
            self._person(home, raw, row, place, facts_changed=facts_changed and place == 0)

    def _is_family_twice(self, rows: Sequence[Row]) -> bool:
        """Most of its people already live together elsewhere."""
        places = [self._known.codes[row.canonical][1] for row in rows if row.canonical in self._known.codes]
        return bool(places) and 2 * max(Counter(places).values()) > len(rows)

    def _new_home(self, protocol: str, pairs: Sequence[tuple[RawRow, Row | None]], first: Row) -> str:
        head = next((row for _raw, row in pairs if row is not None and row.role == "head"), first)
        home = self._unit.put(
            "household",
            _id("household", protocol),
            code=f"TH-{self._number:04d}",
            name=head.surname,
            language=head.language,
            status="active",
            opened_on=self._today,
        )
        self._number += 1
        self._known.homes[protocol] = home
        self._report.households += 1
        if head.facts["phone"]:
            self._unit.put("contact", household=home, kind="phone", value=head.facts["phone"], verified=0)
        if head.facts["email"]:
            self._unit.put("contact", household=home, kind="email", value=head.facts["email"], verified=0)
        return home

    def _application(self, home: str, protocol: str, row: Row, *, new: bool) -> bool:
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
        changed = self._fill("enrolment", _id("enrolment", protocol), facts)
        if row.facts["street"]:
            address = {"household": home, "street": row.facts["street"]}
            address |= {"zip": row.facts["zip"], "town": row.facts["town"]}
            where = _id("address", home, search_key(row.facts["street"]))
            changed |= self._fill("address", where, address | {"since": self._today}, keep=("since",))
        return changed and not new

    def _fill(self, table: str, row: str, facts: Mapping[str, object], keep: tuple[str, ...] = ()) -> bool:
        """Write what the list says; an empty cell takes nothing away, `keep` is written once."""
        before = self._unit.get(table, row)
        told = {name: value for name, value in facts.items() if value not in (None, "")}
        if before is not None:
            told = {name: value for name, value in told.items() if name not in keep and before[name] != value}
        if told:
            self._unit.put(table, row, **told)
        return bool(told)

    def _person(self, home: str, raw: RawRow, row: Row, place: int, *, facts_changed: bool) -> None:
        found = self._known.find(row, home)
        if found is None:
            who = self._new_person(home, row, place)
            if row.doubts:
                self._review(raw, row, "tax_code", " ".join(row.doubts), home, person=who)
            else:
                self._count(Outcome.CREATED)
            return
        who, lives = found
        if lives != home:
            self._review(raw, row, "person_twice", _("La stessa persona è già in un'altra famiglia."), lives, home, who)
            return
        if self._differs(row, who):
            self._review(raw, row, "differs", _("Lo stesso codice con un altro nome."), home, person=who)
        elif row.doubts:
            self._review(raw, row, "tax_code", " ".join(row.doubts), home, person=who)
        else:
            changed = self._complete(row, who) or facts_changed
            self._count(Outcome.UPDATED if changed else Outcome.UNCHANGED)

    def _new_person(self, home: str, row: Row, place: int) -> str:
        born = row.born.isoformat() if row.born else None
        key = row.canonical or f"{row.protocol} {row.name_key} {born}"
        who = self._unit.put("person", _id("person", key), surname=row.surname, given=row.given, birth_date=born)
        self._complete(row, who)
        self._unit.put(
            "membership",
            _id("membership", home, who),
            household=home,
            person=who,
            role=row.role,
            position=place,
            since=self._today,
        )
        self._known.add(row, home, who)
        return who

    def _complete(self, row: Row, who: str) -> bool:
        """Fill what is still empty; True where something was."""
        before = self._unit.get("person", who) or {}
        born = row.born.isoformat() if row.born else None
        facts = {"sex": row.sex, "birth_date": born, "birth_place": row.facts["birth_place"]}
        facts |= {"citizenship": row.facts["citizenship"], "language": row.language}
        empty = {name: value for name, value in facts.items() if value and not before.get(name)}
        if empty:
            self._unit.put("person", who, **empty)
        if row.canonical and (row.canonical not in self._known.codes):
            code = {"person": who, "kind": row.kind, "value": row.code, "canonical": row.canonical}
            self._unit.put("identifier", _id("identifier", who, row.canonical), **code)
            return True
        return bool(empty)

    def _differs(self, row: Row, who: str) -> bool:
        """Capitals and accents make no other person; another name or another birth date does."""
        before = self._unit.get("person", who) or {}
        known = search_key(f"{before.get('surname') or ''} {before.get('given') or ''}")
        born = before.get("birth_date")
        return known != row.name_key or bool(born and row.born and born != row.born.isoformat())

    def _review(
        self, raw: RawRow, row: Row, kind: str, reason: str, home: str, other: str = "", person: str = ""
    ) -> None:
        fingerprint = _id("review", kind, row.protocol, row.canonical or row.name_key, home)
        if fingerprint not in self._known.reviewed:
            self._known.reviewed.add(fingerprint)
            self._unit.put(
                "review",
                fingerprint,
                kind=kind,
                fingerprint=fingerprint,
                reason=reason,
                evidence=row.canonical or None,
                household=home,
                person=person or None,
                other_household=other or None,
                incoming=msgspec.json.encode(raw.values).decode(),
                state="waiting",
            )
        self._count(Outcome.REVIEW)
        self._report.to_review.append(Told(row.line, reason, raw))

    def _count(self, outcome: Outcome) -> None:
        self._report.counts[outcome] += 1
