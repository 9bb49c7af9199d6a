"""`desk code`: a one-time code for one machine; or the secret address for the answers to messages."""

import re
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import show
from desk.commands.serve import standing_database
from desk.errors import BadInput
from desk.i18n import _
from desk.server.database import Database
from desk.server.devices import CODE_SECONDS, HOME, is_founded, make_code
from desk.server.hub import upstream_of
from desk.server.replies import new_door

_OFFICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="the server's database, as for «desk serve»")
    parser.add_argument("--database-file", type=Path, metavar="FILE", help="file whose first line is its address")
    parser.add_argument(
        "--office",
        default=HOME,
        type=office_name,
        metavar="NAME",
        help="whose machine it is, where a server holds several offices: a short name such as nord or mirafiori-2",
    )
    parser.add_argument("--lobby", action="store_true", help="for a kiosk or a display")
    parser.add_argument("--hub", action="store_true", help="for the server of an office, see «desk serve --upstream»")
    parser.add_argument(
        "--replies", action="store_true", help="the path at which an SMS gateway drops answers; the old one is void"
    )
    parser.add_argument("--json", action="store_true")


def office_name(text: str) -> str:
    if not _OFFICE.fullmatch(text):
        raise ValueError(text)
    return text


def run(arguments: Namespace) -> int:
    database, home = Database(standing_database(arguments)), arguments.office
    try:
        if home != HOME and upstream_of(database):
            raise BadInput(_("Il server di un ufficio tiene quell'ufficio solo: senza «--office»."))
        if home != HOME and not is_founded(database, home):  # a slip of the pen would else found one in silence
            said = _("«{name}» è un ufficio nuovo su questo server: non vede le famiglie degli altri.")
            print(f"desk: {said.format(name=home)}", file=sys.stderr)
        if arguments.replies:
            path = f"/v1/replies/{new_door(database, home)}"
            if arguments.json:
                show({"path": path})
            else:
                print(path)
            return 0
        code = make_code(database, int(time.time()), lobby=arguments.lobby, hub=arguments.hub, home=home)
    finally:
        database.close()
    if arguments.json:
        show({"code": code, "office": home, "hours": CODE_SECONDS // 3600})
    else:
        print(code)
    return 0
