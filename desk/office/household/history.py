"""Who changed what of a family, when and on which machine: the journal in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desk.db import journal
from desk.db.rows import Row
from desk.db.tables import SYNCED, answer, interview, membership, person, room, staff
from desk.db.tables import household as household_table
from desk.db.tables import journal as journal_table
from desk.domain.journal.clock import moment_of
from desk.domain.journal.entry import Entry
from desk.domain.road_scenario import Work
from desk.domain.roles import May, allowed
from desk.i18n import _, money, n_
from desk.office.front.contact_attempts import channels, outcomes
from desk.office.household.documents import document_title
from desk.office.household.history_words import field_words, record_words, value_words
from desk.office.household.join_split import with_joined
from desk.office.interview.confidants import told_to_others
from desk.office.interview.questionnaire import questionnaire_now
from desk.office.interview.remarks import REMARK
from desk.office.plan.steps import outcomes as ends
from desk.office.plan.suggestions import areas
from desk.office.session import ZONE, Session

_OF_PLAN = (("objective", "plan"), ("result", "objective"), ("commitment", "objective"), ("support", "objective"))
_AT_MOST = 900


@dataclass(frozen=True)
class Change:
    """One field: its name in words, what it was and what it became; both empty for a look."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One entry of one person; `at` in the office's time zone; `about`: the record («Persona: Amina El Amrani»)."""

    at: datetime
    who: str
    machine: str
    act: str
    about: str
    changes: tuple[Change, ...]


