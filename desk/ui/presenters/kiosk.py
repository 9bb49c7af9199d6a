"""The kiosk without its pixels: one visitor after the other, each forgotten wholly. No Qt."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from desk.db.store import Store
from desk.domain.arrival_code import LETTERS, Stretch
from desk.domain.lobby_words import Say
from desk.errors import DeskError
from desk.office.lobby import kiosk as office
from desk.office.lobby.key import stretch
from desk.office.lobby.kiosk import Refusal, Refused, Ticket
from desk.office.lobby.kiosk_pin import Pin
from desk.office.lobby.rows import Hall, Kind, Notice
from desk.settings import FAMILY_LANGUAGES
from desk.ui.presenters.kiosk_paper import KioskPaper, TicketPrinter, ticket_of
from desk.ui.presenters.kiosk_state import DIGITS, FAULT, MESSAGES, Message, Page, Printed, born_of
from desk.ui.presenters.kiosk_words import KioskWords
from desk.ui.presenters.running import Run

MOST_WRONG = 3
FORGET_SECONDS = 20


class View(Protocol):
    """What the window does for the presenter."""

    def refresh(self) -> None:
        """Show the state anew."""

    def speak(self, texts: tuple[str, ...], language: str) -> None: ...

    def done_with(self) -> None:
        """A visitor is forgotten: nothing of theirs may stay anywhere."""

    def leave(self) -> None:
        """The right staff code: the window may close."""


class KioskPresenter(KioskWords):
    """Every command may come at any moment; what was begun for a visitor who is gone is dropped."""

    def __init__(
        self, store: Store, run: Run, printer: TicketPrinter, view: View, pin: Pin, slow: Stretch = stretch
    ) -> None:
        self._store, self._run, self._view, self._slow = store, run, view, slow
        self.paper = KioskPaper(store, run, printer)
        self.pin = pin
        self.hall = Hall()
        self.away = False
        self._visitor = 0
        self._waiting_scan = ""
        self._clear()

    def _clear(self) -> None:
        self._visitor += 1
        self.page = Page.HOME
        self.language = FAMILY_LANGUAGES[0]
        self.touched = False
        self.large = self.contrast = self.lower = False
        self.digits = self.letters = self.code = ""
        self.fault: Say | None = None
        self.wrong = 0
        self.ticket: Ticket | None = None
        self.printed = Printed.NONE
        self.message: Message | None = None

    # — the hall —

    def look(self) -> None:
        """Read how full the hall is."""
        self._run.run(lambda: office.hall(self._store), self._have_hall, lambda _error: None)

    def _have_hall(self, hall: Hall) -> None:
        if hall != self.hall:
            self.hall = hall
            if self.page is Page.HOME:
                self._view.refresh()

    def set_away(self, away: bool) -> None:
        if away != self.away:
            self.away = away
            self._view.refresh()

    # — commands —

    def choose(self, language: str) -> None:
        self.language, self.touched = language, True
        self._view.refresh()

    def booked(self) -> None:
        """Without a card: the birth date first."""
        self.page, self.digits, self.letters, self.fault = Page.BORN, "", "", None
        self._view.refresh()

    def digit(self, figure: str) -> None:
        if self.page is Page.BORN and len(self.digits) < DIGITS:
            self.digits, self.fault = self.digits + figure, None
            if len(self.digits) == DIGITS:
                self.next()
                return
        elif self.page is Page.STAFF and len(self.code) < self.pin.longest:
            self.code += figure
        self._view.refresh()

    def letter(self, letter: str) -> None:
        if self.page is Page.LETTERS and len(self.letters) < LETTERS:
            self.letters, self.fault = self.letters + letter, None
            self._view.refresh()

    def erase(self) -> None:
        """The last sign."""
        self.fault = None
        if self.page is Page.BORN:
            self.digits = self.digits[:-1]
        elif self.page is Page.LETTERS:
            self.letters = self.letters[:-1]
        elif self.page is Page.STAFF:
            self.code = self.code[:-1]
        self._view.refresh()

    def next(self) -> None:
        """From the birth date to the letters, from there to the search."""
        if self.page is Page.BORN:
            if self.born() is None:
                self.fault, self.digits = Say.NO_DATE, ""
            else:
                self.page = Page.LETTERS
            self._view.refresh()
        elif self.page is Page.LETTERS and self.letters:
            born, letters, language = self.born(), self.letters, self._chosen()
            if born is not None:
                self._ask(
                    lambda: office.arrive_by_birth(self._store, born, letters, language, self._slow), self._by_birth
                )
        elif self.page is Page.STAFF:
            self._try_code()

    def born(self) -> date | None:
        """The date that was typed, if it is one."""
        return born_of(self.digits, office.today(self._store))

    def back(self) -> None:
        """One page back; from anywhere else to the beginning, in the same language."""
        if self.page is Page.LETTERS:
            self.page, self.letters, self.fault = Page.BORN, "", None
        else:
            self.page, self.digits, self.letters, self.code, self.fault = Page.HOME, "", "", "", None
            self.message = None
        self._view.refresh()

    def take(self, kind: Kind) -> None:
        """A number without an appointment."""
        if self.page is not Page.WORKING:
            self._ask(lambda: office.take_number(self._store, kind, self.language), self._answered)

    def scan(self, text: str) -> None:
        """At any moment, whatever is on the screen."""
        if self.page is Page.WORKING:
            self._waiting_scan = text
            return
        if self.page is Page.TICKET:
            self.forget()
        language = self._chosen()
        self._ask(lambda: office.arrive_by_scan(self._store, text, language, self._slow), self._answered)

    def _chosen(self) -> str:
        """The language that was touched; without a touch the family's own is taken."""
        return self.language if self.touched else ""

    def help(self) -> None:
        """Somebody will come."""
        self._run.run(lambda: office.tell(self._store, Notice.HELP), None, lambda _error: None)
        self._show(Message(Say.HELP_COMES, calm=True))

    def listen(self) -> None:
        """Say aloud what is on the screen."""
        self._view.speak(self.spoken(), self.language)

    def switch(self, what: str) -> None:
        """large, contrast or lower: on and off."""
        setattr(self, what, not getattr(self, what))
        self._view.refresh()

    def staff(self) -> None:
        """The secret way in for staff."""
        if not self.pin.locked():
            self.page, self.code, self.language = Page.STAFF, "", FAMILY_LANGUAGES[0]
            self._view.refresh()

    def _try_code(self) -> None:
        code, self.code = self.code, ""
        visitor = self._visitor

        def tried(right: bool) -> None:
            if visitor != self._visitor:
                return
            if right:
                self._view.leave()
            elif self.pin.locked():
                self.forget()
            else:
                self._view.refresh()

        self._run.run(lambda: self.pin.right(code), tried, lambda _error: self.forget())

    def forget(self) -> None:
        """Nobody is there any more."""
        self._clear()
        self._view.done_with()
        self._view.refresh()

    # — answers —

    def _ask(self, work: Callable[[], Ticket | Refused], answered: Callable[[Ticket | Refused], None]) -> None:
        self.page = Page.WORKING
        self._view.refresh()
        visitor = self._visitor

        def done(found: Ticket | Refused) -> None:
            if visitor == self._visitor:
                answered(found)
                self._next_scan()

        def failed(_error: DeskError) -> None:
            if visitor == self._visitor:
                self._show(FAULT)
                self._next_scan()

        self._run.run(work, done, failed)

    def _next_scan(self) -> None:
        text, self._waiting_scan = self._waiting_scan, ""
        if text:
            self.scan(text)

    def _by_birth(self, found: Ticket | Refused) -> None:
        if isinstance(found, Ticket) or found.why is not Refusal.NOT_EXPECTED:
            self._answered(found)
            return
        self.wrong += 1
        self.digits = self.letters = ""
        if self.wrong < MOST_WRONG:
            self.page, self.fault = Page.BORN, Say.WRONG
            self._view.refresh()
            return
        self._tell(Notice.WRONG)
        self._show(Message(Say.TO_DESK, (Say.DESK_KNOWS,)))

    def _answered(self, found: Ticket | Refused) -> None:
        if isinstance(found, Refused):
            if found.why is Refusal.SEVERAL:
                self._tell(Notice.WRONG)
            known = MESSAGES[found.why]
            self._show(Message(known.title, known.how, found.day, known.numbers))
            return
        self.ticket, self.language, self.page = found, self._spoken_by(found), Page.TICKET
        self.digits = self.letters = ""
        if self.paper.there and not found.again:
            self._print(found)
        self._view.refresh()

    def _spoken_by(self, found: Ticket) -> str:
        return found.language if found.language in FAMILY_LANGUAGES else self.language

    def may_print_again(self) -> bool:
        """The number was given before and its paper is lost, or the printer failed just now."""
        lost = self.ticket is not None and self.ticket.again and self.printed is Printed.NONE
        return self.paper.there and (lost or self.printed is Printed.FAILED)

    def print_again(self) -> None:
        """Paper once more."""
        if self.ticket is not None and self.may_print_again():
            self._print(self.ticket)
            self._view.refresh()

    def _print(self, given: Ticket) -> None:
        self.printed = Printed.UNDER_WAY
        visitor = self._visitor

        def where(printed: Printed) -> None:
            if visitor == self._visitor:
                self.printed = printed
                self._view.refresh()

        self.paper.print(ticket_of(given, self.language, self.about() or None, large=self.large), where)

    def _tell(self, what: Notice) -> None:
        self._run.run(lambda: office.tell(self._store, what), None, lambda _error: None)

    def _show(self, message: Message) -> None:
        self.page, self.message = Page.MESSAGE, message
        self._view.refresh()
