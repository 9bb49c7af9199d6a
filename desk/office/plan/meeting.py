"""What a meeting asks about: the commitments somebody chose for it, else those due by its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import appointment
from desk.domain.follow_up import to_check_by
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.plan.follow import Due, due_of
from desk.office.session import Session, local


@dataclass(frozen=True)
class Meeting:
    """The open commitments of the family that comes, the most pressing first. `chosen`: lines that are asked about;
    `by_hand`: somebody chose them."""

    appointment: str
    household: str
    day: date
    open: tuple[Due, ...] = ()
    chosen: frozenset[str] = frozenset()
    by_hand: bool = False

    @property
    def asked(self) -> tuple[Due, ...]:
        return tuple(each for each in self.open if each.line in self.chosen)


def read_meeting(session: Session, appointment_id: str) -> Meeting:
    """Raises NotFound where the appointment is gone."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        row = connection.execute(select(appointment).where(appointment.c.id == appointment_id)).first()
        if row is None or not row.household or not row.start:
            raise NotFound(_("Questo appuntamento non c'è più."))
        return _meeting(connection, row, session.today())


def asked_at(connection: Connection, row: Any, household: str, today: date) -> tuple[Due, ...]:
    """What today's meeting asks about; `row`: the appointment it was booked as, or nothing."""
    if row is not None and row.household == household and row.checks is not None:
        return _meeting(connection, row, today).asked
    return _due_by(due_of(connection, [household], today), today)


def choose_checks(session: Session, appointment_id: str, lines: Iterable[str] | None) -> Changes:
    """`lines`: the commitments that this meeting asks about, all others are left out; None: those due by its day."""
    session.require(May.BOOK)
    kept = None if lines is None else msgspec.json.encode(sorted(set(lines))).decode()
    with session.store.write(session.staff) as unit:
        if unit.get("appointment", appointment_id) is None:
            raise NotFound(_("Questo appuntamento non c'è più."))
        unit.change("appointment", appointment_id, checks=kept)
    return unit.changes


def asked_of(dues: Iterable[Due], checks: str | None, day: date) -> tuple[Due, ...]:
    """What a meeting on that day asks about. `checks`: the choice that stands at its appointment."""
    open_ones, chosen = tuple(each for each in dues if not each.done), _chosen(checks)
    return _due_by(open_ones, day) if chosen is None else tuple(each for each in open_ones if each.line in chosen)


def _meeting(connection: Connection, row: Any, today: date) -> Meeting:
    day = local(row.start).date()
    open_ones = tuple(each for each in due_of(connection, [row.household], today) if not each.done)
    chosen = frozenset(each.line for each in asked_of(open_ones, row.checks, day))
    return Meeting(row.id, row.household, day, open_ones, chosen, _chosen(row.checks) is not None)


def _chosen(kept: str | None) -> frozenset[str] | None:
    """What cannot be read counts as not chosen."""
    try:
        return frozenset(msgspec.json.decode(kept, type=list[str])) if kept is not None else None
    except msgspec.DecodeError:
        return None


def _due_by(dues: Iterable[Due], day: date) -> tuple[Due, ...]:
    every = tuple(dues)
    wanted = {each.line.id for each in to_check_by((due.followed for due in every), day)}
    return tuple(each for each in every if each.id in wanted)
