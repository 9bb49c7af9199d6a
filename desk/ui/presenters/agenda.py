"""The agenda: which day, which block, what has to move and where to; moving, cancelling, taking back. No Qt."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from desk.db.changes import Changes
from desk.domain.availability import is_away, why_away
from desk.errors import DeskError
from desk.i18n import _
from desk.office.appointments.agenda import Agenda, Entry, Work, read_agenda, read_coming
from desk.office.appointments.agenda_layout import NOTHING, Block, Layout, day_layout, said, week_layout
from desk.office.appointments.agenda_sheet import agenda_pdf
from desk.office.appointments.book_appointment import Clash, cancel_appointment, move_appointment, restore_appointment
from desk.office.appointments.book_series import Series, book_series
from desk.office.appointments.confirmations import Answer, Said, answer_words, give_answer
from desk.office.appointments.diaries import Held
from desk.office.appointments.find_slots import FreeSlot
from desk.office.appointments.move_proposals import propose_moves
from desk.office.appointments.waiting_list import enlist
from desk.office.day_words import hour, long_day, short_day
from desk.office.front.check_in import check_in
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext

DAY, WEEK = "day", "week"
TOUCHING = frozenset({"appointment", "visit", "staff", "room", "household", "availability", "confirmation"})


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
            return long_day(self.day)
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

    def names(self, entry: Entry, *, rooms: bool) -> str:
        """Who is there; or where."""
        held = entry.held
        wanted = (held.room,) if rooms else (held.caseworker, *held.others, held.interpreter)
        known = {each.id: each.name for each in self.agenda.resources} if self.agenda else {}
        return ", ".join(known[each] for each in wanted if each and each in known)

    def open_family(self) -> None:
        entry = self.entry()
        if entry is not None:
            self._context.navigate.open("household", household=entry.held.household)

    def open_absence(self) -> None:
        """Somebody is away: whose week is shown, on the day shown."""
        who = self.person if self.mode == WEEK else ""
        facts = {"who": who} if who else {}
        self._context.navigate.open("absence", day=self.day.isoformat(), **facts)

    def cancel(self) -> None:
        entry, session = self.entry(), self._context.session
        if entry is None:
            return

        def put_back() -> None:
            self._context.run.run(lambda: restore_appointment(session, entry.id), lambda _changes: self.read())

        def over(_changes: Changes) -> None:
            self.chosen = ""
            self.freed(entry.held)
            self._context.messages.notify(_("{family}: disdetto.").format(family=entry.family), "success", put_back)
            self.read()

        self._context.run.run(lambda: cancel_appointment(session, entry.id), over)

    def answer(self, officer: str, answer: Answer, why: str = "") -> None:
        """What a partner officer says to the chosen appointment, by themselves or on the telephone."""
        entry, session = self.entry(), self._context.session
        if entry is None:
            return

        def said(changes: Changes) -> None:
            known = {each.id: each.name for each in self.agenda.resources} if self.agenda else {}
            words = answer_words(Said(officer, answer, why), known.get(officer, "–")) + "."
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self.read()

        self._context.run.run(lambda: give_answer(session, entry.id, officer, answer, why), said)

    def arrived(self) -> None:
        """The family of the chosen appointment is at the door."""
        entry, session = self.entry(), self._context.session
        if entry is None:
            return

        def marked(changes: Changes) -> None:
            words = _("{family}: arrivo segnato.").format(family=entry.family)
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self.read()

        self._context.run.run(lambda: check_in(session, appointment=entry.id).changes, marked)

    def enlist(self) -> None:
        """The chosen appointment gives its time back and waits for another."""
        entry, session = self.entry(), self._context.session
        if entry is None:
            return

        def listed(changes: Changes) -> None:
            self.chosen = ""
            words = _("{family} è in lista d'attesa.").format(family=entry.family)
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self.freed(entry.held)
            self.read()

        self._context.run.run(lambda: enlist(session, entry.id), listed)

    def repeat(self, weeks: int, until: date, move: bool) -> None:
        """The chosen appointment again and again; what could not be booked is named."""
        entry, session = self.entry(), self._context.session
        if entry is None:
            return

        def done(series: Series) -> None:
            words = _("{family}: {n} appuntamenti prenotati.").format(family=entry.family, n=len(series.booked))
            if series.left_out:
                days = ", ".join(short_day(day) for day in series.left_out)
                words += " " + _("Non liberi: {days}.").format(days=days)
            self._context.messages.notify(words, "success", lambda: self._undo(series.changes.batch))
            self.read()

        self._context.run.run(lambda: book_series(session, entry.id, weeks=weeks, until=until, move=move), done)

    # — moving —

    def judge(self, block: Block, column: str, start: int, end: int) -> str:
        """Why the block cannot stand there, in words; "" where everybody is free."""
        entry = self.entry(block.appointment)
        if entry is None or self.agenda is None:
            return ""
        there = self._there(entry, block, column)
        if there is None:
            return _("qui non può andare")
        day, swap = there
        begins = _at(day, start)
        if begins <= self._context.session.now():
            return _("ora già passata")
        return self._shut(entry, day, swap, start, end) or self._taken(entry, begins, swap, end - start)

    def _shut(self, entry: Entry, day: date, swap: dict[str, str], start: int, end: int) -> str:
        """The office, somebody or the family itself is away then."""
        assert self.agenda is not None
        for closed in self.agenda.closed:
            everyone = closed.resource == "" or closed.resource in swap.values() or closed.resource in entry.held.holds
            if closed.day == day and everyone and closed.start < end and start < closed.end:
                return closed.words
        if is_away(day, entry.held.household, start, end, self.agenda.limits):
            why = why_away(day, entry.held.household, self.agenda.limits)
            return _("la famiglia non può") + (f": {why}" if why else "")
        return ""

    def _taken(self, entry: Entry, begins: datetime, swap: dict[str, str], minutes: int) -> str:
        assert self.agenda is not None
        holds = frozenset(swap.get(each, each) for each in entry.held.holds)
        ends = begins + timedelta(minutes=minutes)
        for other in self.agenda.entries:
            shared = other.held.holds & holds
            if other.id != entry.id and shared and other.held.start < ends and begins < other.held.end:
                known = {each.id: each.name for each in self.agenda.resources}
                who = next((known[each] for each in sorted(shared) if each in known), other.family)
                return _("{who}: già con {family}").format(who=who, family=other.family)
        return ""

    def _there(self, entry: Entry, block: Block, column: str) -> tuple[date, dict[str, str]] | None:
        """The day, and who takes whose place; None where a person would become a room."""
        if self.mode == WEEK:
            return date.fromisoformat(column), {}
        if column == block.column or self.agenda is None:
            return entry.day, {}
        works = {each.id: each.work for each in self.agenda.resources}
        before, after = works[block.column], works[column]
        apart = (Work.ROOM, Work.INTERPRETER)
        if (before in apart or after in apart) and before is not after:
            return None
        if block.column in entry.held.others or column in entry.held.holds:
            return None
        return entry.day, {block.column: column}

    def move(self, block: Block, column: str, start: int, end: int) -> None:
        """What the mouse or the arrows left somewhere else."""
        entry = self.entry(block.appointment)
        there = self._there(entry, block, column) if entry else None
        fault = self.judge(block, column, start, end)
        if entry is None or there is None or fault:
            if fault:
                self._context.messages.notify(_("Non spostato: {why}.").format(why=fault), "warning")
            return
        day, swap = there
        self._move(
            entry, _at(day, start), end - start,
            caseworker=swap.get(entry.held.caseworker or ""), room=swap.get(entry.held.room or ""),
            interpreter=swap.get(entry.held.interpreter or ""),
        )  # fmt: skip

    def _move(
        self, entry: Entry, start: datetime, minutes: int, *,
        caseworker: str | None, room: str | None, interpreter: str | None,
    ) -> None:  # fmt: skip
        session = self._context.session

        def moved(changes: Changes) -> None:
            when = f"{long_day(start.astimezone(ZONE).date())}, {hour(start.astimezone(ZONE))}"
            if (start, caseworker or entry.held.caseworker) != (entry.held.start, entry.held.caseworker):
                self.freed(entry.held)
            words = _("{family}: spostato a {when}.").format(family=entry.family, when=when)
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
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

    def _undo(self, batch: str | None) -> None:
        session = self._context.session
        if batch:
            self._context.run.run(lambda: session.store.undo(batch, session.staff), lambda _changes: self.read())

    # — paper —

    def day_on_paper(self, have: Callable[[bytes], None]) -> None:
        """The day shown as a PDF; in the week, its first day."""
        session, day = self._context.session, self.day
        self._context.run.run(lambda: agenda_pdf(session, day), have)


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60 % 24, minute % 60), ZONE)
