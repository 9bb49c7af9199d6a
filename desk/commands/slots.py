"""`desk slots`: times at which everyone and the room are free."""

from argparse import ArgumentParser, Namespace
from datetime import date

from desk.catalogue.equipment import STEP_FREE, load_equipment
from desk.commands.common import machine, show
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.booking_facts import read_booking
from desk.office.appointments.calendar_import import staff_named
from desk.office.appointments.find_slots import find_slots
from desk.office.appointments.nothing_free import why_nothing
from desk.office.appointments.slot_needs import Wanted
from desk.office.day_words import weekday
from desk.office.household.family import household_named
from desk.office.session import Session


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--service", required=True, help="an id of resources/services/services.toml")
    parser.add_argument("--language", help="the language an interpreter is needed for")
    parser.add_argument(
        "--with", dest="others", action="append", default=[], metavar="SERVICE", help="a colleague of this service too"
    )
    parser.add_argument(
        "--room-with", dest="equipment", action="append", default=[], metavar="THING", help="what the room must have"
    )
    parser.add_argument("--household", metavar="CODE", help="for this family: its own limits, last time's caseworker")
    parser.add_argument("--caseworker", metavar="USER", help="only this one")
    parser.add_argument("--minutes", type=int, help="instead of the service's own duration")
    parser.add_argument("--from", dest="first", metavar="DATE", help="not before this day (2026-12-01)")
    parser.add_argument("--until", dest="last", metavar="DATE", help="not after this day")
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        wanted = _wanted(session, arguments)
        found = find_slots(session, wanted)
        why = why_nothing(session, wanted) if not found else ""
    if arguments.json:
        show([slot.as_json() for slot in found])
    else:
        for slot in found:
            people = (slot.caseworker_name, slot.interpreter_name, *slot.other_names, slot.room_name)
            when = f"{weekday(slot.start.date())} {slot.start:%d/%m/%Y %H:%M}"
            print("  ".join((when, ", ".join(filter(None, people)), slot.why)))
        if not found:
            print(_("Nessun tempo libero. {why}").format(why=why).strip())
    return 0


def _wanted(session: Session, arguments: Namespace) -> Wanted:
    first, last, today = _day(arguments.first), _day(arguments.last), session.today()
    if last is not None and last < max(first or today, today):
        raise BadInput(_("L'ultimo giorno è già passato, o viene prima del primo."))
    if arguments.limit < 1:
        raise BadInput(_("Chiedi almeno un posto: --limit 1 o più."))
    if arguments.minutes is not None and not 0 < arguments.minutes <= 12 * 60:
        raise BadInput(_("La durata deve stare tra 5 minuti e 12 ore."))
    with session.store.read() as connection:
        household = household_named(connection, arguments.household) if arguments.household else None
    caseworker = staff_named(session, arguments.caseworker) if arguments.caseworker else None
    return Wanted(
        service=arguments.service,
        minutes=arguments.minutes,
        household=household,
        language=arguments.language,
        caseworker=caseworker,
        others=tuple(arguments.others),
        not_before=first,
        not_after=last,
        equipment=_equipment(arguments.equipment),
        people=read_booking(session, household).people if household else 1,
        limit=arguments.limit,
    )


def _equipment(asked: list[str]) -> tuple[str, ...]:
    known = (STEP_FREE, *load_equipment())
    for each in asked:
        if each not in known:
            raise BadInput(_("«{name}» non c'è. Ci sono: {names}.").format(name=each, names=", ".join(known)))
    return tuple(asked)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(_("«{text}» non è una data: scrivi per esempio 2026-12-01.").format(text=text)) from error
