"""`desk demo`: a ready office with invented families and today's diary, its server on loopback, and its window."""

import os
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.commands.demo_server import DemoServer, server_beside
from desk.errors import BadInput
from desk.i18n import _
from desk.office.demo.mark import PASSWORD, is_demo, is_of
from desk.settings import DATA, TIME_ZONE

HINT = "Ufficio di prova · utenti: cmusso, gferrero, mbosio, admin · password: {password}"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-window", action="store_true", help="only build it")
    parser.add_argument("--fresh", action="store_true", help="throw an older demo away and build it anew")
    parser.add_argument("--families", type=int, default=500, help="how many families the office has")
    parser.add_argument("--keep", action="store_true", help="open the demo of an earlier day as it was left")


def run(arguments: Namespace) -> int:
    folder = DATA.path() if DATA.value() else Path("build/demo")
    os.environ[DATA.name] = str(folder)
    if is_demo(folder) and (
        arguments.fresh or not (arguments.keep or is_of(folder, datetime.now(ZoneInfo(TIME_ZONE)).date()))
    ):
        print(f"Making the demo office in {folder} anew.", flush=True)
        _throw_away(folder)
    if not is_demo(folder):
        _refuse_a_real_one(folder)
    with server_beside(folder) as server:
        if not is_demo(folder):
            _build(folder, server, arguments.families)
        if arguments.no_window:
            print(HINT.format(password=PASSWORD))
            return 0
        from desk.app import open_desk  # Qt: only for the window

        return open_desk(hint=HINT.format(password=PASSWORD), opened=server.take_in)


def _build(folder: Path, server: DemoServer, families: int) -> None:
    from desk.office.demo.make import build_demo  # a demo that is there opens without any of this
    from desk.office.machine.synchronise import synchronise

    print(f"Building the demo office in {folder} …", flush=True)
    store = build_demo(folder, families=families).store
    server.take_in(store)
    synchronise(store)
    store.close()


def _refuse_a_real_one(folder: Path) -> None:
    from desk.db.engine import FILE_NAME  # slow to import: only where there is no demo yet

    if (folder / FILE_NAME).exists():
        raise BadInput(
            _("In {folder} c'è un archivio vero, non una prova. Scegli un'altra cartella.").format(folder=folder)
        )


def _throw_away(folder: Path) -> None:
    """Only what a demo made: its stores, its keys, its mark."""
    for pattern in ("*.db", "*.db-*", "*.json", "*.lock", "*.txt"):
        for path in folder.glob(pattern):
            path.unlink()
