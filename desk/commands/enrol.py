"""`desk enrol`: make this machine known to a hub or backend."""

from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.office.enrol import enrol_machine


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--server", required=True, help="https://…; http:// only to this very machine")
    parser.add_argument("--code", required=True, help="the one-time code of «desk code»")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        answer = enrol_machine(session.store, arguments.server, arguments.code)
    if arguments.json:
        show({"ok": True, "office": answer.office, "scope": answer.scope})
    else:
        print(f"{answer.office} · {answer.scope}")
    return 0
