"""Who waits for a time: asked for and not yet looked at, or on the waiting list; who fits when one falls free."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from desk.catalogue.services import load_services
from desk.db import journal
from desk.db.changes import Changes
from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import appointment, household, membership, staff
from desk.db.tables import journal as journal_table
from desk.domain.appointment import UNTIMED, Step, step_of
from desk.domain.journal.clock import moment_of
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.appointment_steps import refuse_step
from desk.office.appointments.book_appointment import Booked, refuse_clash, refuse_time
from desk.office.appointments.diaries import CANCELLED, REQUESTED, SCHEDULED, WAITING_LIST, Held, held_of, utc_text
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.slot_needs import Wanted, does, service_named
from desk.office.session import ZONE, Session

MOST_TRIED = 60
"""Of a very long list only so many are tried for a freed time, the first in order."""
OFFERS, MOST_FREED, MOST_MOVED = 3, 6, 20


@dataclass(frozen=True)
class Waiting:
    """One family that waits. `caseworker`: a named one, or ""; `language`: the one it needs an interpreter for."""

    id: str
    household: str
    family: str
    service: str
    minutes: int
    caseworker: str
    language: str
    others: tuple[str, ...]
    not_before: date | None
    not_after: date | None
    equipment: tuple[str, ...]
    step: Step
    since: date

    @property
    def service_words(self) -> str:
        service = load_services().get(self.service)
        return _(service.title) if service else ""


@dataclass(frozen=True)
class Freed:
    """A stretch of time that a person had for a family that does not come then."""

    appointment: str
    caseworker: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Offer:
    """Somebody who waits and fits: the slot has everyone and the room."""

    waiting: Waiting
    slot: FreeSlot


def ask_appointment(
    session: Session,
    household_id: str,
    service: str,
    *,
    listed: bool,
    minutes: int | None = None,
    caseworker: str = "",
    language: str = "",
    not_before: date | None = None,
    not_after: date | None = None,
    equipment: tuple[str, ...] = (),
) -> Booked:
    """A wish without a time; `listed`: it was looked for and waits for a freed one."""
    session.require(May.BOOK)
    if not_after is not None and not_after < session.today():
        raise BadInput(_("«Non dopo» è già passato: scegli un giorno più avanti."))
    if not_before and not_after and not_after < not_before:
        raise BadInput(_("«Non dopo» viene prima di «Non prima»: cambia una delle due date."))
    known = service_named(service)
    with session.store.write(session.staff) as unit:
        family = unit.get("household", household_id)
        if family is None or family["joined_into"]:
            raise NotFound(_("Questa famiglia non è in archivio."))
        made = unit.put(
            "appointment",
            household=household_id,
            service=service,
            minutes=minutes or known.minutes,
            caseworker=caseworker or None,
            language=language or None,
            not_before=not_before.isoformat() if not_before else None,
            not_after=not_after.isoformat() if not_after else None,
            equipment=" ".join(equipment) or None,
            state=WAITING_LIST if listed else REQUESTED,
            booked_by=session.staff,
        )
    return Booked(made, unit.changes)


def enlist(session: Session, appointment_id: str) -> Changes:
    """What was asked for, or has a time that does not suit, waits for a freed one; its own time is free again."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        row = unit.get("appointment", appointment_id)
        if row is None:
            raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
        refuse_step(unit, row, Step.WAITING_LIST)
        unit.change("appointment", appointment_id, state=WAITING_LIST)
    return unit.changes


def book_waiting(session: Session, appointment_id: str, slot: FreeSlot) -> Changes:
    """The one who waits gets this time. Raises Clash where somebody else was faster."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        row = unit.get("appointment", appointment_id)
        if row is None:
            raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
        if step_of(row["state"]) not in UNTIMED:
            raise BadInput(_("Questa famiglia non aspetta più: un collega ha già prenotato o tolto la richiesta."))
        minutes = round((slot.end - slot.start) / timedelta(minutes=1))
        refuse_time(session, slot.start, minutes)
        facts = {
            "start": utc_text(slot.start),
            "minutes": minutes,
            "caseworker": slot.caseworker,
            "room": slot.room,
            "interpreter": slot.interpreter,
            "others": " ".join(slot.others) or None,
        }
        refuse_clash(unit, held_of(row | facts))
        unit.change("appointment", appointment_id, **facts, state=SCHEDULED)
    return unit.changes


def read_waiting(session: Session) -> tuple[Waiting, ...]:
    """In the order in which a freed time is offered: who has a last day first, the nearest; then who waits longest."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        return waiting_in(connection)


def waiting_in(connection: Connection) -> tuple[Waiting, ...]:
    query = (
        select(appointment, household.c.name.label("family"))
        .outerjoin(household, household.c.id == appointment.c.household)
        .where(appointment.c.state.in_((REQUESTED, WAITING_LIST)))
    )
    found = []
    for row in connection.execute(query).mappings():
        stamps = read_stamps(row["stamps"])
        since = moment_of(stamps.get("state") or stamps[WHOLE_ROW]).astimezone(ZONE).date()
        found.append(
            Waiting(
                row["id"],
                row["household"] or "",
                str(row["family"] or "–"),
                str(row["service"] or ""),
                int(row["minutes"] or 0),
                row["caseworker"] or "",
                row["language"] or "",
                tuple((row["others"] or "").split()),
                date.fromisoformat(row["not_before"]) if row["not_before"] else None,
                date.fromisoformat(row["not_after"]) if row["not_after"] else None,
                tuple((row["equipment"] or "").split()),
                Step(row["state"]),
                since,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.not_after or date.max, each.since, each.id)))


