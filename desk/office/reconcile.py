"""What two people wrote without seeing each other: both values with who and when; a person decides, as an entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desk.catalogue.interview import load_interview
from desk.db import conflicts
from desk.db.changes import Changes
from desk.db.conflicts import Head, Waiting
from desk.db.rows import get_row
from desk.db.tables import household, membership, staff
from desk.domain.interview import Question, questions_of
from desk.domain.interview_typed import shown
from desk.domain.interview_values import from_text
from desk.domain.journal.clock import moment_of
from desk.domain.roles import May
from desk.i18n import _
from desk.office.history_words import field_words, value_words
from desk.office.session import ZONE, Session


@dataclass(frozen=True)
class Wrote:
    """One value in words; `value` as it is stored; `when` in the office's time zone."""

    words: str
    value: Any
    who: str
    when: datetime
    machine: str


@dataclass(frozen=True)
class Clash:
    """One field to settle; the first of `values` shows meanwhile. `home`: "" where it is no family's."""

    table: str
    row: str
    field: str
    home: str
    family: str
    what: str
    values: tuple[Wrote, ...]
    before: Wrote | None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.row, self.field


def read_clashes(session: Session) -> tuple[Clash, ...]:
    """Every field that waits for a person, the newest first."""
    session.require(May.RECONCILE)
    with session.store.read() as connection:
        names = {row.id: f"{row.given or ''} {row.surname or ''}".strip() for row in connection.execute(select(staff))}
        return tuple(_clash(connection, each, names, session.store.device) for each in conflicts.waiting(connection))


def settle(session: Session, clash: Clash, value: Any) -> Changes:
    """Keep one value, or another one; all of them stay in the history. Raises NotFound where it is settled already."""
    session.require(May.RECONCILE)
    with session.store.write(session.staff) as unit:
        unit.reconcile(clash.table, clash.row, clash.field, value)
    return unit.changes


def _clash(connection: Connection, waiting: Waiting, names: dict[str, str], here: str) -> Clash:
    row = get_row(connection, waiting.table, waiting.row) or {}
    question = _question(waiting, row)
    home = _home(connection, waiting, row)
    family = connection.execute(select(household.c.name).where(household.c.id == home)).scalar() if home else ""
    what = _(question.label) if question else field_words(waiting.table, waiting.field)
    return Clash(
        waiting.table,
        waiting.row,
        waiting.field,
        home,
        family or "",
        what,
        tuple(_wrote(head, waiting.field, question, names, here) for head in waiting.heads),
        _wrote(waiting.before, waiting.field, question, names, here) if waiting.before else None,
    )


def _question(waiting: Waiting, row: dict[str, Any]) -> Question | None:
    if waiting.table != "answer" or waiting.field != "value":
        return None
    return questions_of(load_interview()).get(str(row.get("question")))


def _home(connection: Connection, waiting: Waiting, row: dict[str, Any]) -> str:
    """The family that a record belongs to."""
    if waiting.table == "household":
        return waiting.row
    if row.get("household"):
        return str(row["household"])
    who = waiting.row if waiting.table == "person" else row.get("person")
    query = select(membership.c.household).where(membership.c.person == who, membership.c.until.is_(None))
    return connection.execute(query).scalar() or "" if who else ""


def _wrote(head: Head, field: str, question: Question | None, names: dict[str, str], here: str) -> Wrote:
    machine = _("questo computer") if head.device == here else _("computer {id}").format(id=head.device[-4:])
    return Wrote(
        _in_words(head.value, field, question),
        head.value,
        names.get(head.actor, "") or _("sistema"),
        moment_of(head.at).astimezone(ZONE),
        machine,
    )


def _in_words(value: Any, field: str, question: Question | None) -> str:
    if value in (None, ""):
        return _("vuoto")
    if question is None:
        return value_words(field, str(value))
    answer = from_text(question, str(value))
    if isinstance(answer, bool):
        return _("Sì") if answer else _("No")
    codes = answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()
    labels = [_(option.label) for code in codes if (option := question.option(str(code)))]
    if labels:
        return ", ".join(labels)
    unit = question.unit or ("€" if question.kind == "money" else "")
    return f"{shown(question, answer)} {unit}".strip()
