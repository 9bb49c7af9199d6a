"""The family's plan: reading it, starting, signing, a new version. Its lines are in plan_lines."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import commitment, objective, plan, result
from desk.db.unit import Unit
from desk.domain.plan import DRAFT, SIGNED, CommitmentLine, ObjectiveLine, PlanView, ResultLine
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.session import Session

__all__ = [
    "DRAFT",
    "SIGNED",
    "CommitmentLine",
    "ObjectiveLine",
    "PlanView",
    "ResultLine",
    "next_version",
    "read_plan",
    "require_draft",
    "sign_plan",
    "start_plan",
]


def read_plan(session: Session, household: str) -> PlanView | None:
    """The newest version, or None where the family has no plan yet."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        query = select(plan).where(plan.c.household == household).order_by(plan.c.version.desc(), plan.c.id.desc())
        found = connection.execute(query).mappings().first()
        return _view(connection, dict(found)) if found else None


def start_plan(session: Session, household: str, *, language: str) -> Changes:
    """A first draft, or the existing plan left as it is."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        exists = unit.connection.execute(select(plan.c.id).where(plan.c.household == household)).first()
        if not exists:
            unit.put(
                "plan",
                household=household,
                version=1,
                state=DRAFT,
                language=language,
                made_on=session.today().isoformat(),
                caseworker=session.staff,
            )
    return unit.changes


def sign_plan(session: Session, plan_id: str) -> Changes:
    """Signed on paper today: this version changes no more."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        require_draft(unit, plan_id)
        unit.change("plan", plan_id, state=SIGNED, signed_on=session.today().isoformat())
    return unit.changes


def next_version(session: Session, plan_id: str) -> Changes:
    """A new draft that carries over objectives and what is still open."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        old = unit.get("plan", plan_id)
        if old is None or old["state"] != SIGNED:
            raise BadInput(_("Si fa una nuova versione solo di un piano firmato."))
        made = unit.put(
            "plan",
            household=old["household"],
            version=old["version"] + 1,
            state=DRAFT,
            language=old["language"],
            made_on=session.today().isoformat(),
            caseworker=session.staff,
        )
        for line in _view(unit.connection, old).objectives:
            _carry_over(unit, made, line)
    return unit.changes


def _carry_over(unit: Unit, plan_id: str, line: ObjectiveLine) -> None:
    source = unit.get("objective", line.id) or {}
    kept = {name: source.get(name) for name in ("dimension", "title", "translations", "position", "library")}
    made = unit.put("objective", plan=plan_id, **kept)
    for each in line.results:
        row = unit.get("result", each.id) or {}
        unit.put(
            "result",
            objective=made,
            **{name: row.get(name) for name in ("text", "translations", "position", "library")},
        )
    for commitment_line in line.commitments:
        if commitment_line.state == "open":
            row = unit.get("commitment", commitment_line.id) or {}
            names = (
                "who_kind",
                "who",
                "who_name",
                "text",
                "translations",
                "by_date",
                "how_often",
                "shown_by",
                "position",
                "library",
                "state",
            )
            unit.put("commitment", objective=made, **{name: row.get(name) for name in names})


def _view(connection: Connection, row: dict[str, Any]) -> PlanView:
    query = select(objective).where(objective.c.plan == row["id"], objective.c.removed.is_(None))
    lines = connection.execute(query.order_by(objective.c.position, objective.c.id)).mappings().all()
    return PlanView(
        row["id"],
        row["household"],
        row["version"],
        row["state"],
        row["language"] or "it",
        date.fromisoformat(row["made_on"]),
        date.fromisoformat(row["signed_on"]) if row["signed_on"] else None,
        tuple(
            ObjectiveLine(
                line["id"],
                line["dimension"],
                line["title"],
                read_translations(line["translations"]),
                _results(connection, line["id"]),
                _commitments(connection, line["id"]),
                line["library"] or "",
            )
            for line in lines
        ),
    )


def _results(connection: Connection, objective_id: str) -> tuple[ResultLine, ...]:
    query = select(result).where(result.c.objective == objective_id, result.c.removed.is_(None))
    return tuple(
        ResultLine(row.id, row.text, read_translations(row.translations))
        for row in connection.execute(query.order_by(result.c.position, result.c.id))
    )


def _commitments(connection: Connection, objective_id: str) -> tuple[CommitmentLine, ...]:
    query = select(commitment).where(commitment.c.objective == objective_id, commitment.c.removed.is_(None))
    return tuple(
        CommitmentLine(
            row["id"],
            row["who_kind"] or "member",
            row["who"],
            row["who_name"] or "",
            row["text"] or "",
            read_translations(row["translations"]),
            date.fromisoformat(row["by_date"]) if row["by_date"] else None,
            row["how_often"] or "",
            row["shown_by"] or "",
            row["state"] or "open",
            row["library"] or "",
        )
        for row in connection.execute(query.order_by(commitment.c.position, commitment.c.id)).mappings()
    )


def read_translations(translations: str | None) -> dict[str, str]:
    """Language → text, as a line keeps them."""
    return msgspec.json.decode(translations, type=dict[str, str]) if translations else {}


def require_draft(unit: Unit, plan_id: str) -> None:
    """Raises BadInput where the plan is signed."""
    found = unit.get("plan", plan_id)
    if found is None:
        raise NotFound(_("Questo piano non c'è più."))
    if found["state"] != DRAFT:
        raise BadInput(_("Il piano è firmato e non cambia più. Fai una nuova versione."))