def freed_by(held: Held) -> Freed:
    """What falls free when this appointment goes."""
    return Freed(held.id, held.caseworker or "", held.start, held.end)


def who_fits(session: Session, freed: Freed, limit: int = OFFERS) -> tuple[Offer, ...]:
    """Those who wait and for whom everything is free then: service, language, their own limits and days, a room."""
    session.require(May.BOOK)
    if freed.start <= session.now():
        return ()
    day, offers = freed.start.date(), list[Offer]()
    with session.store.read() as connection:
        line = waiting_in(connection)
        sizes = _sizes(connection, {each.household for each in line})
        worker = connection.execute(select(staff).where(staff.c.id == freed.caseworker)).mappings().first()
    gives = {each for each in load_services() if worker is not None and does(dict(worker), each)}
    for each in line[:MOST_TRIED]:
        if len(offers) == limit:
            break
        if each.id == freed.appointment or each.service not in gives:
            continue
        early, late = each.not_before and day < each.not_before, each.not_after and day > each.not_after
        if early or late or each.caseworker not in ("", freed.caseworker):
            continue
        slot = _slot_in(session, each, freed, sizes.get(each.household, 1))
        if slot is not None:
            offers.append(Offer(each, slot))
    return tuple(offers)


def _slot_in(session: Session, each: Waiting, freed: Freed, people: int) -> FreeSlot | None:
    wanted = Wanted(
        each.service,
        minutes=each.minutes,
        household=each.household,
        language=each.language or None,
        caseworker=freed.caseworker,
        also=each.others,
        people=people,
        equipment=each.equipment,
        within=(freed.start, freed.end),
        limit=1,
    )
    try:
        return next(iter(find_slots(session, wanted)), None)
    except NotFound:  # nobody speaks the language, or gives the service any more
        return None


def _sizes(connection: Connection, families: set[str]) -> dict[str, int]:
    query = select(membership.c.household).where(membership.c.household.in_(families), membership.c.until.is_(None))
    found: dict[str, int] = {}
    for family in connection.execute(query).scalars():
        found[family or ""] = found.get(family or "", 0) + 1
    return found


def freed_times(session: Session) -> tuple[Freed, ...]:
    """What coming appointments have left, on whichever machine: by a move, the newest first; then by being cancelled or
    put on the list, the soonest first. Nothing where nobody waits."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        if not waiting_in(connection):
            return ()
        query = (
            select(appointment)
            .where(appointment.c.start > session.moment(), appointment.c.state.in_((CANCELLED, WAITING_LIST)))
            .order_by(appointment.c.start, appointment.c.id)
            .limit(MOST_FREED)
        )
        called_off = [freed_by(held_of(dict(row))) for row in connection.execute(query).mappings()]
        return (*_moved_from(connection, session.now()), *called_off)


def _moved_from(connection: Connection, now: datetime) -> list[Freed]:
    """Where moved appointments were before, as the journal tells."""
    query = select(appointment).where(appointment.c.start > utc_text(now), appointment.c.state == SCHEDULED)
    coming = {row["id"]: freed_by(held_of(dict(row))) for row in connection.execute(query).mappings()}
    taken = {(each.caseworker, each.start) for each in coming.values()}
    placed = or_(journal_table.c.fields.contains('"start":'), journal_table.c.fields.contains('"caseworker":'))
    moved = (
        select(journal_table.c.row)
        .where(journal_table.c.row.in_(select(query.subquery().c.id)), journal_table.c.op == "put", placed)
        .group_by(journal_table.c.row)
        .having(func.count() > 1)
        .order_by(func.max(journal_table.c.at).desc())
        .limit(MOST_MOVED)
    )
    found: list[Freed] = []
    for row in connection.execute(moved).scalars().all():
        before = _places_before(connection, coming[row])
        found += [each for each in before if each.start > now and (each.caseworker, each.start) not in taken]
    return found[:MOST_FREED]


def _places_before(connection: Connection, now: Freed) -> list[Freed]:
    """The newest first. A move that was taken back counts for nothing."""
    places: list[Freed] = []
    row: dict[str, str | int | None] = {}
    entries = journal.entries(connection, journal_table.c.row == now.appointment, journal_table.c.op == "put")
    for entry in sorted(entries, key=lambda each: each.at):
        row |= entry.values()
        if row.get("state") != SCHEDULED or not row.get("start"):
            continue
        start = datetime.fromisoformat(str(row["start"]))
        end = start + timedelta(minutes=int(row.get("minutes") or 0))
        place = replace(now, caseworker=str(row.get("caseworker") or ""), start=start, end=end)
        known = next((at for at, each in enumerate(places) if _same_place(each, place)), len(places))
        places[known:] = [place]
    return [each for each in reversed(places) if not _same_place(each, now)]


def _same_place(one: Freed, other: Freed) -> bool:
    return (one.caseworker, one.start) == (other.caseworker, other.start)
