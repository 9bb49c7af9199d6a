"""Which reminders the coming appointments are owed, which way each goes, and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from desk.catalogue.hours import load_opening
from desk.catalogue.reminders import load_reminders
from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import appointment
from desk.db.tables import reminder as table
from desk.domain.journal.clock import moment_of
from desk.domain.reminders import AUTOMATIC, WEEK, Quiet, Reminder, Way, due_from, is_owed, latest
from desk.domain.roles import May
from desk.i18n import _
from desk.office.appointments.diaries import SCHEDULED, utc_text
from desk.office.enrolment.writer import same_id
from desk.office.reminders.channels import DEAD, load_channels
from desk.office.reminders.reach import Home, Reach, reach, read_homes
from desk.office.session import ZONE, Session, local

CLAIMED, SENDING, SENT, RETRY, FAILED, UNSURE, YIELDED = (
    "claimed", "sending", "sent", "retry", "failed", "unsure", "yielded",
)  # fmt: skip
TOLD, CANNOT, NO_ANSWER, LETTER = "told", "cannot", "no_answer", "letter"
ANSWERED = "answered"
"""A reply that says something else than no."""
DONE = frozenset({SENT, TOLD, CANNOT, LETTER})
"""The family knows, or its letter is on its way: nothing more is done."""
BUSY = frozenset({CLAIMED, SENDING, RETRY})
HOLDING = DONE | BUSY | {UNSURE}
"""While a row stands so, no other machine may send this reminder."""
STALE = timedelta(hours=2)
"""A machine that took a reminder and was not heard of for so long: people take over."""

OVERDUE = timedelta(hours=4)


class Standing(StrEnum):
    """Where a reminder stands, as the screen groups them."""

    LATER = "later"
    DUE = "due"
    BUSY = "busy"
    BY_HAND = "by_hand"
    DONE = "done"
    LATE = "late"
    """Nothing was done, and the next reminder is nearer."""


@dataclass(frozen=True)
class Tried:
    """A row of the journal: what a machine or a person did for one reminder."""

    id: str
    key: str
    device: str
    state: str
    way: str
    contact: str
    at: datetime
    by: str
    tries: int
    fault: str


@dataclass(frozen=True)
class Owed:
    """One reminder of one appointment. `key` is the same on every machine."""

    key: str
    appointment: str
    home: Home
    start: datetime
    kind: Reminder
    due: datetime
    latest: datetime
    reach: Reach
    standing: Standing
    tried: tuple[Tried, ...]

    def overdue(self, now: datetime) -> bool:
        """It should have left hours ago: people need not wait for a machine."""
        return self.standing is Standing.DUE and now - self.due > OVERDUE

    @property
    def last(self) -> Tried | None:
        return self.tried[-1] if self.tried else None


def reminder_key(appointment_id: str, kind: str, start: str) -> str:
    """Names a reminder on every machine alike; an appointment that was moved is owed new ones."""
    return same_id("reminder", appointment_id, kind, start)


def quiet_hours(today: date) -> Quiet:
    said = load_reminders()
    closed = load_opening().holidays(range(today.year, today.year + 2))
    return Quiet(said.opens, said.closes, said.weekdays, lambda day: day in closed)


def read_reminders(session: Session, ready: Collection[Way] | None = None) -> tuple[Owed, ...]:
    """Those of all coming appointments, earliest appointment first. `ready`: ways on which a message can leave."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        return owed(connection, session.now(), load_channels().ready() if ready is None else ready)


