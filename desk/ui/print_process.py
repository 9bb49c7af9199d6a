"""Prints what it is sent, until nobody sends any more: `python -m desk.ui.print_process`.

A process of its own, because Qt holds Python's lock while it draws a page at a printer's fineness, and every
window would stand still for a third of a second a page.
"""

import os
import sys
from typing import BinaryIO

import msgspec
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from desk.errors import DeskError
from desk.ui.pdf_pages import OpenPdf, draw_on
from desk.ui.print_job import Answer, Fault, PrintJob, receive, send


def printer_of(job: PrintJob) -> QPrinter:
    """A printer set as the job says."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("TO-Home")
    if job.file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(job.file)
    elif job.printer:
        printer.setPrinterName(job.printer)
    modes = QPrinter.DuplexMode
    printer.setDuplex(modes.DuplexLongSide if job.both_sides else modes.DuplexNone)
    printer.setCopyCount(max(1, job.copies))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId(job.size)))
    turned = QPageLayout.Orientation
    printer.setPageOrientation(turned.Landscape if job.across else turned.Portrait)
    if job.resolution:
        printer.setResolution(job.resolution)
    return printer


def printed(job: PrintJob) -> Fault:
    """What went wrong, or nothing."""
    try:
        pdf = OpenPdf(job.content)
    except DeskError:
        return "sheet"
    try:
        return "" if draw_on(pdf, printer_of(job)) else "printer"
    finally:
        pdf.close()


def serve(come: BinaryIO, go: BinaryIO) -> None:
    """One job after the other, each answered."""
    while packed := receive(come):
        send(go, Answer(printed(msgspec.msgpack.decode(packed, type=PrintJob))))


if __name__ == "__main__":
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it shows nothing, and must not wait for a screen
        os.nice(5)  # whoever works at a window goes first
    application = QGuiApplication(sys.argv[:1])
    serve(sys.stdin.buffer, sys.stdout.buffer)
