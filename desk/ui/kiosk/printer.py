"""Tickets on paper: the receipt printer, any printer of the system, or none."""

import time
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.i18n import _
from desk.paper.roll_printer import DOTS, Grey, PrinterDown, RollPrinter, roll_printer
from desk.ui.pdf_pages import OpenPdf
from desk.ui.print_queue import Standing, Wait, standing, stays, system_queue, was_refused

SYSTEM = "printer:"
POINT = 25.4 / 72
SECONDS = 8.0
"""So long a ticket may take: whoever waits for it stands there, and is forgotten after twenty."""


class TicketPrinter(Protocol):
    """`there`: a ticket may come out at all."""

    there: bool

    def print(self, pdf: bytes) -> None:
        """One ticket; off the GUI thread. Raises PrinterDown."""


class NoPrinter:
    """A kiosk that only shows numbers."""

    there = False

    def print(self, pdf: bytes) -> None:
        return None


class OnRoll:
    """The ticket as a picture on the receipt printer."""

    there = True

    def __init__(self, device: RollPrinter) -> None:
        self._device = device

    def print(self, pdf: bytes) -> None:
        self._device.print(grey(pdf))


class OnSystemPrinter:
    """A printer as the system knows it: a roll through its driver, or A4."""

    there = True

    def __init__(self, name: str, wait: Wait = time.sleep) -> None:
        self._name, self._wait = name, wait

    def print(self, pdf: bytes) -> None:
        """Over when the ticket is out: one that waits in the queue is taken back, as it would come out for somebody
        who has long gone, or twice."""
        info = QPrinterInfo.printerInfo(self._name)
        if info.isNull() or info.state() == QPrinter.PrinterState.Error:
            raise PrinterDown(_("La stampante del totem non risponde."))
        queue = system_queue()
        _must_be(standing(queue, self._name))
        before = queue.waiting(self._name) if queue is not None else ()
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setDocName("TO-Home")
        paint_ticket(pdf, printer, roll=QPageSize(QPageSize.PageSizeId.A4) not in info.supportedPageSizes())
        if was_refused(queue):
            raise PrinterDown(_("La stampante del totem non risponde."))
        _must_be(stays(queue, self._name, before, SECONDS, self._wait))


def _must_be(holds: Standing) -> None:
    """Ready; raises PrinterDown."""
    if holds == "paper":
        raise PrinterDown(_("La stampante del totem è senza carta."), paper=True)
    if holds:
        raise PrinterDown(_("La stampante del totem non risponde."))


def paint_ticket(pdf: bytes, printer: QPrinter, *, roll: bool) -> None:
    """The ticket at its own size: alone on a roll, in the corner of a sheet."""
    opened, painter = OpenPdf(pdf), QPainter()
    try:
        size = opened.document.pagePointSize(0)
        if roll:
            page = QPageSize(QSizeF(size.width() * POINT, size.height() * POINT), QPageSize.Unit.Millimeter, "roll")
            printer.setPageSize(page)
            printer.setPageMargins(QMarginsF())
        if not painter.begin(printer):
            raise PrinterDown(_("La stampante del totem non risponde."))
        dots = printer.resolution() / 72
        picture = opened.page(0, round(size.width() * dots))
        painter.drawImage(QRectF(0, 0, size.width() * dots, size.height() * dots), picture)
    finally:
        painter.end()
        opened.close()


def grey(pdf: bytes) -> Grey:
    """The first page as wide as the roll can print."""
    opened = OpenPdf(pdf)
    try:
        picture = opened.page(0, DOTS).convertToFormat(QImage.Format.Format_Grayscale8)
    finally:
        opened.close()
    rows = bytes(picture.constBits())
    step = picture.bytesPerLine()
    dots = b"".join(rows[line * step : line * step + picture.width()] for line in range(picture.height()))
    return Grey(picture.width(), picture.height(), dots)


def ticket_printer(named: str) -> TicketPrinter:
    """What the setting names: nothing, «printer:NAME», or a receipt printer. Raises BadInput."""
    if not named.strip():
        return NoPrinter()
    if named.startswith(SYSTEM):
        return OnSystemPrinter(named.removeprefix(SYSTEM).strip())
    return OnRoll(roll_printer(named))
