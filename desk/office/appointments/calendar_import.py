"""A colleague's calendar (.ics) as times at which nobody can be booked with them.

Only when, never what: titles, places and guests are not read further than this module. Reading the file again replaces
what an earlier one brought; what people wrote themselves stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import staff
from desk.domain.availability import Rule
from desk.domain.busy import away_rules, by_day
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.availability import IMPORTED, lines_of, values_of
from desk.office.session import ZONE, Session

MOST_BYTES = 10_000_000
MOST_TIMES = 20_000
DAYS_AHEAD = 366
OURS = "@to-home"
"""Ends the id of every event that this office gave out itself: it is in the agenda already."""
_BEGINS, _ENDS = b"BEGIN:VCALENDAR", b"END:VCALENDAR"
_PROPERTY = re.compile(r"\b(RRULE|RDATE|EXDATE|EXRULE|DTSTART|DTEND|DURATION|FREEBUSY|RECURRENCE-ID|TZID)\b")
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})


@dataclass(frozen=True)
class Imported:
    """What an import did: lines of availability that are new, gone, the same; `times`: stretches read."""

    times: int
    added: int
    removed: int
    kept: int
    changes: Changes


def import_calendar(session: Session, who: str, content: bytes, name: str = ".ics", *, dry: bool = False) -> Imported:
    """`who`: id of a member of staff. Raises BadInput in one line where the file is no calendar."""
    session.require(May.BOOK if who == session.staff else May.CLOSE_DAY)
    today = session.today()
    spans = list(_spans(content, name, today, _horizon(today)))
    wanted = away_rules(who, {day: each for day, each in by_day(spans).items() if day >= today})
    with session.store.write(session.staff) as unit:
        if unit.get("staff", who) is None:
            raise NotFound(_("Questa persona non è in archivio."))
        lines = lines_of(unit.connection, who, today)
        standing = {_from(line.rule, today): line.id for line in lines if line.imported}
        gone = [row for rule, row in standing.items() if rule not in wanted]
        fresh = [rule for rule in wanted if rule not in standing]
        if not dry:
            for row in gone:
                unit.change("availability", row, removed=session.moment())
            for rule in fresh:
                unit.put("availability", **values_of(rule, IMPORTED))
    kept = len(wanted) - len(fresh)
    return Imported(len(spans), len(fresh), len(gone), kept, Changes() if dry else unit.changes)


def forget_calendar(session: Session, who: str) -> Changes:
    """Nothing that a calendar brought counts any more."""
    session.require(May.BOOK if who == session.staff else May.CLOSE_DAY)
    with session.store.write(session.staff) as unit:
        for line in lines_of(unit.connection, who, session.today()):
            if line.imported:
                unit.change("availability", line.id, removed=session.moment())
    return unit.changes


def staff_ids(session: Session) -> frozenset[str]:
    """Everybody who works here."""
    with session.store.read() as connection:
        return frozenset(connection.execute(select(staff.c.id).where(staff.c.active == 1)).scalars())


def staff_named(session: Session, username: str) -> str:
    """The id of a member of staff. Raises NotFound."""
    with session.store.read() as connection:
        found = connection.execute(select(staff.c.id).where(staff.c.username == username, staff.c.active == 1)).scalar()
    if found is None:
        raise NotFound(_("Nessuno si chiama «{name}» tra chi lavora qui.").format(name=username))
    return str(found)


def _horizon(today: date) -> date:
    """The end of a month a year ahead: one that moved every day would change every endless repeat every day."""
    return (today.replace(day=1) + timedelta(days=DAYS_AHEAD + 31)).replace(day=1)


def _from(rule: Rule, today: date) -> Rule:
    """What is left of a rule from today on, as a fresh import would write it."""
    if rule.first >= today:
        return rule
    days = (today + timedelta(days=number) for number in range(7))
    first = next((day for day in days if rule.occurs(day)), today)
    return replace(rule, first=first, weekdays=() if first == rule.last else rule.weekdays)


def _spans(content: bytes, name: str, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """Every busy stretch of these days, repeats written out, in the office's time."""
    if len(content) > MOST_BYTES:
        raise BadInput(_("{file}: è troppo grande per un calendario.").format(file=name))
    from icalendar import Calendar  # 200 ms: only for an import
    from icalendar.error import BrokenCalendarProperty
    from recurring_ical_events import of

    faults = (BrokenCalendarProperty, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except faults as fault:
        raise _broken(name, content, fault) from fault
    if not calendars or any(each.name != "VCALENDAR" for each in calendars):
        raise _broken(name, content, ValueError())
    count = 0
    for calendar in calendars:
        try:
            _refuse_storm(calendar, name)
            for event in of(calendar, keep_recurrence_attributes=False).between(first, last):
                span = _span(event)
                if span is not None:
                    count += 1
                    if count > MOST_TIMES:
                        raise BadInput(_("{file}: ha troppi impegni in un anno.").format(file=name))
                    yield span
            yield from _free_busy(calendar)
        except faults as fault:
            raise _broken(name, content, fault) from fault


def _span(event: Any) -> tuple[datetime, datetime] | None:
    """None for what holds nobody: free, cancelled, without length, or an appointment of ours."""
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE" or str(event.get("UID", "")).endswith(OURS):
        return None
    start, end = _moment(event.start), _moment(event.end)
    return (start, end) if start < end else None


def _free_busy(calendar: Any) -> Iterator[tuple[datetime, datetime]]:
    for part in calendar.walk("VFREEBUSY"):
        found = part.get("FREEBUSY", [])
        for each in found if isinstance(found, list) else [found]:
            if str(each.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                for period in each.dts if hasattr(each, "dts") else [each]:
                    yield _moment(period.start), _moment(period.end)


def _moment(when: date) -> datetime:
    """A whole day begins at midnight; a time without a zone is the office's."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time(), ZONE)
    if when.tzinfo is None:
        return when.replace(tzinfo=ZONE)
    return when.astimezone(UTC).astimezone(ZONE)


def _refuse_storm(calendar: Any, name: str) -> None:
    """An event every second would never come to an end."""
    for event in calendar.walk("VEVENT"):
        rules = event.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            often = {str(each).upper() for each in rule.get("FREQ", [])}
            if often & _TOO_OFTEN:
                raise BadInput(_("{file}: un impegno si ripete ogni minuto; toglilo e riprova.").format(file=name))


def _broken(name: str, content: bytes, fault: Exception) -> BadInput:
    """In words for whoever was sent the file; the library's own are for programmers."""
    if _BEGINS not in content.upper():
        return BadInput(_("{file} non è un calendario: fattelo mandare di nuovo come file .ics.").format(file=name))
    if _ENDS not in content.upper():
        return BadInput(_("{file} è tagliato: manca la fine. Fattelo mandare di nuovo.").format(file=name))
    part = _PROPERTY.search(str(fault))
    where = f" ({part[1]})" if part else ""
    text = _("{file}: un impegno è scritto male{where}. Correggilo nel calendario ed esporta di nuovo.")
    return BadInput(text.format(file=name, where=where))
