"""The lines of a plan's draft: added, changed, translated, moved, removed."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import commitment, objective, result, support
from desk.db.unit import Unit
from desk.domain.plan import Help, outdated, translated_anew
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.plan.plan import read_translations, require_draft
from desk.office.session import Session

PARENTS = {
    "objective": (objective, "plan"),
    "result": (result, "objective"),
    "commitment": (commitment, "objective"),
    "support": (support, "objective"),
}


def add_objective(
    session: Session,
    plan_id: str,
    *,
    dimension: str,
    title: str,
    results: tuple[str, ...] = (),
    commitments: tuple[dict[str, Any], ...] = (),
    supports: tuple[dict[str, Any], ...] = (),
    library: str | None = None,
    translations: Mapping[str, dict[str, str]] | None = None,
) -> Changes:
    """An objective with its results, commitments and supports; the last two name the columns they know.

    `translations`: the text of a result → what it is in other languages.
    """
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        require_draft(unit, plan_id)
        made = unit.put(
            "objective",
            plan=plan_id,
            dimension=dimension,
            title=_text(title),
            library=library,
            position=_next_position(unit.connection, objective, objective.c.plan == plan_id),
        )
        for position, text in enumerate(results):
            typed = (translations or {}).get(text)
            kept = msgspec.json.encode(typed).decode() if typed else None
            unit.put("result", objective=made, text=_text(text), translations=kept, position=position)
        for position, facts in enumerate(commitments):
            unit.put("commitment", objective=made, position=position, state="open", **facts)
        for position, facts in enumerate(supports):
            unit.put("support", objective=made, position=position, **facts)
    return unit.changes


def add_result(session: Session, objective_id: str, text: str) -> Changes:
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        _draft_of(unit, objective_id)
        unit.put(
            "result",
            objective=objective_id,
            text=_text(text),
            position=_next_position(unit.connection, result, result.c.objective == objective_id),
        )
    return unit.changes


def add_commitment(session: Session, objective_id: str, **facts: Any) -> Changes:
    """A commitment at the end of an objective; `facts` are columns of the table."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        _draft_of(unit, objective_id)
        unit.put(
            "commitment",
            objective=objective_id,
            state="open",
            position=_next_position(unit.connection, commitment, commitment.c.objective == objective_id),
            **facts,
        )
    return unit.changes


def add_support(
    session: Session, objective_id: str, *, kind: str, text: str, giver: str = "", library: str | None = None
) -> Changes:
    """What the family receives, at the end of an objective."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        _draft_of(unit, objective_id)
        unit.put(
            "support",
            objective=objective_id,
            kind=Help(kind).value,
            text=_text(text),
            giver=giver.strip() or None,
            library=library,
            position=_next_position(unit.connection, support, support.c.objective == objective_id),
        )
    return unit.changes


def change_line(session: Session, table: str, row: str, **facts: Any) -> Changes:
    """Change columns of an objective, result or commitment of a draft."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        line = unit.get(table, row)
        if line is None:
            raise NotFound(_("Questa riga del piano non c'è più."))
        _draft_with(unit, table, line)
        words = "title" if table == "objective" else "text"
        if line["translations"] and facts.get(words, line[words]) != line[words]:
            kept = outdated(read_translations(line["translations"]), line[words])
            facts["translations"] = msgspec.json.encode(kept).decode()
        unit.change(table, row, **facts)
    return unit.changes


def translate_line(session: Session, table: str, row: str, language: str, text: str) -> Changes:
    """Keep a translation typed by hand; an empty text takes it away."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        line = unit.get(table, row)
        if line is None:
            raise NotFound(_("Questa riga del piano non c'è più."))
        kept = translated_anew(read_translations(line["translations"]), language, text.strip())
        unit.change(table, row, translations=msgspec.json.encode(kept).decode())
    return unit.changes


def remove_line(session: Session, table: str, row: str) -> Changes:
    """Take a line out of the draft; undo brings it back, history keeps it."""
    return change_line(session, table, row, removed=session.moment())


def move_line(session: Session, table: str, row: str, to: int) -> Changes:
    """Put a line at a place (from 0) among its own kind; places beyond the end mean the end."""
    session.require(May.PLAN)
    of, parent = PARENTS[table]
    with session.store.write(session.staff) as unit:
        line = unit.get(table, row)
        if line is None:
            raise NotFound(_("Questa riga del piano non c'è più."))
        _draft_with(unit, table, line)
        query = select(of.c.id, of.c.position).where(of.c[parent] == line[parent], of.c.removed.is_(None))
        beside = list(unit.connection.execute(query.order_by(of.c.position, of.c.id)))
        order = [each.id for each in beside if each.id != row]
        order.insert(max(0, min(to, len(order))), row)
        before = {each.id: each.position for each in beside}
        for place, name in enumerate(order):
            if before[name] != place:
                unit.change(table, name, position=place)
    return unit.changes


def _draft_with(unit: Unit, table: str, line: dict[str, Any]) -> None:
    if table == "objective":
        require_draft(unit, line["plan"])
    else:
        _draft_of(unit, line["objective"])


def _text(text: str) -> str:
    if not text.strip():
        raise BadInput(_("Scrivi qualche parola: la riga è vuota."))
    return text.strip()


def _draft_of(unit: Unit, objective_id: str) -> None:
    found = unit.get("objective", objective_id)
    if found is None:
        raise NotFound(_("Questo obiettivo non c'è più."))
    require_draft(unit, found["plan"])


def _next_position(connection: Connection, table: Any, where: Any) -> int:
    rows = connection.execute(select(table.c.position).where(where)).scalars().all()
    return max((position or 0 for position in rows), default=-1) + 1
