"""Book, move, cancel: nobody and no room is ever held twice, because the check stands in the write transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.unit import Unit
from desk.domain.appointment import Step
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.appointment_steps import refuse_step
from desk.office.appointments.diaries import CANCELLED, LONGEST, SCHEDULED, Held, held_between, held_of, utc_text
from desk.office.day_words import hour, long_day
from desk.office.session import ZONE, Session


class Clash(BadInput):
    """Somebody or the room is taken then; the message names who and by what."""


@dataclass(frozen=True)
class Booked:
    """The appointment's id and what changed."""

    appointment: str
    changes: Changes


def book_appointment(
    session: Session,
    *,
    household: str,
    start: datetime,
    minutes: int,
    service: str,
    caseworker: str,
    room: str | None = None,
    interpreter: str | None = None,
    others: Iterable[str] = (),
    language: str | None = None,
    purpose: str | None = None,
    bring: str | None = None,
    present: Iterable[str] = (),
    equipment: Iterable[str] = (),
) -> Booked:
    """`start` is aware; `present`: the members who come, where not all do; `equipment`: what the room was to have, kept
    for a move. Raises Clash where anybody, the room or the
    family has another appointment then."""
    session.require(May.BOOK)
    refuse_time(session, start, minutes)
    with session.store.write(session.staff) as unit:
        _standing_household(unit, household)
        wanted = Held("", household, start, minutes, caseworker, room, interpreter, tuple(others))
        refuse_clash(unit, wanted)
        made = unit.put(
            "appointment",
            household=household,
            service=service,
            start=utc_text(start),
            minutes=minutes,
            caseworker=caseworker,
            room=room,
            interpreter=interpreter,
            others=" ".join(wanted.others) or None,
            language=language,
            state=SCHEDULED,
            purpose=purpose,
            bring=bring,
            present=" ".join(present) or None,
            equipment=" ".join(equipment) or None,
            booked_by=session.staff,
        )
    return Booked(made, unit.changes)


def move_appointment(
    session: Session,
    appointment: str,
    *,
    start: datetime,
    minutes: int | None = None,
    caseworker: str | None = None,
    room: str | None = None,
    interpreter: str | None = None,
) -> Changes:
    """The same appointment at another time; who and where stay the same where nothing else is named."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        row = _found(unit, appointment)
        refuse_step(unit, row, Step.SCHEDULED)
        if row["state"] == CANCELLED:
            raise BadInput(_("Questo appuntamento è già disdetto."))
        minutes = minutes or int(row["minutes"])
        facts = {
            "start": utc_text(start),
            "minutes": minutes,
            "caseworker": caseworker or row["caseworker"],
            "room": room or row["room"],
            "interpreter": interpreter or row["interpreter"],
        }
        refuse_time(session, start, minutes)
        refuse_clash(unit, held_of(row | facts))
        unit.change("appointment", appointment, **facts, state=SCHEDULED)
    return unit.changes


def cancel_appointment(session: Session, appointment: str) -> Changes:
    """Frees everybody; the appointment stays in the family's story as cancelled."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        refuse_step(unit, _found(unit, appointment), Step.CANCELLED)
        unit.change("appointment", appointment, state=CANCELLED)
    return unit.changes


def restore_appointment(session: Session, appointment: str) -> Changes:
    """Take back a cancellation. Raises Clash where the time has been given to somebody else since."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        row = _found(unit, appointment)
        refuse_step(unit, row, Step.SCHEDULED)
        refuse_clash(unit, held_of(row))
        unit.change("appointment", appointment, state=SCHEDULED)
    return unit.changes


def refuse_clash(unit: Unit, wanted: Held) -> None:
    """Raise Clash, naming who is taken and by which family, where `wanted` overlaps a standing appointment."""
    for held in held_between(unit.connection, wanted.start, wanted.end):
        shared = held.holds & wanted.holds
        if held.id == wanted.id or not shared:
            continue
        when = held.start.astimezone(ZONE)
        facts = {
            "who": _holder_name(unit, wanted, shared),
            "family": (unit.get("household", held.household) or {}).get("name") or "–",
            "day": long_day(when.date()),
            "start": hour(when),
            "end": hour(when + timedelta(minutes=held.minutes)),
        }
        if wanted.household in shared:
            text = _("La famiglia {family} ha già un appuntamento {day}, {start} – {end}: scegli un altro posto.")
        else:
            text = _("{who}: già con {family} {day}, {start} – {end}. Scegli un altro posto.")
        raise Clash(text.format(**facts))


def _holder_name(unit: Unit, wanted: Held, shared: frozenset[str]) -> str:
    """The name of the first of those who are taken, people before the room."""
    for holder in (wanted.caseworker, wanted.interpreter, *wanted.others):
        if holder in shared:
            row = unit.get("staff", holder or "") or {}
            return f"{row.get('given') or ''} {row.get('surname') or ''}".strip() or "–"
    row = unit.get("room", wanted.room or "") or {}
    return str(row.get("name") or _("La stanza"))


def refuse_time(session: Session, start: datetime, minutes: int) -> None:
    """Raises BadInput for a time that is past, over midnight, or of no sensible length."""
    if not 0 < minutes <= LONGEST / timedelta(minutes=1):
        raise BadInput(_("La durata deve stare tra 5 minuti e 12 ore."))
    if start <= session.now():
        raise BadInput(_("Quell'ora è già passata: scegli un posto più avanti."))
    begins = start.astimezone(ZONE)
    if begins.hour * 60 + begins.minute + minutes > 24 * 60:
        raise BadInput(_("L'appuntamento finirebbe dopo mezzanotte: comincia prima o accorcialo."))


def _standing_household(unit: Unit, household: str) -> None:
    row = unit.get("household", household)
    if row is None or row["joined_into"]:
        raise NotFound(_("Questa famiglia non è in archivio."))


def _found(unit: Unit, appointment: str) -> Row:
    row = unit.get("appointment", appointment)
    if row is None:
        raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
    return row
