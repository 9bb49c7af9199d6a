"""`desk export calendar`: each worker's coming appointments as .ics, for a calendar program to follow."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import machine, show, write_file
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.subscriptions import subscriptions


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--user", default="", help="one worker's user name; without it, everybody's")
    parser.add_argument("--out", type=Path, required=True, help="a folder; with --user, the file")
    parser.add_argument("--secret-names", action="store_true", help="names that nobody can guess, for a served folder")
    parser.add_argument("--json", action="store_true", help="say which file is whose")


def run(arguments: Namespace) -> int:
    with machine() as session:
        found = subscriptions(session, arguments.user, secret=arguments.secret_names)
    alone = bool(arguments.user) and not arguments.out.is_dir()
    if alone and arguments.secret_names:
        raise BadInput(_("Con «--secret-names» indica una cartella che c'è."))
    written = {}
    for each in found:
        path = arguments.out if alone else arguments.out / f"{each.name}.ics"
        if each.standing or path.exists():
            write_file(path, each.content)
            written[each.user] = str(path)
    if arguments.json:
        show(written)
    return 0
