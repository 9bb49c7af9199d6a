"""Who changed when somebody can be booked: the journal of their availability, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.db import journal
from desk.db.tables import availability, staff
from desk.db.tables import journal as journal_table
from desk.domain.availability import Rule
from desk.domain.journal.clock import moment_of
from desk.domain.journal.entry import Entry
from desk.domain.roles import May
from desk.office.appointments.availability import line_of
from desk.office.session import ZONE, Session

ADDED, REMOVED = "added", "removed"
_AT_MOST = 900


@dataclass(frozen=True)
class Step:
    """What one person did at one moment; `imported`: by reading a calendar, with all its lines as one step."""

    at: datetime
    by: str
    act: str
    rules: tuple[Rule, ...]
    imported: bool


def availability_history(session: Session, who: str, limit: int = 100) -> tuple[Step, ...]:
    """Of one person or room, or of the whole office."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        rows = {row.id: row for row in connection.execute(select(availability).where(availability.c.who == who))}
        names = {row.id: f"{row.given or ''} {row.surname or ''}".strip() for row in connection.execute(select(staff))}
        ids = sorted(rows)
        entries: list[Entry] = []
        for start in range(0, len(ids), _AT_MOST):
            entries += journal.entries(connection, journal_table.c.row.in_(ids[start : start + _AT_MOST]))
    found: dict[tuple[str, str, bool], list[Rule]] = {}
    first: dict[tuple[str, str, bool], tuple[datetime, str]] = {}
    for entry in sorted(entries, key=lambda each: each.at):
        line, values = line_of(rows[entry.row]), entry.values()
        if line is None or entry.op != "put":
            continue
        act = REMOVED if values.get("removed") or values.get("kind", "") is None else ADDED
        key = (entry.batch, act, line.imported)
        first.setdefault(key, (moment_of(entry.at).astimezone(ZONE), names.get(entry.actor, "")))
        found.setdefault(key, []).append(line.rule)
    steps = [Step(*first[key], key[1], tuple(rules), key[2]) for key, rules in found.items()]
    return tuple(reversed(steps))[:limit]
