"""What waits for a person to decide: both records as equals, line by line, with the evidence in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy import Row as Line

from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import review
from desk.domain.journal.clock import moment_of
from desk.domain.name_match import name_score
from desk.domain.roles import May
from desk.i18n import _, n_
from desk.office.enrolment.choices import Choice, choices_of, question_of
from desk.office.enrolment.known import Known, read_known
from desk.office.enrolment.read_file import RawRow
from desk.office.enrolment.rows import Refused, Row, clean
from desk.office.enrolment.sides import (
    Fact,
    HomeFacts,
    PersonFacts,
    family_facts,
    home_facts,
    list_facts,
    person_facts,
)
from desk.office.enrolment.writer import FAMILY_TWICE, TAX_CODE, WAITING, reasons
from desk.office.session import ZONE, Session

NOBODY = PersonFacts("", "", "", "", "", "", "", "", "", "")
NO_HOME = HomeFacts("", "", "", (), "", (), (), "", ())


@dataclass(frozen=True)
class Case:
    """One question. `rows`: the reviews that its answer settles; `pairs`: who may be whom, known and listed, each with
    its score; `came`: when the list was read, in the office's time zone."""

    id: str
    kind: str
    question: str
    reason: str
    name: str
    protocol: str
    here: HomeFacts
    there: HomeFacts
    facts: tuple[Fact, ...]
    evidence: tuple[str, ...]
    choices: tuple[Choice, ...]
    came: datetime
    rows: tuple[str, ...]
    pairs: tuple[tuple[PersonFacts, PersonFacts, float], ...] = ()

    @property
    def score(self) -> float:
        """How sure it is that two records are one; 0 where only one is in question."""
        return min((score for _one, _other, score in self.pairs), default=0.0)

    def as_json(self) -> list[dict[str, object]]:
        """A pair for each person: known at `a`, from the list at `b`."""
        return [
            {
                "a": _named(one, self.here, " ".join(self.here.protocols)),
                "b": _named(other, self.there, self.protocol),
                "score": score,
                "evidence": list(self.evidence),
                "kind": self.kind,
                "review": self.id,
            }
            for one, other, score in self.pairs
        ]


def _named(one: PersonFacts, home: HomeFacts, protocol: str) -> dict[str, str]:
    return {"person": one.id, "household": home.id, "name": one.name, "protocol": protocol, "code": home.code}


def waiting_cases(session: Session) -> tuple[Case, ...]:
    """Every question that nobody has answered: families first, then people, then codes."""
    session.require(May.REVIEW)
    with session.store.read() as connection:
        found = connection.execute(select(review).where(review.c.state == WAITING)).all()
        if not found:
            return ()
        known, today = read_known(connection), session.today()
        groups: dict[str, list[tuple[Line[Any], Row]]] = {}
        for line in found:
            row = row_of(line.incoming or "{}", today)
            if row is not None:
                groups.setdefault(group_of(line.kind, line.id, row.protocol), []).append((line, row))
        cases = [_case(connection, known, group) for group in groups.values()]
    order = list(reasons())
    return tuple(sorted(cases, key=lambda case: (order.index(case.kind), case.protocol, case.name, case.id)))


def count_waiting(session: Session) -> int:
    """How many rows of lists wait for a decision."""
    session.require(May.REVIEW)
    query = select(func.count()).select_from(review).where(review.c.state == WAITING)
    with session.store.read() as connection:
        return int(connection.execute(query).scalar_one())


def row_of(incoming: str, today: date) -> Row | None:
    """The row as the list had it, read again."""
    values = msgspec.json.decode(incoming, type=dict[str, str])
    try:
        return clean(RawRow(0, values), today)
    except Refused:  # a rule has changed since
        return None


def group_of(kind: str, review_id: str, protocol: str) -> str:
    """The rows of one family are one question."""
    return f"{kind} {protocol}" if kind == FAMILY_TWICE else review_id


