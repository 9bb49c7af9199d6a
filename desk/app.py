"""Composition root: builds every part once and hands it on.

Nothing heavy is imported before the sign-in page is painted; the rest is loaded while the password is typed. (On
Python 3.11 even to name PySide6's ``Qt`` costs a fifth of a bare start: `tests/ui/test_first_window.py` watches.)
"""

from __future__ import annotations

import gc
import sys
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

from desk import i18n, settings
from desk.errors import DeskError
from desk.ui import qt_words
from desk.ui.beforehand import PAGES, Beforehand
from desk.ui.signin import SignIn
from desk.ui.theme import sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desk.db.store import Store
    from desk.office.lobby.notices import Told
    from desk.office.session import Session
    from desk.sync.status import SyncStatus
    from desk.ui.lobby_line import LobbyLine
    from desk.ui.presenters.context import Kind
    from desk.ui.runner import Runner
    from desk.ui.sync_line import SyncLine
    from desk.ui.window import Window


WARM = (
    "desk.office.machine.sign_in",
    "desk.ui.runner",
    "desk.ui.sync_line",
    "desk.ui.window",
    "desk.ui.screens.today",
    "desk.office.front.today",
    "desk.office.front.family_brief",
)
"""What the first page after sign-in needs."""
LATER = tuple(f"desk.ui.screens.{page}" for page in PAGES)


def _try_on(store: Store) -> None:
    """Do once, beside the GUI thread, what would hold it up the first time.

    PySide6 builds a class when it is named, and all of a family (widgets, objects) when Qt answers with one of
    whatever kind; Babel reads a language; drawings and services are parsed; the day's questions to the store are made.
    """
    for module in (QtWidgets, QtGui, QtCore):
        for name in dir(module):
            getattr(module, name)
    import_module("desk.office.day_words").long_day(import_module("datetime").date.today())
    session = import_module("desk.office.session").system_session(store)
    import_module("desk.office.front.today").read_today(session)
    icons = import_module("desk.ui.theme.icons")
    for drawing in icons.NAMES:
        icons.outline(drawing)


def _begin_drawing() -> None:
    """Papers are drawn in a process of their own from here on, and what they say is read. Beside the GUI thread: also
    for what is imported."""
    from desk.office.papers.make import make_ready
    from desk.paper.drawing import draw_elsewhere
    from desk.ui.paper_process import DRAWS

    DRAWS.begin()
    draw_elsewhere(DRAWS.draw)
    make_ready()


LOOK_AGAIN_MILLISECONDS = 5
HANDED_ON_SECONDS = 0.0005
"""Whoever has Python's lock hands it on so soon. With its own ten times as much, each of the twenty pieces that the
GUI thread paints in a frame waited its 5 ms while a thread beside it was at work."""
SWEEPS = 5_000, 1, 600
"""From the first paint on: many short sweeps of the garbage in place of few long ones, each less than a frame of a
screen; all of it is swept as seldom as before."""
LOBBY_AFTER_MILLISECONDS, LOBBY_ANYWAY_MILLISECONDS = 1_000, 20_000
"""The lobby's work begins when somebody has been let in, or when nobody comes."""
PAGES_AFTER_MILLISECONDS = 500
"""Once the first page is painted, what was not imported meanwhile is."""
PAPERS_AFTER_MILLISECONDS = 4_000
"""The process that draws papers begins when the first page stands, and before anybody can want one."""


class _Opened(QObject):
    """Carries the opened store, or the reason why not, from the warming thread to the GUI thread."""

    store = Signal(object)
    failed = Signal(str)


