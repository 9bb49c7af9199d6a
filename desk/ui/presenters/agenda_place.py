"""May an appointment stand there? Judged on what the agenda has read, while a block is carried about. No Qt."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from desk.catalogue.equipment import equipment_words
from desk.domain.availability import is_away, why_away
from desk.i18n import _, n_
from desk.office.appointments.agenda import Agenda, Entry
from desk.office.appointments.agenda_columns import Resource, Work
from desk.office.appointments.agenda_layout import Block
from desk.office.appointments.place_and_way import lacking
from desk.office.appointments.writing_time import writing_in_the_way
from desk.office.day_words import hour, long_day
from desk.office.session import ZONE

There = tuple[date, dict[str, str]]
"""The day, and who takes whose place."""


def put_there(agenda: Agenda, entry: Entry, block: Block, column: str) -> There | None:
    """What a block in another column of the day means; None where a person would become a room."""
    if column == block.column:
        return entry.day, {}
    works = {each.id: each.work for each in agenda.resources}
    before, after = works[block.column], works[column]
    apart = (Work.ROOM, Work.INTERPRETER)
    if (before in apart or after in apart) and before is not after:
        return None
    if block.column in entry.held.others or column in entry.held.holds:
        return None
    return entry.day, {block.column: column}


def fault_there(agenda: Agenda, entry: Entry, there: There | None, start: int, end: int, now: datetime) -> str:
    """Why it cannot stand there from minute to minute, in words; "" where everybody is free."""
    if there is None:
        return _("qui non può andare")
    day, swap = there
    begins = at_minute(day, start)
    if begins <= now:
        return _("ora già passata")
    return (
        _shut(agenda, entry, there, start, end)
        or _taken(agenda, entry, begins, swap, end - start)
        or _unwritten(agenda, entry, begins, swap, end - start)
        or _bare(agenda, entry, swap)
    )


def _shut(agenda: Agenda, entry: Entry, there: There, start: int, end: int) -> str:
    """The office, somebody or the family itself is away then."""
    day, swap = there
    for closed in agenda.closed:
        everyone = closed.resource == "" or closed.resource in swap.values() or closed.resource in entry.held.holds
        if closed.day == day and everyone and closed.start < end and start < closed.end:
            return closed.words
    if is_away(day, entry.held.household, start, end, agenda.limits):
        why = why_away(day, entry.held.household, agenda.limits)
        return _("la famiglia non può") + (f": {why}" if why else "")
    return ""


def _taken(agenda: Agenda, entry: Entry, begins: datetime, swap: dict[str, str], minutes: int) -> str:
    holds = frozenset(swap.get(each, each) for each in entry.held.holds)
    ends = begins + timedelta(minutes=minutes)
    for other in agenda.entries:
        shared = other.held.holds & holds
        if other.id != entry.id and shared and other.held.start < ends and begins < other.held.end:
            known = {each.id: each.name for each in agenda.resources}
            who = next((known[each] for each in sorted(shared) if each in known), other.family)
            return _("{who}: già con {family}").format(who=who, family=other.family)
    return ""


def _unwritten(agenda: Agenda, entry: Entry, begins: datetime, swap: dict[str, str], minutes: int) -> str:
    """It stands on the time in which somebody writes an interview down, or leaves none to write down its own."""
    held = entry.held
    there = replace(
        held,
        start=begins,
        minutes=minutes,
        caseworker=swap.get(held.caseworker or "", held.caseworker),
        room=swap.get(held.room or "", held.room),
        interpreter=swap.get(held.interpreter or "", held.interpreter),
        others=tuple(swap.get(each, each) for each in held.others),
    )
    found = writing_in_the_way(there, (each.held for each in agenda.entries))
    if found is None:
        return ""
    who = next((each.name for each in agenda.resources if each.id == found.who), "–")
    if found.until is None:
        return _("{who}: poi niente tempo per scrivere").format(who=who)
    return _("{who}: scrive fino alle {hour}").format(who=who, hour=hour(found.until))


def _bare(agenda: Agenda, entry: Entry, swap: dict[str, str]) -> str:
    """The other room has not what the table needs."""
    room = next((each for each in agenda.resources if each.id == swap.get(entry.held.room or "")), None)
    missing = ", ".join(equipment_words(each).lower() for each in lacking(entry, room))
    return _("{room}: manca {what}").format(room=room.name, what=missing) if room is not None and missing else ""


def at_minute(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60 % 24, minute % 60), ZONE)


def changed_words(
    entry: Entry, start: datetime, minutes: int, now_with: Collection[str | None], resources: Iterable[Resource]
) -> str:
    """«Bruno: spostato a mercoledì 2 dicembre, 14:00, ora con Ferrero»: only what is other than before."""
    begins, ends = start.astimezone(ZONE), (start + timedelta(minutes=minutes)).astimezone(ZONE)
    said = []
    if start != entry.held.start:
        said.append(_("spostato a {when}").format(when=f"{long_day(begins.date())}, {hour(begins)}"))
    if minutes != entry.held.minutes:
        long = n_("{n} minuto", "{n} minuti", minutes).format(n=minutes)
        said.append(_("ora dura {long}, fino alle {hour}").format(long=long, hour=hour(ends)))
    others = [each for each in resources if each.id in now_with and each.id not in entry.held.holds]
    people = ", ".join(each.name for each in others if each.work is not Work.ROOM)
    room = next((each.name for each in others if each.work is Work.ROOM), "")
    said += [_("ora con {names}").format(names=people)] if people else []
    said += [_("ora in {room}").format(room=room)] if room else []
    return f"{entry.family}: {', '.join(said)}."
