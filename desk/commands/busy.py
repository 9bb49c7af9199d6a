"""`desk busy`: a colleague's calendar (.ics) as times at which they cannot be booked; only when, never what."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import machine, show
from desk.db.changes import Changes
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.availability import read_availability
from desk.office.appointments.calendar_import import Imported, forget_calendar, import_calendar, staff_named
from desk.office.session import Session


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("user", help="the colleague's user name")
    parser.add_argument("file", type=Path, nargs="?", help="the calendar (.ics); it replaces the one read before")
    parser.add_argument("--forget", action="store_true", help="take out what a calendar brought")
    parser.add_argument("--dry-run", action="store_true", help="say what would change; write nothing")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    if (arguments.file is None) != arguments.forget:
        raise BadInput(_("Indica un file .ics, oppure «--forget»."))
    with machine() as session:
        who = staff_named(session, arguments.user)
        if arguments.forget:
            done = _forget(session, who, dry=arguments.dry_run)
        else:
            try:
                content = arguments.file.read_bytes()
            except OSError as error:
                raise BadInput(_("Non posso leggere {file}.").format(file=arguments.file)) from error
            done = import_calendar(session, who, content, arguments.file.name, dry=arguments.dry_run)
    if arguments.json:
        show({"times": done.times, "added": done.added, "removed": done.removed, "kept": done.kept})
    else:
        said = _("Calendario letto: righe nuove {new}, tolte {gone}, uguali {same}.")
        print(said.format(new=done.added, gone=done.removed, same=done.kept))
    return 0


def _forget(session: Session, who: str, *, dry: bool) -> Imported:
    brought = sum(line.imported for line in read_availability(session, who))
    return Imported(0, 0, brought, 0, Changes() if dry else forget_calendar(session, who))
