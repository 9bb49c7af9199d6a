"""Scenarios of a family's road to rent: kept with it, and one of them chosen for its plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import scenario as table
from desk.db.unit import Unit
from desk.domain.road_scenario import Scenario, Work
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.session import Session

TODAY: Final = "today"
"""As things are, with nothing promised."""
TOLD: Final = "told"
"""With the work that the family counts on."""
OWN: Final = "own"
MOST: Final = 6
LONGEST_NAME: Final = 60


@dataclass(frozen=True)
class Saved:
    """One scenario as it is kept. `id`: its row, or the kind of one that is always there. `name` empty: by itself."""

    id: str
    kind: str
    scenario: Scenario
    name: str = ""
    chosen: bool = False


def scenarios_of(connection: Connection, households: Sequence[str], promised: Scenario) -> tuple[Saved, ...]:
    """As today, as promised where something is, then those that were made, oldest first; exactly one is chosen."""
    rows = _rows(connection, households)
    last = _last_chosen(rows, bool(promised.work))
    found = [Saved(TODAY, TODAY, Scenario(), chosen=last == TODAY)]
    if promised.work:
        found.append(Saved(TOLD, TOLD, promised, chosen=last == TOLD))
    for row in rows:
        if row["kind"] == OWN:
            found.append(Saved(row["id"], OWN, _read(row), row["name"] or "", last == row["id"]))
    return tuple(found)


def chosen_scenario(connection: Connection, households: Sequence[str], promised: Scenario) -> Scenario:
    """The one that the plan goes by."""
    return next(each.scenario for each in scenarios_of(connection, households, promised) if each.chosen)


def save_scenario(session: Session, household: str, made: Scenario, *, row: str = "", name: str = "") -> Changes:
    """Keep a scenario: a new one under the id `row` (made by whoever shows it), or the one that has it already."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        if row and unit.get("scenario", row) is not None:
            unit.put("scenario", row, removed=None, **_columns(made))
        else:
            _add(session, unit, household, made, row, name)
    return unit.changes


def _add(session: Session, unit: Unit, household: str, made: Scenario, row: str, name: str) -> None:
    kept = [each for each in _rows(unit.connection, [household]) if each["kind"] == OWN]
    if len(kept) >= MOST:
        raise BadInput(_("Ci sono già {most} scenari: togline uno.").format(most=MOST))
    unit.put(
        "scenario",
        row or None,
        household=household,
        kind=OWN,
        name=_short(name) or None,
        made_on=session.today().isoformat(),
        made_by=session.staff,
        **_columns(made),
    )


def rename_scenario(session: Session, row: str, name: str) -> Changes:
    """An empty name: it is called by what it changes."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        unit.change("scenario", row, name=_short(name) or None)
    return unit.changes


def remove_scenario(session: Session, row: str) -> Changes:
    """Take a scenario off the list."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        unit.change("scenario", row, removed=session.today().isoformat())
    return unit.changes


def choose_scenario(session: Session, household: str, which: str) -> Changes:
    """The plan goes by this one from now on. `which`: a row, or the kind of one that is always there."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        rows = _rows(unit.connection, [household])
        for row in rows:
            if row["chosen_at"]:
                unit.change("scenario", row["id"], chosen_at=None)
        if which in (TODAY, TOLD):
            known = next((row["id"] for row in rows if row["kind"] == which), None)
            unit.put("scenario", known, household=household, kind=which, chosen_at=session.moment())
        else:
            unit.change("scenario", which, chosen_at=session.moment())
    return unit.changes


def _rows(connection: Connection, households: Sequence[str]) -> list[dict[str, Any]]:
    query = select(table).where(table.c.household.in_(households), table.c.removed.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(table.c.id)).mappings()]


def _last_chosen(rows: Sequence[dict[str, Any]], promised: bool) -> str:
    """The one that is chosen, of two desks' choices the later; where none is, what was promised, else as today."""
    for row in sorted((row for row in rows if row["chosen_at"]), key=lambda row: row["chosen_at"], reverse=True):
        if row["kind"] == OWN:
            return str(row["id"])
        if row["kind"] == TODAY or (row["kind"] == TOLD and promised):
            return str(row["kind"])
    return TOLD if promised else TODAY


def _columns(made: Scenario) -> dict[str, Any]:
    return {
        "work": msgspec.json.encode(sorted(made.work, key=lambda each: each.person)).decode(),
        "saving_cents": made.saving_cents,
        "saving_from": made.saving_from.isoformat() if made.saving_from else None,
        "sought_cents": made.sought_cents,
        "arrears_cents": made.arrears_cents,
        "deposit_paid": int(made.deposit_paid),
        "debts_less_cents": made.debts_less_cents,
    }


def _read(row: dict[str, Any]) -> Scenario:
    try:
        work = msgspec.json.decode(row["work"] or "[]", type=tuple[Work, ...])
    except (msgspec.DecodeError, msgspec.ValidationError):  # written by a newer desk
        work = ()
    return Scenario(
        work=work,
        saving_cents=row["saving_cents"],
        saving_from=date.fromisoformat(row["saving_from"]) if row["saving_from"] else None,
        sought_cents=row["sought_cents"],
        arrears_cents=row["arrears_cents"],
        deposit_paid=bool(row["deposit_paid"]),
        debts_less_cents=row["debts_less_cents"] or 0,
    )


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
