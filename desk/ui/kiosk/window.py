"""The kiosk's window: full screen, one page at a time, closed only by the staff's code."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.db.store import Store
from desk.domain.arrival_code import Stretch
from desk.domain.lobby_words import Say
from desk.i18n import _
from desk.office.kiosk_pin import Pin
from desk.office.lobby_key import stretch
from desk.settings import FAMILY_LANGUAGES, RIGHT_TO_LEFT
from desk.ui.kiosk.look import Look, look_for
from desk.ui.kiosk.pages import LEFT_TO_RIGHT, build_page
from desk.ui.kiosk.parts import WRAP, Key, Touch, Words, fitted, lead
from desk.ui.kiosk.printer import TicketPrinter
from desk.ui.kiosk.wedge import Wedge
from desk.ui.presenters.kiosk import FORGET_SECONDS, KioskPresenter, Page
from desk.ui.presenters.running import Run
from desk.ui.theme import icons
from desk.ui.theme.measure import colour

NAMES = {
    "it": "Italiano",
    "en": "English",
    "ro": "Română",
    "ar": "العربية",
    "es": "Español",
    "fr": "Français",
    "zh": "中文",
    "sq": "Shqip",
}
"""Each language in its own script."""
STAFF_TOUCHES, STAFF_SECONDS = 5, 4.0
TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress})
LOOK_MILLISECONDS = 1000


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
        self.look = look_for(self.width(), self.height(), large=presenter.large, contrast=presenter.contrast)
        rtl = presenter.language in RIGHT_TO_LEFT
        old, self._content = self._content, _Ground(self.look)
        self._content.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else LEFT_TO_RIGHT)
        self._lay_out(self._content)
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

    def _lay_out(self, content: QWidget) -> None:
        """For a seated person everything that is touched lies below what is only read."""
        look, presenter = self.look, self.presenter
        bar, page = _LanguageBar(look, presenter), build_page(presenter, look)
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
            parts.append(self._framed(side))
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
            foot.addLayout(self._helpers())
        foot.addLayout(self._foot())
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

    def _helpers(self) -> QBoxLayout:
        presenter, look = self.presenter, self.look
        say = presenter.say
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        keys: list[tuple[str, str, Callable[[], object]]] = [
            ("hand-stop", say(Say.HELP), presenter.help),
            ("volume", say(Say.LISTEN), presenter.listen),
            ("wheelchair", say(Say.HIGHER if presenter.lower else Say.LOWER), lambda: presenter.switch("lower")),
            ("text-size", say(Say.SMALLER if presenter.large else Say.BIGGER), lambda: presenter.switch("large")),
            ("contrast", say(Say.PLAIN if presenter.contrast else Say.CONTRAST), lambda: presenter.switch("contrast")),
        ]
        if presenter.page is not Page.HOME:
            keys.insert(0, ("back", say(Say.BACK), presenter.back))
        for icon, text, act in keys:
            key = Key(look, text, act, icon=icon, height=158, size=27, above=True)
            key.setFixedHeight(look.px(158 if look.portrait else 132))
            row.addWidget(key, 1)
        return row

    def _foot(self) -> QBoxLayout:
        presenter, look = self.presenter, self.look
        row = QHBoxLayout()
        row.setSpacing(look.px(18))
        if presenter.page is Page.STAFF:
            row.addWidget(Key(look, _("Torna al totem"), presenter.forget, icon="back", height=104))
            return row
        kept = f"{presenter.say(Say.KEPT)}\n{presenter.say(Say.FORGETS, n=FORGET_SECONDS)}"
        row.addWidget(_Lock(look, kept, self._knock), 3)
        if presenter.hall.waiting is not None and not presenter.away:
            end = Qt.AlignmentFlag.AlignLeft if content_rtl(presenter) else Qt.AlignmentFlag.AlignRight
            waiting = presenter.say(Say.WAITING, n=presenter.hall.waiting)
            row.addWidget(
                Words(look, waiting, 28, ink=look.palette.body, align=end | Qt.AlignmentFlag.AlignAbsolute, lines=2), 2
            )
        return row

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


def content_rtl(presenter: KioskPresenter) -> bool:
    return presenter.language in RIGHT_TO_LEFT


class _Ground(QWidget):
    """The colour behind everything."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour(self._look.palette.ground))


class _LanguageBar(QWidget):
    """The languages first, each in its own script, never mirrored."""

    def __init__(self, look: Look, presenter: KioskPresenter) -> None:
        super().__init__()
        self._look = look
        self.setLayoutDirection(LEFT_TO_RIGHT)
        grid = QGridLayout(self)
        grid.setContentsMargins(look.px(40), look.px(20), look.px(40), look.px(24))
        grid.setSpacing(look.px(16))
        across = 4 if look.portrait else 8
        for number, code in enumerate(FAMILY_LANGUAGES):
            chosen = code == presenter.language
            key = Key(
                look,
                NAMES[code],
                partial(presenter.choose, code),
                icon="check" if chosen else "",
                height=80,
                size=30,
                kind="chosen" if chosen else "bar",
            )
            key.setFixedHeight(look.px(80))
            key.setAccessibleDescription(_("lingua scelta") if chosen else "")
            grid.addWidget(key, number // across, number % across)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._look.palette.bar))
        if self._look.palette.bar == self._look.palette.ground:
            edge = self._look.px(3)
            painter.fillRect(0, self.height() - edge, self.width(), edge, colour(self._look.palette.bar_edge))


class _Lock(Touch):
    """What is kept (nothing), with a lock; five touches open the staff's page."""

    def __init__(self, look: Look, text: str, act: Callable[[], object]) -> None:
        super().__init__(look, text, act, 84)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(look.px(96 * look.text))

    def texts(self) -> list[tuple[str, QFont, QRectF]]:
        px = self.look.px
        return [(self.text(), self.look.font(27), QRectF(px(56), 0, self.width() - px(56), self.height()))]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, px = self.look.palette, self.look.px
        side = px(36)
        box = QRectF(px(2), (self.height() - side) / 2, side, side)
        icons.paint(painter, "lock", self.mirrored(box), palette.body)
        painter.setPen(colour(palette.body))
        for text, font, place in self.texts():
            painter.setFont(fitted(font, text, place))
            painter.drawText(self.mirrored(place), int(lead(self) | Qt.AlignmentFlag.AlignVCenter) | WRAP, text)
