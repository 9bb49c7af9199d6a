"""The agenda: the day by resource or the week of one person, what has to move above, the pane at the side."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QPageLayout, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.office.appointments.calendar_file import appointment_calendar, worker_calendar
from desk.office.appointments.confirmations import Answer
from desk.office.appointments.find_slots import FreeSlot
from desk.office.day_words import hour, long_day, short_day
from desk.office.papers.appointment_slip import appointment_slip
from desk.ui.pdf_pages import print_pages
from desk.ui.presenters.agenda import DAY, WEEK, AgendaPresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.waiting import WaitingPresenter
from desk.ui.printing import ask_printer
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.act_band import ActBand
from desk.ui.widgets.agenda.appointment_pane import AppointmentPane
from desk.ui.widgets.agenda.availability_pane import AvailabilityPane
from desk.ui.widgets.agenda.find_slot_pane import FindSlotPane
from desk.ui.widgets.agenda.grid import AgendaGrid, Ghost
from desk.ui.widgets.agenda.legend import Legend
from desk.ui.widgets.agenda.waiting_pane import WaitingPane
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label

PANE, BESIDE_FROM, OPEN_FROM = 300, 860, 1180
MINUTE_MILLISECONDS = 60_000
WIDEST = 16_777_215
"""Qt's own: no limit."""


