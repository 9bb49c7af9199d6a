"""The display's window: one number, one room, readable from eight metres; it speaks and blinks, and tells no name."""

from typing import Protocol

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.db.store import Store
from desk.domain.lobby_words import Say
from desk.office.day_words import long_day
from desk.office.lobby.rows import Call
from desk.office.session import ZONE
from desk.ui.display.board import paint_board
from desk.ui.presenters.display import DisplayPresenter
from desk.ui.presenters.running import Run

BLINKS = 3
BLINK_MILLISECONDS = 400
"""Half a blink: 1.25 a second, far below the three that may harm."""
CALL_MILLISECONDS = 6_000
"""So long one call stands alone before the next is said."""
LOOK_MILLISECONDS = 100
TURN_MILLISECONDS = 9_000


class Voice(Protocol):
    """Says sentences in a language, or chimes."""

    def say(self, texts: tuple[str, ...], language: str) -> None: ...

    def chime(self) -> None: ...

    def hush(self) -> None: ...


class DisplayWindow(QWidget):
    """Fits the presenter's `View`. Ctrl+Q closes it: it has no keyboard in the lobby."""

    def __init__(self, store: Store, run: Run, voice: Voice) -> None:
        super().__init__()
        self.setWindowTitle("TO-Home")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._store, self._voice = store, voice
        self.presenter = DisplayPresenter(store, run, self)
        self.lit = True
        self._left = 0
        self._watcher = store.watcher()
        self._look = self._timer(LOOK_MILLISECONDS, self._see)
        self._turn = self._timer(TURN_MILLISECONDS, self.presenter.turn)
        self._blink = self._timer(BLINK_MILLISECONDS, self._change)
        self._next = self._timer(CALL_MILLISECONDS, self.presenter.next)
        self._next.setSingleShot(True)
        self._minute = ""

    def _timer(self, milliseconds: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def start(self) -> None:
        self._look.start()
        self._turn.start()
        self.presenter.look()

    def stop(self) -> None:
        for timer in (self._look, self._turn, self._blink, self._next):
            timer.stop()
        self._watcher.close()
        self._voice.hush()

    def _see(self) -> None:
        if self._watcher.changed():
            self.presenter.look()
        minute = self.clock_words()
        if minute != self._minute:
            self._minute = minute
            self.update()

    # — view —

    def refresh(self) -> None:
        self.setAccessibleName(self.told())
        self.update()

    def announce(self, call: Call, texts: tuple[str, ...]) -> None:
        """Chime or speak once, and blink three times meanwhile."""
        self._left, self.lit = BLINKS * 2, True
        self._blink.start()
        self._next.start()
        self._voice.say(texts, call.language)

    def _change(self) -> None:
        self._left -= 1
        self.lit = self._left % 2 == 0
        if self._left <= 0:
            self._blink.stop()
            self.lit = True
        self.update()

    # — words —

    def clock_words(self) -> str:
        return f"{self._store.now().astimezone(ZONE):%H:%M}"

    def day_words(self) -> str:
        return long_day(self._store.now().astimezone(ZONE).date())

    def told(self) -> str:
        """Everything that is seen, as text."""
        last = self.presenter.last()
        if last is None:
            return str(Say.NOBODY)
        rows = [f"{Say.NOW} {last.ticket}, {self.presenter.room_words(last)}. {self.presenter.sentence(last)}"]
        rows += [f"{call.ticket}, {self.presenter.room_words(call)}" for call in self.presenter.before()]
        return "\n".join(rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_board(painter, QRectF(self.rect()), self.presenter, self.day_words(), self.clock_words(), lit=self.lit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Q:
            self.close()
