"""The signed-in window: frame, screens by name, news to the open ones, sync chip."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy import select

from desk import settings
from desk.db.changes import Changes
from desk.db.tables import office, staff
from desk.domain.roles import ROLE_WORDS, May, allowed
from desk.errors import BadResource, NotAllowed
from desk.i18n import _
from desk.office.lobby.notices import Told, close_notice, notice_words
from desk.office.session import Session
from desk.sync.status import SyncStatus
from desk.ui.find import Find
from desk.ui.frame import Frame
from desk.ui.idle import Idle
from desk.ui.news import News
from desk.ui.presenters.context import Messages, ScreenContext
from desk.ui.presenters.help_line import HelpPresenter
from desk.ui.presenters.role_words import title_words
from desk.ui.presenters.running import Run
from desk.ui.presenters.to_move import ToMovePresenter
from desk.ui.runner import WindowRun
from desk.ui.screens import SCREENS, Entry
from desk.ui.widgets.rail import RailEntry

LATER_MILLISECONDS = 1_500
"""The first page comes first; then what stands around it."""


def screen_named(name: str) -> Entry:
    return next(entry for entry in SCREENS if entry.name == name)


class Window(QWidget):
    """Builds a screen the first time somebody goes there; fits `Navigate`."""

    locked = Signal()
    written = Signal()
    """Somebody wrote, here or elsewhere; also when the chip is pressed."""

    def __init__(self, session: Session, run: Run) -> None:
        super().__init__()
        self.session = session
        entries = [entry for entry in SCREENS if entry.rail and allowed(session.role, entry.may)]
        place, title = _read_place(session)
        self.frame = Frame([RailEntry(entry.name, _(entry.rail), entry.icon) for entry in entries], place)
        self.frame.set_user(session.name, title_words(title) or _(ROLE_WORDS[session.role]))
        self.frame.page_chosen.connect(self.open)
        self.frame.locked.connect(self.locked)
        self.frame.sync.pressed.connect(self._explain_sync)
        self.frame.notices.seen.connect(self._close_notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        self._run = WindowRun(run)
        run = self._run
        self.context = ScreenContext(session, run, self.frame.messages, self)
        self.screens: dict[str, Any] = {}
        self.current = ""
        self._wanted: tuple[Entry, dict[str, str]] | None = None
        """Where somebody goes, while it is being loaded."""
        self.finder = Find(self.frame, self.context)
        self.help = HelpPresenter(session, run, self._show_help)
        self.frame.ask_help.pressed.connect(self.help.press)
        self.frame.help.answered.connect(self.help.answer)
        self.frame.help.ended.connect(self.help.end)
        self.to_move = ToMovePresenter(session, run, self._show_to_move)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MILLISECONDS)
        self._later.timeout.connect(self.to_move.refresh)
        self._news: News | None = None
        self._idle: Idle | None = None
        self._status: SyncStatus | None = None

    @property
    def messages(self) -> Messages:
        return self.frame.messages

    def build_first(self) -> None:
        """Build the first page this role has, before it is shown."""
        self._built(self._first())

    def start(self, screen: str = "") -> None:
        """Show the first page this role has, then listen for news."""
        self.open(screen or self._first())
        self.help.refresh()
        self._later.start()
        self._news = News(self.session.store, self.context.run, self)
        self._news.changed.connect(self.tell)
        minutes = settings.LOCK_MINUTES.whole()
        if minutes:
            self._idle = Idle(minutes * 60_000, self)
            self._idle.passed.connect(self.locked)

    def _first(self) -> str:
        return next(entry.name for entry in SCREENS if entry.rail and allowed(self.session.role, entry.may))

    def _built(self, screen: str) -> Any:
        if screen not in self.screens:
            self.screens[screen] = screen_named(screen).build(self.context)
        return self.screens[screen]

    def open(self, screen: str, **facts: str) -> None:
        """Go to a screen; `facts` name what to show. Whose role may not see it reads so. One that was not loaded yet
        is loaded beside the GUI thread; until then the page on which one was stays."""
        entry = screen_named(screen)
        self._wanted = None
        try:
            self.session.require(entry.may)
        except NotAllowed as error:
            self.messages.notify(str(error), "warning")
            return
        if entry.is_loaded:
            self._go(entry, facts)
            return
        self._wanted = entry, facts
        self.context.run.run(entry.load, self._go_on)

    def _go_on(self, _loaded: object) -> None:
        """Unless somebody has gone elsewhere meanwhile."""
        if self._wanted is not None and self._wanted[0].is_loaded:
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._wanted is not None:
            (entry, facts), self._wanted = self._wanted, None
            self._go(entry, facts)

    def _go(self, entry: Entry, facts: dict[str, str]) -> None:
        try:
            widget = self._built(entry.name)
        except BadResource as error:  # a file under resources/ has a fault: the page on which one was stays
            self.messages.notify(str(error), "danger")
            return
        self._leave_current()
        self.current = entry.name
        self.frame.show_page(widget, entry.parent or entry.name)
        widget.show_facts(**facts)

    def front(self) -> Any:
        """The page where one is; whoever asks finds the one that was asked for last."""
        self._go_to_wanted()
        return self.screens.get(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z that neither a field nor the page has taken for itself."""
        if not (event.matches(QKeySequence.StandardKey.Undo) and self.frame.messages.take_back()):
            super().keyPressEvent(event)

    def show_sync(self, status: SyncStatus) -> None:
        """The chip says what was just found out."""
        self._status = status
        chip = status.chip()
        self.frame.set_sync(chip.state, chip.text, chip.whole)
        heard = getattr(self.screens.get(self.current), "on_sync", None)
        if heard:
            heard(status)

    def send_now(self) -> None:
        self.written.emit()

    def look(self) -> None:
        """Something was written in this very process: do not wait for the next look."""
        if self._news is not None:
            self._news.look()

    def show_notices(self, notices: tuple[Told, ...]) -> None:
        """What kiosks tell the front desk; whoever has seen to it closes the line."""
        if allowed(self.session.role, May.CHECK_IN):
            self.frame.notices.show_notices([(each.id, notice_words(each)) for each in notices])

    def _close_notice(self, notice: str) -> None:
        self.context.run.run(lambda: close_notice(self.session, notice))

    def _show_help(self) -> None:
        self.frame.help.show_rows(self.help.rows)
        self.frame.ask_help.say(self.help.mine_words())

    def _show_to_move(self) -> None:
        self.frame.rail.set_count("agenda", self.to_move.count, self.to_move.words())

    def _explain_sync(self) -> None:
        """Pressed: the place where it is settled, or the page that says all, and another try."""
        chip = self._status.chip() if self._status is not None else None
        if chip and chip.state == "reconcile" and allowed(self.session.role, May.RECONCILE):
            self.open("reconcile")
            return
        self.open("sync")
        if self._status is not None:
            self.show_sync(self._status)
        self.written.emit()

    def tell(self, changes: Changes) -> None:
        """Hand news to the screen in front; a hidden one reads anew when somebody goes there."""
        self.written.emit()
        self.help.on_changes(changes)
        self.to_move.on_changes(changes)
        if self.current:
            self.screens[self.current].on_changes(changes)

    def stop(self) -> None:
        """Before the user goes: let the page save what was typed."""
        self._leave_current()
        self.current, self._wanted = "", None
        self._later.stop()
        if self._news:
            self._news.stop()
        self._run.end()

    def _leave_current(self) -> None:
        leave = getattr(self.screens.get(self.current), "leave", None)
        if leave:
            leave()


def _read_place(session: Session) -> tuple[str, str]:
    """The office's name for the foot of the rail, and the title of who works."""
    with session.store.read() as connection:
        place = connection.execute(select(office.c.name).order_by(office.c.id)).scalar()
        title = connection.execute(select(staff.c.title).where(staff.c.id == session.staff)).scalar()
    return str(place or "TO-Home"), str(title or "")
