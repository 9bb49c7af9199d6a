"""The scanner at the desk types like a keyboard: its signs go to the top line, whatever has the focus.

Only the widget with the focus is watched. What the first signs of a scan did to it is taken back.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from desk.office.front.find_family import read_tax_code
from desk.ui.presenters.burst import GAP, Burst

_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_END = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Wedge(QObject):
    """Emits `scanned(text)`; `text` may have several lines. Lives as long as its window."""

    scanned = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QWidget | None = None
        self._burst = Burst()
        self._put_back: Callable[[], None] = _nothing
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(GAP)
        self._silence.timeout.connect(self._over)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)
            self._watch(None, application.focusWidget())

    def _watch(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now or self._window
        if isValid(self._watched):  # a window that goes takes the focus from its last field after itself
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self._window.isVisible():
            return False
        sign = "\n" if event.key() in _END else event.text()
        if event.modifiers() & _OTHER or event.isAutoRepeat() or not sign or not (sign.isprintable() or sign == "\n"):
            return False
        moment = event.timestamp() or int(time.monotonic() * 1000)
        if self._burst.starts_with(moment):
            self._put_back = remember(watched)
        began = self._burst.feed(sign, moment)
        if began:
            self._put_back()
        if not self._burst.scanning:
            return False
        if sign == "\n" and read_tax_code(self._burst.text):
            self._over()
        else:
            self._silence.start()
        return True

    def _over(self) -> None:
        """The scanner fell silent."""
        self._silence.stop()
        text = self._burst.text.strip()
        self._burst.clear()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.scanned.emit(text)


def _nothing() -> None:
    pass


def remember(field: QObject) -> Callable[[], None]:
    """How to take back what the first signs of a scan will do to a field, a list, a choice."""
    if isinstance(field, QLineEdit):
        return _line_back(field)
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return _page_back(field)
    if isinstance(field, QComboBox):
        chosen = field.currentIndex()
        return lambda: field.setCurrentIndex(chosen)
    if isinstance(field, QAbstractItemView):
        index = QPersistentModelIndex(field.currentIndex())
        return lambda: field.setCurrentIndex(QModelIndex(index))  # type: ignore[call-overload]
    return _nothing


def _line_back(field: QLineEdit) -> Callable[[], None]:
    text, at = field.text(), field.cursorPosition()
    start, length = field.selectionStart(), len(field.selectedText())

    def back() -> None:
        field.setText(text)
        field.setCursorPosition(at)
        if start >= 0:
            field.setSelection(start, length)

    return back


def _page_back(field: QPlainTextEdit | QTextEdit) -> Callable[[], None]:
    before = field.textCursor()
    start, taken = before.selectionStart(), before.selectedText()

    def back() -> None:
        cursor = field.textCursor()
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(taken)
        field.setTextCursor(cursor)

    return back
