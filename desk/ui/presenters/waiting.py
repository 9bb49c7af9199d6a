"""The waiting list beside the agenda: who waits, and who could come when a time falls free. No Qt."""

from collections.abc import Callable

from desk.db.changes import Changes
from desk.domain.appointment import Step
from desk.errors import DeskError
from desk.i18n import _
from desk.office.appointments.book_appointment import Clash, cancel_appointment
from desk.office.appointments.diaries import Held
from desk.office.appointments.freed_times import Freed, Offer, first_offers, freed_by, freed_times
from desk.office.appointments.waiting_list import Waiting, book_waiting, enlist, read_waiting
from desk.office.day_words import hour, long_day, short_day
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext

TOUCHING = frozenset({"appointment", "availability", "household", "staff", "room"})


class WaitingPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.lines: tuple[Waiting, ...] = ()
        self.freed: Freed | None = None
        self.offers: tuple[Offer, ...] = ()
        self.taken: Callable[[], None] = lambda: None
        """Called when a freed time has been given to one who waits."""
        self._moved_from: list[Freed] = []
        self._put_away: set[Freed] = set()
        self._asked = 0

    def read(self) -> None:
        """Who waits, and the first freed time that somebody could take; beside the window."""
        session, moved = self._context.session, tuple(self._moved_from)
        put_away = frozenset(self._put_away)
        self._asked += 1
        asked = self._asked

        def look() -> tuple[tuple[Waiting, ...], Freed | None, tuple[Offer, ...]]:
            lines = read_waiting(session)
            if not lines:
                return lines, None, ()
            return lines, *first_offers(session, (*moved[::-1], *freed_times(session)), put_away)

        def have(found: tuple[tuple[Waiting, ...], Freed | None, tuple[Offer, ...]]) -> None:
            if asked == self._asked:
                self.lines, self.freed, self.offers = found
                self._refresh()

        self._context.run.run(look, have)

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TOUCHING:
            self.read()

    def moved_from(self, held: Held) -> None:
        """Its former time is free now."""
        self._moved_from.append(freed_by(held))
        self.read()

    def put_away(self) -> None:
        """This freed time is offered to nobody any more, at this window."""
        if self.freed is not None:
            self._put_away.add(self.freed)
            self.freed, self.offers = None, ()
            self._refresh()
            self.read()

    def take(self, offer: Offer) -> None:
        """One click: the family that waits has the time."""
        session, waiting, slot = self._context.session, offer.waiting, offer.slot
        when = f"{long_day(slot.start.date())}, {hour(slot.start)}"

        def booked(changes: Changes) -> None:
            words = _("{family}: prenotato {when}. Avvisa la famiglia.").format(family=waiting.family, when=when)
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self.taken()  # before it is looked for who could have the next freed time, which takes longer
            self.read()

        self._context.run.run(lambda: book_waiting(session, waiting.id, slot), booked, self._refused)

    def enlist(self, line: Waiting) -> None:
        """What was asked for is looked at, and waits now."""
        session = self._context.session
        self._context.run.run(lambda: enlist(session, line.id), lambda _changes: self.read(), self._refused)

    def drop(self, line: Waiting) -> None:
        session = self._context.session

        def over(changes: Changes) -> None:
            words = _("{family}: non aspetta più.").format(family=line.family)
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self.read()

        self._context.run.run(lambda: cancel_appointment(session, line.id), over, self._refused)

    def _undo(self, batch: str) -> None:
        session = self._context.session
        self._context.run.run(lambda: session.store.undo(batch, session.staff), lambda _changes: self.read())

    def _refused(self, error: DeskError) -> None:
        self._context.messages.notify(str(error), "warning" if isinstance(error, Clash) else "danger")
        self.read()

    # — words —

    def wish_words(self, line: Waiting) -> str:
        return line.wish_words(self._context.session.today())

    def since_words(self, line: Waiting) -> str:
        return line.since_words(self._context.session.today())

    def is_asked(self, line: Waiting) -> bool:
        return line.step is Step.REQUESTED

    def freed_words(self) -> tuple[str, str]:
        """What fell free, and what a click does."""
        if self.freed is None:
            return "", ""
        start, end = self.freed.start.astimezone(ZONE), self.freed.end.astimezone(ZONE)
        worker = self.offers[0].slot.caseworker_name if self.offers else ""
        fact = _("Si è liberato {day}, {start} – {end}, {who}").format(
            day=short_day(start.date()), start=hour(start), end=hour(end), who=worker
        )
        return fact, _("Chi aspetta e può venire: un clic prenota.")
