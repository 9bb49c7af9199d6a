"""`desk devices`: the machines that a server knows; a lost one is shut out in one step."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from desk.commands.common import show
from desk.commands.serve import standing_database
from desk.server.database import Database
from desk.server.devices import listed, revoke


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="the server's database, as for «desk serve»")
    parser.add_argument("--database-file", type=Path, metavar="FILE", help="file whose first line is its address")
    parser.add_argument(
        "--revoke", default="", metavar="DEVICE", help="shut this machine out; its name or the end of it"
    )
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    database = Database(standing_database(arguments))
    try:
        if arguments.revoke:
            revoke(database, arguments.revoke)
        machines = listed(database)
    finally:
        database.close()
    if arguments.json:
        show([asdict(machine) for machine in machines])
        return 0
    for machine in machines:
        day = datetime.fromtimestamp(machine.enrolled_at, UTC)
        state = " revoked" * machine.revoked
        print(f"{machine.device} {machine.scope} {day:%Y-%m-%d} {machine.entries} {machine.office}{state}")
    return 0
