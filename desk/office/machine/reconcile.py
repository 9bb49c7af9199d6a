"""What two people wrote without seeing each other: both values with who and when; a person decides, as an entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, func, select

from desk.db import conflicts
from desk.db.changes import Changes
from desk.db.conflicts import Head, Waiting
from desk.db.rows import get_row
from desk.db.tables import household, journal, staff
from desk.db.unit import Unit
from desk.domain.interview import Question
from desk.domain.journal.clock import moment_of, stamp
from desk.domain.journal.together import TOLD, goes_with, stands_alone
from desk.domain.plan import words_of
from desk.domain.roles import May, allowed
from desk.errors import NotAllowed, NotFound
from desk.i18n import _, n_
from desk.office.household.details import stored_words
from desk.office.household.history import names_in, shown_value
from desk.office.household.whose_record import home_of
from desk.office.interview.confidants import told_to_others
from desk.office.interview.questionnaire import questionnaire_now
from desk.office.interview.remarks import REMARK
from desk.office.machine.clash_fields import NEVER_SHOWN, field_name
from desk.office.machine.clash_words import (
    answer_status,
    coded,
    ids_in,
    listed,
    names_of,
    question_label,
)
from desk.office.machine.keep_value import keep_value, undo_what_came_along
from desk.office.machine.record_called import Called
from desk.office.machine.where_written import where_written
from desk.office.plan.plan import read_version
from desk.office.session import ZONE, Session


@dataclass(frozen=True)
class Wrote:
    """One value in words; `value` as it is stored; `when` in the office's time zone; `source`: who said it or the
    paper it was read on, `read` when it is a paper. `staff`: the id of the colleague who wrote, with `title` and
    `phone` as the office gives them. `along`: what was written and is decided with it, fields and
    values in words."""

    words: str
    value: Any
    who: str
    when: datetime
    machine: str
    source: str = ""
    read: bool = False
    staff: str = ""
    title: str = ""
    phone: str = ""
    along: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Clash:
    """One field to settle; the first of `values` shows meanwhile. `home`: "" where it is no family's; `about`: whose
    record it is, in words; `asked`: the question that the field answers; `waiting`: the same as it is stored;
    `along`: what is decided with it."""

    table: str
    row: str
    field: str
    home: str
    family: str
    about: str
    what: str
    question: str
    values: tuple[Wrote, ...]
    before: Wrote | None
    asked: Question | None = None
    waiting: Waiting | None = None
    along: tuple[Waiting, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.row, self.field


@dataclass(frozen=True)
class Settled:
    """One act of deciding, which may have settled several fields."""

    batch: str
    words: str
    fields: tuple[tuple[str, str, str], ...]


def read_clashes(session: Session) -> tuple[Clash, ...]:
    """Every field that waits for a person, the newest first."""
    session.require(May.RECONCILE)
    with session.store.read() as connection:
        found = [each for each in conflicts.waiting(connection) if _may_see(session, connection, each.table, each.row)]
        words = _Words(connection, session.store.device, found)
        by_row: dict[tuple[str, str], list[Waiting]] = {}
        for each in found:
            by_row.setdefault((each.table, each.row), []).append(each)
        clashes = []
        for each in found:
            beside = by_row[each.table, each.row]
            if stands_alone(each.table, each.field, {other.field for other in beside}):
                along = goes_with(each.table, each.field)
                clashes.append(words.clash(each, tuple(other for other in beside if other.field in along)))
        return tuple(clashes)


def _may_see(session: Session, connection: Connection, table: str, row: str) -> bool:
    """What was told in confidence, and the notes of an interview, are settled by those who interview."""
    if table not in ("answer", "interview"):
        return True
    found = get_row(connection, table, row) or {}
    question = _asked(connection, found)
    if allowed(session.role, May.INTERVIEW):
        family = [found["household"]] if found.get("household") else []
        asked = {question.id: question} if question is not None else {}
        return table == "interview" or row not in told_to_others(connection, session, family, asked)
    return question is not None and not question.confidential


def require_sight(session: Session, connection: Connection, clash: Clash) -> None:
    """Raises NotAllowed where the value was told in confidence to others."""
    if not _may_see(session, connection, clash.table, clash.row):
        raise NotAllowed(_("Con il ruolo che hai non puoi farlo. Chiedi al coordinatore."))


def settle(session: Session, clash: Clash, value: Any) -> Changes:
    """Keep one value, or another one; all of them stay in the history. Raises NotFound where it is settled already."""
    session.require(May.RECONCILE)
    with session.store.write(session.staff) as unit:
        require_sight(session, unit.connection, clash)
        keep(unit, clash, value)
    return unit.changes


def keep(unit: Unit, clash: Clash, value: Any, source: Any = None) -> None:
    """Inside a transaction; `source`: the value whose writer tells where it comes from. Raises NotFound where other
    values wait by now than were shown."""
    if clash.waiting is None:
        raise NotFound(_("Non c'è più nulla da riconciliare qui."))
    keep_value(unit, clash.waiting, clash.along, value, source)


def settle_by_latest(session: Session, clashes: Sequence[Clash]) -> Changes:
    """Keep the value written last in each of these; one act, taken back as one. What a colleague has decided meanwhile,
    or got another value, is left as it is. Raises NotFound where that is all of them."""
    session.require(May.RECONCILE)
    with session.store.write(session.staff) as unit:
        gone: NotFound | None = None
        kept = 0
        for clash in clashes:
            require_sight(session, unit.connection, clash)
            try:
                keep(unit, clash, clash.values[0].value)
                kept += 1
            except NotFound as error:
                gone = error
        if gone is not None and not kept:
            raise gone
    return unit.changes


def settled_today(session: Session) -> tuple[Settled, ...]:
    """What was decided today and can still be taken back, the newest first."""
    session.require(May.RECONCILE)
    midnight = datetime.combine(session.today(), time(), ZONE)
    with session.store.read() as connection:
        since = stamp(int(midnight.timestamp() * 1000), 0, "")
        decided = conflicts.decisions(connection, since)
        decisions = [each for each in decided if _may_see(session, connection, each.table, each.row)]
        waiting = [Waiting(each.table, each.row, each.field, (), None) for each in decisions]
        words = _Words(connection, session.store.device, waiting)
        grouped: dict[str, list[Clash]] = {}
        for decision, each in zip(decisions, waiting, strict=True):
            grouped.setdefault(decision.batch, []).append(words.clash(each))
    return tuple(
        Settled(batch, _told(clashes), tuple(clash.key for clash in clashes)) for batch, clashes in grouped.items()
    )


def _told(decided: Sequence[Clash]) -> str:
    """«Diallo · indirizzo», «Diallo · 3 dati»."""
    fields = {(clash.table, clash.row): set[str]() for clash in decided}
    for clash in decided:
        fields[clash.table, clash.row].add(clash.field)
    clashes = [each for each in decided if stands_alone(each.table, each.field, fields[each.table, each.row])]
    families = sorted({clash.family for clash in clashes if clash.family})
    what = clashes[0].what if len(clashes) == 1 else _("{n} dati").format(n=len(clashes))
    return " · ".join([", ".join(families[:2]), what] if families else [what])


def take_back(session: Session, settled: Settled) -> Changes:
    """The values wait again, as they did. Raises NotFound where somebody has written since."""
    session.require(May.RECONCILE)
    with session.store.write(session.staff) as unit:
        undo_what_came_along(unit, settled.batch, settled.fields)
        for table, row, field in settled.fields:
            unit.reopen(table, row, field)
        for table, row in _added(unit.connection, settled):
            unit.erase(table, row)
    return unit.changes


def _added(connection: Connection, settled: Settled) -> list[tuple[str, str]]:
    """Records that keeping both has added: their values wait in the first one again. Raises NotFound where somebody has
    gone on with one."""
    kept = {row for _table, row, _field in settled.fields}
    mine = (journal.c.batch == settled.batch, journal.c.op == "put")
    since = connection.execute(select(func.min(journal.c.at)).where(journal.c.row.in_(kept), *mine)).scalar()
    query = select(journal.c.table, journal.c.row).where(journal.c.at >= since, journal.c.row.not_in(kept), *mine)
    found = [(table, row) for table, row in connection.execute(query).all()]
    for _table, row in found:
        writes = select(func.count()).select_from(journal).where(journal.c.row == row, journal.c.op == "put")
        if connection.execute(writes).scalar_one() > 1:
            raise NotFound(_("Il dato è cambiato di nuovo: la decisione non si può più annullare."))
    return found


class _Words:
    """Turns stored fields into what a person reads; names are read once for all."""

    def __init__(self, connection: Connection, here: str, found: Iterable[Waiting]) -> None:
        self._connection, self._here, self._called = connection, here, Called(connection)
        self._rows = {(each.table, each.row): get_row(connection, each.table, each.row) or {} for each in found}
        people = {str(who) for row in self._rows.values() if (who := row.get("person"))}
        people |= {row for table, row in self._rows if table == "person"}
        people |= {str(value) for each in found if each.field == "who" for value in _values(each)}
        said = {str(head.beside.get("said_by")) for each in found for head in each.heads if head.beside.get("said_by")}
        ids = ids_in(value for each in found for value in _values(each))
        self._names = names_of(connection, ids) | names_in(connection, people | said)

    def clash(self, waiting: Waiting, along: tuple[Waiting, ...] = ()) -> Clash:
        row = self._rows[waiting.table, waiting.row]
        question = _question(self._connection, waiting, row)
        home = home_of(self._connection, waiting.table, waiting.row)
        query = select(household.c.name).where(household.c.id == home)
        family = self._connection.execute(query).scalar() if home else ""
        what = question_label(question) if question else field_name(waiting.table, waiting.field)
        about = self._called.words(waiting.table, waiting.row, "question" if question else waiting.field)
        asked = _(question.text) if question else _("{what}: quale è giusto?").format(what=what[:1].upper() + what[1:])
        return Clash(
            waiting.table,
            waiting.row,
            waiting.field,
            home,
            family or "",
            about,
            what,
            asked,
            tuple(self._wrote(head, waiting, question) for head in waiting.heads),
            self._wrote(waiting.before, waiting, question) if waiting.before else None,
            question,
            waiting,
            along,
        )

    def _wrote(self, head: Head, waiting: Waiting, question: Question | None) -> Wrote:
        said = str(head.beside.get("said_by") or "")
        return Wrote(
            self._in_words(head, waiting, question),
            head.value,
            self._names.get(head.actor, "") or _("sistema"),
            moment_of(head.at).astimezone(ZONE),
            where_written(self._connection, head, self._here),
            self._names.get(said, said),
            head.beside.get("status") == "read",
            *self._reached(head.actor),
            self._told_along(head, waiting),
        )

    def _told_along(self, head: Head, waiting: Waiting) -> tuple[tuple[str, str], ...]:
        told = []
        for name in goes_with(waiting.table, waiting.field):
            if name in TOLD.get(waiting.table, ()) and name in head.beside:
                value, field = replace(head, value=head.beside[name], beside={}), replace(waiting, field=name)
                told.append((field_name(waiting.table, name), self._in_words(value, field, None)))
        return tuple(told)

    def _reached(self, actor: str) -> tuple[str, str, str]:
        """Id, title and phone of a colleague."""
        found = self._connection.execute(select(staff.c.title, staff.c.phone).where(staff.c.id == actor)).first()
        return (actor, found.title or "", found.phone or "") if found else ("", "", "")

    def _in_words(self, head: Head, waiting: Waiting, question: Question | None) -> str:
        value = head.value
        if value in (None, ""):
            return (answer_status(str(head.beside.get("status"))) if question else "") or _("vuoto")
        if (waiting.table, waiting.field) == ("plan", "signed_words"):
            return self._signed(waiting, str(value))
        if waiting.field in NEVER_SHOWN:
            return _("quello di {who}").format(who=self._names.get(head.actor, "") or _("sistema"))
        if question is None:
            words = listed(value, self._name) or coded(waiting.table, waiting.field, value, self._connection)
            return words or shown_value(waiting.field, value, self._names, waiting.table)
        return stored_words(question, str(value), self._names) or str(value)

    def _name(self, identity: str) -> str:
        return self._names.get(identity) or self._called.of_id(identity)

    def _signed(self, waiting: Waiting, fingerprint: str) -> str:
        """Which text was signed, told by the one that the plan has now."""
        row = self._rows[waiting.table, waiting.row]
        view = read_version(self._connection, str(row.get("household")), int(row.get("version") or 0))
        if view is None or words_of(view.objectives) != fingerprint:
            return _("un testo diverso da quello che il piano ha ora: confronta con il foglio firmato")
        many = sum(len(objective.commitments) for objective in view.objectives)
        return n_(
            "il testo che il piano ha ora, con {n} impegno", "il testo che il piano ha ora, con {n} impegni", many
        ).format(n=many)


def _question(connection: Connection, waiting: Waiting, row: dict[str, Any]) -> Question | None:
    return _asked(connection, row) if (waiting.table, waiting.field) == ("answer", "value") else None


def _values(waiting: Waiting) -> list[Any]:
    return [head.value for head in (*waiting.heads, waiting.before) if head is not None and head.value]


def _asked(connection: Connection, row: dict[str, Any]) -> Question | None:
    return questionnaire_now(connection).questions.get(str(row.get("question")).removeprefix(REMARK))
