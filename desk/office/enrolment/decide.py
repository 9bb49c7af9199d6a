"""Answers what an import left open, one transaction each: undo takes it back, and nobody is asked again."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row as Line
from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import review
from desk.db.unit import Unit
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.enrolment.cases import group_of, row_of
from desk.office.enrolment.choices import BOTH, CORRECT, HERE, JOIN, LIVING, TAKE, THERE, WITHOUT
from desk.office.enrolment.known import Known, read_known
from desk.office.enrolment.read_file import RawRow
from desk.office.enrolment.report import Report
from desk.office.enrolment.rows import Row, born_text
from desk.office.enrolment.writer import (
    DECIDED,
    DIFFERENT,
    DIFFERS,
    FAMILY_TWICE,
    NAMESAKE,
    PERSON_TWICE,
    SAME,
    TAX_CODE,
    WAITING,
    HomeWriter,
)
from desk.office.household.identifiers import put_identifier
from desk.office.household.join_split import join_in
from desk.office.household.members import HEAD, present
from desk.office.session import Session

ANSWERS = {
    FAMILY_TWICE: (SAME, DIFFERENT),
    PERSON_TWICE: (*LIVING, DIFFERENT),
    NAMESAKE: (*LIVING, DIFFERENT),
    DIFFERS: (SAME, TAKE, DIFFERENT),
    TAX_CODE: (CORRECT, WITHOUT),
}


def decide(session: Session, case: str, choice: str, *, code: str = "") -> Changes:
    """`case`: the id of any of its reviews; `code`: the tax code, for CORRECT. Raises BadInput where another one was
    faster or the code is wrong."""
    session.require(May.REVIEW)
    with session.store.write(session.staff) as unit:
        lines = _lines(unit, case, session.today())
        kind = lines[0][0].kind
        if choice not in ANSWERS[kind]:
            raise BadInput(_("Scegli una delle risposte."))
        _Decision(session, unit, lines).take(kind, choice, code)
        decided = {"state": DECIDED, "decision": choice, "decided_by": session.staff, "decided_at": session.moment()}
        for line, _row in lines:
            unit.change("review", line.id, **decided)
    return unit.changes


def _lines(unit: Unit, case: str, today: date) -> list[tuple[Line[Any], Row]]:
    """The reviews of one question with their rows, the asked one first."""
    found: list[tuple[Line[Any], Row]] = []
    query = select(review).where(review.c.state == WAITING)
    for line in unit.connection.execute(query):
        row = row_of(line.incoming or "{}", today)
        if row is not None:
            found.append((line, row))
    asked = next((group_of(line.kind, line.id, row.protocol) for line, row in found if line.id == case), None)
    if asked is None:
        raise BadInput(_("Qualcuno ha già deciso. Aggiorna la pagina."))
    return [(line, row) for line, row in found if group_of(line.kind, line.id, row.protocol) == asked]


class _Decision:
    """What one answer writes. `here`: the family the person was known in; `there`: the one of the list."""

    def __init__(self, session: Session, unit: Unit, lines: list[tuple[Line[Any], Row]]) -> None:
        self._session, self._unit = session, unit
        self._known: Known = read_known(unit.connection)
        self._writer = HomeWriter(unit, self._known, Report(), session.today(), settled=(DIFFERS,))
        self._rows = [(RawRow(0, {}), row) for _line, row in lines]
        self._row, self._person = lines[0][1], lines[0][0].person or ""
        self._here = self._known.standing(lines[0][0].household or "")
        other = lines[0][0].other_household or self._known.homes.get(self._row.protocol, "")
        self._there = self._known.standing(other) if other else ""

    def take(self, kind: str, choice: str, code: str) -> None:
        if kind == FAMILY_TWICE:
            self._family(choice)
        elif kind in (PERSON_TWICE, NAMESAKE):
            self._living(choice)
        elif choice == TAKE:
            self._take_name()
        elif kind == DIFFERS and choice == DIFFERENT:
            self._writer.new_person(self._here, self._row, len(self._rows), with_code=False)
        elif choice == CORRECT:
            put_identifier(self._unit, self._person, kind="tax_code", value=code)

    def _take_name(self) -> None:
        """The list's name and birth date; a list that has the former ones is no news."""
        old, row = self._unit.get("person", self._person) or {}, self._row
        was = date.fromisoformat(old["birth_date"]) if old.get("birth_date") else None
        before = replace(row, surname=old.get("surname") or "", given=old.get("given") or "", born=was)
        self._writer.settle(before, DIFFERS, self._here, self._person)
        self._unit.change(
            "person",
            self._person,
            surname=row.surname,
            given=row.given,
            birth_date=born_text(row.born) or old.get("birth_date"),
        )

    def _family(self, choice: str) -> None:
        """The application joins the record that stands; or a new record opens, and who is in both is in both."""
        protocol = self._row.protocol
        if choice == SAME:
            self._known.homes[protocol] = self._here
        else:
            self._known.homes[protocol] = self._writer.open_home(protocol, self._rows)
            self._writer.application(self._known.homes[protocol], protocol, self._row, new=True)
            for place, (_raw, row) in enumerate(self._rows):
                who = self._known.find(row, self._here)
                if who is not None:
                    self._writer.enter(self._known.homes[protocol], row, who, place)
        self._writer.household(protocol, self._rows)

    def _living(self, choice: str) -> None:
        """With whom a person lives, or that they are two."""
        if not self._there:  # a list of one row: it has no record yet
            if choice in (HERE, JOIN):
                self._family(SAME)
                return
            self._there = self._writer.open_home(self._row.protocol, self._rows)
            self._writer.application(self._there, self._row.protocol, self._row, new=True)
        place = len(present(self._unit, self._there))
        if choice == DIFFERENT:
            free = self._row.canonical not in self._known.codes
            self._writer.new_person(self._there, self._row, place, with_code=free)
            return
        self._writer.complete(self._row, self._person)
        if choice == JOIN:
            join_in(self._session, self._unit, keep=self._here, joined=self._there)
        elif choice in (THERE, BOTH):
            if choice == THERE:
                self._leave_here()
            self._writer.enter(self._there, self._row, self._person, place)

    def _leave_here(self) -> None:
        """Out of the first family; where its head goes, the next one heads it."""
        lines = present(self._unit, self._here)
        mine = next((line for line in lines if line["person"] == self._person), None)
        if mine is None:
            raise BadInput(_("Qualcuno ha già deciso. Aggiorna la pagina."))
        today = self._session.today().isoformat()
        self._unit.change("membership", mine["id"], until=today, why=_("in un'altra famiglia"))
        staying = [line for line in lines if line is not mine]
        if mine["role"] == HEAD and staying:
            self._unit.change("membership", staying[0]["id"], role=HEAD)
