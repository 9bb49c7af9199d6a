"""The window around every page: rail, top bar, page, messages."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.ui.message import Messages
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.help_bar import HelpBar, HelpButton
from desk.ui.widgets.notice_lines import NoticeLines
from desk.ui.widgets.rail import Rail, RailEntry
from desk.ui.widgets.search import SearchField
from desk.ui.widgets.tag import SyncChip
from desk.ui.widgets.user import UserPill

HELP_IN_WORDS_FROM = 1100
USER_IN_WORDS_FROM = 900


class _Pages(QStackedWidget):
    """No page may widen the window: it has to fit the room there is."""

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)


class Frame(QWidget):
    """Pages are handed to ``show_page``; words to the person go through ``messages``."""

    searched = Signal(str)
    """Each change of the top line."""
    submitted = Signal(str)
    """Enter in the top line: a scan ends so."""
    page_chosen = Signal(str)
    """The name of a rail entry."""
    locked = Signal()

    def __init__(self, entries: Sequence[RailEntry], office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.rail = Rail(entries, office)
        self.search = SearchField()
        self.sync = SyncChip("saved", "")
        self.sync.hide()
        self.user = UserPill()
        self.ask_help = HelpButton()
        self.help = HelpBar()
        self.pages = _Pages()
        self.notices = NoticeLines()
        self.messages = Messages()
        self._bar = QWidget()
        self._bar.setProperty("kind", "top-bar")
        self._lay_out()
        self._measure()
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(lambda: self.submitted.emit(self.search.text()))
        self.rail.chosen.connect(self.page_chosen)
        self.user.locked.connect(self.locked)

    def _lay_out(self) -> None:
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.PAGE_MARGIN, 0)
        bar.setSpacing(tokens.CARD_GAP)
        bar.addWidget(self.search, 1)
        bar.addStretch()
        bar.addWidget(self.ask_help)
        bar.addWidget(self.sync)
        bar.addWidget(self.user)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.help)
        column.addWidget(self.notices)
        column.addWidget(self.pages, 1)
        column.addWidget(self.messages)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(column, 1)

    def set_sync(self, state: str, text: str, detail: str = "") -> None:
        """state: a key of ``widgets.tag.SYNC``; detail: the whole sentence."""
        self.sync.set_state(state, text)
        self.sync.setToolTip(detail)
        self.sync.setAccessibleDescription(detail)
        self.sync.show()

    def set_user(self, name: str, role: str) -> None:
        self.user.set(name, role)

    def show_page(self, page: QWidget, rail: str = "") -> None:
        """Bring a page to the front, adding it the first time; ``rail`` names the entry to light."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self.rail.light(rail)

    def _measure(self) -> None:
        self._bar.setFixedHeight(px(tokens.TOP_BAR))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ask_help.set_narrow(self.width() < px(HELP_IN_WORDS_FROM))
        self.user.set_narrow(self.width() < px(USER_IN_WORDS_FROM))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)
