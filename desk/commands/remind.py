"""`desk remind`: send the reminders that are due; for a timer of the system, on one desk or on several."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from desk.commands.common import machine, read_secret_file, show
from desk.domain.reminders import AUTOMATIC, Way
from desk.errors import BadInput
from desk.i18n import _
from desk.office.reminders.channels import keep_secret, load_channels
from desk.office.reminders.plan import Owed, Standing, read_reminders
from desk.office.reminders.send import send_reminders
from desk.office.reminders.words import fault_words, report_words
from desk.office.session import Session


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what is owed; send nothing")
    parser.add_argument(
        "--alone", action="store_true", help="this is the only machine that sends: do not wait for the server"
    )
    parser.add_argument(
        "--keep-secret", choices=[way.value for way in AUTOMATIC], help="put a password into the keyring"
    )
    parser.add_argument("--secret-file", type=Path, help="the file whose first line is that password")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        if arguments.keep_secret:
            return _keep(session, arguments)
        channels = load_channels()
        if arguments.dry_run:
            every = read_reminders(session, channels.ready())
            _tell([each for each in every if each.standing is not Standing.DONE], as_json=arguments.json)
            return 0
        report = send_reminders(session, channels, alone=arguments.alone)
    if arguments.json:
        show(report.as_json())
    else:
        print(report_words(report))
    for fault in (report.away, *map(fault_words, dict.fromkeys(report.faults))):
        if fault:
            print(f"desk: {fault}", file=sys.stderr)
    return 0 if report.ok else 1


def _keep(session: Session, arguments: Namespace) -> int:
    if arguments.secret_file is None:
        raise BadInput(_("Manca il file con la parola d'ordine: «--secret-file FILE»."))
    keep_secret(session.store.secrets, Way(arguments.keep_secret), read_secret_file(arguments.secret_file))
    return 0


def _tell(every: list[Owed], *, as_json: bool) -> None:
    if as_json:
        show([_as_json(each) for each in every])
        return
    for each in every:
        print(
            f"{each.standing.value:8} {each.due:%d/%m %H:%M}  {each.reach.way.value:6} {each.home.code}  {each.kind.id}"
        )


def _as_json(each: Owed) -> dict[str, Any]:
    return {
        "id": each.key,
        "household": each.home.code,
        "appointment": each.appointment,
        "start": each.start.isoformat(),
        "reminder": each.kind.id,
        "due": each.due.isoformat(),
        "way": each.reach.way.value,
        "standing": each.standing.value,
        "why": each.reach.why,
    }