def _case(connection: Connection, known: Known, group: Sequence[tuple[Line[Any], Row]]) -> Case:
    line, row = group[0]
    rows = [each for _line, each in group]
    here = home_facts(connection, known.standing(line.household or "")) or NO_HOME
    there = home_facts(connection, known.standing(line.other_household or "")) if line.other_household else None
    listed = list_facts(rows)
    if there is not None:  # the list's family has a record: it stands for the list, this person besides
        listed = replace(listed, id=there.id, code=there.code, name=there.name, protocols=there.protocols)
    pairs: list[tuple[PersonFacts, PersonFacts, float]] = []
    if line.kind == FAMILY_TWICE:
        facts = family_facts(here, listed)
        matched = [(one, two) for two in listed.people for one in here.people if one.matches(two)]
        pairs = [(one, two, _score(one, two)) for one, two in matched]
    else:
        one = here.person(line.person or "") or NOBODY
        facts = person_facts(one, here, listed.people[0], listed)
        if line.kind != TAX_CODE:
            pairs = [(one, listed.people[0], _score(one, listed.people[0]))]
    said = line.kind == FAMILY_TWICE
    return Case(
        line.id,
        line.kind,
        question_of(line.kind),
        reasons()[line.kind],
        listed.name if said else listed.people[0].name,
        row.protocol,
        here,
        listed,
        facts,
        _evidence(line.kind, here, listed, pairs),
        choices_of(line.kind, known=here.title, other=listed.title, both_stand=there is not None),
        moment_of(read_stamps(line.stamps)[WHOLE_ROW]).astimezone(ZONE),
        tuple(each.id for each, _row in group),
        tuple(pairs),
    )


def _score(one: PersonFacts, other: PersonFacts) -> float:
    """0 to 1: the same code weighs most, then the name, then the birth date."""
    names = name_score(other.key, one.key) if one.key and other.key else 0.0
    same_code = bool(one.canonical) and one.canonical == other.canonical
    born = bool(one.born) and one.born == other.born
    return round(0.6 + 0.25 * names + 0.15 * born if same_code else 0.6 * names + 0.3 * born, 3)


def _evidence(
    kind: str, here: HomeFacts, there: HomeFacts, pairs: Sequence[tuple[PersonFacts, PersonFacts, float]]
) -> tuple[str, ...]:
    """What speaks for it and what against, in words."""
    if kind == TAX_CODE:
        return (_("L'ultima lettera non torna con le altre: una è scritta male."),)
    found = []
    codes = sum(bool(one.canonical) and one.canonical == other.canonical for one, other, _score in pairs)
    if codes and kind == FAMILY_TWICE:
        text = n_(
            "lo stesso codice fiscale per {n} persona su {all}",
            "lo stesso codice fiscale per {n} persone su {all}",
            codes,
        )
        found.append(text.format(n=codes, all=len(there.people)))
    elif codes:
        found.append(_("lo stesso codice fiscale"))
    if any(one.canonical and one.canonical == other.canonical and one.code != other.code for one, other, _s in pairs):
        found.append(_("il codice fiscale è un altro solo per l'omocodia"))
    for what, same in (
        (_("lo stesso nome"), all(one.key == other.key for one, other, _s in pairs)),
        (_("la stessa data di nascita"), all(one.born and one.born == other.born for one, other, _s in pairs)),
    ):
        if pairs and same:
            found.append(what)
    found += [
        _("nome scritto «{one}» e «{other}»").format(one=one.name, other=other.name)
        for one, other, _s in pairs
        if one.key != other.key
    ][:2]
    if set(here.phones) & set(there.phones):
        found.append(_("lo stesso telefono"))
    if {each.casefold() for each in here.streets} & {each.casefold() for each in there.streets}:
        found.append(_("lo stesso indirizzo"))
    alone = sum(not any(one is other for _o, other, _s in pairs) for one in there.people)
    if kind == FAMILY_TWICE and alone:
        found.append(n_("{n} persona non c'è ancora", "{n} persone non ci sono ancora", alone).format(n=alone))
    return tuple(found)
