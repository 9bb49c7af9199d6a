"""Somebody is at the door: mark an appointment as arrived, or take in a family without one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.tables import appointment as appointment_table
from desk.db.tables import visit as visit_table
from desk.db.unit import Unit
from desk.domain.queue import Priority, priority_of
from desk.domain.roles import May
from desk.domain.visit import OPEN, Move, State
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.diaries import OFF
from desk.office.front.tickets import APPOINTMENT, WALK_IN, next_ticket
from desk.office.front.visit_moves import AlreadyDone, make_move, visit_row
from desk.office.household.last_writer import last_writer
from desk.office.interview.known_facts import ACCESS, answered_day, known_of
from desk.office.lobby.moves import tell_lobby
from desk.office.session import Session, local

_VISITS = UUID("6f1f6b3e-5d0b-5f0e-9a55-0d6f4b1c7a01")


@dataclass(frozen=True)
class CheckedIn:
    """`ticket` for the paper and the display; `visit` for what follows."""

    visit: str
    ticket: str
    household: str
    changes: Changes


def check_in(
    session: Session,
    *,
    appointment: str | None = None,
    household: str | None = None,
    service: str = "",
    purpose: str = "",
    present: str = "",
) -> CheckedIn:
    """Exactly one of `appointment` and `household`; a family that is expected today is taken with its appointment.

    Raises AlreadyDone, saying who did it and when, for a family that is in the office already.
    """
    session.require(May.CHECK_IN)
    day = session.today().isoformat()
    with session.store.write(session.staff) as unit:
        booked = _booking(session, unit, appointment, household)
        family = str(booked["household"] if booked else household)
        _refuse_second(unit, family, day)
        letter = APPOINTMENT if booked else WALK_IN
        row = visit_id(unit, family, day, appointment=str(booked["id"]) if booked else None)
        before = unit.get("visit", row)
        ticket = before["ticket"] if before and before["ticket"] else next_ticket(unit.connection, day, letter)
        facts = {"ticket": ticket, "day": day, "household": family}
        if booked:
            facts |= {
                "appointment": booked["id"],
                "service": booked["service"],
                "caseworker": booked["caseworker"],
                "purpose": purpose or booked["purpose"] or "",
            }
        else:
            facts |= {"service": service, "purpose": purpose}
        if present:
            facts["present"] = present
        facts |= priority_facts(session, unit, family)
        if before is None:
            unit.put("visit", row, state=State.EXPECTED.value, calls=0, **facts)
            make_move(session, unit, row, Move.ARRIVE)
        else:
            make_move(session, unit, row, Move.ARRIVE, **facts)
    return CheckedIn(row, ticket, family, unit.changes)


def identify(session: Session, visit: str, household: str) -> CheckedIn:
    """The family of a number that was taken at the kiosk; expected today, it is taken with its appointment.

    The number and the arrival stay. Raises AlreadyDone for a family that has another number already.
    """
    session.require(May.CHECK_IN)
    day = session.today().isoformat()
    with session.store.write(session.staff) as unit:
        row = visit_row(unit, visit)
        if row["household"]:
            raise AlreadyDone(_("{ticket}: la famiglia è già indicata.").format(ticket=row["ticket"]))
        if unit.get("household", household) is None:
            raise NotFound(_("Questa famiglia non c'è più. Aggiorna la pagina e riprova."))
        _refuse_second(unit, household, day)
        facts: dict[str, str | None] = {"household": household, **priority_facts(session, unit, household)}
        booked = _expected_today(session, unit, household)
        if booked is not None:
            facts |= {
                "appointment": booked["id"],
                "service": booked["service"],
                "caseworker": booked["caseworker"],
                "purpose": row["purpose"] or booked["purpose"] or "",
            }
        unit.change("visit", visit, **facts)
        tell_lobby(session, unit, visit, Move.ARRIVE)
    return CheckedIn(visit, row["ticket"], household, unit.changes)


def visit_id(unit: Unit, household: str, day: str, appointment: str | None = None) -> str:
    """The same row on every machine for the same appointment, or for a family's n-th visit of the day."""
    if appointment:
        return visit_of(appointment)
    count = unit.connection.execute(
        select(visit_table.c.id).where(
            visit_table.c.household == household,
            visit_table.c.day == day,
            visit_table.c.appointment.is_(None),
        )
    ).all()
    return str(uuid5(_VISITS, f"walk-in {household} {day} {len(count) + 1}"))


