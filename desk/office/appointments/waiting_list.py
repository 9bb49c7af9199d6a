"""Who waits for a time: asked for and not yet looked at, or on the waiting list."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import appointment, household
from desk.domain.appointment import UNTIMED, Step, step_of
from desk.domain.journal.clock import moment_of
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.appointment_steps import refuse_step, step_words
from desk.office.appointments.book_appointment import Booked, refuse_clash, refuse_time
from desk.office.appointments.diaries import REQUESTED, SCHEDULED, WAITING_LIST, held_of, utc_text
from desk.office.appointments.find_slots import FreeSlot
from desk.office.appointments.slot_needs import service_named
from desk.office.day_words import numbers
from desk.office.session import ZONE, Session


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

    def wish_words(self, today: date) -> str:
        """«Colloquio · 45 min · entro il 18/12»."""
        parts = [self.service_words, _("{n} min").format(n=self.minutes)]
        if self.not_before:
            parts.append(_("dal {day}").format(day=numbers(self.not_before, today)))
        if self.not_after:
            parts.append(_("entro il {day}").format(day=numbers(self.not_after, today)))
        return " · ".join(filter(None, parts))

    def since_words(self, today: date) -> str:
        """«Richiesto · dal 24/11»."""
        return f"{step_words(self.step)} · " + _("dal {day}").format(day=numbers(self.since, today))


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
