"""Keeps this machine in step with its server, beside the window, whoever is signed in; tells the chip the truth."""

from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError, StoreUnusable
from desk.sync.status import BUSY, SyncStatus

if TYPE_CHECKING:
    from desk.db.store import Store
    from desk.office.machine.synchronise import Line

IDLE_SECONDS = 30.0
AWAY_SECONDS = 10.0
"""Between two rounds without news: the listener says at once when there is some, and when the line breaks."""

LEAVE_SECONDS = 1.0
"""So long a window that is being closed waits for an answer that is under way."""


class SyncLine(QObject):
    """Emits `heard(SyncStatus)` after each round; a machine without a server only says what is saved here.

    A second thread waits at the server for news: what another machine writes is here a moment later.
    """

    heard = Signal(object)

    def __init__(
        self, store: "Store", parent: QObject | None = None, *, idle: float = IDLE_SECONDS, away: float = AWAY_SECONDS
    ) -> None:
        super().__init__(parent)
        self._store, self._idle, self._away = store, idle, away
        self._stop, self._wake = Event(), Event()
        self.last: SyncStatus | None = None
        self._cursor = 0
        self._listener: Thread | None = None
        self._line: Line | None = None
        self._ear: Line | None = None
        """On which the listener waits; another one when the machine was enrolled at another server."""
        self._thread = Thread(target=self._work, name="sync", daemon=True)
        self._thread.start()

    def now(self) -> None:
        """Something was written: do not wait for the next round."""
        self._wake.set()

    def stop(self) -> None:
        """A round in hand may end, if it does so soon: a server that is cut off may never answer."""
        self._stop.set()
        self._wake.set()
        if self._ear is not None:
            self._ear.give_up()
        self._thread.join(LEAVE_SECONDS)
        if self._line is not None:
            self._line.give_up()
        self._thread.join()

    def _work(self) -> None:
        from desk.office.machine.enrol import membership  # slow to import: in its own thread
        from desk.office.machine.synchronise import Line, standing_status, status_after

        line = None
        while not self._stop.is_set():
            away = more = False
            try:
                if line is None and membership(self._store) is not None:
                    line = self._line = Line(self._store)
                if line is None:
                    status = standing_status(self._store)
                else:
                    done = line.round()
                    away, more = not done.ok, done.more
                    status = status_after(self._store, done)
                    if not done.shut_out:
                        self._cursor = line.cursor()
                    self._listen(line, away)
                if not self._stop.is_set():
                    self.last = status
                    self.heard.emit(status)
                if status.shut_out:
                    self._stop.set()
                else:
                    self._store.index_arrivals()
            except DeskError as error:
                away = True
                self._cannot(error, line is not None)
            if not more:
                self._wake.wait(self._away if away else self._idle)
                self._wake.clear()
        if line is not None:
            line.close()

    def _cannot(self, error: DeskError, enrolled: bool) -> None:
        """Where the store was only busy, the next round says it."""
        if isinstance(error, StoreUnusable) and error.why != BUSY and not self._stop.is_set():
            # what was last known of the server stands: a machine with a full disk does not work alone
            self.last = replace(self.last or SyncStatus(enrolled), danger=str(error), why=error.why)
            self.heard.emit(self.last)

    def _listen(self, line: "Line", away: bool) -> None:
        """Where the rounds go, as soon as one went well."""
        if self._ear is None or self._ear.membership != line.membership:
            self._ear = type(line)(self._store) if not away else None
        if self._ear is None or self._listener is not None:
            return
        self._listener = Thread(target=self._hear, name="sync-listener", daemon=True)
        self._listener.start()

    def _hear(self) -> None:
        """Never touches the store: it may be closed while the server holds its answer."""
        asked = -1
        line = self._ear
        while not self._stop.is_set():
            if line is not self._ear:
                if line is not None:
                    line.close()
                line = self._ear
            if line is None:  # enrolled at another server, which has not answered yet
                self._stop.wait(self._away)
                continue
            try:
                if line.wait(self._cursor):
                    self._wake.set()
                    # the round moves the cursor; an answer for the same one twice must not spin
                    self._stop.wait(0.02 if asked != self._cursor else 0.5)
                    asked = self._cursor
            except DeskError:
                self._wake.set()  # the next round says what is wrong
                self._stop.wait(self._away)
        if line is not None:
            line.close()