def visit_of(appointment: str) -> str:
    """The visit of an appointment, the same on every machine."""
    return str(uuid5(_VISITS, f"appointment {appointment}"))


def give_priority(session: Session, visit: str, priority: Priority | None, why: str = "") -> Changes:
    """Let a family through, or take that back. `why`: words that colleagues will read."""
    session.require(May.CHECK_IN)
    with session.store.write(session.staff) as unit:
        unit.change("visit", visit, priority=priority.value if priority else None, priority_reason=why or None)
    return unit.changes


def not_coming(session: Session, appointment: str) -> Changes:
    """An expected family has not come: a missed visit that stays in its history."""
    session.require(May.CHECK_IN)
    with session.store.write(session.staff) as unit:
        booked = unit.get("appointment", appointment)
        if booked is None:
            raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
        day = session.today().isoformat()
        row = visit_id(unit, booked["household"], day, appointment)
        if unit.get("visit", row) is None:
            unit.put(
                "visit",
                row,
                state=State.EXPECTED.value,
                calls=0,
                day=day,
                household=booked["household"],
                appointment=appointment,
                service=booked["service"],
                caseworker=booked["caseworker"],
            )
        make_move(session, unit, row, Move.MISS)
    return unit.changes


def leave(session: Session, visit: str) -> Changes:
    """The family went home before its turn."""
    session.require(May.CHECK_IN)
    with session.store.write(session.staff) as unit:
        make_move(session, unit, visit, Move.LEAVE)
    return unit.changes


def _booking(session: Session, unit: Unit, appointment: str | None, household: str | None) -> Row | None:
    if (appointment is None) == (household is None):
        raise BadInput(_("Indica un appuntamento oppure una famiglia."))
    if appointment is not None:
        booked = unit.get("appointment", appointment)
        if booked is None:
            raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
        if local(booked["start"]).date() != session.today():
            raise BadInput(_("L'appuntamento è per il {day:%d/%m}, non per oggi.").format(day=local(booked["start"])))
        return booked
    if unit.get("household", str(household)) is None:
        raise NotFound(_("Questa famiglia non c'è più. Aggiorna la pagina e riprova."))
    return _expected_today(session, unit, str(household))


def _expected_today(session: Session, unit: Unit, household: str) -> Row | None:
    """The family's first appointment of today that nobody has dealt with yet."""
    day = session.today()
    rows = unit.connection.execute(
        select(appointment_table.c.id, appointment_table.c.start, appointment_table.c.state)
        .where(
            appointment_table.c.household == household,
            appointment_table.c.start >= (day - timedelta(days=1)).isoformat(),
            appointment_table.c.start < (day + timedelta(days=2)).isoformat(),
        )
        .order_by(appointment_table.c.start)
    ).all()
    done = set(
        unit.connection.execute(
            select(visit_table.c.appointment).where(
                visit_table.c.household == household,
                visit_table.c.day == day.isoformat(),
                visit_table.c.state.in_((State.DONE.value,)),
            )
        ).scalars()
    )
    for row in rows:
        if row.state not in OFF and row.id not in done and local(row.start).date() == day:
            return unit.get("appointment", row.id)
    return None


def _refuse_second(unit: Unit, household: str, day: str) -> None:
    found = unit.connection.execute(
        select(visit_table.c.id, visit_table.c.ticket).where(
            visit_table.c.household == household,
            visit_table.c.day == day,
            visit_table.c.state.in_([state.value for state in OPEN]),
        )
    ).first()
    if found is not None:
        writer = last_writer(unit.connection, "visit", found.id, "arrived_at")
        raise AlreadyDone(
            _("È già qui con il numero {ticket}: arrivo segnato da {who} alle {time}.").format(
                ticket=found.ticket, who=writer.name, time=_clock(writer.at)
            )
        )


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def priority_facts(session: Session, unit: Unit, household: str) -> dict[str, str | None]:
    """The priority that follows from what is known of a family, as columns of its visit."""
    priority = priority_of(known_of(unit.connection, household, session.today()), session.today())
    if priority is None:
        return {}
    access = answered_day(unit.connection, household, ACCESS) if priority is Priority.EVICTION else None
    return {"priority": priority.value, "priority_reason": access.isoformat() if access else None}