def read_history(session: Session, household: str, limit: int = 500) -> tuple[Line, ...]:
    """The family's whole story, newest first; looks at it count too, with their reason."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        families = with_joined(connection, household)
        people = set(
            connection.execute(select(membership.c.person).where(membership.c.household.in_(families))).scalars()
        )
        rows = _rows_of(connection, families, people)
        names = names_in(connection, people) | _question_names(connection)
        found: list[Entry] = []
        ids = sorted(rows)
        for start in range(0, len(ids), _AT_MOST):
            found += journal.entries(connection, journal_table.c.row.in_(ids[start : start + _AT_MOST]))
        found.sort(key=lambda entry: entry.at)
        hidden = told_to_others(connection, session, families, questionnaire_now(connection).questions)
        if not allowed(session.role, May.INTERVIEW):
            hidden |= _confidential(connection, families)
        return tuple(_lines(found, names, session.store.device, hidden))[::-1][:limit]


def _question_names(connection: Connection) -> dict[str, str]:
    """What a question is called, and the note at it."""
    labels = {name: _(each.label) for name, each in questionnaire_now(connection).questions.items()}
    return labels | {f"{REMARK}{name}": _("nota a: {question}").format(question=each) for name, each in labels.items()}


def _confidential(connection: Connection, households: list[str]) -> frozenset[str]:
    """Rows of answers, and interviews with their notes, that only those who interview may read."""
    open_to_all = {name for name, each in questionnaire_now(connection).questions.items() if not each.confidential}
    rows = connection.execute(select(answer.c.id, answer.c.question).where(answer.c.household.in_(households)))
    notes = connection.execute(select(interview.c.id).where(interview.c.household.in_(households))).scalars()
    return frozenset({row.id for row in rows if row.question not in open_to_all}) | frozenset(notes)


def _rows_of(connection: Connection, households: list[str], people: set[str]) -> set[str]:
    """Ids of every row that belongs to the households or their people, now or earlier."""
    found = set(households)
    for name, synced in SYNCED.items():
        if "household" in synced.columns:
            column = synced.table.c.household
            found.update(connection.execute(select(synced.table.c.id).where(column.in_(households))).scalars())
        if name == "plan":
            plans = connection.execute(select(synced.table.c.id).where(synced.table.c.household.in_(households)))
            found |= _plan_rows(connection, set(plans.scalars()))
    found |= people
    identifiers = SYNCED["identifier"].table
    found.update(connection.execute(select(identifiers.c.id).where(identifiers.c.person.in_(people))).scalars())
    return {row for row in found if row}


def _plan_rows(connection: Connection, plans: set[str]) -> set[str]:
    found, parents = set[str](), {"plan": plans}
    for name, parent in _OF_PLAN:
        table = SYNCED[name].table
        query = select(table.c.id).where(table.c[parent].in_(parents[parent]))
        parents[name] = set(connection.execute(query).scalars())
        found |= parents[name]
    return found


def names_in(connection: Connection, people: set[str]) -> dict[str, str]:
    """Ids that stand in fields, with the name a person knows."""
    found = {row.id: row.name or "" for row in connection.execute(select(room.c.id, room.c.name))}
    families = select(household_table.c.id, household_table.c.name).where(household_table.c.joined_into.is_not(None))
    kept = select(household_table.c.joined_into).where(household_table.c.joined_into.is_not(None))
    found |= {row.id: row.name or "" for row in connection.execute(families)}
    kept_names = select(household_table.c.id, household_table.c.name).where(household_table.c.id.in_(kept))
    found |= {row.id: row.name or "" for row in connection.execute(kept_names)}
    for query in (
        select(staff.c.id, staff.c.given, staff.c.surname),
        select(person.c.id, person.c.given, person.c.surname).where(person.c.id.in_(people)),
    ):
        for row in connection.execute(query):
            found[row.id] = f"{row.given or ''} {row.surname or ''}".strip()
    return found


def _lines(entries: Iterable[Entry], names: dict[str, str], here: str, hidden: frozenset[str]) -> Iterable[Line]:
    known: dict[tuple[str, str], Row] = {}
    for entry in entries:
        state = known.setdefault((entry.table, entry.row), {})
        values = entry.values()
        if entry.row in hidden and entry.op == "put":
            changes: tuple[Change, ...] = (Change(_("Contenuto"), "", _("riservato")),)
        else:
            changes = tuple(_changes(entry, state, values, names))
        act = _act(entry, bool(state))
        if entry.op == "put":
            state.update(values)
        if entry.op != "put" or changes:
            yield Line(
                moment_of(entry.at).astimezone(ZONE),
                names.get(entry.actor) or _("il computer"),
                _("questo computer") if entry.device == here else _("computer {tag}").format(tag=entry.device[-4:]),
                act,
                _about(entry, state, names),
                changes,
            )


def _changes(entry: Entry, state: Row, values: dict[str, Any], names: dict[str, str]) -> Iterable[Change]:
    if entry.op == "view":
        if values.get("reason"):
            yield Change(_("Motivo"), "", str(values["reason"]))
        return
    for field, value in values.items():
        words = field_words(entry.table, field)
        if words:
            before, after = (shown_value(field, each, names, entry.table) for each in (state.get(field), value))
            yield Change(words, before, after)


def _act(entry: Entry, known: bool) -> str:
    if entry.op == "view":
        return _("ha aperto")
    if entry.op == "erase":
        return _("ha cancellato per sempre")
    return _("ha cambiato") if known else _("ha scritto")


def _about(entry: Entry, state: Row, names: dict[str, str]) -> str:
    record = record_words(entry.table)
    if entry.table == "person":
        name = f"{state.get('given') or ''} {state.get('surname') or ''}".strip()
    elif entry.table == "document":
        name = document_title(state.get("kind") or "")
    elif entry.table == "attachment":
        name = state.get("name") or ""
    else:
        name = names.get(state.get("person") or "", "")
    return f"{record}: {name}" if name else record


def shown_value(field: str, value: Any, names: dict[str, str], table: str = "") -> str:
    """A stored value as a person reads it: names for ids, days and amounts in words."""
    if value in (None, ""):
        return ""
    text = str(value)
    if text in names:
        return names[text]
    if listed := _listed(field, text, table):
        return _(listed)
    if field.endswith("_cents"):
        return money(int(value))
    read = _hours_words if field == "work" else _from_json
    return _moment_words(text) or value_words(field, read(text))


def _listed(field: str, text: str, table: str) -> str:
    """What a list of the catalogue calls it; "" where none does."""
    lists = {"channel": channels, "outcome": ends if table == "plan" else outcomes, "dimension": areas}
    if field in lists:
        return lists[field]().get(text, "")
    return text if field == "how_often" else ""


def _hours_words(text: str) -> str:
    """The hours of a scenario of the road to rent: «34 ore dal 01/03/2027»."""
    try:
        works = msgspec.json.decode(text, type=list[Work])
    except (msgspec.DecodeError, msgspec.ValidationError):  # written by a newer desk
        return ""
    return ", ".join(
        n_("{n} ora dal {day}", "{n} ore dal {day}", work.hours).format(n=work.hours, day=f"{work.start:%d/%m/%Y}")
        for work in works
    )


def _moment_words(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if len(text) == len("2026-11-24"):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return f"{moment.astimezone(ZONE):%d/%m/%Y %H:%M}" if moment.tzinfo else ""


def _from_json(text: str) -> str:
    """An answer's stored value in plain text."""
    if text[:1] not in '"[{':
        return text
    try:
        read = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    if isinstance(read, dict):
        return ", ".join(str(each) for each in read.values())
    return ", ".join(map(str, read)) if isinstance(read, list) else str(read)
