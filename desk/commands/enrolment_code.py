"""`desk code`: a one-time code for one machine; or the secret address for the answers to messages."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import show
from desk.commands.serve import standing_database
from desk.server.database import Database
from desk.server.devices import CODE_SECONDS, make_code
from desk.server.replies import new_door


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="the server's database, as for «desk serve»")
    parser.add_argument("--database-file", type=Path, metavar="FILE", help="file whose first line is its address")
    parser.add_argument("--lobby", action="store_true", help="for a kiosk or a display")
    parser.add_argument("--hub", action="store_true", help="for the server of an office, see «desk serve --upstream»")
    parser.add_argument(
        "--replies", action="store_true", help="the path at which an SMS gateway drops answers; the old one is void"
    )
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    database = Database(standing_database(arguments))
    try:
        if arguments.replies:
            path = f"/v1/replies/{new_door(database)}"
            if arguments.json:
                show({"path": path})
            else:
                print(path)
            return 0
        code = make_code(database, int(time.time()), lobby=arguments.lobby, hub=arguments.hub)
    finally:
        database.close()
    if arguments.json:
        show({"code": code, "hours": CODE_SECONDS // 3600})
    else:
        print(code)
    return 0