class Desk(QStackedWidget):
    """The one window: sign-in in front, the signed-in frame behind it."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime] | None = None,
        *,
        hint: str = "",
        opened: Callable[[Store], None] | None = None,
    ) -> None:
        """`opened`: called with the store beside the GUI thread, before anything else has it."""
        super().__init__()
        self.setWindowTitle("TO-Home Desk")
        self.resize(1440, 900)
        sheet.dress(self)
        self._folder, self._now, self._first = folder, now, opened
        self._store: Store | None = None
        self._fresh: Store | None = None
        self._waiting: tuple[str, str] | None = None
        self._opening = False
        """Until the GUI thread has heard what became of it: the thread may be over before."""
        self._coming: Window | None = None
        """Signed in, its page not yet built."""
        self.window_of_user: Window | None = None
        self.sign_in = SignIn(hint)
        self.sign_in.submitted.connect(self._submit)
        self.addWidget(self.sign_in)
        self._opened = _Opened(self)
        self._opened.store.connect(self._have_store)
        self._opened.failed.connect(self._not_opened)
        self._warm: Thread | None = None
        self._beforehand = Beforehand(LATER)
        self._pages = QTimer(self)
        self._pages.setSingleShot(True)
        self._pages.setInterval(PAGES_AFTER_MILLISECONDS)
        self._pages.timeout.connect(self._beforehand.go_on)
        self._papers = QTimer(self)
        self._papers.setSingleShot(True)
        self._papers.setInterval(PAPERS_AFTER_MILLISECONDS)
        self._papers.timeout.connect(self._prepare_papers)
        self.line: SyncLine | None = None
        self.lobby: LobbyLine | None = None

    def begin(self) -> None:
        """Once the first page is painted: keep Python's constants, follow the keyboard, then warm up."""
        window = self.windowHandle()
        if window is None or not window.isExposed():
            QTimer.singleShot(LOOK_AGAIN_MILLISECONDS, self.begin)
            return
        import_module("desk.ui.constants")
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        sheet.follow_focus(application)
        self.warm_up()

    def warm_up(self) -> None:
        """Open the store and import what the first page needs, beside the GUI thread."""
        gc.set_threshold(*SWEEPS)
        sys.setswitchinterval(HANDED_ON_SECONDS)
        self._opening = True
        self._warm = Thread(target=self._open, name="warm-up", daemon=True)
        self._warm.start()

    def _open(self) -> None:
        try:
            from desk.db.keys import secrets_for  # slow to import: beside the GUI thread
            from desk.db.store import open_store, utc_now
            from desk.office.demo.mark import demo_secrets, is_demo

            keeper = demo_secrets if is_demo(self._folder) else secrets_for
            store = open_store(self._folder, secrets=keeper, now=self._now or utc_now)
            self._fresh = store
            if self._first is not None:
                self._first(store)
            for module in WARM:
                import_module(module)
            _try_on(store)
        except DeskError as error:
            self._let_go()
            self._opened.failed.emit(str(error))
            return
        except Exception:  # whatever it was: the person must not wait for ever, and the report must have it
            self._let_go()
            self._opened.failed.emit(
                i18n._("Qualcosa nel programma non ha funzionato: riprova, poi chiama chi lo cura.")
            )
            raise
        self._opened.store.emit(store)
        self._beforehand.work()

    def _let_go(self) -> None:
        """Opened in vain: the next try opens it again."""
        store, self._fresh = self._fresh, None
        if store is not None:
            store.close()

    def _not_opened(self, words: str) -> None:
        self._opening = False
        self.sign_in.fail(words)

    @cached_property
    def runner(self) -> Runner:
        """Made after the first paint."""
        from desk.ui.runner import Runner

        return Runner(self, long_ones=2)  # a slip need not wait for a batch of a hundred plans

    def _have_store(self, store: Store) -> None:
        from desk.ui.lobby_line import LobbyLine
        from desk.ui.sync_line import SyncLine

        self._opening = False
        if self._fresh is None:  # shut meanwhile
            return
        self._store, self._fresh = store, None
        self.line = SyncLine(store, self)
        self.line.heard.connect(self._heard)
        self.lobby = LobbyLine(store, self, later=True)
        self.lobby.begin_in(LOBBY_ANYWAY_MILLISECONDS)
        self.lobby.told.connect(self._told)
        self.lobby.taken.connect(self._taken)
        if self._waiting:
            self._submit(*self._waiting)

    def _heard(self, status: SyncStatus) -> None:
        if status.shut_out:
            self.lock()
            self.sign_in.fail(status.danger or "")
            return
        if self.window_of_user is not None:
            self.window_of_user.show_sync(status)

    def _told(self, notices: tuple[Told, ...]) -> None:
        if self.window_of_user is not None:
            self.window_of_user.show_notices(notices)

    def _taken(self) -> None:
        if self.window_of_user is not None:
            self.window_of_user.look()

    def _submit(self, username: str, password: str) -> None:
        store = self._store
        if store is None:
            if not self._opening:
                self.warm_up()
            self._waiting = (username, password)
            self.sign_in.set_working(True)
            return
        self._waiting = None
        self._beforehand.pause()
        self.sign_in.set_working(True)
        from desk.office.machine.sign_in import sign_in  # imported already by the warm-up

        self.runner.run(lambda: sign_in(store, username, password), self._enter, self._refuse)

    def _refuse(self, error: DeskError) -> None:
        self._beforehand.go_on()
        self.sign_in.fail(str(error))

    def notify(self, text: str, kind: Kind = "info", undo: Callable[[], None] | None = None) -> None:
        """Errors of background work: to the page in front, or to the sign-in line."""
        if self.window_of_user is not None:
            self.window_of_user.messages.notify(text, kind, undo)
        else:
            self.sign_in.fail(text)

    def _enter(self, session: Session) -> None:
        """Frame, page and painting each in a turn of its own, so that no click waits for all of them."""
        from desk.ui.window import Window  # imported already by the warm-up

        self._leave()
        window = Window(session, self.runner)
        window.locked.connect(self.lock)
        self._coming = window
        self.addWidget(window)
        QTimer.singleShot(0, window, lambda: self._build_page(window))

    def _build_page(self, window: Window) -> None:
        if self._coming is window:
            window.build_first()
            QTimer.singleShot(0, window, lambda: self._show_user(window))

    def _show_user(self, window: Window) -> None:
        if self._coming is not window:  # locked meanwhile
            return
        self._coming, self.window_of_user = None, window
        if self.line is not None:
            window.written.connect(self.line.now)
            if self.line.last is not None:
                window.show_sync(self.line.last)
        if self.lobby is not None:
            window.show_notices(self.lobby.notices)
            self.lobby.begin_in(LOBBY_AFTER_MILLISECONDS)
        window.start()
        self.setCurrentWidget(window)
        self.sign_in.clear()
        self.sign_in.give_way()
        self._pages.start()
        self._papers.start()

    def _prepare_papers(self) -> None:
        self.runner.look(_begin_drawing)

    def lock(self) -> None:
        """Back to sign-in; what was typed is saved, the page of this user is closed."""
        self._leave()
        self.setCurrentWidget(self.sign_in)
        self.sign_in.clear()
        self.sign_in.come_back()

    def _leave(self) -> None:
        for window in (self._coming, self.window_of_user):
            if window is not None:
                window.stop()
                self.removeWidget(window)
                window.deleteLater()
        self._coming = self.window_of_user = None

    def shut(self) -> None:
        """Save, stop the threads, close the store."""
        self._leave()
        self._papers.stop()
        self._pages.stop()
        if self.lobby is not None:
            self.lobby.stop()
        if self.line is not None:
            self.line.stop()
        self.runner.close()
        self._beforehand.stop()
        if self._warm:
            self._warm.join()
        for store in (self._store, self._fresh):  # the second: opened, and shut before anybody used it
            if store is not None:
                store.close()
        self._store = self._fresh = None


def make_application() -> QApplication:
    """The QApplication with theme and language of the settings."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("TO-Home Desk")
    i18n.use(settings.LANGUAGE.value())
    qt_words.speak(settings.LANGUAGE.value())
    sheet.prepare(application, settings.text_scale())
    return application


def open_desk(hint: str = "", opened: Callable[[Store], None] | None = None) -> int:
    """Show the sign-in window and stay until it is closed."""
    application = make_application()
    desk = Desk(settings.data_folder(), hint=hint, opened=opened)
    desk.show()
    QTimer.singleShot(0, desk.begin)
    code = application.exec()
    desk.shut()
    return code
