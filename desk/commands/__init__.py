"""One file per command. To add one: a module with `add_arguments(parser)` and `run(arguments)`; a line in COMMANDS."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from desk.errors import DeskError
from desk.settings import DATA

COMMANDS = {
    "init": "a new store: office, first administrator, key, recovery sheet",
    "demo": "a ready office with invented families and today's diary",
    "tour": "play one family's visit off screen; pictures and papers",
    "kiosk": "the kiosk of the lobby, full screen",
    "display": "the numbers called, full screen",
    "import": "read an enrolment list (.csv or .xlsx)",
    "find": "people and households, best first",
    "duplicates": "what imports left to be looked at, with the evidence",
    "slots": "free slots in which everyone and the room are free",
    "busy": "read a colleague's calendar (.ics): busy times only",
    "remind": "send the reminders of appointments that are due",
    "plan": "the printed plan of a household",
    "export": "what others read: the questionnaire, …",
    "enrol": "make this machine known to a hub or backend",
    "sync": "one round with the backend",
    "serve": "be the backend or the office hub",
    "code": "a one-time code to enrol a machine",
    "devices": "the machines that a server knows; shut one out",
    "report": "what the city reads of its offices, counted on the server: no names",
    "check": "integrity of the store, journal chain, catalogue, translations",
    "backup": "a whole encrypted copy of the store",
    "restore": "the store from a copy, or its key from the recovery sheet",
    "rekey": "a new key with a new recovery sheet, or a new office passphrase",
}
_MODULES = {"import": "import_list", "code": "enrolment_code"}


def _command_in(words: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the folder of one: a folder may be called like a command."""
    rest = iter(words)
    for word in rest:
        if len(word) > 2 and "--data".startswith(word):
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None


def run(words: Sequence[str]) -> int:
    """Parse and run; the module of a command is imported only when it is the one that runs."""
    parser = argparse.ArgumentParser(prog="desk", description="TO-Home Desk. Without a command: the desk window.")
    parser.add_argument("--data", type=Path, help="folder of the local store (or DESK_DATA)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=False)
    chosen = _command_in(words)
    module = None
    for name, meaning in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=meaning[0].upper() + meaning[1:] + ".")
        command.add_argument(
            "--data", type=Path, default=argparse.SUPPRESS, help="folder of the local store (or DESK_DATA)"
        )
        if name == chosen:
            module = import_module(f"{__name__}.{_MODULES.get(name, name)}")
            module.add_arguments(command)
    arguments = parser.parse_args(words)
    if arguments.data:
        os.environ[DATA.name] = str(arguments.data.absolute())
    try:
        if module is None:
            from desk.app import open_desk  # Qt: only for the window

            return open_desk()
        return int(module.run(arguments) or 0)
    except DeskError as error:
        print(f"desk: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:  # a disk or file that a command did not foresee: still one line
        print(f"desk: {error.filename or ''}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
