"""Today: who is expected, who waits in calling order and why, who is in which room, and the family to call next."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.i18n import _
from desk.office.front.scan import Read, Taken
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.follow import FollowPresenter
from desk.ui.presenters.follow_words import following_words
from desk.ui.presenters.today import Column, TodayPresenter
from desk.ui.presenters.today_actions import TodayActions
from desk.ui.presenters.today_menu import choices
from desk.ui.presenters.today_rows import wait_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.inline_form import LAID_OUT_MILLISECONDS
from desk.ui.widgets.text import label
from desk.ui.widgets.today.call_foot import CallFoot
from desk.ui.widgets.today.close_visit_panel import CloseVisitPanel
from desk.ui.widgets.today.columns import ListColumn, RoomColumn, TodayColumns
from desk.ui.widgets.today.family_pane import FamilyPane
from desk.ui.widgets.today.follow_panel import FollowPanel
from desk.ui.widgets.today.room_cards import FreeRoom, RoomList
from desk.ui.widgets.today.rows import RowList
from desk.ui.widgets.today.walk_in_panel import WalkInPanel

P = TypeVar("P", WalkInPanel, CloseVisitPanel, FollowPanel)
TICK_MILLISECONDS = 30_000
FOLLOW_AFTER_MILLISECONDS = 400
WIDE_HEAD_FROM = 840


class TodayScreen(QWidget):
    """Arrows choose, F9 calls or does what the pane proposes, Space marks an arrival, Enter opens the family, F2 takes
    in somebody without an appointment, Ctrl+Z takes the last step back."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._session = context.session
        self._role = context.session.role
        self._panels: list[WalkInPanel | CloseVisitPanel | FollowPanel] = []
        self.presenter = TodayPresenter(context, self)
        self.do = TodayActions(context, self.presenter)
        self._context = context
        self.follow = FollowPresenter(context, self._follow_changed)
        self._build()
        self._wire()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self.presenter.tick)
        self._timer.start()
        self._follow_later = QTimer(self)
        self._follow_later.setSingleShot(True)
        self._follow_later.setInterval(FOLLOW_AFTER_MILLISECONDS)
        self._follow_later.timeout.connect(self.follow.read)

    # — what the window asks —

    def show_facts(self, **facts: str) -> None:
        """Facts: `close`, a family in a room whose visit ends now."""
        household = facts.get("close", "")
        self.presenter.refresh((lambda: self._end_visit(household)) if household else None)
        if self.presenter.today is not None:
            self.follow.read()
        else:  # the day is on its way: first it is painted
            self._follow_later.start()
        if not any(panel.isVisibleTo(self) for panel in self._panels):
            self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)
        self.follow.on_changes(changes)

    def take_scan(self, taken: Taken) -> bool:
        """A card or paper was scanned, whatever had the focus. True when it was dealt with here."""
        if self.presenter.today is None or not allowed(self._role, May.CHECK_IN):
            return False
        if taken.household and taken.read is Read.FAMILY and self.do.take_scan(taken.household):
            return True
        if taken.household and self.panel.typing():
            said = _("Stai registrando una famiglia: finisci o chiudi il modulo, poi passa di nuovo la tessera.")
            self.do.tell(said)
        elif taken.household:
            self.open_panel()
            self.panel.presenter.search_household(taken.household)
        elif taken.read is Read.UNKNOWN_CARD:
            if not self.panel.isVisibleTo(self):
                self.open_panel()
            self.panel.take_card(taken.tax_code)
        return True

    # — building —

    def _build(self) -> None:
        self.date = label("", "text", "body")
        self.wait = label("", "second", "body", rich=True)
        self.walk_in = Button(_("Senza appuntamento"), "outlined", "ticket", key="F2")
        self.expected = RowList(_("Attesi"))
        self.waiting = RowList(_("In attesa"))
        self.rooms = RoomList()
        self.expected_column = ListColumn(_("Attesi"), self.expected, _("Oggi non aspettiamo più nessuno."))
        self.waiting_column = ListColumn(
            _("In attesa"),
            self.waiting,
            _("Nessuno aspetta. Chi arriva compare qui."),
            note=_("in ordine di chiamata"),
            strong=True,
            rule=_(
                "Prima le scadenze di sfratto, poi neonati e fragilità. Dopo 30 minuti chi aspetta sale, dopo un'ora "
                "è il primo. Per cambiare serve un motivo."
            ),
        )
        self.room_column = RoomColumn(self.rooms)
        self.pane = FamilyPane()
        self.foot = CallFoot()
        self.pane.foot.addWidget(self.foot)
        self.columns = TodayColumns(self.expected_column, self.waiting_column, self.room_column, self.pane)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.columns)
        self._head = QGridLayout()
        self._head.setContentsMargins(tokens.PAGE_MARGIN, 16, tokens.PAGE_MARGIN, 12)
        self._head.setHorizontalSpacing(tokens.CARD_GAP)
        self._head.setVerticalSpacing(4)
        self._head.setColumnStretch(2, 1)
        self._head.addWidget(label(_("Oggi"), "page-title"), 0, 0)
        self._head.addWidget(self.walk_in, 0, 4)
        self._arrange_head(wide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._area, 1)

    def _wire(self) -> None:
        may = allowed(self._role, May.CHECK_IN)
        self.walk_in.setVisible(may)
        self.walk_in.clicked.connect(self.open_panel)
        for view, column in ((self.expected, Column.EXPECTED), (self.waiting, Column.WAITING)):
            view.chosen.connect(lambda row, place=column: self.presenter.select(place, row))
            view.opened.connect(self.do.open_household)
            view.acted.connect(self._act)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(
                lambda at, place=view: self._show_menu(place.viewport().mapToGlobal(at))
            )
        self.rooms.chosen.connect(lambda visit: self.presenter.select(Column.ROOM, visit))
        self.rooms.opened.connect(self.do.open_household)
        self.rooms.recalled.connect(self.do.recall)
        self.rooms.entered.connect(self.do.entered)
        self.rooms.not_come.connect(self.do.not_appeared)
        self.rooms.kept.connect(self.do.keep_call)
        self.rooms.menu_wanted.connect(lambda: self._show_menu(QCursor.pos()))
        self.room_column.follow.clicked.connect(self.open_follow_panel)
        self.room_column.back.connect(self.do.unpark)
        self.room_column.again.connect(self.do.call_again)
        self.room_column.come.connect(self.do.back_again)
        self.room_column.opened.connect(self.do.open_contacts)
        self.pane.more.clicked.connect(self._menu_of_pane)
        self.foot.primary.clicked.connect(self._primary)
        self.foot.record.clicked.connect(self.do.open_household)
        self.foot.elsewhere.clicked.connect(self.do.move)
        self.foot.aside.clicked.connect(self._aside)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.do.undo)

    # — panels in the place of the family's, built when they are first needed —

    @cached_property
    def panel(self) -> WalkInPanel:
        """Somebody without an appointment."""
        return self._beside(WalkInPanel(self._context, self.do))

    @cached_property
    def close_visit(self) -> CloseVisitPanel:
        """The end of a visit."""
        return self._beside(CloseVisitPanel(self._context, self.presenter))

    @cached_property
    def follow_panel(self) -> FollowPanel:
        """What has to be followed."""
        return self._beside(FollowPanel(self.follow))

    def _beside(self, panel: P) -> P:
        panel.hide()
        panel.closed.connect(self.close_panel)
        self._panels.append(panel)
        self.columns.add_pane(panel)
        return panel

    def _show_panel(self, panel: WalkInPanel | CloseVisitPanel | FollowPanel) -> None:
        self.pane.hide()
        for each in self._panels:
            each.setVisible(each is panel)
        QTimer.singleShot(LAID_OUT_MILLISECONDS, panel, lambda: self._bring(panel))

    def _bring(self, panel: QWidget) -> None:
        """Where it stands under the columns, as with large text, the page goes to it."""
        inside = self._area.widget()
        if inside is None or not panel.isVisible():
            return
        top, bar = panel.mapTo(inside, QPoint()).y(), self._area.verticalScrollBar()
        if not bar.value() <= top < bar.value() + self._area.viewport().height() // 2:
            bar.setValue(top)

    # — what the presenter asks —

    def head_changed(self) -> None:
        today = self.presenter.today
        if today is None:
            return
        clock = _("{date} · ore {time}").format(date=self.presenter.date_words(), time=self.presenter.clock())
        self.date.setText(clock)
        self.wait.setText(wait_words(today.wait))
        self.expected_column.set_count(len(today.expected))
        self.waiting_column.set_count(len(today.waiting))
        self.room_column.set_count(len(today.in_room))
        self.room_column.set_counts(today.counts, before_noon=int(self.presenter.clock()[:2]) < 13)
        self.room_column.set_aside(today.parked, today.missed, may_call=self.presenter.may_call())

    def expected_changed(self) -> None:
        self.expected_column.show_rows(self.presenter.expected_list)

    def waiting_changed(self) -> None:
        self.waiting_column.show_rows(self.presenter.waiting_list)

    def rooms_changed(self) -> None:
        today = self.presenter.today
        self.rooms.show_rows(self.presenter.rooms, may_call=self.presenter.may_call())
        free = [FreeRoom(desk.room_name, desk.name) for desk in today.desks if desk.free] if today else []
        self.room_column.set_free(free)

    def selection_changed(self) -> None:
        chosen = self.presenter.selected
        for view, column in ((self.expected, Column.EXPECTED), (self.waiting, Column.WAITING)):
            view.select(chosen.id if chosen is not None and chosen.column is column else "")
        self.rooms.select(chosen.id if chosen is not None and chosen.column is Column.ROOM else "")

    def detail_changed(self) -> None:
        chosen = self.presenter.selected
        self.pane.show_family(self.presenter.selected_ticket(), self.presenter.detail())
        self.foot.setVisible(chosen is not None)
        if chosen is None:
            return
        may_call = self.presenter.may_call()
        if chosen.column is Column.WAITING:
            self.foot.for_waiting(
                *self.presenter.desk_words(),
                ready=may_call and self.presenter.desk() is not None,
                before=self.presenter.passes_over(),
                may_pick=self.presenter.may_pick(),
            )
        elif chosen.column is Column.EXPECTED:
            self.foot.for_expected(ready=allowed(self._role, May.CHECK_IN))
        else:
            called = any(row.id == chosen.id and row.called for row in self.presenter.rooms)
            self.foot.for_room(called=called, ready=may_call)
        self.foot.primary.set_working(_("Chiamo…") if self.presenter.busy else None)
        if not self.presenter.busy:
            self.foot.settle()

    # — what the person does —

    def open_close_panel(self, visit: str, household: str) -> None:
        """The end of a visit: what was agreed, and the slip."""
        self._show_panel(self.close_visit)
        self.close_visit.open_for(visit, household)

    def _end_visit(self, household: str) -> None:
        """Its closing panel, where it is here."""
        here = self.presenter.find_row(household)
        if here is not None and here.column is Column.ROOM:
            self.presenter.select(here.column, here.id)
            self.open_close_panel(here.id, household)

    def open_panel(self) -> None:
        self._show_panel(self.panel)
        self.panel.open_for()

    def open_follow_panel(self) -> None:
        """Commitments that are due, plans that wait for a word."""
        panel = self.follow_panel
        panel.show_following(self.follow.following)
        self._show_panel(panel)
        next(iter([*panel.plans, panel.shut])).setFocus(Qt.FocusReason.TabFocusReason)

    def _follow_changed(self) -> None:
        self.room_column.set_follow(following_words(self.follow.following))
        if "follow_panel" in self.__dict__:
            self.follow_panel.show_following(self.follow.following)

    def close_panel(self) -> None:
        for panel in self._panels:
            panel.hide()
        self.pane.show()
        self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, row: str) -> None:
        if row == "undo":
            self.do.undo()
        else:
            self.do.arrive(row)

    def _primary(self) -> None:
        chosen = self.presenter.selected
        if chosen is None:
            return
        if chosen.column is Column.WAITING:
            self.do.call(self.foot.why.text() if not self.foot.why.isHidden() else "")
        elif chosen.column is Column.EXPECTED:
            self.do.arrive(chosen.id)
        elif any(row.id == chosen.id and row.called for row in self.presenter.rooms):
            self.do.entered(chosen.id)
        else:
            self.open_close_panel(chosen.id, chosen.household)

    def _aside(self) -> None:
        chosen, room = self.presenter.selected, self.presenter.room_row()
        if chosen is not None and chosen.column is Column.EXPECTED:
            self.do.not_coming(chosen.id)
        elif room is not None and room.called:
            self.do.not_appeared(room.id)
        else:
            self.do.park()

    def more_menu(self) -> QMenu:
        """Everything else that may be done with the selected family; also by the menu key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner: dict[str, QMenu] = {}
        for choice in choices(self._session, self.presenter, self.do):
            if choice.group and choice.group not in inner:
                inner[choice.group] = menu.addMenu(choice.group)
            action = inner.get(choice.group, menu).addAction(choice.words)
            action.triggered.connect(lambda _on=False, act=choice.do: act())
        return menu

    def _menu_of_pane(self) -> None:
        self._show_menu(self.pane.more.mapToGlobal(QPoint(0, self.pane.more.height())))

    def _show_menu(self, at: QPoint) -> None:
        menu = self.more_menu()
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_head(wide=self.width() >= px(WIDE_HEAD_FROM))
        self.foot.set_narrow(self.columns.arrange(self.width()) == 3)

    def _arrange_head(self, *, wide: bool) -> None:
        """Date and wait beside the title, or under it where there is no room."""
        for part in (self.date, self.wait):
            self._head.removeWidget(part)
        self._head.addWidget(self.date, *((0, 1) if wide else (1, 0, 1, 5)))
        self._head.addWidget(self.wait, *((0, 3) if wide else (2, 0, 1, 5)))
