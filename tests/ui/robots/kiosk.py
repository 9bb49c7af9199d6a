"""Hands at the kiosk: they touch what they read, and hold cards under the scanner."""

import hashlib
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.lobby.kiosk_pin import Pin
from desk.paper.roll_printer import PrinterDown
from desk.ui.kiosk.parts import Touch, Words
from desk.ui.kiosk.window import KioskWindow
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.presenters.running import Run

PIN = "246810"


def quick(proof: bytes, salt: bytes) -> bytes:
    return hashlib.sha256(salt + proof).digest()[:16]


@dataclass
class PaperTray:
    """A printer that keeps what it printed, and can be out of paper or unplugged."""

    there: bool = True
    printed: list[bytes] = field(default_factory=list)
    down: PrinterDown | None = None

    def print(self, pdf: bytes) -> None:
        if self.down is not None:
            raise self.down
        self.printed.append(pdf)


@dataclass
class Ears:
    """What was said aloud."""

    heard: list[tuple[tuple[str, ...], str]] = field(default_factory=list)

    def say(self, texts: tuple[str, ...], language: str) -> None:
        self.heard.append((texts, language))

    def chime(self) -> None:
        self.heard.append(((), ""))

    def hush(self) -> None:
        return None


class KioskRobot:
    """One kiosk on a store, portrait unless told otherwise."""

    def __init__(
        self, qtbot: QtBot, store: Store, run: Run | None = None, size: tuple[int, int] = (1080, 1920)
    ) -> None:
        self.paper, self.ears, self.left = PaperTray(), Ears(), False
        self._qtbot = qtbot
        pin = Pin(store, self._time)
        pin.set(PIN)
        self.monotonic = 0.0
        self.touches = 0
        self.window = KioskWindow(
            store, run or ImmediateRunner(), self.paper, self.ears, pin=pin, slow=quick, left=self._gone
        )
        self.window.resize(*size)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.start()

    def _time(self) -> float:
        return self.monotonic

    def _gone(self) -> None:
        self.left = True

    @property
    def page(self) -> str:
        return self.window.presenter.page.value

    def seen(self) -> str:
        """Every word on the screen."""
        QApplication.processEvents()
        words = [part.text for part in self.window.findChildren(Words) if part.isVisible()]
        return "\n".join([*words, *(part.accessibleName() for part in self.targets())])

    def targets(self) -> list[Touch]:
        QApplication.processEvents()
        return [part for part in self.window.findChildren(Touch) if part.isVisible()]

    def touch(self, words: str) -> None:
        """Touch the key with these words, or that begins with them."""
        every = {key.accessibleName(): key for key in self.targets()}
        found = every.get(words) or next(key for name, key in every.items() if name.startswith(words))
        self.touches += 1
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def scan(self, text: str, *, enter: bool = True) -> None:
        """The scanner types into the window, whatever has the focus."""
        handle = self.window.windowHandle()
        for sign in text + ("\r" if enter else ""):
            key = Qt.Key.Key_Return if sign in "\r\n" else Qt.Key(ord(sign.upper()) if ord(sign) < 128 else 0)
            shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
            event = QKeyEvent(QEvent.Type.KeyPress, key, shift, "\r" if sign in "\r\n" else sign)
            QApplication.sendEvent(handle, event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QApplication.sendEvent(self.window.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, key, modifier, ""))

    def type(self, signs: str) -> None:
        for sign in signs:
            self.touch(sign)

    def stop(self) -> None:
        self.window.stop()
        self.window.presenter._view.leave()
        self.window.deleteLater()
