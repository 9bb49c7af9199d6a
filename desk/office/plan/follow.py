"""Commitments after the signature: what is due, what was kept and what shows it. Looks are only added."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from desk.db.changes import Changes
from desk.db.tables import commitment, follow_up, objective, person, plan, staff
from desk.db.unit import Unit
from desk.domain.follow_up import Check, Followed, Outcome, Standing, follow_all
from desk.domain.plan import DRAFT, SIGNED, CommitmentLine
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.plan.plan import line_of
from desk.office.session import Session


@dataclass(frozen=True)
class Due:
    """A commitment of the plan that binds, with who keeps it in words; `plan` and `household`: whose it is."""

    household: str
    plan: str
    who: str
    followed: Followed

    @property
    def id(self) -> str:
        return self.followed.line.id

    @property
    def line(self) -> str:
        """The same in every version of the plan."""
        return self.followed.line.line or self.id

    @property
    def text(self) -> str:
        return self.followed.line.text

    @property
    def by(self) -> date | None:
        return self.followed.due

    @property
    def late(self) -> bool:
        return self.followed.standing is Standing.OVERDUE

    @property
    def done(self) -> bool:
        return self.followed.standing is Standing.DONE


def record_check(
    session: Session,
    commitment_id: str,
    outcome: Outcome,
    *,
    evidence: str = "",
    moved_to: date | None = None,
    visit: str | None = None,
) -> Changes:
    """Somebody looked: kept and what shows it, not kept and why, or a new day. What has one day is then done."""
    session.require(May.EDIT_HOUSEHOLD)
    words = " ".join(evidence.split())
    if outcome is Outcome.KEPT and not words:
        raise BadInput(_("Scrivi che cosa lo mostra: una ricevuta, una lettera, quello che hai visto."))
    if outcome is Outcome.MOVED and (moved_to is None or moved_to < session.today()):
        raise BadInput(_("Il nuovo giorno deve essere oggi o più avanti."))
    with session.store.write(session.staff) as unit:
        row, home = _whose(unit, commitment_id)
        if outcome is Outcome.MOVED and not row["by_date"]:
            raise BadInput(_("Un impegno che si ripete non ha un giorno da spostare."))
        line = row["line"] or row["id"]
        unit.put(
            "follow_up",
            household=home,
            commitment=commitment_id,
            line=line,
            person=row["who"] if row["who_kind"] == "member" else None,
            day=session.today().isoformat(),
            outcome=outcome.value,
            evidence=words or None,
            moved_to=moved_to.isoformat() if outcome is Outcome.MOVED and moved_to else None,
            visit=visit,
            at=session.moment(),
            by=session.staff,
        )
        if outcome is Outcome.KEPT and not row["how_often"]:
            _done(unit, home, line, session.today())
    return unit.changes


def _done(unit: Unit, home: str, line: str, day: date) -> None:
    """In every version of the plan, the draft of the next one too."""
    query = (
        select(commitment.c.id)
        .join(objective, objective.c.id == commitment.c.objective)
        .join(plan, plan.c.id == objective.c.plan)
        .where(plan.c.household == home, (commitment.c.line == line) | (commitment.c.id == line))
    )
    for row in unit.connection.execute(query).scalars().all():
        unit.change("commitment", row, state="done", done_on=day.isoformat())


def _whose(unit: Unit, commitment_id: str) -> tuple[dict[str, Any], str]:
    row = unit.get("commitment", commitment_id)
    above = unit.get("objective", row["objective"]) if row and row["objective"] else None
    version = unit.get("plan", above["plan"]) if above and above["plan"] else None
    if row is None or version is None or not version["household"]:
        raise NotFound(_("Questo impegno non c'è più."))
    return row, version["household"]


def due_of(connection: Connection, households: Collection[str], today: date) -> tuple[Due, ...]:
    """Every commitment of these families' binding plans, the most pressing first, the kept ones last."""
    plans = binding_plans(connection, households)
    return due_of_plans(connection, plans, today)


