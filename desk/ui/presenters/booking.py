"""Find a time at which everybody is free and take it with one click. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.errors import DeskError
from desk.i18n import _
from desk.office.book_appointment import Booked, Clash, book_appointment, move_appointment
from desk.office.booking_facts import BookingFacts, read_booking
from desk.office.day_words import hour, long_day, numbers
from desk.office.find_slots import FreeSlot, Wanted, find_slots, why_nothing
from desk.ui.presenters.context import ScreenContext

FIRST_SERVICE = "interview"
MOST = 10


@dataclass(frozen=True)
class Wish:
    """What is looked for. `caseworker`: "" for whoever is free; `beside`: a second service at the same table."""

    service: str = FIRST_SERVICE
    minutes: int = 45
    caseworker: str = ""
    interpreter: bool = False
    beside: str = ""
    not_before: date | None = None
    not_after: date | None = None


class BookingPresenter:
    """`refresh` is called when something to show has changed; each change of the wish searches again.

    `after`: what follows a booking; without it the family's page opens."""

    def __init__(
        self, context: ScreenContext, refresh: Callable[[], None], after: Callable[[FreeSlot], None] | None = None
    ) -> None:
        self._context, self._refresh, self._after = context, refresh, after
        self.facts: BookingFacts | None = None
        self.wish = Wish()
        self.slots: tuple[FreeSlot, ...] = ()
        self.fault = ""
        self.searching = False
        self._search = 0

    @property
    def today(self) -> date:
        return self._context.session.today()

    def clear(self) -> None:
        """Nobody is looked for any more."""
        self.facts, self.slots, self.fault, self.searching = None, (), "", False
        self._search += 1

    def show(self, household: str, appointment: str = "") -> None:
        """Open for a family; with `appointment`, to move it."""
        session = self._context.session
        self.facts, self.slots, self.fault = None, (), ""
        self._context.run.run(lambda: read_booking(session, household, appointment), self._opened, self._refused)

    def _opened(self, facts: BookingFacts) -> None:
        self.facts = facts
        moving = facts.moving
        service = moving.service if moving else FIRST_SERVICE
        minutes = moving.minutes if moving else load_services()[service].minutes
        speaks = facts.language != "it" and facts.language in facts.spoken
        self.wish = Wish(service, minutes, moving.caseworker if moving else "", interpreter=speaks)
        self.search()

    def choose_service(self, service: str) -> None:
        """Another service brings its own duration; a named person stays only where they give it."""
        known = load_services()[service]
        gives = self.facts is not None and self.wish.caseworker in dict(self.facts.workers.get(service, ()))
        self.change(
            service=service, minutes=known.minutes, caseworker=self.wish.caseworker if gives else "",
            interpreter=self.wish.interpreter and known.interpreter,
        )  # fmt: skip

    def change(self, **wanted: object) -> None:
        """Fields of `Wish`."""
        self.wish = replace(self.wish, **wanted)  # type: ignore[arg-type]  # the screen hands typed fields on by name
        self.search()

    def search(self) -> None:
        facts, wish, session = self.facts, self.wish, self._context.session
        if facts is None:
            return
        if wish.not_before and wish.not_after and wish.not_after < wish.not_before:
            self.slots, self.fault = (), _("«Non dopo» viene prima di «Non prima»: cambia una delle due date.")
            self._refresh()
            return
        wanted = Wanted(
            wish.service,
            minutes=wish.minutes,
            household=facts.household,
            language=facts.language if wish.interpreter else None,
            caseworker=wish.caseworker or None,
            others=(wish.beside,) if wish.beside else (),
            also=facts.moving.others if facts.moving else (),
            ignore=facts.moving.id if facts.moving else None,
            not_before=wish.not_before,
            not_after=wish.not_after,
            people=facts.people,
            limit=MOST,
        )
        self._search += 1
        asked = self._search
        self.searching = True
        self._refresh()

        def look() -> tuple[list[FreeSlot], str]:
            slots = find_slots(session, wanted)
            return slots, "" if slots else why_nothing(session, wanted)

        def found(result: tuple[list[FreeSlot], str]) -> None:
            slots, why = result
            if asked == self._search:
                self.searching, self.fault, self.slots = False, why, tuple(slots)
                self._refresh()

        def refused(error: DeskError) -> None:
            if asked == self._search:
                self.searching, self.slots = False, ()
                self._refused(error)

        self._context.run.run(look, found, refused)

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()

    def take(self, slot: FreeSlot) -> None:
        """Book it, or move the appointment there; then back to the family's page, with undo."""
        facts, wish, session = self.facts, self.wish, self._context.session
        if facts is None:
            return

        def book() -> Changes:
            if facts.moving:
                return move_appointment(
                    session, facts.moving.id, start=slot.start, minutes=wish.minutes, caseworker=slot.caseworker,
                    room=slot.room, interpreter=slot.interpreter,
                )  # fmt: skip
            booked: Booked = book_appointment(
                session,
                household=facts.household,
                start=slot.start,
                minutes=wish.minutes,
                service=wish.service,
                caseworker=slot.caseworker,
                room=slot.room,
                interpreter=slot.interpreter,
                others=slot.others,
                language=facts.language,
            )
            return booked.changes

        self._context.run.run(book, lambda changes: self._booked(facts, slot, changes), self._lost)

    def _lost(self, error: DeskError) -> None:
        """Somebody else was faster: say so, and show what is free now."""
        self._context.messages.notify(str(error), "warning" if isinstance(error, Clash) else "danger")
        self.search()

    def _booked(self, facts: BookingFacts, slot: FreeSlot, changes: Changes) -> None:
        session, run, go = self._context.session, self._context.run, self._context.navigate
        when = f"{long_day(slot.start.date())}, {hour(slot.start)}"
        text = (_("Spostato a {when}.") if facts.moving else _("Prenotato: {when}.")).format(when=when)

        def undo() -> None:
            if changes.batch:
                run.run(lambda: session.store.undo(changes.batch, session.staff))

        self._context.messages.notify(text, "success", undo)
        if self._after is not None:
            self._after(slot)
        else:
            go.open("household", household=facts.household)

    def on_changes(self, changes: Changes) -> None:
        """Somebody booked or moved: what is free may be other now."""
        if self.facts is not None and "appointment" in changes.tables:
            self.search()

    def back(self) -> None:
        if self.facts is not None:
            self._context.navigate.open("household", household=self.facts.household)

    def heading(self) -> str:
        """What is being done, without the family's name."""
        moving = self.facts.moving if self.facts else None
        if moving is None:
            return _("Nuovo appuntamento")
        return _("Sposta l'appuntamento di {day}, {hour}").format(
            day=numbers(moving.start.date(), self.today), hour=hour(moving.start)
        )


def who_words(slot: FreeSlot) -> str:
    """«Con Giulia Ferrero, interprete Nour Haddad, Paolo Rinaldi»."""
    said = [slot.caseworker_name]
    if slot.interpreter_name:
        said.append(_("interprete {name}").format(name=slot.interpreter_name))
    return _("Con {names}").format(names=", ".join([*said, *slot.other_names]))


def hours_words(slot: FreeSlot) -> str:
    return f"{hour(slot.start)} – {hour(slot.end)}"
