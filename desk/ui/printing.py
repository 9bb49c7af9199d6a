"""Printers: the remembered one made ready, or the system's window to choose one, whose choice is remembered."""

import sys
from collections.abc import Callable

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QAbstractButton, QDialog, QGroupBox, QLabel, QWidget

from desk.i18n import _
from desk.ui.paper_jobs import PrintJob
from desk.ui.pdf_pages import job_of
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.printer_choice import PrinterChoice, Turn, read_choice, remember_choice

_ONE = QPrinter.DuplexMode.DuplexNone
_TURNS: dict[Turn, QPrinter.DuplexMode] = {
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_COLOUR, _GREY = QPrinter.ColorMode.Color, QPrinter.ColorMode.GrayScale


def printer_names() -> list[str]:
    """The printers of this machine, the usual one first."""
    names, usual = list(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def two_sided(name: str) -> bool:
    """Whether this printer prints both sides by itself; of one that is not known nothing is ruled out. It may have to
    be asked over the network: long work."""
    modes = QPrinterInfo.printerInfo(name).supportedDuplexModes()
    return not modes or any(mode != _ONE for mode in modes)


def job_for(choice: PrinterChoice, ask: Callable[[QPrinter], bool]) -> PrintJob | None:
    """How the next sheets go out: on the printer of the last time, all as remembered and without a question to the
    system; where none was chosen, as its window says. None: given up."""
    if choice.name:
        return remembered_job(choice)
    printer = make_printer(choice)
    return job_of(printer) if ask(printer) else None


def remembered_job(choice: PrinterChoice) -> PrintJob:
    return PrintJob(
        content=b"",
        printer=choice.name,
        duplex=(_TURNS[choice.turned] if choice.both_sides else _ONE).value,
        copies=choice.copies,
        collate=choice.collate,
        grey=choice.grey,
        size=QPageSize.PageSizeId.A4.value,
    )


def make_printer(choice: PrinterChoice) -> QPrinter:
    """A printer set as chosen, for the system's window."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("TO-Home")
    _set(printer, choice)
    return printer


def _set(printer: QPrinter, choice: PrinterChoice) -> None:
    if choice.name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(choice.name)
    printer.setDuplex(_TURNS[choice.turned] if choice.both_sides else _ONE)
    printer.setCopyCount(choice.copies)
    printer.setCollateCopies(choice.collate)
    printer.setColorMode(_GREY if choice.grey else _COLOUR)


def ask_printer(context: ScreenContext, printer: QPrinter, parent: QWidget, title: str) -> bool:
    """The system's window, opened on the last choice; what is chosen is remembered, unless it is a file: that is no
    printer, and does not know of sides. False: given up."""
    store = context.session.store
    before = read_choice(store)
    _set(printer, before)
    dialog = print_dialog(printer, parent)
    dialog.setWindowTitle(title)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return True
    chosen = choice_of(printer, before)
    context.run.run(lambda: remember_choice(store, chosen))
    return True


def print_dialog(printer: QPrinter, parent: QWidget) -> QPrintDialog:
    """The system's own. On Linux Qt makes it of widgets: our sheet, which draws its own arrows and edges, would leave
    it without any, so that it is no part of the window but stands over it."""
    if sys.platform != "linux":
        return QPrintDialog(printer, parent)
    dialog = QPrintDialog(printer)
    for part in dialog.findChildren(QAbstractButton) + dialog.findChildren(QLabel) + dialog.findChildren(QGroupBox):
        _say_left(part)
    dialog.winId()  # makes its window
    handle, over = dialog.windowHandle(), parent.window().windowHandle()
    if handle is not None and over is not None:
        handle.setTransientParent(over)
    return dialog


def _say_left(part: QAbstractButton | QLabel | QGroupBox) -> None:
    """What Qt has no translation of."""
    words = {
        "Pages": _("Le pagine"),
        "Page &Set:": _("Pari o dispari:"),
        "Double Sided Printing": _("Lati del foglio"),
        "Off": _("Un lato"),
        "Long side binding": _("Due lati, come un libro"),
        "Short side binding": _("Due lati, come un blocco"),
        "Color Mode": _("Colori"),
        "Color": _("A colori"),
        "Grayscale": _("In grigio"),
    }
    said = part.title() if isinstance(part, QGroupBox) else part.text()
    if said in words:
        (part.setTitle if isinstance(part, QGroupBox) else part.setText)(words[said])


def choice_of(printer: QPrinter, before: PrinterChoice | None = None) -> PrinterChoice:
    """How a printer is set. `before`: on one side alone a printer no longer knows which way two would be turned."""
    duplex = printer.duplex()
    usual: Turn = before.turned if before else "long"
    return PrinterChoice(
        printer.printerName(),
        both_sides=duplex != _ONE,
        copies=max(1, printer.copyCount()),
        turned=next((turn for turn, mode in _TURNS.items() if mode == duplex), usual),
        collate=printer.collateCopies(),
        grey=printer.colorMode() == _GREY,
    )
