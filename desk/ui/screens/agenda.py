"""The agenda: the day by resource or the week of one person, what has to move above, the pane at the side."""

from datetime import date
from functools import cached_property

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desk.db.changes import Changes
from desk.office.appointments.confirmations import Answer
from desk.office.appointments.find_slots import FreeSlot
from desk.ui.presenters.agenda import DAY, WEEK, AgendaPresenter
from desk.ui.presenters.agenda_actions import AgendaActions
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.waiting import WaitingPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.agenda_bands import FreedBand, MoveBand
from desk.ui.widgets.agenda.agenda_head import AgendaHead
from desk.ui.widgets.agenda.agenda_paper import AgendaPaper
from desk.ui.widgets.agenda.appointment_pane import AppointmentPane
from desk.ui.widgets.agenda.availability_pane import AvailabilityPane
from desk.ui.widgets.agenda.find_slot_pane import FindSlotPane
from desk.ui.widgets.agenda.grid import AgendaGrid, Ghost
from desk.ui.widgets.agenda.meeting_part import MeetingPart
from desk.ui.widgets.agenda.waiting_pane import WaitingPane
from desk.ui.widgets.own_scroll import OwnScroll

PANE, BESIDE_FROM, OPEN_FROM = 300, 860, 1180
MINUTE_MILLISECONDS = 60_000
MORE_MILLISECONDS = 150
"""Between one pane and the next, when the page stands."""
WIDEST = 16_777_215
"""Qt's own: no limit."""


