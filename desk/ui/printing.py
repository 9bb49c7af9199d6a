"""Printers: the remembered one made ready, or the system's window to choose one, whose choice is remembered."""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.printer_choice import PrinterChoice, read_choice, remember_choice

_BOTH, _ONE = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone


def printer_names() -> list[str]:
    """The printers of this machine, the usual one first."""
    names, usual = list(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def make_printer(choice: PrinterChoice) -> QPrinter:
    """A printer set as chosen."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("TO-Home")
    _set(printer, choice)
    return printer


def _set(printer: QPrinter, choice: PrinterChoice) -> None:
    if choice.name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(choice.name)
    printer.setDuplex(_BOTH if choice.both_sides else _ONE)
    printer.setCopyCount(max(1, choice.copies))


def ask_printer(context: ScreenContext, printer: QPrinter, parent: QWidget, title: str) -> bool:
    """The system's window, opened on the last choice; what is chosen is remembered. False: given up."""
    store = context.session.store
    _set(printer, read_choice(store))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    chosen = choice_of(printer)
    context.run.run(lambda: remember_choice(store, chosen))
    return True


def choice_of(printer: QPrinter) -> PrinterChoice:
    return PrinterChoice(printer.printerName(), printer.duplex() != _ONE, printer.copyCount())
