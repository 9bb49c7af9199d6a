"""What can be done on the Today screen; each step is saved off the GUI thread and leaves an undo line."""

from collections.abc import Callable

from desk.db.changes import Changes
from desk.domain.queue import Priority
from desk.domain.visit import State
from desk.errors import DeskError
from desk.i18n import _
from desk.office.front import call as calls
from desk.office.front import check_in as arrivals
from desk.office.front.call_clash import keep_call
from desk.office.front.visit_moves import AlreadyDone
from desk.office.front.wrong_times import mark_time
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today import Column, TodayPresenter, Undo


class TodayActions:
    """Commands on the selected row of `day`, or on a named visit or appointment."""

    def __init__(self, context: ScreenContext, day: TodayPresenter) -> None:
        self._context, self._day = context, day

    def call(self, why: str = "") -> None:
        """Call the selected family; nothing while another call is under way. `why`: for one that is not the first."""
        row = self._day.waiting_row()
        if row is not None:
            self._call(row.visit, self._day.above(row.visit), why)

    def call_again(self, visit: str) -> None:
        """Call somebody who is parked or was missed."""
        self._call(visit, None)

    def arrive(self, appointment: str) -> None:
        """The expected family is here."""
        session = self._context.session
        self._check_in(lambda: arrivals.check_in(session, appointment=appointment), self._expected_name(appointment))

    def walk_in(self, household: str, name: str, *, service: str = "", purpose: str = "") -> None:
        """A family without an appointment joins the queue; or it is the one with the selected number of the kiosk."""
        session, nameless = self._context.session, self._day.nameless()
        if nameless:
            self._identify(nameless, household, name)
            return
        self._check_in(lambda: arrivals.check_in(session, household=household, service=service, purpose=purpose), name)

    def _identify(self, visit: str, household: str, name: str) -> None:
        session = self._context.session

        def done(made: arrivals.CheckedIn) -> None:
            text = _("{ticket}: è la famiglia {name}").format(ticket=made.ticket, name=name)
            self._day.step_made(Undo(text, made.changes.batch, Column.WAITING, made.visit))

        self._context.run.run(lambda: arrivals.identify(session, visit, household), done, self._refused)

    def take_scan(self, household: str) -> bool:
        """A card or paper of this family was scanned. True when it was dealt with here."""
        here, nameless = self._day.find_row(household), self._day.nameless()
        if nameless and (here is None or here.column is Column.EXPECTED):
            self._identify(nameless, household, self._expected_name(here.id) if here else "")
            return True
        if here is None:
            return self._take_aside(household)
        self._day.select(here.column, here.id)
        if here.column is Column.EXPECTED:
            self.arrive(here.id)
        else:
            self._context.messages.notify(_("{ticket} è già qui.").format(ticket=self._day.ticket_and_name(here.id)))
        return True

    def tell(self, text: str) -> None:
        """A line at the foot of the page."""
        self._context.messages.notify(text, "warning")

    def _take_aside(self, household: str) -> bool:
        """Somebody of today who is out of the order: late, back again, or done."""
        row = self._day.aside(household)
        if row is None:
            return False
        who = f"{row.ticket} {row.name}".strip()
        if row.state in (State.MISSED, State.LEFT):
            self.walk_in(household, row.name)
        elif row.state is State.PARKED:
            self._context.messages.notify(_("{who} è qui, parcheggiato.").format(who=who))
        else:
            said = _("{who}: la visita di oggi è chiusa dalle {time}. Se serve ancora, «Senza appuntamento».")
            self._context.messages.notify(said.format(who=who, time=row.until), "warning")
        return True

    def not_coming(self, appointment: str) -> None:
        """The expected family will not come any more."""
        session = self._context.session
        self._do(
            lambda: arrivals.not_coming(session, appointment),
            _("{name}: non presentato").format(name=self._expected_name(appointment)),
            after=self._day.above(appointment),
            column=Column.EXPECTED,
        )

    def recall(self, visit: str) -> None:
        self._do(lambda: calls.recall(self._context.session, visit), self._said(_("{who}: richiamato"), visit))

    def entered(self, visit: str) -> None:
        self._do(lambda: calls.entered(self._context.session, visit), self._said(_("{who}: entrata"), visit))

    def not_appeared(self, visit: str) -> None:
        said = self._said(_("{who}: non si è presentato"), visit)
        self._do(lambda: calls.not_appeared(self._context.session, visit), said, after=visit)

    def back_again(self, household: str, name: str) -> None:
        """Somebody marked as not coming is here after all."""
        self.walk_in(household, name)

    def hand_over(self, *, caseworker: str | None = None, service: str = "", to: str = "") -> None:
        """The selected family goes to another caseworker, or to whoever does a service; `to`: in words."""
        visit = self._visit()
        if visit:
            said = self._said(_("{who}: passa a {to}"), visit, to=to)
            work = lambda: calls.hand_over(  # noqa: E731
                self._context.session, visit, caseworker=caseworker, service=service
            )
            self._do(work, said, after=visit)

    def mark_time(self, which: str, wrong: bool) -> None:
        """A running time is wrong (somebody forgot to press): it counts in no figure; or it counts again."""
        visit = self._visit()
        if visit:
            said = self._said(_("{who}: il tempo non conta") if wrong else _("{who}: il tempo conta"), visit)
            self._do(lambda: mark_time(self._context.session, visit, which, wrong=wrong), said)

    def keep_call(self, visit: str, device: str) -> None:
        """Two desks called the family: this call is the good one."""
        said = self._said(_("{who}: deciso chi la vede"), visit)
        self._do(lambda: keep_call(self._context.session, visit, device), said)

    def park(self) -> None:
        """Take the selected family out of the order for a while."""
        visit = self._visit()
        if visit:
            said = self._said(_("{who}: parcheggiato"), visit)
            self._do(lambda: calls.park(self._context.session, visit), said, after=self._day.above(visit))

    def unpark(self, visit: str) -> None:
        said = self._said(_("{who}: di nuovo in attesa"), visit)
        self._do(lambda: calls.unpark(self._context.session, visit), said, after=visit)

    def leave(self) -> None:
        """The selected family went home before its turn."""
        visit = self._visit()
        if visit:
            said = self._said(_("{who}: uscito"), visit)
            self._do(lambda: arrivals.leave(self._context.session, visit), said, after=self._day.above(visit))

    def give_priority(self, priority: Priority | None) -> None:
        """Let the selected family through for a reason, or take that back."""
        row = self._day.waiting_row()
        if row is not None:
            said = self._said(_("{who}: passa prima") if priority else _("{who}: torna al suo posto"), row.visit)
            self._do(lambda: arrivals.give_priority(self._context.session, row.visit, priority), said, after=row.visit)

    def open_household(self) -> None:
        chosen = self._day.selected
        if chosen is not None:
            self._context.navigate.open("household", household=chosen.household)

    def open_contacts(self, household: str = "") -> None:
        """Phones and attempts of the selected family, or of a named one."""
        chosen = self._day.selected
        family = household or (chosen.household if chosen is not None else "")
        if family:
            self._context.navigate.open("household", household=family, tab="contacts")

    def move(self) -> None:
        """Look for another day for the selected family."""
        chosen = self._day.selected
        if chosen is not None:
            moved = {"appointment": chosen.id} if chosen.column is Column.EXPECTED else {}
            self._context.navigate.open("booking", household=chosen.household, **moved)

    def undo(self) -> None:
        """Take the last step of this screen back."""
        step, session = self._day.last, self._context.session
        if step is None:
            return
        self._day.last = None
        self._context.run.run(
            lambda: session.store.undo(step.batch, session.staff), lambda _changes: self._day.refresh(), self._refused
        )

    def _call(self, visit: str, after: str | None, why: str = "") -> None:
        if self._day.busy:
            return
        self._day.set_busy(True)
        session = self._context.session

        def done(called: calls.Called) -> None:
            self._day.set_busy(False)
            text = _("{ticket} {family}: chiamata, {room}").format(
                ticket=called.ticket, family=called.family, room=called.room
            )
            self._day.step_made(Undo(text, called.changes.batch, Column.WAITING, after))

        self._context.run.run(lambda: calls.call(session, visit, why=why), done, self._not_called)

    def _not_called(self, error: DeskError) -> None:
        """A colleague was faster: say who, and offer the next family."""
        self._refused(error)
        if isinstance(error, AlreadyDone):
            session = self._context.session
            self._context.run.run(lambda: calls.next_to_call(session), self._offer)

    def _offer(self, visit: str) -> None:
        if visit:
            self._day.select(Column.WAITING, visit)

    def _check_in(self, work: Callable[[], arrivals.CheckedIn], name: str) -> None:
        def done(made: arrivals.CheckedIn) -> None:
            text = _("{name}: arrivo segnato").format(name=name)
            self._day.step_made(Undo(text, made.changes.batch, Column.WAITING, made.visit))

        self._context.run.run(work, done, self._refused)

    def _do(
        self, work: Callable[[], Changes], said: str, *, after: str | None = None, column: Column = Column.WAITING
    ) -> None:
        self._context.run.run(
            work, lambda changes: self._day.step_made(Undo(said, changes.batch, column, after)), self._refused
        )

    def _refused(self, error: DeskError) -> None:
        self._context.messages.notify(str(error), "warning" if isinstance(error, AlreadyDone) else "danger")
        self._day.set_busy(False)
        self._day.refresh()

    def _visit(self) -> str:
        chosen = self._day.selected
        return chosen.id if chosen is not None and chosen.column is not Column.EXPECTED else ""

    def _said(self, text: str, visit: str, **more: str) -> str:
        return text.format(who=self._day.ticket_and_name(visit), **more)

    def _expected_name(self, appointment: str) -> str:
        return next((row.name for row in self._day.expected if row.id == appointment), "")