class AgendaScreen(QWidget):
    """Facts: `day` (ISO), `appointment` to light, `household` to find a time for."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = AgendaPresenter(context, self._refresh)
        self.acts = AgendaActions(context, self.presenter)
        self.paper = AgendaPaper(context, self.presenter, self)
        self.head = AgendaHead()
        self.grid = AgendaGrid(self.presenter.judge)
        self.slots = FindSlotPane(context)
        self.waiting = WaitingPresenter(context, self._refresh_waiting)
        self.waiting_pane = WaitingPane(self.waiting)
        self.presenter.freed = self.waiting.moved_from
        self.waiting.taken = self.presenter.read
        self.move_band = MoveBand(self.presenter)
        self.freed_band = FreedBand(self.waiting)
        self._pane_open: bool | None = None
        self._called: QWidget | None = None
        self._build()
        self._wire()

    def show_facts(self, **facts: str) -> None:
        day = date.fromisoformat(facts["day"]) if facts.get("day") else None
        self.presenter.show(day, facts.get("appointment", ""))
        self.waiting.read()
        self.slots.presenter.look_back()
        self._more.start()
        if facts.get("household"):
            self._find_for(facts["household"], facts.get("appointment", ""))

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)
        self.slots.presenter.on_changes(changes)
        self.waiting.on_changes(changes)
        if "meeting" in self.__dict__:
            self.meeting.presenter.on_changes(changes)

    # — building —

    def _build(self) -> None:
        self._main = OwnScroll()  # with large text the bands alone may fill a window
        main = self._main.column
        main.setContentsMargins(tokens.PAGE_MARGIN, px(12), px(16), px(8))
        main.setSpacing(px(8))
        main.addWidget(self.head)
        main.addWidget(self.move_band)
        main.addWidget(self.freed_band)
        main.addWidget(self.grid, 1)
        self.pane = QStackedWidget()
        self.pane.addWidget(self.slots)
        self.pane.addWidget(self.waiting_pane)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._main, 1)
        whole.addWidget(self.pane)

    def _wire(self) -> None:
        presenter, acts = self.presenter, self.acts
        self.head.before.clicked.connect(lambda: presenter.step(-1))
        self.head.after.clicked.connect(lambda: presenter.step(1))
        self.head.today.clicked.connect(lambda: presenter.go(presenter.today))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            short = QShortcut(QKeySequence(keys), self)
            short.activated.connect(lambda step=by: presenter.step(step))
        self.head.modes.changed.connect(presenter.choose_mode)
        self.head.person.activated.connect(lambda _index: presenter.choose_person(self.head.person.value() or ""))
        self.move_band.taken.connect(presenter.accept)
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(self._opened)
        self.grid.moved.connect(self._moved)
        self.grid.called_off.connect(acts.cancel)
        self.head.printer.clicked.connect(self.paper.print_day)
        self.head.finder.clicked.connect(self._find)
        self.head.papers.clicked.connect(lambda: self._context.navigate.open("day_papers"))
        self.head.reminders.clicked.connect(lambda: self._context.navigate.open("reminders"))
        self.head.who_is_here.clicked.connect(self._open_presences)
        self.head.absence.clicked.connect(presenter.open_absence)
        self.head.waiters.clicked.connect(self._open_waiting)
        self.waiting_pane.closed.connect(self._close_called)
        self.waiting_pane.wanted.connect(lambda line: self._find_for(line.household, line.id))
        self.slots.closed.connect(lambda: self._open_pane(False))
        self.slots.opened.connect(self._show_pane)
        self.slots.booked.connect(self._booked)
        self.head.export.clicked.connect(self.paper.save_week)
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(MORE_MILLISECONDS)
        self._more.timeout.connect(self._make_more)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(lambda: self.grid.show_layout(presenter.layout, presenter.now))
        self._minute.start()

    # — what is made when it is wanted, or when nothing else is to be done —

    @cached_property
    def facts(self) -> AppointmentPane:
        made = AppointmentPane(self.presenter.today)
        made.enlist.connect(self.acts.enlist)
        made.arrived.connect(self.acts.arrived)
        made.answered.connect(lambda who, answer, why: self.acts.answer(who, Answer(answer), why))
        made.closed.connect(lambda: self.grid.choose(""))
        made.open_family.connect(self.presenter.open_family)
        made.cancel.connect(self.acts.cancel)
        made.move_wanted.connect(self._move_chosen)
        made.repeat.connect(
            lambda weeks, until, move: self.acts.repeat(weeks, until, move, made.series_over)
        )  # fmt: skip
        made.slip.connect(self.paper.print_slip)
        made.large_slip.connect(lambda: self.paper.print_slip(large=True))
        made.calendar.connect(self.paper.save_appointment)
        self.pane.addWidget(made)
        return made

    @cached_property
    def meeting(self) -> MeetingPart:
        made = MeetingPart(self._context)
        self.facts.meeting.addWidget(made)
        return made

    @cached_property
    def presences(self) -> AvailabilityPane:
        made = AvailabilityPane(self._context)
        made.closed.connect(self._close_called)
        self.pane.addWidget(made)
        return made

    def _make_more(self) -> None:
        """One thing in a turn, so that neither the page nor the first click waits for all of them."""
        for have, make in (
            ("facts" in self.__dict__, lambda: self.facts),
            ("meeting" in self.__dict__, lambda: self.meeting),
            ("presences" in self.__dict__, lambda: self.presences),
            ("wish" in self.slots.__dict__, lambda: self.slots.wish),
            ("series" in self.__dict__.get("facts", self).__dict__, lambda: self.facts.series),
        ):
            if not have:
                make()
                self._more.start()
                return

    # — showing —

    def _refresh(self) -> None:
        presenter = self.presenter
        self.head.day.setText(presenter.title())
        week = presenter.mode == WEEK
        self.head.person.setVisible(week)
        self.head.export.setVisible(week)
        if week:
            self.head.person.set_options(presenter.people())
            self.head.person.set_value(presenter.person)
        self.grid.show_layout(presenter.layout, presenter.now)
        if presenter.chosen and (self.grid.current is None or self.grid.current.appointment != presenter.chosen):
            self.grid.choose(presenter.chosen)
        self.move_band.refresh()
        if self._called is not None and self._called is self.presences and not self.presences.people:
            self._show_people()  # it was opened before the agenda was read
        self._show_pane()

    def _show_pane(self) -> None:
        entry = self.presenter.entry()
        wanted = self._pane_open if self._pane_open is not None else self.width() >= px(OPEN_FROM)
        looking = self.slots.presenter.facts is not None
        if self._called is not None:
            self.pane.setCurrentWidget(self._called)
        elif entry is not None and not looking:
            self.facts.show_entry(entry, self.presenter.agenda.resources if self.presenter.agenda else ())
            self.meeting.presenter.show(entry.id)
            self.pane.setCurrentWidget(self.facts)
        else:
            self.pane.setCurrentWidget(self.slots)
        called = looking or entry is not None or bool(self._pane_open) or self._called is not None
        beside = self.width() >= px(BESIDE_FROM)
        alone = called and not beside
        shown = alone or (beside and (wanted or called))
        self.pane.setVisible(shown)
        self._main.setVisible(not alone)
        self.pane.setMinimumWidth(px(PANE) if beside else 0)
        self.pane.setMaximumWidth(px(PANE) if beside else WIDEST)
        self.head.legend.setVisible(beside and (not shown or self.width() >= px(OPEN_FROM)))
        self.head.finder.setVisible(not shown or self.pane.currentWidget() is not self.slots)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_pane()

    # — what the person does —

    def _open_presences(self) -> None:
        self._called = self.presences
        self._show_people()
        self._show_pane()
        self.presences.who.setFocus()

    def _show_people(self) -> None:
        """For the person of the week, else whoever is signed in."""
        people = self.presenter.people()
        mine = self.presenter.person if self.presenter.mode == WEEK else self._context.session.staff
        self.presences.show_people(people, mine if mine in dict(people) else "")

    def _open_waiting(self) -> None:
        self._called = self.waiting_pane
        self._show_pane()
        first = next(iter(self.waiting_pane.finders), None)
        (first or self.waiting_pane.close_button).setFocus()

    def _close_called(self) -> None:
        self._called = None
        self._show_pane()

    def _refresh_waiting(self) -> None:
        self.head.count_waiting(len(self.waiting.lines))
        self.waiting_pane.refresh()
        self.freed_band.refresh()

    def _chosen(self, appointment: str) -> None:
        if appointment:
            self.slots.forget()
            self._called = None
        self.presenter.choose(appointment)

    def _opened(self, appointment: str) -> None:
        """Enter: the buttons of what was chosen."""
        self._chosen(appointment)
        self.facts.family.setFocus()

    def _moved(self, ghost: Ghost) -> None:
        self.presenter.move(ghost.block, ghost.column, ghost.start, ghost.end)

    def _open_pane(self, on: bool) -> None:
        self._pane_open = on
        if not on:
            self.slots.forget()
        self._show_pane()

    def _find(self) -> None:
        self.grid.choose("")
        self._called = None
        self._open_pane(True)
        self.slots.search.field.setFocus()

    def _find_for(self, household: str, appointment: str = "") -> None:
        self._called = None
        self.slots.show_for(household, appointment)
        self._open_pane(True)

    def _move_chosen(self) -> None:
        entry = self.presenter.entry()
        if entry is not None:
            self._find_for(entry.held.household, entry.id)

    def _booked(self, slot: FreeSlot | None) -> None:
        """Show it on the day on which it was put; a wish without a time stands among those who wait."""
        self.waiting.read()
        if slot is None:
            self._open_waiting()
            return
        self.presenter.choose_mode(DAY)
        self.presenter.show(slot.start.date(), self.slots.presenter.taken)
