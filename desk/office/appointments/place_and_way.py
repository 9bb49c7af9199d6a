"""Of one appointment: whether its room has what was asked for, and how long somebody is on the way to it."""

from collections.abc import Iterable
from datetime import timedelta

from desk.catalogue.equipment import equipment_words
from desk.catalogue.services import load_services
from desk.i18n import _, n_
from desk.office.appointments.agenda import Entry
from desk.office.appointments.agenda_columns import Resource
from desk.office.day_words import hour
from desk.office.session import ZONE


def lacking(entry: Entry, room: Resource | None) -> tuple[str, ...]:
    """Codes of what was asked for and this room has not."""
    return tuple(each for each in entry.equipment if room is not None and each not in room.has)


def room_words(room: Resource | None) -> str:
    """What the room has, whether it was asked for or not."""
    return _named(sorted(room.has)) if room is not None else ""


def needed_words(entry: Entry, room: Resource | None) -> tuple[str, str]:
    """Of what was asked for: what is there, and what is not."""
    missing = lacking(entry, room)
    there = [each for each in entry.equipment if room is not None and each not in missing]
    absent = missing if room is not None else entry.equipment
    return (
        _("C'è quello che serve: {what}").format(what=_named(there).lower()) if there else "",
        _("In stanza manca: {what}").format(what=_named(absent).lower()) if absent else "",
    )


def way_words(entry: Entry, resources: Iterable[Resource]) -> tuple[str, ...]:
    """The interpreter's way to the office; at a family's home, that of everybody who goes there."""
    service = load_services().get(entry.service)
    gone = service is not None and service.elsewhere
    people = (entry.held.caseworker, *entry.held.others, entry.held.interpreter) if gone else (entry.held.interpreter,)
    known = {each.id: each for each in resources}
    found = []
    for each in (known[one] for one in people if one in known and known[one].travel):
        leaves = hour((entry.held.start - timedelta(minutes=each.travel)).astimezone(ZONE))
        way = n_("{n} minuto di viaggio", "{n} minuti di viaggio", each.travel).format(n=each.travel)
        text = _("{who}: {way}, parte alle {hour}") if gone else _("{who}: {way}, da fuori parte alle {hour}")
        found.append(text.format(who=each.name, way=way, hour=leaves))
    return tuple(found)


def _named(codes: Iterable[str]) -> str:
    return ", ".join(equipment_words(each) for each in codes)
