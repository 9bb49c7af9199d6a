"""`desk demo`: a ready office with invented families and today's diary, and its window."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.db.engine import FILE_NAME
from desk.errors import BadInput
from desk.i18n import _
from desk.office.demo import PASSWORD, build_demo
from desk.office.demo_mark import is_demo
from desk.settings import DATA

HINT = "Ufficio di prova · utenti: cmusso, gferrero, mbosio, admin · password: {password}"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-window", action="store_true", help="only build it")
    parser.add_argument("--fresh", action="store_true", help="throw an older demo away and build it anew")


def run(arguments: Namespace) -> int:
    folder = DATA.path() if DATA.value() else Path("build/demo")
    if arguments.fresh and is_demo(folder):
        _throw_away(folder)
    if not (folder / FILE_NAME).exists():
        print(f"Building the demo office in {folder} …", flush=True)
        build_demo(folder).store.close()
    elif not is_demo(folder):
        raise BadInput(
            _("In {folder} c'è un archivio vero, non una prova. Scegli un'altra cartella.").format(folder=folder)
        )
    if arguments.no_window:
        print(HINT.format(password=PASSWORD))
        return 0
    os.environ[DATA.name] = str(folder)
    from desk.app import open_desk  # Qt: only for the window

    return open_desk(hint=HINT.format(password=PASSWORD))


def _throw_away(folder: Path) -> None:
    """Only what a demo made: its stores, its keys, its mark."""
    for pattern in ("*.db", "*.db-*", "*.json", "*.txt"):
        for path in folder.glob(pattern):
            path.unlink()
