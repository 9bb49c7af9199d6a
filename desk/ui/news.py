"""News of the store: hears within a tenth of a second what any window or process wrote."""

from PySide6.QtCore import QObject, QTimer, Signal

from desk.db.changes import Changes
from desk.db.store import Store
from desk.ui.presenters.running import Run

LOOK_EVERY_MILLISECONDS = 100


class News(QObject):
    """Emits `changed(Changes)` for everything journaled after it was made, once each, in order."""

    changed = Signal(object)

    def __init__(self, store: Store, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._run, self._reading, self._owed = store, run, False, False
        self._position = store.position()
        store.changed_elsewhere()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Read what is new, if anything is; the look itself takes microseconds."""
        if not self._reading and (self._store.changed_elsewhere() or self._owed):
            self._reading, self._owed = True, False
            self._run.run(lambda: self._store.news(self._position), self._tell, self._missed)

    def stop(self) -> None:
        self._timer.stop()

    def _tell(self, changes: Changes) -> None:
        self._reading = False
        self._position = max(self._position, changes.position)
        if changes.entries:
            self.changed.emit(changes)

    def _missed(self, error: Exception) -> None:
        """The disk was busy: the next look reads from the same place, whether or not more has been written."""
        self._reading, self._owed = False, True
