"""The scanner types like a keyboard, only faster: bursts of letters become one scan, whatever has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

FEWEST = 6
"""Shorter bursts are fingers on a keyboard."""
QUIET_MILLISECONDS = 160
"""So long after the last letter a scan without Enter is over."""
LONGEST = 4000
CALENDAR = "BEGIN"
"""A calendar's code has many lines: only quiet ends it."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Wedge(QObject):
    """Install on the application. `scanned(text)`; `typed(sign)` for single keys."""

    def __init__(
        self, scanned: Callable[[str], None], typed: Callable[[str], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._scanned, self._typed = scanned, typed
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MILLISECONDS)
        self._timer.timeout.connect(self._quiet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER:
            return self._enter()
        sign = event.text()
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not sign or not sign.isprintable() or held:
            return False
        if len(self._text) < LONGEST:
            self._text += sign
        self._timer.start()
        return True

    def forget(self) -> None:
        """Nothing of a scan stays."""
        self._text = ""
        self._timer.stop()

    def _enter(self) -> bool:
        if not self._text:
            return False
        if len(self._text) < FEWEST:
            self._quiet()
            return True
        if self._text[: len(CALENDAR)].upper().startswith(CALENDAR):
            self._text += "\n"
            self._timer.start()
            return True
        self._finish()
        return True

    def _quiet(self) -> None:
        if len(self._text) >= FEWEST:
            self._finish()
            return
        signs, self._text = self._text, ""
        self._timer.stop()
        for sign in signs:
            self._typed(sign)

    def _finish(self) -> None:
        text, self._text = self._text, ""
        self._timer.stop()
        self._scanned(text)
