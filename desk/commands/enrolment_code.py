"""`desk code`: a one-time code for one machine."""

import time
from argparse import ArgumentParser, Namespace

from desk.commands.common import show
from desk.commands.serve import default_database
from desk.server.database import Database
from desk.server.devices import CODE_SECONDS, make_code


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="the server's database, as for «desk serve»")
    parser.add_argument("--lobby", action="store_true", help="for a kiosk or a display")
    parser.add_argument("--hub", action="store_true", help="for the server of an office, see «desk serve --upstream»")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    database = Database(arguments.database or default_database())
    try:
        code = make_code(database, int(time.time()), lobby=arguments.lobby, hub=arguments.hub)
    finally:
        database.close()
    if arguments.json:
        show({"code": code, "hours": CODE_SECONDS // 3600})
    else:
        print(code)
    return 0
