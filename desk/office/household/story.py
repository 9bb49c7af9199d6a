"""What happened to a family, newest first: interviews, attempts (failed ones too), notes, the plan."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import appointment, interview, note, plan, room, staff, visit
from desk.domain.journal.clock import moment_of
from desk.domain.visit import State
from desk.i18n import _, n_
from desk.office.appointments.diaries import CANCELLED, utc_text
from desk.office.day_words import hour, short_day
from desk.office.front.contact_attempts import channels, outcomes
from desk.office.front.desks import short_name
from desk.office.household.details import AttemptLine
from desk.office.interview.questionnaire import questionnaire_now
from desk.office.plan.steps import outcomes as plan_ends
from desk.office.session import local

FAILED = ("no_answer", "message_left", "wrong")


@dataclass(frozen=True)
class Event:
    """One thing that happened. `icon`: a name of the drawings; `second`: who, and what else."""

    on: date
    icon: str
    fact: str
    second: str
    at: str


def story_of(
    connection: Connection, households: list[str], attempts: tuple[AttemptLine, ...], interpreter: str
) -> tuple[Event, ...]:
    """`interpreter`: who interprets today, for the interview that is going on."""
    names = {row.id: short_name(row.given, row.surname) for row in connection.execute(select(staff))}
    events = [
        *_interviews(connection, households, names, interpreter),
        *_attempts(attempts),
        *_notes(connection, households, names),
        *_signed(connection, households),
        *_closed(connection, households),
        *_missed(connection, households),
        *_called_off(connection, households),
    ]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _interviews(connection: Connection, households: list[str], names: dict[str, str], interpreter: str) -> list[Event]:
    query = (
        select(interview, visit.c.room, room.c.name.label("room_name"))
        .outerjoin(visit, visit.c.id == interview.c.visit)
        .outerjoin(room, room.c.id == visit.c.room)
        .where(interview.c.household.in_(households), interview.c.started_at.is_not(None))
        .order_by(interview.c.started_at)
    )
    titles = {section.id: section.title for section in questionnaire_now(connection).sections}
    found = []
    for place, row in enumerate(connection.execute(query)):
        start, who = local(row.started_at), names.get(row.caseworker or "", "")
        if row.ended_at is None:
            where = f", {row.room_name[0].lower()}{row.room_name[1:]}" if row.room_name else ""
            parts = [who, _("interprete {name}").format(name=interpreter) if interpreter else ""]
            parts.append(_("dalle {time}").format(time=hour(start)))
            fact, second = _("Colloquio in corso") + where, " · ".join(part for part in parts if part)
        else:
            title = titles.get(row.section or "")
            about = _("Colloquio: {what}").format(what=_(title).lower()) if title else _("Colloquio")
            fact, second = (_("Primo colloquio") if place == 0 else about), who
        found.append(Event(start.date(), "households" if place == 0 else "message", fact, second, row.started_at))
    return found


def _attempts(attempts: tuple[AttemptLine, ...]) -> list[Event]:
    """Failed attempts of one day by one colleague in the same way are one event."""
    found = []
    for (day, by, channel, failed), lines in groupby(
        attempts, key=lambda line: (line.at.date(), line.by, line.channel, line.outcome in FAILED)
    ):
        each = list(lines)
        notes = "; ".join(line.note for line in each if line.note)
        fact = f"{channels().get(channel, _('Contatto'))} {outcomes().get(each[0].outcome, '')}".strip()
        if failed and len(each) > 1:
            fact = n_("{n} tentativo senza risposta", "{n} tentativi senza risposta", len(each)).format(n=len(each))
        found.append(Event(day, "phone", fact, f"{by}: {notes}" if notes else by, utc_text(each[0].at)))
    return found


def _notes(connection: Connection, households: list[str], names: dict[str, str]) -> list[Event]:
    query = select(note).where(note.c.household.in_(households), note.c.at.is_not(None), note.c.text.is_not(None))
    icons = {"sia": "money", "housing": "document", "work": "work", "health": "health"}
    icons |= {"income_found": "work", "home_found": "home", "lease_signed": "key", "accompaniment_ended": "flag"}
    return [
        Event(
            local(row.at).date(),
            icons.get(row.about or "", "document"),
            row.text.strip().rstrip("."),
            names.get(row.by or "", ""),
            row.at,
        )
        for row in connection.execute(query)
    ]


def _signed(connection: Connection, households: list[str]) -> list[Event]:
    query = select(plan).where(plan.c.household.in_(households), plan.c.signed_on.is_not(None))
    return [
        Event(
            date.fromisoformat(row.signed_on),
            "done",
            _("Piano firmato"),
            _("versione {n}").format(n=row.version),
            row.signed_on,
        )
        for row in connection.execute(query)
    ]


def _closed(connection: Connection, households: list[str]) -> list[Event]:
    query = select(plan).where(plan.c.household.in_(households), plan.c.closed_on.is_not(None))
    ended = plan_ends()
    return [
        Event(
            date.fromisoformat(row.closed_on),
            "flag",
            _("Piano chiuso"),
            " · ".join(filter(None, (ended.get(row.outcome or "", row.outcome), row.closing_words))),
            f"{row.closed_on}T24",  # after whatever else that day brought: signed and closed may be one day
        )
        for row in connection.execute(query)
    ]


def _missed(connection: Connection, households: list[str]) -> list[Event]:
    """Who did not come, came late after that, or went home before the call: it stays in the family's story."""
    query = select(visit).where(
        visit.c.household.in_(households),
        visit.c.state.in_((State.MISSED.value, State.LEFT.value)) | (visit.c.times_missed > 0),
    )
    found = []
    for row in connection.execute(query):
        fact = _("Non si è presentata alla chiamata") if row.called_at else _("Non si è presentata all'appuntamento")
        second = _("poi è arrivata") if row.state not in (State.MISSED.value, State.LEFT.value) else ""
        if row.state == State.LEFT.value:
            at = hour(local(row.left_at)) if row.left_at else ""
            fact, second = _("Andata via prima della chiamata"), at
        found.append(Event(date.fromisoformat(row.day), "warning", fact, second, row.day))
    return found


def _called_off(connection: Connection, households: list[str]) -> list[Event]:
    """Appointments, requests and places on the waiting list that were cancelled, on the day on which they were."""
    query = select(appointment).where(appointment.c.household.in_(households), appointment.c.state == CANCELLED)
    services, found = load_services(), []
    for row in connection.execute(query):
        stamps = read_stamps(row.stamps)
        moment = moment_of(stamps.get("state") or stamps[WHOLE_ROW])
        service = services.get(row.service or "")
        start = local(row.start) if row.start else None
        parts = [f"{short_day(start.date())}, {hour(start)}"] if start else []
        parts += [_(service.title).lower()] if service else []
        fact = _("Appuntamento disdetto") if start else _("Richiesta di appuntamento tolta")
        found.append(Event(local(utc_text(moment)).date(), "close", fact, " · ".join(parts), utc_text(moment)))
    return found
