"""`desk slots`: times at which everyone and the room are free."""

from argparse import ArgumentParser, Namespace
from datetime import date

from desk.commands.common import machine, show
from desk.errors import BadInput
from desk.i18n import _
from desk.office.find_slots import Wanted, find_slots


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--service", required=True)
    parser.add_argument("--language", help="the language an interpreter is needed for")
    parser.add_argument("--with", dest="others", action="append", default=[], metavar="ROLE")
    parser.add_argument("--from", dest="first", metavar="DATE", help="not before this day (2026-12-01)")
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        found = find_slots(
            session,
            Wanted(
                service=arguments.service,
                language=arguments.language,
                others=tuple(arguments.others),
                not_before=_day(arguments.first),
                limit=arguments.limit,
            ),
        )
    if arguments.json:
        show([slot.as_json() for slot in found])
    else:
        for slot in found:
            print(f"{slot.start:%a %d/%m/%Y %H:%M}  {slot.caseworker_name}  {slot.room_name}  {slot.why}")
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(_("«{text}» non è una data: scrivi per esempio 2026-12-01.").format(text=text)) from error
