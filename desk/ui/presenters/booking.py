"""Find a time at which everybody is free and take it with one click. No Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.errors import DeskError
from desk.i18n import _
from desk.office.appointments.book_appointment import Booked, Clash, book_appointment, move_appointment
from desk.office.appointments.booking_facts import BookingFacts, read_booking
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.left_wish import LeftWish, forget_wish, keep_wish, left_wish
from desk.office.appointments.nothing_free import Remedy, remedies, why_nothing
from desk.office.appointments.slot_needs import Wanted
from desk.office.appointments.waiting_list import ask_appointment, book_waiting, enlist
from desk.office.day_words import hour, long_day, numbers
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.wish import FIRST_SERVICE, Wish, read_wish, wish_text

MOST = 10


class BookingPresenter:
    """`refresh` is called when something to show has changed; each change of the wish searches again.

    `after`: what follows a booking, or a wish that was put on the list (None); without it the screen opens that the
    person came from."""

    def __init__(
        self,
        context: ScreenContext,
        refresh: Callable[[], None],
        after: Callable[[FreeSlot | None], None] | None = None,
    ) -> None:
        self._context, self._refresh, self._after = context, refresh, after
        self.facts: BookingFacts | None = None
        self.wish = Wish()
        self.slots: tuple[FreeSlot, ...] = ()
        self.remedies: tuple[Remedy, ...] = ()
        self.fault = ""
        self.come_from = "household"
        self.searching = False
        self.left: LeftWish | None = None
        """What this person left half filled, for whichever family."""
        self.resumed = False
        """The request is one that was left half filled."""
        self.taken = ""
        """The appointment that was booked or moved last."""
        self._search = 0

    @property
    def today(self) -> date:
        return self._context.session.today()

    def clear(self) -> None:
        """Nobody is looked for any more."""
        self.facts, self.slots, self.fault, self.searching, self.remedies = None, (), "", False, ()
        self.resumed = False
        self._search += 1

    def look_back(self) -> None:
        """Is there a request that was left half filled?"""
        session = self._context.session

        def have(left: LeftWish | None) -> None:
            self.left = left
            self._refresh()

        self._context.run.run(lambda: left_wish(session), have)

    def resume(self) -> None:
        """Go on where it was left."""
        if self.left is not None:
            self.show(self.left.household, self.left.appointment)

    def start_again(self) -> None:
        """What was filled in goes: the request as the family's record says it."""
        facts, session = self.facts, self._context.session
        if facts is not None:
            known = facts.moving or facts.awaited
            self._context.run.run(lambda: forget_wish(session))
            self.show(facts.household, known.id if known else "")

    def show(self, household: str, appointment: str = "") -> None:
        """Open for a family; with `appointment`, to move it."""
        session = self._context.session
        self.facts, self.slots, self.fault, self.remedies = None, (), "", ()
        self._search += 1
        asked = self._search

        def opened(found: tuple[BookingFacts, LeftWish | None]) -> None:
            if asked == self._search:  # else it was put away, or another family came, before this one was read
                self._opened(*found)

        self._context.run.run(
            lambda: (read_booking(session, household, appointment), left_wish(session)), opened, self._refused
        )

    def _opened(self, facts: BookingFacts, left: LeftWish | None) -> None:
        self.facts, self.left = facts, left
        known = facts.moving or facts.awaited
        service = known.service if known and known.service in load_services() else FIRST_SERVICE
        minutes = known.minutes if known else load_services()[service].minutes
        speaks = facts.language != "it" and facts.language in facts.spoken and load_services()[service].interpreter
        awaited = facts.awaited
        by = awaited.not_after if awaited else None
        self.wish = Wish(
            service,
            minutes,
            known.caseworker if known else "",
            (awaited.language if awaited else facts.language) if speaks or awaited else "",
            not_before=awaited.not_before if awaited else None,
            not_after=by or next((each.day for each in facts.last_days), None),
            equipment=known.equipment if known else (),
        )
        again = None
        if left is not None and (left.household, left.appointment) == (facts.household, known.id if known else ""):
            again = read_wish(left.text)
        self.resumed = again is not None and again != self.wish
        self.wish = again or self.wish
        self.search()

    def read_again(self) -> None:
        """The family's limits changed: what was filled in stays."""
        facts, session = self.facts, self._context.session
        if facts is None:
            return
        known = facts.moving or facts.awaited

        def have(fresh: BookingFacts) -> None:
            if self.facts is not None and self.facts.household == fresh.household:
                self.facts = fresh
                self.search()

        self._context.run.run(
            lambda: read_booking(session, facts.household, known.id if known else ""), have, self._refused
        )

    def choose_service(self, service: str) -> None:
        """Another service brings its own duration; a named person stays only where they give it."""
        known = load_services()[service]
        gives = self.facts is not None and self.wish.caseworker in dict(self.facts.workers.get(service, ()))
        self.change(
            service=service, minutes=known.minutes, caseworker=self.wish.caseworker if gives else "",
            language=self.wish.language if known.interpreter else "",
        )  # fmt: skip

    def change(self, **wanted: object) -> None:
        """Fields of `Wish`."""
        self.wish = replace(self.wish, **wanted)  # type: ignore[arg-type]  # the screen hands typed fields on by name
        self._keep()
        self.search()

    def _keep(self) -> None:
        """Each change, so that neither a closed pane nor a locked window costs what was filled in."""
        facts, session = self.facts, self._context.session
        if facts is not None:
            known = facts.moving or facts.awaited
            text, place = wish_text(self.wish), known.id if known else ""
            self._context.run.run(partial(keep_wish, session, facts.household, place, text))

    def wanted(self, facts: BookingFacts) -> Wanted:
        """What the search is asked for."""
        wish = self.wish
        by = next((each.why for each in facts.last_days if each.day == wish.not_after), "")
        return Wanted(
            wish.service,
            minutes=wish.minutes,
            household=facts.household,
            language=wish.language or None,
            caseworker=wish.caseworker or None,
            others=wish.beside,
            also=facts.moving.others if facts.moving else (),
            ignore=facts.moving.id if facts.moving else None,
            not_before=wish.not_before,
            not_after=wish.not_after,
            why_by=by,
            people=len(wish.present) or facts.people,
            equipment=wish.equipment,
            limit=MOST,
        )

    def search(self) -> None:
        facts, wish, session = self.facts, self.wish, self._context.session
        if facts is None:
            return
        if wish.not_before and wish.not_after and wish.not_after < wish.not_before:
            self.slots, self.remedies = (), ()
            self.fault = _("«Non dopo» viene prima di «Non prima»: cambia una delle due date.")
            self._refresh()
            return
        if wish.not_after and wish.not_after < self.today:
            self.slots, self.fault, self.remedies = (), _("«Non dopo» è già passato: scegli un giorno più avanti."), ()
            self._refresh()
            return
        wanted = self.wanted(facts)
        self._search += 1
        asked = self._search
        self.searching = True
        self._refresh()

        def look() -> tuple[list[FreeSlot], str, tuple[Remedy, ...]]:
            slots = find_slots(session, wanted)
            return (slots, "", ()) if slots else (slots, why_nothing(session, wanted), remedies(session, wanted))

        def found(result: tuple[list[FreeSlot], str, tuple[Remedy, ...]]) -> None:
            slots, why, instead = result
            if asked == self._search:
                self.searching, self.fault, self.slots, self.remedies = False, why, tuple(slots), instead
                self._refresh()

        def refused(error: DeskError) -> None:
            if asked == self._search:
                self.searching, self.slots, self.remedies = False, (), ()
                self._refused(error)

        self._context.run.run(look, found, refused)

    def remedy(self, chosen: Remedy) -> None:
        """What would free it, taken: the search goes on with that changed."""
        wanted = chosen.wanted
        self.change(
            minutes=wanted.minutes, caseworker=wanted.caseworker or "", language=wanted.language or "",
            beside=wanted.others, not_after=wanted.not_after, equipment=wanted.equipment,
        )  # fmt: skip

    def wait(self, *, listed: bool) -> None:
        """No time suits: the family waits for one; what is moved gives its own time back."""
        facts, wish, session = self.facts, self.wish, self._context.session
        if facts is None:
            return

        def ask() -> Changes:
            if facts.moving:
                return enlist(session, facts.moving.id)
            return ask_appointment(
                session, facts.household, wish.service, listed=listed, minutes=wish.minutes,
                caseworker=wish.caseworker, language=wish.language, not_before=wish.not_before,
                not_after=wish.not_after, equipment=wish.equipment,
            ).changes  # fmt: skip

        def asked(changes: Changes) -> None:
            text = _("{family} è in lista d'attesa.") if listed else _("{family}: richiesta segnata.")
            self._over(facts, text.format(family=facts.name), changes, None)

        self._context.run.run(ask, asked, self._lost)

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()

    def take(self, slot: FreeSlot) -> None:
        """Book it, or move the appointment there; then back to the family's page, with undo."""
        facts, wish, session = self.facts, self.wish, self._context.session
        if facts is None:
            return

        def book() -> tuple[str, Changes]:
            if facts.moving:
                return facts.moving.id, move_appointment(
                    session, facts.moving.id, start=slot.start, minutes=wish.minutes, caseworker=slot.caseworker,
                    room=slot.room, interpreter=slot.interpreter,
                )  # fmt: skip
            if facts.awaited:
                return facts.awaited.id, book_waiting(session, facts.awaited.id, slot)
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
                language=wish.language or facts.language,
                present=wish.present,
                equipment=wish.equipment,
            )
            return booked.appointment, booked.changes

        def booked_now(found: tuple[str, Changes]) -> None:
            self.taken, changes = found
            self._booked(facts, slot, changes)

        self._context.run.run(book, booked_now, self._lost)

    def _lost(self, error: DeskError) -> None:
        """Somebody else was faster: say so, and show what is free now."""
        self._context.messages.notify(str(error), "warning" if isinstance(error, Clash) else "danger")
        self.search()

    def _booked(self, facts: BookingFacts, slot: FreeSlot, changes: Changes) -> None:
        when = f"{long_day(slot.start.date())}, {hour(slot.start)}"
        text = (_("Spostato a {when}.") if facts.moving else _("Prenotato: {when}.")).format(when=when)
        self._over(facts, text, changes, slot)

    def _over(self, facts: BookingFacts, text: str, changes: Changes, slot: FreeSlot | None) -> None:
        """Said, with undo; then on to what comes after."""
        session, run = self._context.session, self._context.run

        def undo() -> None:
            if changes.batch:
                run.run(lambda: session.store.undo(changes.batch, session.staff))

        self.left, self.resumed = None, False
        run.run(lambda: forget_wish(session))
        self._context.messages.notify(text, "success", undo)
        if self._after is not None:
            self._after(slot)
        else:
            self.leave()

    def on_changes(self, changes: Changes) -> None:
        """Somebody booked or moved: what is free may be other now."""
        if self.facts is not None and "appointment" in changes.tables:
            self.search()

    def back(self) -> None:
        if self.facts is not None:
            self._context.navigate.open("household", household=self.facts.household)

    def leave(self) -> None:
        """To where the person came from."""
        if self.facts is not None:
            self._context.navigate.open(self.come_from, household=self.facts.household)

    def heading(self) -> str:
        """What is being done, without the family's name."""
        moving = self.facts.moving if self.facts else None
        if moving is None:
            return _("Nuovo appuntamento")
        return _("Sposta l'appuntamento di {day}, {hour}").format(
            day=numbers(moving.start.date(), self.today), hour=hour(moving.start)
        )


def nothing_words() -> str:
    return _("Nessun tempo libero nei prossimi 60 giorni: allarga le date, togli una persona o accorcia.")


def who_words(slot: FreeSlot) -> str:
    """«Con Giulia Ferrero, interprete Nour Haddad, Paolo Rinaldi»."""
    said = [slot.caseworker_name]
    if slot.interpreter_name:
        said.append(_("interprete {name}").format(name=slot.interpreter_name))
    return _("Con {names}").format(names=", ".join([*said, *slot.other_names]))


def hours_words(slot: FreeSlot) -> str:
    return f"{hour(slot.start)} – {hour(slot.end)}"
