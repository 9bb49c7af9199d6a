"""The family's plan: reading it, starting, signing. Its lines are in plan_lines, a new version in plan_versions."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import commitment, objective, plan, result, support
from desk.db.unit import Unit
from desk.domain.plan import DRAFT, SIGNED, CommitmentLine, ObjectiveLine, PlanView, ResultLine, SupportLine
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
    "SupportLine",
    "read_plan",
    "read_version",
    "require_draft",
    "start_plan",
    "view_of",
]

_PLANS = UUID("0198f3a0-6c1e-7b52-9d34-2f7a51c0e6b9")


def read_plan(session: Session, household: str) -> PlanView | None:
    """The newest version, or None where the family has no plan yet."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        query = select(plan).where(plan.c.household == household).order_by(plan.c.version.desc(), plan.c.id.desc())
        found = connection.execute(query).mappings().first()
        return view_of(connection, dict(found)) if found else None


def read_version(connection: Connection, household: str, version: int) -> PlanView | None:
    """One version, the binding one where two desks made it apart."""
    query = select(plan).where(plan.c.household == household, plan.c.version == version)
    found = connection.execute(query.order_by(plan.c.signed_on.desc(), plan.c.id.desc())).mappings().first()
    return view_of(connection, dict(found)) if found else None


def plan_id(household: str, version: int) -> str:
    """The same on every machine: two desks that begin a version apart write one plan."""
    return str(uuid5(_PLANS, f"{household} {version}"))


def line_id(plan_of: str, line: str) -> str:
    """The same on every machine for a line that is carried over into a version."""
    return str(uuid5(_PLANS, f"{plan_of} {line}"))


def start_plan(session: Session, household: str, *, language: str) -> Changes:
    """A first draft, or the existing plan left as it is."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        exists = unit.connection.execute(select(plan.c.id).where(plan.c.household == household)).first()
        if not exists:
            unit.put(
                "plan",
                plan_id(household, 1),
                household=household,
                version=1,
                state=DRAFT,
                language=language,
                made_on=session.today().isoformat(),
                caseworker=session.staff,
            )
    return unit.changes


def view_of(connection: Connection, row: dict[str, Any]) -> PlanView:
    """A row of the table of plans with all its lines."""
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
                _supports(connection, line["id"]),
                line["line"] or line["id"],
            )
            for line in lines
            if line["dimension"]
        ),
        row["signed_words"] or "",
        date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        row["outcome"] or "",
        row["closing_words"] or "",
    )


def _results(connection: Connection, objective_id: str) -> tuple[ResultLine, ...]:
    query = select(result).where(result.c.objective == objective_id, result.c.removed.is_(None))
    return tuple(
        ResultLine(row.id, row.text, read_translations(row.translations), row.line or row.id)
        for row in connection.execute(query.order_by(result.c.position, result.c.id))
    )


def _supports(connection: Connection, objective_id: str) -> tuple[SupportLine, ...]:
    query = select(support).where(support.c.objective == objective_id, support.c.removed.is_(None))
    return tuple(
        SupportLine(
            row.id,
            row.kind or "service",
            row.text or "",
            read_translations(row.translations),
            row.giver or "",
            row.line or row.id,
        )
        for row in connection.execute(query.order_by(support.c.position, support.c.id))
    )


def line_of(row: Mapping[Any, Any]) -> CommitmentLine:
    """A row of the table of commitments."""
    return CommitmentLine(
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
        row["line"] or row["id"],
    )


def _commitments(connection: Connection, objective_id: str) -> tuple[CommitmentLine, ...]:
    query = select(commitment).where(commitment.c.objective == objective_id, commitment.c.removed.is_(None))
    ordered = query.order_by(commitment.c.position, commitment.c.id)
    return tuple(line_of(row) for row in connection.execute(ordered).mappings())


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
