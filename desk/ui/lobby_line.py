"""The desk's part for the lobby, beside the window: takes arrivals in, lays out who is expected."""

from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import DeskError

if TYPE_CHECKING:
    from desk.db.store import Store
    from desk.office.lobby.notices import Told
    from desk.office.session import Session

LOOK_SECONDS = 0.02
BREATH_SECONDS = 0.2
"""After an arrival the screens read first; how full the hall is can wait so long."""
ANYWAY_SECONDS = 30.0
"""Time alone changes the hall (a new day, minutes of waiting)."""
AGAIN_SECONDS = 1.0
"""After a busy disk."""


class LobbyLine(QObject):
    """Emits `told` with the open notices of the kiosks whenever they change, `taken` when arrivals became visits.

    With `later` it rests until `begin_in` is over: whoever is signing in has the machine for himself.
    """

    told = Signal(object)
    taken = Signal()

    def __init__(self, store: "Store", parent: QObject | None = None, *, later: bool = False) -> None:
        super().__init__(parent)
        self._store = store
        self._stop, self._codes_due = Event(), Event()
        self.notices: tuple[Told, ...] = ()
        self.published = Event()
        """Set when everybody who is expected is laid out."""
        self._threads = [
            Thread(target=work, name=name, daemon=True)
            for work, name in ((self._tend, "lobby"), (self._lay_out, "lobby-codes"))
        ]
        self._begun = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.begin)
        if not later:
            self.begin()

    def begin_in(self, milliseconds: int) -> None:
        """Start the work then, unless it has begun."""
        if not self._begun:
            self._rest.start(milliseconds)

    def begin(self) -> None:
        """Start the work; a second time, or after `stop`, it does nothing."""
        if not self._begun and not self._stop.is_set():
            self._begun = True
            for thread in self._threads:
                thread.start()

    def stop(self) -> None:
        """Ends with the row in hand."""
        self._rest.stop()
        self._stop.set()
        self._codes_due.set()
        for thread in self._threads if self._begun else ():
            thread.join()

    def _tend(self) -> None:
        """Arrivals first: reception waits for them."""
        from desk.office.household.attachments import forget_removed  # slow to import: in its own thread
        from desk.office.household.erase_family import erase_left_behind
        from desk.office.lobby.intake import take_in
        from desk.office.lobby.notices import open_notices
        from desk.office.lobby.publish import TOLD_OF, UNHEARD, forget_old, prepare, publish_hall
        from desk.office.session import system_session

        session = system_session(self._store)
        watcher = self._store.watcher()
        position, day, idle = 0, None, ANYWAY_SECONDS
        while not self._stop.is_set():
            try:
                if not watcher.changed() and idle < ANYWAY_SECONDS:
                    idle += LOOK_SECONDS
                    self._stop.wait(LOOK_SECONDS)
                    continue
                if take_in(session) is not None:
                    self.taken.emit()
                    self._stop.wait(BREATH_SECONDS)
                news = self._store.news(position) if position else None
                if news is not None and news.tables <= UNHEARD and day == session.today() and idle < ANYWAY_SECONDS:
                    position, idle = news.position, idle + LOOK_SECONDS
                    continue
                idle = 0.0
                if news is None or news.touches(*TOLD_OF) or day != session.today():
                    self.published.clear()
                    self._codes_due.set()
                heard = news.position if news is not None else self._store.position()
                if news is None or news.touches("lobby_device", "office") or day is None:
                    prepare(session)
                publish_hall(session)
                self._say(open_notices(session))
                self._store.scrub()
                if day != (today := session.today()):
                    forget_old(session)
                    forget_removed(session)
                    erase_left_behind(session)
                    day = today
                position = heard
            except DeskError:  # the disk was busy: what was not done is done again, from the same news
                idle = ANYWAY_SECONDS - AGAIN_SECONDS
                self._stop.wait(LOOK_SECONDS)
        watcher.close()

    def _say(self, notices: "tuple[Told, ...]") -> None:
        if notices != self.notices:
            self.notices = notices
            self.told.emit(notices)

    def _lay_out(self) -> None:
        """One hash after the other; each is saved before the next, so that a cut loses nothing."""
        from desk.office.session import system_session  # slow to import: in its own thread

        session = system_session(self._store)
        while not self._stop.is_set():
            self._codes_due.wait()
            self._codes_due.clear()
            try:
                if not self._stop.is_set() and self._publish(session):
                    self.published.set()
            except DeskError:  # the disk was busy, or the keyring locked: later
                self._stop.wait(1.0)
                self._codes_due.set()

    def _publish(self, session: "Session") -> bool:
        from desk.office.lobby.publish import codes_due, prepare, publish_code  # slow to import: in its own thread

        key = prepare(session)
        if key is None:
            return False
        for day, wanted in codes_due(session, key):
            if self._stop.is_set() or self._codes_due.is_set():
                return False
            publish_code(session, key, day, wanted)
        return True
