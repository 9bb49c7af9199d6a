"""What stands around every page of the kiosk: the ground, the languages, the keys that help, the foot."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from desk.domain.lobby_words import Say
from desk.i18n import _
from desk.settings import FAMILY_LANGUAGES, RIGHT_TO_LEFT
from desk.ui.kiosk.lines import write
from desk.ui.kiosk.look import Look
from desk.ui.kiosk.pages import LEFT_TO_RIGHT
from desk.ui.kiosk.parts import Key, Touch, Words, lead, write_alike
from desk.ui.presenters.kiosk import FORGET_SECONDS, KioskPresenter
from desk.ui.presenters.kiosk_state import Page
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
ACROSS, LOW = 3, 96
"""The keys that help, in large type: so many in a row, so high."""


def helpers(look: Look, presenter: KioskPresenter) -> QGridLayout:
    """Help, hear, and see it otherwise."""
    say = presenter.say
    keys: list[tuple[str, str, Callable[[], object]]] = [
        ("hand-stop", say(Say.HELP), presenter.help),
        ("volume", say(Say.LISTEN), presenter.listen),
        ("wheelchair", say(Say.HIGHER if presenter.lower else Say.LOWER), lambda: presenter.switch("lower")),
        ("text-size", say(Say.SMALLER if presenter.large else Say.BIGGER), lambda: presenter.switch("large")),
        ("contrast", say(Say.PLAIN if presenter.contrast else Say.CONTRAST), lambda: presenter.switch("contrast")),
    ]
    if presenter.page is not Page.HOME:
        keys.insert(0, ("back", say(Say.BACK), presenter.back))
    made = []
    grid = QGridLayout()
    grid.setSpacing(look.px(14))
    for number, (icon, text, act) in enumerate(keys):
        if look.portrait and look.text > 1:  # large letters side by side would be small again
            rest = len(keys) % ACROSS
            wide = 2 * ACROSS // (rest if rest and number >= len(keys) - rest else ACROSS)
            key = Key(look, text, act, icon=icon, height=LOW, size=27)
            key.setFixedHeight(look.px(LOW))
            at = number % ACROSS * wide
            grid.addWidget(key, number // ACROSS, at, 1, wide)
        else:
            key = Key(look, text, act, icon=icon, height=158, size=27, above=True)
            key.setFixedHeight(look.px(158 if look.portrait else 132))
            grid.addWidget(key, 0, number)
        made.append(key)
    for column in range(grid.columnCount()):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 1)
    write_alike(made)
    return grid


def foot(look: Look, presenter: KioskPresenter, knock: Callable[[], object]) -> QBoxLayout:
    """What is kept, how many wait; for staff the way back."""
    row = QHBoxLayout()
    row.setSpacing(look.px(18))
    if presenter.page is Page.STAFF:
        row.addWidget(Key(look, _("Torna al totem"), presenter.forget, icon="back", height=104))
        return row
    kept = f"{presenter.say(Say.KEPT)}\n{presenter.say(Say.FORGETS, n=FORGET_SECONDS)}"
    row.addWidget(_Lock(look, kept, knock), 3)
    if presenter.hall.waiting is not None and not presenter.away:
        end = Qt.AlignmentFlag.AlignLeft if content_rtl(presenter) else Qt.AlignmentFlag.AlignRight
        waiting = presenter.say(Say.WAITING, n=presenter.hall.waiting)
        row.addWidget(Words(look, waiting, 28, ink=look.palette.body, align=end, lines=2), 2)
    return row


def content_rtl(presenter: KioskPresenter) -> bool:
    return presenter.language in RIGHT_TO_LEFT


class Ground(QWidget):
    """The colour behind everything."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour(self._look.palette.ground))


class LanguageBar(QWidget):
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, px = self.look.palette, self.look.px
        side = px(36)
        box = QRectF(px(2), (self.height() - side) / 2, side, side)
        icons.paint(painter, "lock", self.mirrored(box), palette.body)
        painter.setPen(colour(palette.body))
        for text, font, place in self.written():
            write(painter, font, text, self.mirrored(place), lead(self), rtl=self.rtl)
