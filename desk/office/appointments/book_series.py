"""Repeat an appointment: the same people, room and hour every so many weeks, as far as everyone is free."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from desk.catalogue.hours import load_opening
from desk.db.changes import Changes
from desk.domain.availability import EVERYBODY, is_away, joined, open_on
from desk.domain.roles import May
from desk.domain.series import MOST, Turn, series_turns
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.availability import read_rules
from desk.office.appointments.book_appointment import Clash, refuse_clash
from desk.office.appointments.diaries import CANCELLED, SCHEDULED, held_of, utc_text
from desk.office.appointments.writing_time import takes_writing_time
from desk.office.day_words import numbers
from desk.office.session import ZONE, Session, local

KEPT = (
    "household",
    "service",
    "minutes",
    "caseworker",
    "room",
    "interpreter",
    "others",
    "language",
    "purpose",
    "bring",
    "present",
    "equipment",
    "checks",
)


@dataclass(frozen=True)
class Series:
    """What was booked, on which days somebody was taken or away, writes up another interview or is there for families
    without an appointment, and the turns that fell on a day on which nobody works."""

    booked: tuple[date, ...]
    left_out: tuple[date, ...]
    changes: Changes
    closed: tuple[Turn, ...] = ()


def book_series(session: Session, appointment: str, *, weeks: int, until: date, move: bool) -> Series:
    """All in one step, that one undo takes back. `move`: a holiday becomes the next open day of its week."""
    session.require(May.BOOK)
    opening = load_opening()
    with session.store.write(session.staff) as unit:
        row = unit.get("appointment", appointment)
        if row is None or row["state"] == CANCELLED:
            raise NotFound(_("Questo appuntamento non c'è più. Aggiorna la pagina e riprova."))
        start = local(row["start"])
        holidays = opening.holidays(range(start.year, until.year + 1)) if until.year <= start.year + 1 else {}
        rules = read_rules(unit.connection, row["household"] or "")

        def is_closed(day: date) -> bool:
            hours = () if day in holidays else joined(opening.hours.of(day))
            return not open_on(day, EVERYBODY, hours, rules)

        if weeks < 1 or until <= start.date():
            raise BadInput(_("«Fino al» non viene dopo il primo appuntamento: scegli un giorno più avanti."))
        if until.year > start.year + 1:
            raise BadInput(
                _("Una serie arriva al più tardi al {day}: scegli un giorno più vicino.").format(
                    day=numbers(date(start.year + 1, 12, 31), start.date())
                )
            )
        turns = series_turns(start.date(), weeks, until, is_closed, move=move)
        coming = [each for each in turns if datetime.combine(each.falls, start.time(), ZONE) > session.now()]
        days = [each.held for each in coming if each.held is not None]
        if len(coming) > MOST:
            raise BadInput(_("Sono più di {n} appuntamenti: scegli un giorno più vicino.").format(n=MOST))
        if not days:
            raise BadInput(_("In quella serie non cade nessun giorno: scegli un giorno più lontano."))
        booked, left_out = [], []
        for day in days:
            wanted = replace(held_of(row), id="", start=datetime.combine(day, start.time(), ZONE))
            begin = start.hour * 60 + start.minute
            try:
                refuse_clash(unit, wanted)
            except Clash:
                left_out.append(day)
                continue
            kept = any(begin < end and begin + wanted.minutes > first for first, end in opening.walk_in.of(day))
            away = any(is_away(day, each, begin, begin + wanted.minutes, rules) for each in wanted.holds)
            if kept or away or takes_writing_time(unit.connection, wanted):
                left_out.append(day)
                continue
            facts = {name: row[name] for name in KEPT}
            unit.put("appointment", **facts, start=utc_text(wanted.start), state=SCHEDULED, booked_by=session.staff)
            booked.append(day)
        closed = tuple(each for each in coming if each.held != each.falls)
    return Series(tuple(booked), tuple(left_out), unit.changes, closed)
