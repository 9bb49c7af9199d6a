"""`desk tour`: one family's visit in the real windows; a numbered picture of each screen, and the papers."""

import os
import tempfile
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from desk.app import Desk, make_application
from desk.commands.tour_server import tour_server
from desk.db.store import open_store
from desk.errors import BadInput
from desk.i18n import _
from desk.office.demo.make import build_demo
from desk.office.demo.mark import PASSWORD, demo_secrets
from desk.office.household.family import household_named
from desk.office.lobby.rows import Kind
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import synchronise
from desk.ui.display.window import DisplayWindow
from desk.ui.kiosk.look import LANDSCAPE, PORTRAIT
from desk.ui.kiosk.printer import NoPrinter
from desk.ui.kiosk.window import KioskWindow
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.tour import Player, play
from desk.ui.voice import Voice

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
    with tempfile.TemporaryDirectory(prefix="desk-tour-") as scratch, tour_server(Path(scratch), MORNING) as server:
        folder = Path(scratch) / "office"
        demo = build_demo(folder, now=lambda: MORNING, families=arguments.families)
        with demo.store.read() as connection:
            household = household_named(connection, CODE)
        enrol_machine(demo.store, *server)
        synchronise(demo.store)
        demo.store.close()
        desk = Desk(folder, lambda: MORNING)
        desk.show()
        desk.warm_up()
        try:
            player = Player(desk, arguments.out, print)
            play(
                player,
                family=FAMILY,
                household=household,
                reception=RECEPTION,
                caseworker=CASEWORKER,
                password=PASSWORD,
            )
            _lobby(player, folder)
        finally:
            desk.shut()
            desk.deleteLater()
    print(_("Tutto è in {folder}").format(folder=arguments.out.absolute()))
    return 0


def _lobby(player: Player, folder: Path) -> None:
    """The kiosk in three languages, a number taken there, and the display, as they stand beside the desk."""
    store = open_store(folder, secrets=demo_secrets, now=lambda: MORNING)
    store.narrow()
    kiosk = KioskWindow(store, ImmediateRunner(), NoPrinter(), Voice())
    kiosk.resize(*PORTRAIT)
    kiosk.start()
    for language in ("it", "ar", "zh"):
        kiosk.presenter.choose(language)
        player.picture_of(kiosk, f"totem-{language}")
    kiosk.presenter.take(Kind.TALK)
    player.picture_of(kiosk, "totem-numero")
    kiosk.presenter.forget()
    kiosk.stop()
    display = DisplayWindow(store, ImmediateRunner(), Voice())
    display.resize(*LANDSCAPE)
    display.start()
    player.picture_of(display, "schermo")
    display.stop()
    store.close()
