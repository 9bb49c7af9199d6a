"""The agenda: which day, which block, what has to move and where to; moving, cancelling, taking back. No Qt."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from desk.db.changes import Changes
from desk.errors import DeskError
from desk.i18n import _
from desk.office.appointments.agenda import TOUCHING, Agenda, Entry, read_agenda, read_coming
from desk.office.appointments.agenda_layout import NOTHING, Block, Layout, day_layout, said, week_layout
from desk.office.appointments.agenda_sheet import agenda_pdf
from desk.office.appointments.book_appointment import Clash, move_appointment
from desk.office.appointments.diaries import Held
from desk.office.appointments.find_slots import FreeSlot
from desk.office.appointments.move_proposals import propose_moves
from desk.office.day_words import long_day, short_day
from desk.office.session import ZONE
from desk.ui.presenters.agenda_place import There, at_minute, changed_words, fault_there, put_there
from desk.ui.presenters.context import ScreenContext

DAY, WEEK = "day", "week"


class AgendaPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.day = context.session.today()
        self.mode = DAY
        self.person = ""
        self.agenda: Agenda | None = None
        self.layout: Layout = NOTHING
        self.chosen = ""
        self.proposals: tuple[FreeSlot, ...] = ()
        self.coming: tuple[Entry, ...] = ()
        self.freed: Callable[[Held], None] = lambda _held: None
        """Called with what an appointment held that has gone or moved."""
        self._proposed_for = ""
        self._asked = 0

    # — which days —

    @property
    def today(self) -> date:
        return self._context.session.today()

    @property
    def now(self) -> int | None:
        """Minutes of the day where the line stands; None where the day shown is another."""
        if self.mode != DAY or self.day != self.today:
            return None
        moment = self._context.session.now().astimezone(ZONE)
        return moment.hour * 60 + moment.minute

    def show(self, day: date | None = None, chosen: str = "") -> None:
        if day is not None:
            self.day = day
        if chosen:
            self.chosen = chosen
        self.read()

    def go(self, day: date) -> None:
        if day != self.day:
            self.day, self.chosen = day, ""
            self.read()

    def step(self, by: int) -> None:
        """The next or previous working day, or week."""
        if self.mode == WEEK:
            self.go(self.day + timedelta(days=7 * by))
            return
        day = self.day + timedelta(days=by)
        while day.weekday() > 4:
            day += timedelta(days=1 if by > 0 else -1)
        self.go(day)

    def choose_mode(self, mode: str) -> None:
        self.mode = mode
        self.read()

    def choose_person(self, person: str) -> None:
        self.person = person
        if self.agenda is not None:
            self.layout = week_layout(self.agenda, person)
        self._refresh()

    def title(self) -> str:
        if self.mode == DAY:
            year = f" {self.day.year}" if self.day.year != self.today.year else ""
            return long_day(self.day) + year
        return _("{first} – {last}").format(first=short_day(self._first()), last=short_day(self._first_and(4)))

    def _first(self) -> date:
        return self.day - timedelta(days=self.day.weekday()) if self.mode == WEEK else self.day

    def _first_and(self, days: int) -> date:
        return self._first() + timedelta(days=days)

    # — reading —

    def read(self) -> None:
        """Anew, beside the window; of several readings only the newest is shown."""
        session, first, days = self._context.session, self._first(), 5 if self.mode == WEEK else 1
        self._asked += 1
        asked = self._asked

        def look() -> tuple[Agenda, Layout]:
            agenda = read_agenda(session, first, days)
            return agenda, day_layout(agenda, first) if days == 1 else NOTHING

        def have(read: tuple[Agenda, Layout]) -> None:
            if asked == self._asked:
                self._have(*read)
                self._context.run.run(lambda: read_coming(session), partial(self._have_coming, asked))

        self._context.run.run(look, have)

    def _have_coming(self, asked: int, coming: tuple[Entry, ...]) -> None:
        if asked == self._asked and coming != self.coming:
            self.coming = coming
            self._propose()
            self._refresh()

    def _have(self, agenda: Agenda, layout: Layout) -> None:
        self.agenda = agenda
        if not any(each.id == self.chosen for each in agenda.entries):
            self.chosen = ""
        known = [each.id for each in agenda.resources]
        if self.person not in known:
            mine = self._context.session.staff
            self.person = mine if mine in known else (known[0] if known else "")
        self.layout = layout if agenda.days == 1 else week_layout(agenda, self.person)
        self._propose()
        self._refresh()

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TOUCHING:
            self.read()

    def people(self) -> list[tuple[str, str]]:
        """(id, name) of the columns, for the week."""
        return [(each.id, each.name) for each in self.agenda.resources] if self.agenda else []

    # — what has to move —

    def running(self) -> tuple[Entry, ...]:
        """What has to move: on the days shown, then on all that come, the soonest first."""
        here = [each for each in self.agenda.entries if each.overlap] if self.agenda else []
        known = {each.id for each in self.agenda.entries} if self.agenda else set()
        return (*here, *(each for each in self.coming if each.id not in known))

    def band(self) -> Entry | None:
        """The one that the band is about: the chosen one where it has to move, else the first."""
        every = self.running()
        return next((each for each in every if each.id == self.chosen), every[0] if every else None)

    def _propose(self) -> None:
        entry, session = self.band(), self._context.session
        if entry is None:
            self.proposals, self._proposed_for = (), ""
            return
        if self._proposed_for != entry.id:
            self.proposals = ()
        self._proposed_for = asked = entry.id

        def have(slots: tuple[FreeSlot, ...]) -> None:
            if asked == self._proposed_for:
                self.proposals = slots
                self._refresh()

        self._context.run.run(lambda: propose_moves(session, asked), have, lambda _error: have(()))

    def accept(self, slot: FreeSlot) -> None:
        """One click on a proposal."""
        entry = self.band()
        if entry is not None:
            self._move(
                entry, slot.start, entry.held.minutes, caseworker=slot.caseworker, room=slot.room,
                interpreter=slot.interpreter,
            )  # fmt: skip

    # — the chosen block —

    def choose(self, appointment: str) -> None:
        self.chosen = appointment
        self._propose()
        self._refresh()

    def entry(self, appointment: str = "") -> Entry | None:
        wanted = appointment or self.chosen
        return next((each for each in self.agenda.entries if each.id == wanted), None) if self.agenda else None

    def said(self, entry: Entry) -> str:
        return said(entry, self.agenda.resources) if self.agenda else ""

    def open_family(self) -> None:
        entry = self.entry()
        if entry is not None:
            self._context.navigate.open("household", household=entry.held.household)

    def open_absence(self) -> None:
        """Somebody is away: whose week is shown, on the day shown."""
        who = self.person if self.mode == WEEK else ""
        facts = {"who": who} if who else {}
        self._context.navigate.open("absence", day=self.day.isoformat(), **facts)

    # — moving —

    def judge(self, block: Block, column: str, start: int, end: int) -> str:
        """Why the block cannot stand there, in words; "" where everybody is free."""
        entry = self.entry(block.appointment)
        if entry is None or self.agenda is None:
            return ""
        return fault_there(
            self.agenda, entry, self._there(entry, block, column), start, end, self._context.session.now()
        )

    def _there(self, entry: Entry, block: Block, column: str) -> There | None:
        if self.mode == WEEK:
            return date.fromisoformat(column), {}
        return None if self.agenda is None else put_there(self.agenda, entry, block, column)

    def move(self, block: Block, column: str, start: int, end: int) -> None:
        """What the mouse or the arrows left somewhere else."""
        entry = self.entry(block.appointment)
        there = self._there(entry, block, column) if entry else None
        fault = self.judge(block, column, start, end)
        if entry is None or there is None or fault:
            if fault:
                self._context.messages.notify(_("Non cambiato: {why}.").format(why=fault), "warning")
            return
        day, swap = there
        self._move(
            entry, at_minute(day, start), end - start,
            caseworker=swap.get(entry.held.caseworker or ""), room=swap.get(entry.held.room or ""),
            interpreter=swap.get(entry.held.interpreter or ""),
        )  # fmt: skip

    def _move(
        self, entry: Entry, start: datetime, minutes: int, *,
        caseworker: str | None, room: str | None, interpreter: str | None,
    ) -> None:  # fmt: skip
        session = self._context.session

        def moved(changes: Changes) -> None:
            if (start, caseworker or entry.held.caseworker) != (entry.held.start, entry.held.caseworker):
                self.freed(entry.held)
            resources = self.agenda.resources if self.agenda else ()
            words = changed_words(entry, start, minutes, {caseworker, room, interpreter}, resources)
            self._context.messages.notify(words, "success", lambda: self.undo(changes.batch))
            self.read()

        def refused(error: DeskError) -> None:
            self._context.messages.notify(str(error), "warning" if isinstance(error, Clash) else "danger")
            self.read()

        self._context.run.run(
            lambda: move_appointment(
                session, entry.id, start=start, minutes=minutes, caseworker=caseworker, room=room,
                interpreter=interpreter,
            ),
            moved,
            refused,
        )  # fmt: skip

    def undo(self, batch: str | None) -> None:
        session = self._context.session
        if batch:
            self._context.run.run(lambda: session.store.undo(batch, session.staff), lambda _changes: self.read())

    # — paper —

    def day_on_paper(self, have: Callable[[bytes], None]) -> None:
        """The day shown as a PDF; in the week, its first day."""
        session, day = self._context.session, self.day
        self._context.run.run(lambda: agenda_pdf(session, day), have)
