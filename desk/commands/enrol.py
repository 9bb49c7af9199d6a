"""`desk enrol`: make this machine known to a hub or backend."""

from argparse import ArgumentParser, Namespace

from desk.commands.common import keepers, machine, show
from desk.db.engine import FILE_NAME
from desk.db.store import create_store
from desk.office.lobby.kiosk import announce
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.restore import name_anew
from desk.settings import data_folder


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--server", required=True, help="https://…; http:// only to this very machine")
    parser.add_argument("--code", required=True, help="the one-time code of «desk code»")
    parser.add_argument("--lobby", action="store_true", help="a kiosk or a display: makes its own store if need be")
    parser.add_argument(
        "--anew",
        action="store_true",
        help="under a new name: the store was copied to a second computer, or put back to a copy by hand",
    )
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    if arguments.lobby and not (data_folder() / FILE_NAME).exists():
        create_store(data_folder()).close()
    if arguments.anew:
        name_anew(data_folder(), keepers(data_folder()))
    with machine() as session:
        answer = enrol_machine(session.store, arguments.server, arguments.code, lobby=arguments.lobby)
        if arguments.lobby:
            announce(session.store)
    if arguments.json:
        show({"ok": True, "office": answer.office, "scope": answer.scope})
    else:
        print(f"{answer.office} · {answer.scope}")
    return 0
