"""Two desks called the same family without seeing each other: both calls shown, one click keeps one."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.db import conflicts
from desk.db.changes import Changes
from desk.db.tables import room, staff, visit
from desk.domain.journal.clock import moment_of
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.front.desks import short_name
from desk.office.session import ZONE, Session

OF_A_CALL = ("caseworker", "room", "called_at", "calls", "state", "picked_why", "entered_at")
"""Fields that one call writes: they are settled together, all from the same machine."""


@dataclass(frozen=True)
class RivalCall:
    """One of the calls. `device` names the machine it was made on; `at` as a clock shows it."""

    device: str
    who: str
    room: str
    at: str


def rival_calls(connection: Connection, day: str) -> dict[str, tuple[RivalCall, ...]]:
    """Visit → its rival calls, the earlier first; only visits of that day that two machines called."""
    today = set(connection.execute(select(visit.c.id).where(visit.c.day == day)).scalars())
    people = {row.id: row for row in connection.execute(select(staff.c.id, staff.c.given, staff.c.surname))}
    rooms = dict(connection.execute(select(room.c.id, room.c.name)).all())
    found: dict[str, dict[str, RivalCall]] = {}
    for each in conflicts.waiting(connection, "visit"):
        if each.row not in today or each.field not in ("caseworker", "room"):
            continue
        calls = found.setdefault(each.row, {})
        for head in each.heads:
            known = calls.get(head.device, RivalCall(head.device, "", "", ""))
            who, place = known.who, known.room
            if each.field == "caseworker" and head.value in people:
                who = short_name(people[head.value].given, people[head.value].surname)
            if each.field == "room":
                place = rooms.get(head.value) or ""
            calls[head.device] = RivalCall(head.device, who, place, f"{moment_of(head.at).astimezone(ZONE):%H:%M}")
    return {row: tuple(sorted(calls.values(), key=lambda call: (call.at, call.device))) for row, calls in found.items()}


def keep_call(session: Session, visit_id: str, device: str) -> Changes:
    """Settle every field of the call with what that machine wrote; the other call stays in the history."""
    session.require(May.CALL)
    with session.store.write(session.staff) as unit:
        clashes = [each for each in conflicts.waiting(unit.connection, "visit") if each.row == visit_id]
        settled = 0
        for each in clashes:
            head = next((head for head in each.heads if head.device == device), None)
            if each.field in OF_A_CALL and head is not None:
                unit.reconcile("visit", visit_id, each.field, head.value)
                settled += 1
        if not settled:
            raise NotFound(_("Non c'è più nulla da decidere: un collega ha già scelto."))
    return unit.changes
