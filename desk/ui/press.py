"""The one way of every paper to a printer: what it lacks is told before, and what the printer does with it after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.errors import DeskError
from desk.i18n import _
from desk.ui.paper_jobs import PrintJob
from desk.ui.pdf_pages import Unprintable, job_of, must_be_whole, numbered, print_job
from desk.ui.presenters.context import ScreenContext
from desk.ui.print_queue import Standing, held_words, oldest_waiting, standing, system_queue
from desk.ui.printing import ask_printer
from desk.ui.widgets.buttons import Button

SOON, LATE = 3_000, 20_000
"""Milliseconds after which the printer is asked how it goes: by then it knows of missing paper; by then a sheet at
which nothing moves is at a printer that is off."""


@dataclass(frozen=True)
class Sheet:
    """One PDF, and what keeps that it went out: called beside the windows, as soon as it did."""

    pdf: bytes
    record: Callable[[], object] | None = None


@dataclass(frozen=True)
class Sent:
    """How many sheets the printer took, why it holds them, and what ended it before the last."""

    out: int
    held: str
    fault: str


class Press:
    """Prints for one page, which may be gone before the printer has answered."""

    def __init__(self, context: ScreenContext, page: QWidget, title: str) -> None:
        self._context, self._page, self._title = context, page, title
        self._told: tuple[bytes, ...] = ()

    def ask(self, printer: QPrinter) -> bool:
        return ask_printer(self._context, printer, self._page, self._title)

    def chosen(self, ask: Callable[[QPrinter], bool], *, across: bool = False) -> PrintJob | None:
        """How the sheets go out, as `ask` sets the printer; None: given up."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("TO-Home")
        if across:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        return job_of(printer) if ask(printer) else None

    def print(
        self,
        sheets: Sequence[Sheet],
        job: PrintJob | None,
        said: str = "",
        over: Callable[[int], object] | None = None,
        button: Button | None = None,
    ) -> None:
        """Sheet after sheet, as `job` says; None: given up. `over` hears how many went out, `said` is told where
        nothing holds them. Letters that cannot be drawn are told first: who prints the same once more has them so."""
        if job is None or not sheets:
            return
        window = self._page.window()
        pdfs = tuple(sheet.pdf for sheet in sheets)
        known, self._told = pdfs == self._told, ()
        if button is not None:
            button.set_working(_("Stampo…"))

        def work(_progress: object) -> Sent:
            if not known:
                for pdf in pdfs:
                    must_be_whole(pdf)
            return _sent(sheets, job)

        def done(sent: Sent) -> None:
            self._rest(button)
            self._say(sent, said)
            if sent.out and not sent.held:
                self.follow(job, window)
            if sent.out and over is not None and isValid(self._page):
                over(sent.out)

        def failed(error: DeskError) -> None:
            self._rest(button)
            if not isinstance(error, Unprintable):
                self._context.messages.notify(str(error), "danger")
                return
            self._told = pdfs
            words = _("{fault} Per averlo così, stampa di nuovo.").format(fault=error)
            self._context.messages.notify(words, "warning")

        self._context.run.run_long(work, done, failed)

    def follow(self, job: PrintJob, window: QWidget) -> None:
        """Ask the printer how it goes with what it took, and tell what holds it, as long as the window is there."""
        if job.printer and not job.file:
            QTimer.singleShot(SOON, window, partial(self._look, job.printer, window, 0))

    def _look(self, printer: str, window: QWidget, before: int) -> None:
        def have(found: tuple[Standing, int]) -> None:
            holds, oldest = found
            if oldest == 0:
                return
            if before and oldest == before:
                holds = holds or "off"
            if holds:
                self._context.messages.notify(held_words(holds), "warning")
            elif not before:
                QTimer.singleShot(LATE - SOON, window, partial(self._look, printer, window, oldest))

        self._context.run.run_long(lambda _progress: how_it_goes(printer), have, lambda _error: None)

    def _say(self, sent: Sent, said: str) -> None:
        tell = self._context.messages.notify
        if sent.fault:
            tell(sent.fault, "danger")
        if sent.held:
            tell(sent.held, "warning")
        if said and not sent.fault and not sent.held:
            tell(said, "success")

    def _rest(self, button: Button | None) -> None:
        if button is not None and isValid(button):
            button.set_working(None)


def how_it_goes(printer: str) -> tuple[Standing, int]:
    """What holds its sheets, and which of ours has waited longest (0: none). Not on the windows' thread."""
    queue = system_queue()
    return standing(queue, printer), oldest_waiting(queue, printer)


def _sent(sheets: Sequence[Sheet], job: PrintJob) -> Sent:
    out, held = 0, ""
    for place, sheet in enumerate(sheets, start=1):
        try:
            held = print_job(sheet.pdf, numbered(job, place) if len(sheets) > 1 else job, sheet.record) or held
        except DeskError as error:
            if not out:
                raise
            return Sent(out, held, str(error))
        out += 1
    return Sent(out, held, "")
