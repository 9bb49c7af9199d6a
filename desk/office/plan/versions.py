"""A new version of a plan, and what it says otherwise than the one before."""

from typing import Any

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import follow_up, plan, printed
from desk.db.unit import Unit
from desk.domain.follow_up import Outcome
from desk.domain.plan import CLOSED, DRAFT, REPLACED, SIGNED, ObjectiveLine, PlanView
from desk.domain.plan_changes import PlanChange, plan_changes
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.plan.plan import line_id, plan_id, read_version, view_of
from desk.office.session import Session

_KEPT = {
    "objective": ("dimension", "title", "translations", "position", "library"),
    "result": ("text", "translations", "position", "library"),
    "support": ("kind", "giver", "text", "translations", "position", "library"),
    "commitment": (
        *("who_kind", "who", "who_name", "text", "translations", "by_date", "how_often", "shown_by", "position"),
        *("library", "state"),
    ),
}


def next_version(session: Session, old_id: str) -> Changes:
    """A review: a new draft that carries over objectives, supports and what is still open.

    Two desks that do it apart write one version. Raises BadInput for a draft that nobody has taken home: it is simply
    written on.
    """
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        old = unit.get("plan", old_id)
        if old is None:
            raise NotFound(_("Questo piano non c'è più."))
        if old["state"] == DRAFT and not handed_out(unit.connection, old_id):
            raise BadInput(_("La bozza non è ancora uscita dall’ufficio: cambiala e basta."))
        made = plan_id(old["household"], old["version"] + 1)
        if unit.get("plan", made) is None:
            _write(session, unit, made, old)
        if old["state"] == DRAFT:
            unit.change("plan", old_id, state=REPLACED)
    return unit.changes


def _write(session: Session, unit: Unit, made: str, old: dict[str, Any]) -> None:
    unit.put(
        "plan",
        made,
        household=old["household"],
        version=old["version"] + 1,
        state=DRAFT,
        language=old["language"],
        made_on=session.today().isoformat(),
        caseworker=session.staff,
    )
    done = lines_kept(unit.connection, old["household"])
    for objective in view_of(unit.connection, old).objectives:
        _carry_over(unit, made, objective, done)


def _carry_over(unit: Unit, made: str, objective: ObjectiveLine, done: frozenset[str]) -> None:
    above = _copy(unit, made, "objective", objective.id, objective.line, plan=made)
    for result in objective.results:
        _copy(unit, made, "result", result.id, result.line, objective=above)
    for support in objective.supports:
        _copy(unit, made, "support", support.id, support.line, objective=above)
    for commitment in objective.commitments:
        over = commitment.by_date is not None and commitment.line in done
        if commitment.state == "open" and not over:
            _copy(unit, made, "commitment", commitment.id, commitment.line, objective=above)


def _copy(unit: Unit, made: str, table: str, row: str, line: str, **above: str) -> str:
    source = unit.get(table, row) or {}
    kept = {name: source.get(name) for name in _KEPT[table]}
    return unit.put(table, line_id(made, line), line=line, **above, **kept)


def lines_kept(connection: Connection, household: str) -> frozenset[str]:
    """Lines of commitments that somebody has seen kept."""
    query = select(follow_up.c.line).where(
        follow_up.c.household == household, follow_up.c.outcome == Outcome.KEPT.value, follow_up.c.line.is_not(None)
    )
    return frozenset(connection.execute(query).scalars())


def handed_out(connection: Connection, version: str) -> bool:
    """Somebody has this version on paper."""
    query = select(printed.c.id).where(printed.c.of == version, printed.c.given_to.is_not(None))
    return connection.execute(query).first() is not None


def before_of(connection: Connection, view: PlanView) -> PlanView | None:
    """The version that the family knows: the newest before this one that was signed or handed out, else the last."""
    query = select(plan.c.version, plan.c.state).where(
        plan.c.household == view.household, plan.c.version < view.version, plan.c.version.is_not(None)
    )
    known = sorted(connection.execute(query).all(), key=lambda row: (row.state in (SIGNED, CLOSED), row.version))
    return read_version(connection, view.household, known[-1].version) if known else None


def changes_since(connection: Connection, view: PlanView) -> tuple[int, tuple[PlanChange, ...]]:
    """The version before, and what this one says otherwise; (0, ()) for the first."""
    before = before_of(connection, view)
    if before is None:
        return 0, ()
    done = lines_kept(connection, view.household)
    return before.version, plan_changes(before.objectives, view.objectives, done)
