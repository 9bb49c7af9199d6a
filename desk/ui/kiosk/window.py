"""The kiosk's window: full screen, one page at a time, closed only by the staff's code."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desk.db.store import Store
from desk.domain.arrival_code import Stretch
from desk.office.lobby.key import stretch
from desk.office.lobby.kiosk_pin import Pin
from desk.settings import RIGHT_TO_LEFT
from desk.ui.kiosk.around import Ground, LanguageBar, helpers
from desk.ui.kiosk.around import foot as foot_of
from desk.ui.kiosk.look import look_for
from desk.ui.kiosk.pages import LEFT_TO_RIGHT, build_page
from desk.ui.kiosk.parts import Touch
from desk.ui.kiosk.printer import TicketPrinter
from desk.ui.kiosk.wedge import Wedge
from desk.ui.presenters.kiosk import FORGET_SECONDS, KioskPresenter
from desk.ui.presenters.kiosk_state import Page
from desk.ui.presenters.running import Run

STAFF_TOUCHES, STAFF_SECONDS = 5, 4.0
TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress})
LOOK_MILLISECONDS = 1000
SHRINKING = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
"""All letters of a page together, until its last key is on the screen: one line more may come in any language."""


class Voice(Protocol):
    """Says sentences in a language, or chimes where the machine has no voice for it."""

    def say(self, texts: tuple[str, ...], language: str) -> None: ...

    def hush(self) -> None: ...


class KioskWindow(QWidget):
    """Fits the presenter's `View`. `left` is called once the staff's code was right."""

    def __init__(
        self,
        store: Store,
        run: Run,
        printer: TicketPrinter,
        voice: Voice,
        *,
        pin: Pin | None = None,
        slow: Stretch = stretch,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("TO-Home")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("kind", "page")
        self._voice, self._left, self._free = voice, left, False
        self._touches: list[int] = []
        self.look = look_for(1080, 1920)
        self._built: tuple[object, ...] = ()
        self._typed_now: Callable[[], None] = lambda: None
        self.presenter = KioskPresenter(store, run, printer, self, pin or Pin(store), slow)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # a smaller screen wins over the page
        self._content: QWidget | None = None
        self.wedge = Wedge(self.presenter.scan, self._typed, self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(FORGET_SECONDS * 1000)
        self._idle.timeout.connect(self._nobody)
        self._knocks = QTimer(self)
        self._knocks.setSingleShot(True)
        self._knocks.setInterval(int(STAFF_SECONDS * 1000))
        self._knocks.timeout.connect(self._touches.clear)
        self._watcher = store.watcher()
        self._news = QTimer(self)
        self._news.setInterval(LOOK_MILLISECONDS)
        self._news.timeout.connect(self._look)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def start(self) -> None:
        """Begin to look at the hall."""
        self._news.start()
        self.presenter.look()
        self.refresh()

    def stop(self) -> None:
        """Let go of the application and the store."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        for timer in (self._news, self._idle, self._knocks):
            timer.stop()
        self.wedge.forget()
        self._watcher.close()
        self._voice.hush()

    # — view —

    def refresh(self) -> None:
        """Build what is to be seen; a touch that is under way ends first."""
        presenter = self.presenter
        if (
            presenter.page is Page.HOME and not presenter.touched and not self._changed()
        ) or presenter.page is Page.WORKING:
            self._idle.stop()
        else:
            self._idle.start()
        built = self._state()
        if built == self._built and self._content is not None:
            self._typed_now()
            return
        self._built = built
        wanted = look_for(self.width(), self.height(), large=presenter.large, contrast=presenter.contrast)
        old = self._content
        for share in SHRINKING:
            self.look = replace(wanted, text=wanted.text * share)
            self._content = self._made()
            layout = self._content.layout()
            if layout is None or layout.minimumHeightForWidth(self.width()) <= self.height():
                break
        assert self._content is not None
        self._whole.addWidget(self._content)
        if old is not None:
            self._whole.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _state(self) -> tuple[object, ...]:
        """Everything that a page is built from, but for what was typed."""
        each = self.presenter
        return (
            *(each.page, each.language, each.large, each.contrast, each.lower, each.fault, each.hall, each.away),
            *(each.ticket, each.printed, each.message, self.width(), self.height()),
        )

    def _changed(self) -> bool:
        return self.presenter.large or self.presenter.contrast or self.presenter.lower

    def speak(self, texts: tuple[str, ...], language: str) -> None:
        self._voice.say(texts, language)

    def done_with(self) -> None:
        """Nothing of the visitor stays: not in a scan half read, not in the clipboard, not in the air."""
        self.wedge.forget()
        self._voice.hush()
        QGuiApplication.clipboard().clear()

    def leave(self) -> None:
        self._free = True
        self.close()
        self._left()

    # — building —

    def _made(self) -> QWidget:
        """The page in the look of the moment."""
        content = Ground(self.look)
        rtl = self.presenter.language in RIGHT_TO_LEFT
        content.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else LEFT_TO_RIGHT)
        self._lay_out(content)
        return content

    def _lay_out(self, content: QWidget) -> None:
        """For a seated person everything that is touched lies below what is only read."""
        look, presenter = self.look, self.presenter
        bar, page = LanguageBar(look, presenter), build_page(presenter, look)
        self._typed_now = page.typed
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        parts: list[QWidget | QBoxLayout] = [bar]
        if look.portrait and presenter.lower:
            parts = [self._framed(page.told, foot=26), bar, self._framed(page.touched)]
        elif look.portrait:
            parts += [self._framed(page.told), self._framed(page.touched)]
        else:
            side = QHBoxLayout()
            side.setSpacing(look.px(56))
            side.addWidget(page.told, 9)
            side.addWidget(page.touched, 10 if page.share[1] else 0)
            parts.append(self._framed(side, foot=26 if presenter.lower else 0))
        if not look.portrait and presenter.lower:
            parts.reverse()
        shares = iter(page.share if look.portrait else (1,))
        for part in parts:
            if isinstance(part, QWidget):
                rows.addWidget(part)
            else:
                rows.addLayout(part, next(shares))
        foot = QVBoxLayout()
        foot.setSpacing(look.px(22))
        if presenter.page is not Page.STAFF:
            foot.addLayout(helpers(look, presenter))
        foot.addLayout(foot_of(look, presenter, self._knock))
        rows.addLayout(self._framed(foot, foot=28))

    def _framed(self, inner: QWidget | QBoxLayout, *, foot: float = 0) -> QBoxLayout:
        look = self.look
        frame = QVBoxLayout()
        frame.setContentsMargins(look.px(56), look.px(26), look.px(56), look.px(foot))
        if isinstance(inner, QWidget):
            frame.addWidget(inner)
        else:
            frame.addLayout(inner)
        return frame

    # — staying —

    def _look(self) -> None:
        if self._watcher.changed():
            self.presenter.look()

    def _nobody(self) -> None:
        if self.presenter.page is not Page.WORKING:
            self.presenter.forget()

    def _knock(self) -> None:
        """Five touches of the lock within four seconds: staff wants to leave."""
        if not self._touches:
            self._knocks.start()
        self._touches.append(1)
        if len(self._touches) >= STAFF_TOUCHES:
            self._touches.clear()
            self._knocks.stop()
            self.presenter.staff()

    def _typed(self, sign: str) -> None:
        if sign == " ":
            focused = QApplication.focusWidget()
            if isinstance(focused, Touch):
                focused.click()
        elif sign.isascii() and sign.isdigit():
            self.presenter.digit(sign)
        elif sign.isascii() and sign.isalpha():
            self.presenter.letter(sign.upper())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in TOUCHES and self._idle.isActive():
            self._idle.start()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.windowHandle():
            return self._key(event)  # once, before any widget hears of it
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return True
        if event.key() == Qt.Key.Key_F12:
            self._knock()
            return True
        if event.key() == Qt.Key.Key_Backspace:
            self.presenter.erase()
            return True
        taken = self.wedge.eventFilter(self, event)
        if not taken and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, Touch):
                focused.click()
            elif self.presenter.page in (Page.LETTERS, Page.BORN, Page.STAFF):
                self.presenter.next()
            return True
        return taken

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and the window manager close nothing."""
        if self._free:
            event.accept()
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
