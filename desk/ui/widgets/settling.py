"""When to save what somebody types: at a pause, and within a second also where there is none."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

LONGEST_UNSAVED_MILLISECONDS = 900


class Settling(QTimer):
    """`touch` at every change; `timeout` is the moment to save."""

    def __init__(self, pause: int, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self._pause, self._since = pause, QElapsedTimer()

    def touch(self) -> None:
        """Wait for a pause, but never longer than that since the first change that is not saved."""
        if not self.isActive():
            self._since.start()
        left = LONGEST_UNSAVED_MILLISECONDS - self._since.elapsed()
        self.start(max(0, min(self._pause, left)))