class AgendaScreen(QWidget):
    """Facts: `day` (ISO), `appointment` to light, `household` to find a time for. `print_dialog` and
    `ask_target` may be replaced in tests: True when the printer is chosen, a path or None."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = AgendaPresenter(context, self._refresh)
        self.print_dialog: Callable[[QPrinter], bool] = self._ask_printer
        self.ask_target: Callable[[str], Path | None] = self._choose_target
        self.day = label("", "name")
        self.before = IconButton("back", _("Prima (Alt+Su)"))
        self.after = IconButton("next", _("Dopo (Alt+Giù)"))
        self.today = Button(_("Oggi"), "neutral", size="small")
        self.modes = Segmented([(DAY, _("Giorno")), (WEEK, _("Settimana"))])
        self.person = ComboBox([])
        self.person.setAccessibleName(_("Di chi è la settimana"))
        self.printer = IconButton("print", _("Stampa il giorno (Ctrl+P)"))
        self.printer.setShortcut("Ctrl+P")
        self.export = IconButton("download", _("Salva l'agenda di questa persona (.ics)"))
        self.waiters = Button(_("Chi aspetta"), "neutral", size="small")
        self.who_is_here = Button(_("Presenze"), "neutral", size="small")
        self.reminders = Button(_("Promemoria"), "neutral", size="small")
        self.absence = Button(_("Assenza"), "neutral", size="small")
        self.papers = IconButton("document", _("Stampa i fogli di chi viene"))
        self.finder = Button(_("Trova un posto"), "outlined", "search", size="small")
        self.legend = Legend(
            [
                ("info", _("sociale")),
                ("success", _("casa")),
                ("warning", _("lavoro")),
                ("interpreter", _("interprete")),
            ]
        )
        self.grid = AgendaGrid(self.presenter.judge)
        self.slots = FindSlotPane(context)
        self.facts = AppointmentPane(self.presenter.today)
        self.presences = AvailabilityPane(context)
        self.waiting = WaitingPresenter(context, self._refresh_waiting)
        self.waiting_pane = WaitingPane(self.waiting)
        self.presenter.freed = self.waiting.moved_from
        self.offers: list[Button] = []
        self._pane_open: bool | None = None
        self._called: QWidget | None = None
        self._build()
        self._wire()

    def show_facts(self, **facts: str) -> None:
        day = date.fromisoformat(facts["day"]) if facts.get("day") else None
        self.presenter.show(day, facts.get("appointment", ""))
        self.waiting.read()
        if facts.get("household"):
            self._find_for(facts["household"], facts.get("appointment", ""))

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)
        self.slots.presenter.on_changes(changes)
        self.waiting.on_changes(changes)

    # — building —

    def _build(self) -> None:
        head = FlowLayout(px(14))
        head.addWidget(_together(label(_("Agenda"), "page-title"), self.before, self.day, self.after, self.today))
        head.addWidget(_together(self.modes, self.person, self.export, self.printer, self.papers))
        head.addWidget(_together(self.who_is_here, self.absence, self.waiters))
        head.addWidget(_together(self.reminders, self.finder))
        head.addWidget(_together(self.legend, high=26))
        self.modes.set_value(DAY)
        self._band = QVBoxLayout()
        self._band_shown: object = None
        self._offer_band = QVBoxLayout()
        self._offers_shown: object = None
        self.moves: list[Button] = []
        self._main = OwnScroll()  # with large text the bands alone may fill a window
        main = self._main.column
        main.setContentsMargins(tokens.PAGE_MARGIN, px(14), px(16), px(10))
        main.setSpacing(px(10))
        main.addLayout(head)
        main.addLayout(self._band)
        main.addLayout(self._offer_band)
        main.addWidget(self.grid, 1)
        self.pane = QStackedWidget()
        self.pane.addWidget(self.slots)
        self.pane.addWidget(self.facts)
        self.pane.addWidget(self.presences)
        self.pane.addWidget(self.waiting_pane)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._main, 1)
        whole.addWidget(self.pane)

    def _wire(self) -> None:
        presenter = self.presenter
        self.before.clicked.connect(lambda: presenter.step(-1))
        self.after.clicked.connect(lambda: presenter.step(1))
        self.today.clicked.connect(lambda: presenter.go(presenter.today))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            short = QShortcut(QKeySequence(keys), self)
            short.activated.connect(lambda step=by: presenter.step(step))
        self.modes.changed.connect(presenter.choose_mode)
        self.person.activated.connect(lambda _index: presenter.choose_person(self.person.value() or ""))
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(self._opened)
        self.grid.moved.connect(self._moved)
        self.printer.clicked.connect(lambda: presenter.day_on_paper(lambda pdf: self._print(pdf, across=True)))
        self.finder.clicked.connect(self._find)
        self.papers.clicked.connect(lambda: self._context.navigate.open("day_papers"))
        self.reminders.clicked.connect(lambda: self._context.navigate.open("reminders"))
        self.who_is_here.clicked.connect(self._open_presences)
        self.absence.clicked.connect(presenter.open_absence)
        self.presences.closed.connect(self._close_called)
        self.waiters.clicked.connect(self._open_waiting)
        self.waiting_pane.closed.connect(self._close_called)
        self.waiting_pane.wanted.connect(lambda line: self._find_for(line.household, line.id))
        self.facts.enlist.connect(presenter.enlist)
        self.facts.arrived.connect(presenter.arrived)
        self.facts.answered.connect(lambda who, answer, why: presenter.answer(who, Answer(answer), why))
        self.slots.closed.connect(lambda: self._open_pane(False))
        self.slots.booked.connect(self._booked)
        self.facts.closed.connect(lambda: self.grid.choose(""))
        self.facts.open_family.connect(presenter.open_family)
        self.facts.cancel.connect(presenter.cancel)
        self.facts.move_wanted.connect(self._move_chosen)
        self.facts.repeat.connect(presenter.repeat)
        self.facts.slip.connect(self._print_slip)
        self.facts.calendar.connect(self._save_appointment)
        self.export.clicked.connect(self._save_week)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(lambda: self.grid.show_layout(presenter.layout, presenter.now))
        self._minute.start()

    # — showing —

    def _refresh(self) -> None:
        presenter = self.presenter
        self.day.setText(presenter.title())
        week = presenter.mode == WEEK
        self.person.setVisible(week)
        self.export.setVisible(week)
        if week:
            self.person.set_options(presenter.people())
            self.person.set_value(presenter.person)
        self.grid.show_layout(presenter.layout, presenter.now)
        if presenter.chosen and (self.grid.current is None or self.grid.current.appointment != presenter.chosen):
            self.grid.choose(presenter.chosen)
        self._show_band()
        self._show_pane()

    def _show_band(self) -> None:
        entry, count = self.presenter.band(), len(self.presenter.running())
        wanted = (entry, count, self.presenter.proposals) if entry else None
        if wanted == self._band_shown:
            return  # the keyboard may stand on one of its buttons
        self._band_shown, self.moves = wanted, []
        empty(self._band)
        if entry is None:
            return
        start = hour(entry.held.start)
        if entry.day == self.presenter.day or self.presenter.entry(entry.id) is not None:
            fact = _("{family}, ore {hour}: da spostare").format(family=entry.family, hour=start)
        else:
            fact = _("{family}, {day} ore {hour}: da spostare").format(
                family=entry.family, day=short_day(entry.day), hour=start
            )
        if count > 1:
            fact += " " + _("({n} in tutto)").format(n=count)
        band = ActBand(fact, entry.overlap_words, "danger")
        for slot in self.presenter.proposals:
            words = f"{short_day(slot.start.date())} · {hour(slot.start)}"
            button = Button(words, "outlined", size="small")
            button.setAccessibleName(
                _("Sposta {family} a {when}").format(
                    family=entry.family, when=f"{long_day(slot.start.date())}, {hour(slot.start)}"
                )
            )
            button.setToolTip(", ".join(filter(None, (slot.caseworker_name, slot.room_name, slot.why))))
            button.clicked.connect(lambda _on=False, slot=slot: self.presenter.accept(slot))
            band.end.addWidget(button)
            self.moves.append(button)
        self._band.addWidget(band)

    def _show_pane(self) -> None:
        entry = self.presenter.entry()
        wanted = self._pane_open if self._pane_open is not None else self.width() >= px(OPEN_FROM)
        looking = self.slots.presenter.facts is not None
        if self._called is not None:
            self.pane.setCurrentWidget(self._called)
        elif entry is not None and not looking:
            rooms = self.presenter.names(entry, rooms=True)
            names = dict(self.presenter.people())
            self.facts.show_entry(entry, self.presenter.names(entry, rooms=False), rooms, names)
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
        self.legend.setVisible(beside)
        self.finder.setVisible(not shown or self.pane.currentWidget() is not self.slots)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_pane()

    # — what the person does —

    def _open_presences(self) -> None:
        """For the person of the week, else whoever is signed in."""
        self._called = self.presences
        people = self.presenter.people()
        mine = self.presenter.person if self.presenter.mode == WEEK else self._context.session.staff
        self.presences.show_people(people, mine if mine in dict(people) else "")
        self._show_pane()
        self.presences.who.setFocus()

    def _open_waiting(self) -> None:
        self._called = self.waiting_pane
        self._show_pane()
        first = next(iter(self.waiting_pane.finders), None)
        (first or self.waiting_pane.close_button).setFocus()

    def _close_called(self) -> None:
        self._called = None
        self._show_pane()

    def _refresh_waiting(self) -> None:
        count = len(self.waiting.lines)
        self.waiters.set_words(_("Chi aspetta ({n})").format(n=count) if count else _("Chi aspetta"))
        self.waiting_pane.refresh()
        wanted = (self.waiting.freed, self.waiting.offers)
        if wanted == self._offers_shown:
            return
        self._offers_shown, self.offers = wanted, []
        empty(self._offer_band)
        if not self.waiting.offers:
            return
        band = ActBand(*self.waiting.freed_words(), "success")
        for offer in self.waiting.offers:
            words = f"{offer.waiting.family} · {hour(offer.slot.start)}"
            button = Button(words, "outlined", size="small")
            wish = self.waiting.wish_words(offer.waiting)
            button.setAccessibleName(_("Prenota {family}: {wish}").format(family=words, wish=wish))
            button.setToolTip(f"{wish}, {self.waiting.since_words(offer.waiting)}")
            button.clicked.connect(lambda _on=False, offer=offer: self.waiting.take(offer))
            band.end.addWidget(button)
            self.offers.append(button)
        away = IconButton("close", _("Non offrirlo a nessuno"))
        away.clicked.connect(self.waiting.put_away)
        band.end.addWidget(away)
        self._offer_band.addWidget(band)

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
        """Show the day on which it was put; a wish without a time stands among those who wait."""
        self.waiting.read()
        if slot is None:
            self._open_waiting()
            return
        self.presenter.choose_mode(DAY)
        self.presenter.show(slot.start.date())

    # — paper —

    def _save_appointment(self) -> None:
        entry, session = self.presenter.entry(), self._context.session
        if entry is not None:
            self._save(f"appuntamento-{entry.day:%Y-%m-%d}.ics", lambda: appointment_calendar(session, entry.id))

    def _save_week(self) -> None:
        """All that is coming, for a calendar that subscribes to the file."""
        person, session = self.presenter.person, self._context.session
        name = dict(self.presenter.people()).get(person, "")
        self._save(f"agenda-{name}.ics".lower().replace(" ", "-"), lambda: worker_calendar(session, person))

    def _save(self, name: str, make: Callable[[], bytes]) -> None:
        path = self.ask_target(name)
        if path is None:
            return

        def write() -> None:
            try:
                path.write_bytes(make())
            except OSError as error:
                raise BadInput(_("Non posso scrivere {file}.").format(file=path)) from error

        self._context.run.run(
            write,
            lambda _nothing: self._context.messages.notify(_("Salvato: {file}").format(file=path.name), "success"),
        )

    def _choose_target(self, name: str) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Salva il calendario"), name, "*.ics")
        return Path(chosen) if chosen else None

    def _print_slip(self) -> None:
        entry, session = self.presenter.entry(), self._context.session
        if entry is not None:
            self._context.run.run(
                lambda: appointment_slip(session, entry.id), lambda pdf: self._print(pdf, across=False)
            )

    def _print(self, pdf: bytes, *, across: bool) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("TO-Home")
        if across:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if self.print_dialog(printer):
            self._context.run.run(lambda: print_pages(pdf, printer), lambda _nothing: self._printed(), self._unprinted)

    def _printed(self) -> None:
        self._context.messages.notify(_("Il foglio è andato alla stampante."), "success")

    def _unprinted(self, error: DeskError) -> None:
        self._context.messages.notify(str(error), "danger")

    def _ask_printer(self, printer: QPrinter) -> bool:
        return ask_printer(self._context, printer, self, _("Stampa"))


def _together(*parts: QWidget, high: int = 44) -> QWidget:
    """On one line, whatever breaks around them."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for part in parts:
        row.addWidget(part)
    made.setFixedHeight(px(high))
    return made
