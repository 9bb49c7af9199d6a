"""Composition of the lobby's windows: the store behind a wall or of their own, the line to the server, the voice."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk.app import make_application
from desk.db.keys import secrets_for
from desk.db.store import Store, open_store
from desk.errors import BadInput
from desk.i18n import _
from desk.office.demo.mark import demo_secrets, is_demo
from desk.office.lobby.key import receive_key
from desk.office.lobby.kiosk import announce
from desk.office.lobby.kiosk_pin import Pin
from desk.office.machine.enrol import is_lobby
from desk.settings import TICKET_PRINTER, data_folder
from desk.sync.status import SyncStatus
from desk.ui.display.window import DisplayWindow
from desk.ui.kiosk.printer import ticket_printer
from desk.ui.kiosk.window import KioskWindow
from desk.ui.presenters.context import Kind
from desk.ui.runner import Runner
from desk.ui.sync_line import SyncLine
from desk.ui.theme.sheet import follow_focus
from desk.ui.voice import Voice

IDLE_SECONDS, AWAY_SECONDS = 5.0, 3.0
LOOK_MILLISECONDS = 50


class _NoWords:
    """The message door of a window that strangers see: what went wrong is said by its own pages."""

    def notify(self, text: str, kind: Kind = "info", undo: object = None) -> None:
        return None


class LobbyMachine(QObject):
    """An open store for a lobby window, in step with its server if it has one."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.store = open_lobby(folder)
        self.own = is_lobby(self.store)
        self.run = Runner(_NoWords())
        self.voice = Voice()
        self.voice.begin()
        self.line: SyncLine | None = None
        self._watcher = self.store.watcher()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MILLISECONDS)
        self._look.timeout.connect(self._changed)

    def follow(self, window: KioskWindow | DisplayWindow) -> None:
        """On a machine of its own: sync, ask for the key, and tell the window when the network is away."""
        if not self.own:
            return
        store = self.store
        self.run.run(lambda: announce(store) if receive_key(store) is None else None)
        self.line = SyncLine(store, self, idle=IDLE_SECONDS, away=AWAY_SECONDS)

        def heard(status: SyncStatus) -> None:
            window.presenter.set_away(status.away or status.fault is not None)

        self.line.heard.connect(heard)
        self._look.start()

    def _changed(self) -> None:
        if self.line is not None and self._watcher.changed():
            self.line.now()
            store = self.store
            self.run.run(lambda: receive_key(store))

    def shut(self) -> None:
        """Stop the threads, close the store."""
        self._look.stop()
        if self.line is not None:
            self.line.stop()
        self.voice.shut()
        self.run.close()
        self._watcher.close()
        self.store.close()


def open_lobby(folder: Path) -> Store:
    """The store in a folder; that of an office only as far as the lobby may see it."""
    store = open_store(folder, secrets=demo_secrets if is_demo(folder) else secrets_for)
    if not is_lobby(store):
        store.narrow()
    return store


def open_kiosk(*, windowed: bool = False, screen: int = 0, pin: str = "", printer: str = "") -> int:
    """Show the kiosk until staff leaves it. A code that is made here is printed once."""
    application = make_application()
    follow_focus(application)
    machine = LobbyMachine(data_folder())
    try:
        code = Pin(machine.store)
        if pin:
            code.set(pin)
        elif not code.known() or is_demo(data_folder()):
            print(_("Codice per uscire dal totem: {code}").format(code=code.make()), flush=True)  # noqa: T201
        window = KioskWindow(
            machine.store,
            machine.run,
            ticket_printer(printer or TICKET_PRINTER.value()),
            machine.voice,
            pin=code,
            left=application.quit,
        )
        machine.follow(window)
        _show(window, windowed=windowed, screen=screen, size=(540, 960))
        window.start()
        result = application.exec()
        window.stop()
        return result
    finally:
        machine.shut()


def open_display(*, windowed: bool = False, screen: int = 0) -> int:
    """Show the numbers called until the window is closed."""
    application = make_application()
    machine = LobbyMachine(data_folder())
    try:
        window = DisplayWindow(machine.store, machine.run, machine.voice)
        machine.follow(window)
        _show(window, windowed=windowed, screen=screen, size=(1280, 720))
        window.start()
        result = application.exec()
        window.stop()
        return result
    finally:
        machine.shut()


def _show(window: QWidget, *, windowed: bool, screen: int, size: tuple[int, int]) -> None:
    """On the screen with that number, whole; or in a window, for trying."""
    screens = QGuiApplication.screens()
    if not 0 <= screen < len(screens):
        raise BadInput(_("Gli schermi di questo computer vanno da 0 a {last}.").format(last=len(screens) - 1))
    if windowed:
        window.setWindowFlags(Qt.WindowType.Window)
        window.resize(*size)
        window.show()
        return
    window.setGeometry(screens[screen].geometry())
    window.showFullScreen()