def owed(connection: Connection, now: datetime, ready: Collection[Way]) -> tuple[Owed, ...]:
    kinds = load_reminders().reminders
    quiet = quiet_hours(now.astimezone(ZONE).date())
    horizon = now + timedelta(days=max(each.days for each in kinds) + WEEK + 1)
    query = (
        select(appointment)
        .where(appointment.c.state == SCHEDULED, appointment.c.household.is_not(None))
        .where(appointment.c.start > utc_text(now), appointment.c.start < utc_text(horizon))
        .order_by(appointment.c.start, appointment.c.id)
    )
    rows = list(connection.execute(query).mappings())
    homes = read_homes(connection, {row["household"] for row in rows})
    tried = _tried(connection, [row["id"] for row in rows])
    dead = _dead(connection, homes.values())
    found = []
    for row in rows:
        home, start = homes.get(row["household"]), local(row["start"])
        if home is None:
            continue
        told = _told_at(row)
        for kind in kinds:
            due = due_from(start, kind, quiet)
            key = reminder_key(row["id"], kind.id, row["start"])
            mine = tried.get(key, ())
            if is_owed(told, due) or mine:
                found.append(_owed(row["id"], home, start, kind, due, key, mine, now, ready, dead))
    return tuple(found)


def _owed(
    appointment_id: str, home: Home, start: datetime, kind: Reminder, due: datetime, key: str,
    tried: tuple[Tried, ...], now: datetime, ready: Collection[Way], dead: Collection[str],
) -> Owed:  # fmt: skip
    last = latest(start, kind)
    failed = [each.contact for each in tried if each.state in (FAILED, UNSURE) and each.contact]
    way = reach(home, ready, kind.by_hand, failed, dead)
    standing = _standing(tried, way, due, now)
    if now > last and standing not in (Standing.DONE, Standing.LATER):
        is_last = kind == load_reminders().reminders[-1]
        standing = Standing.BY_HAND if is_last else Standing.LATE
    if standing is Standing.BY_HAND and way.way in AUTOMATIC:
        why = _("Forse il messaggio non è arrivato") if failed else _("Il messaggio non è partito in tempo")
        way = replace(reach(home, (), "call", failed), why=why)
    return Owed(key, appointment_id, home, start, kind, due, last, way, standing, tried)


def _standing(tried: Iterable[Tried], way: Reach, due: datetime, now: datetime) -> Standing:
    states = {each.state for each in tried}
    busy = [each for each in tried if each.state in BUSY]
    if states & DONE:
        return Standing.DONE
    if busy:
        return Standing.BUSY if any(now - each.at < STALE for each in busy) else Standing.BY_HAND
    if now < due:
        return Standing.LATER
    return Standing.BY_HAND if UNSURE in states or way.way not in AUTOMATIC else Standing.DUE


def _told_at(row: Any) -> datetime:
    """When the family was given this time: when it was booked, or moved to it. Long ago where nobody can say."""
    stamps = read_stamps(row["stamps"])
    stamp = stamps.get("start") or stamps.get(WHOLE_ROW)
    return moment_of(stamp) if stamp else datetime.min.replace(tzinfo=UTC)


def _tried(connection: Connection, appointments: list[str]) -> dict[str, tuple[Tried, ...]]:
    query = select(table).where(table.c.appointment.in_(appointments), table.c.state.is_not(None))
    found: dict[str, list[Tried]] = {}
    for row in connection.execute(query.order_by(table.c.at, table.c.id)):
        found.setdefault(row.key, []).append(tried_of(row))
    return {key: tuple(rows) for key, rows in found.items()}


def _dead(connection: Connection, homes: Iterable[Home]) -> frozenset[str]:
    """Contacts at which some reminder did not arrive, and which nobody has corrected since."""
    query = select(table.c.contact, table.c.at).where(table.c.state == FAILED, table.c.fault.in_(DEAD))
    when: dict[str, datetime] = {}
    for contact, at in connection.execute(query.where(table.c.contact.is_not(None))):
        when[contact] = max(when.get(contact, local(at)), local(at))
    return frozenset(
        each.id for home in homes for each in home.contacts if each.id in when and each.written <= when[each.id]
    )


def tried_of(row: Any) -> Tried:
    """A row as what was done."""
    return Tried(
        row.id, row.key or "", row.device or "", row.state, row.way or "", row.contact or "", local(row.at),
        row.by or "", row.tries or 0, row.fault or "",
    )  # fmt: skip