def binding_plans(connection: Connection, households: Collection[str] | None = None) -> dict[str, tuple[str, date]]:
    """Household → its plan and the day from which it counts: the newest signed one, before a signature the newest
    draft. A plan that was closed binds nobody."""
    query = select(plan.c.household, plan.c.id, plan.c.state, plan.c.made_on, plan.c.signed_on).where(
        plan.c.version.is_not(None), plan.c.household.is_not(None), plan.c.made_on.is_not(None)
    )
    if households is not None:
        query = query.where(plan.c.household.in_(households))
    signed, drafts, order = dict[str, Any](), dict[str, Any](), (plan.c.version, plan.c.id)
    for row in connection.execute(query.order_by(*order)):
        if row.state == DRAFT:
            drafts[row.household] = row
        elif row.state != "replaced":
            signed[row.household] = row
    found = {**drafts, **signed}
    open_ones = {home: row for home, row in found.items() if row.state in (SIGNED, DRAFT)}
    return {home: (row.id, date.fromisoformat(row.signed_on or row.made_on)) for home, row in open_ones.items()}


def due_of_plans(
    connection: Connection, plans: Mapping[str, tuple[str, date]], today: date, *, pressing: bool = False
) -> tuple[Due, ...]:
    """The same for these plans; see `binding_plans`. `pressing`: without what cannot be due today."""
    homes = {version: home for home, (version, _start) in plans.items()}
    lines: dict[str, list[CommitmentLine]] = {}
    for part in _parts(homes):
        query = (
            select(commitment, objective.c.plan)
            .join(objective, objective.c.id == commitment.c.objective)
            .where(objective.c.plan.in_(part), objective.c.removed.is_(None), commitment.c.removed.is_(None))
            .where(commitment.c.text.is_not(None))
            .order_by(objective.c.position, commitment.c.position, commitment.c.id)
        )
        if pressing:
            moved = select(follow_up.c.line).where(follow_up.c.outcome == Outcome.MOVED.value)
            near = (commitment.c.by_date <= today.isoformat()) | commitment.c.how_often.is_not(None)
            query = query.where(
                commitment.c.state == "open", near | func.coalesce(commitment.c.line, commitment.c.id).in_(moved)
            )
        for row in connection.execute(query).mappings():
            lines.setdefault(row["plan"], []).append(line_of(row))
    checks = checks_of(connection, {homes[version] for version in lines})
    names = names_of(connection, lines.values())
    found = [
        Due(homes[version], version, names.get(each.line.who or "") or each.line.who_name or _("Ufficio"), each)
        for version, written in lines.items()
        for each in follow_all(written, checks, plans[homes[version]][1], today)
    ]
    return tuple(sorted(found, key=lambda due: due.followed.order))


def checks_of(connection: Connection, households: Collection[str]) -> dict[str, list[Check]]:
    """Line → every look at it, the oldest first."""
    found: dict[str, list[Check]] = {}
    for part in _parts(households):
        query = select(follow_up).where(
            follow_up.c.household.in_(part), follow_up.c.outcome.is_not(None), follow_up.c.day.is_not(None)
        )
        for row in connection.execute(query.order_by(follow_up.c.day, follow_up.c.id)):
            moved = date.fromisoformat(row.moved_to) if row.moved_to else None
            day, outcome = date.fromisoformat(row.day), Outcome(row.outcome)
            check = Check(row.id, row.line, day, outcome, row.evidence or "", moved, row.by or "")
            found.setdefault(row.line, []).append(check)
    return found


def names_of(connection: Connection, lines: Iterable[Iterable[CommitmentLine]]) -> dict[str, str]:
    """Id of a member or of staff → the whole name."""
    wanted = {line.who for each in lines for line in each if line.who}
    found: dict[str, str] = {}
    for table in (person, staff):
        for part in _parts(wanted):
            query = select(table.c.id, table.c.given, table.c.surname).where(table.c.id.in_(part))
            found |= {row.id: f"{row.given or ''} {row.surname or ''}".strip() for row in connection.execute(query)}
    return found


def _parts(ids: Collection[str]) -> Iterable[list[str]]:
    """As many as one question to the store may name."""
    every = sorted(ids)
    for start in range(0, len(every), 900):
        yield every[start : start + 900]
