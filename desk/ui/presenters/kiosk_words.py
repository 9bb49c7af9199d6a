"""What the kiosk says to whoever stands before it, in that language: on the screen and aloud. No Qt."""

from desk.catalogue.lobby import load_lobby
from desk.domain.lobby_words import Say
from desk.i18n import translated
from desk.office.lobby.kiosk import Ticket
from desk.office.lobby.rows import Hall, Kind
from desk.ui.presenters.kiosk_state import Message, Page

SHORT_WAIT = 5


class KioskWords:
    """The words; the facts are set by whoever follows the visitor."""

    page: Page
    language: str
    ticket: Ticket | None
    message: Message | None
    hall: Hall
    away: bool

    def say(self, text: str, **facts: object) -> str:
        """The words in the visitor's language, else in Italian."""
        return (translated(self.language, text) or text).format(**facts)

    def wait_words(self) -> str:
        """How long somebody who comes now will wait; empty where nobody can say."""
        if self.away or self.hall.high is None or self.hall.low is None:
            return ""
        if self.hall.high <= SHORT_WAIT:
            return self.say(Say.WAIT_SHORT)
        return self.say(Say.WAIT_RANGE, low=self.hall.low, high=self.hall.high)

    def seat_words(self) -> str:
        return self.say(load_lobby().seat(self.ticket.ticket)) if self.ticket else ""

    def about(self) -> int | None:
        """Minutes for the ticket: the longer guess without an appointment, the shorter with one."""
        if self.ticket is None or self.away:
            return None
        minutes = self.ticket.low if self.ticket.kind is Kind.APPOINTMENT else self.ticket.high
        return 0 if minutes == 1 else minutes  # «circa 1 minuti» is said «tra poco»

    def spoken(self) -> tuple[str, ...]:
        """What is on the screen, in sentences."""
        if self.page is Page.TICKET and self.ticket is not None:
            found = [Say.SPOKEN.value, "Aspettate qui"]
            return (
                self.say(found[0], ticket=self.ticket.ticket),
                self.say(found[1]),
                self.seat_words(),
                self.say("Guardate lo schermo."),
            )
        if self.page is Page.MESSAGE and self.message is not None:
            return tuple(self.message_words())
        lines = {
            Page.BORN: (Say.BORN, Say.BORN_HOW, Say.OR_SCAN),
            Page.LETTERS: (Say.LETTERS, Say.LETTERS_HOW, Say.OR_SCAN),
        }.get(self.page, (Say.WELCOME, Say.SCAN, Say.SCAN_HOW, Say.BOOKED, Say.NOT_BOOKED, Say.PAPER))
        return tuple(self.say(each) for each in lines)

    def message_words(self) -> list[str]:
        if self.message is None:
            return []
        day = f"{self.message.day:%d/%m/%Y}" if self.message.day else ""
        return [self.say(self.message.title, day=day), *(self.say(each) for each in self.message.how)]
