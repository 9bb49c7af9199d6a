"""`desk tour`: one family's visit in the real windows; a numbered picture of each screen, and the papers."""

import os
import tempfile
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from desk.app import Desk, make_application
from desk.commands.demo_server import server_beside
from desk.errors import BadInput
from desk.i18n import _
from desk.office.demo import build_demo
from desk.office.demo_mark import PASSWORD
from desk.office.family import household_named
from desk.office.synchronise import synchronise
from desk.ui.tour import Player, play

MORNING = datetime(2026, 11, 24, 9, 34, tzinfo=UTC)
"""The tour is always the same: the demo office on this morning."""
FAMILY, CODE = "El Amrani", "TH-0217"
RECEPTION, CASEWORKER = "cmusso", "gferrero"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures and papers")
    parser.add_argument("--families", type=int, default=500, help="how many families the office has")


def run(arguments: Namespace) -> int:
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            _("Non posso scrivere {file}: {fault}.").format(file=arguments.out, fault=error.strerror)
        ) from error
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    with tempfile.TemporaryDirectory(prefix="desk-tour-") as scratch, server_beside(Path(scratch)) as server:
        folder = Path(scratch) / "office"
        demo = build_demo(folder, now=lambda: MORNING, families=arguments.families)
        with demo.store.read() as connection:
            household = household_named(connection, CODE)
        server.take_in(demo.store)
        synchronise(demo.store)
        demo.store.close()
        desk = Desk(folder, lambda: MORNING)
        desk.show()
        desk.warm_up()
        try:
            play(
                Player(desk, arguments.out, print),
                family=FAMILY,
                household=household,
                reception=RECEPTION,
                caseworker=CASEWORKER,
                password=PASSWORD,
            )
        finally:
            desk.shut()
            desk.deleteLater()
    print(_("Tutto è in {folder}").format(folder=arguments.out.absolute()))
    return 0
