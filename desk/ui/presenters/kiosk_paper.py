"""The kiosk's tickets on paper; reception hears when a printer stops, and when it prints again. No Qt."""

from collections.abc import Callable
from typing import Protocol

from desk.catalogue.lobby import load_lobby
from desk.db.store import Store
from desk.errors import DeskError
from desk.i18n import translated
from desk.office.lobby import kiosk as office
from desk.office.lobby.kiosk import Ticket
from desk.office.lobby.rows import Notice
from desk.paper.model import Bilingual
from desk.paper.model import Ticket as Paper
from desk.paper.roll_printer import PrinterDown
from desk.paper.ticket import ticket_pdf
from desk.ui.presenters.kiosk_state import Printed
from desk.ui.presenters.running import Run


class TicketPrinter(Protocol):
    """What prints a ticket."""

    there: bool

    def print(self, pdf: bytes) -> None: ...


def ticket_of(given: Ticket, language: str, minutes: int | None, *, large: bool) -> Paper:
    """What the ticket says, in Italian and one language."""
    seat = load_lobby().seat(given.ticket)
    return Paper(
        number=given.ticket,
        family_language=language,
        office_name=given.office or "TO-Home",
        taken_at=given.at,
        sit=Bilingual(seat, translated(language, seat)),
        minutes=minutes,
        large=large,
    )


class KioskPaper:
    """Knows whether the printer failed last."""

    def __init__(self, store: Store, run: Run, printer: TicketPrinter) -> None:
        self._store, self._run, self._printer = store, run, printer
        self._fails = False

    @property
    def there(self) -> bool:
        """A ticket may come out at all."""
        return self._printer.there

    def print(self, paper: Paper, where: Callable[[Printed], None]) -> None:
        """Beside the window; `where` hears how it ended."""

        def done(_nothing: object) -> None:
            if self._fails:
                self._fails = False
                self._run.run(lambda: office.settle(self._store, Notice.NO_PAPER, Notice.NO_PRINTER))
            where(Printed.DONE)

        def failed(error: DeskError) -> None:
            self._fails = True
            lacks_paper = isinstance(error, PrinterDown) and error.paper
            what = Notice.NO_PAPER if lacks_paper else Notice.NO_PRINTER
            self._run.run(lambda: office.tell(self._store, what), None, lambda _error: None)
            where(Printed.FAILED)

        self._run.run_long(lambda _progress: self._printer.print(ticket_pdf(paper)), done, failed)
