"""Draws and prints what it is sent, until nobody sends any more: `python -m desk.ui.paper_work`.

A process of its own, because setting a page is Python's work and Qt holds Python's lock while it draws one: every
window would stand still for a third of a second a page.
"""

import os
import sys
from typing import BinaryIO

import msgspec
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from desk.errors import DeskError
from desk.paper import drawing
from desk.ui.paper_jobs import Answer, DrawJob, Fault, Job, LettersJob, Picture, PictureJob, PrintJob, receive, send
from desk.ui.pdf_pages import OpenPdf, draw_on, lacking, places
from desk.ui.print_queue import standing, system_queue, was_refused


def printer_of(job: PrintJob) -> QPrinter:
    """A printer set as the job says."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("TO-Home")
    if job.file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(job.file)
    elif job.printer:
        printer.setPrinterName(job.printer)
    printer.setDuplex(QPrinter.DuplexMode(job.duplex))
    printer.setCopyCount(max(1, job.copies))
    printer.setCollateCopies(job.collate)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if job.grey else QPrinter.ColorMode.Color)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId(job.size)))
    turned = QPageLayout.Orientation
    printer.setPageOrientation(turned.Landscape if job.across else turned.Portrait)
    if job.resolution:
        printer.setResolution(job.resolution)
    return printer


def done(job: Job) -> Answer:
    """What was asked for, or what went wrong."""
    if isinstance(job, DrawJob):
        return Answer(content=drawing.draw_packed(job.paper, job.facts))
    try:
        pdf = OpenPdf(job.content)
    except DeskError:
        return Answer("sheet")
    try:
        if isinstance(job, PictureJob):
            return Answer(pictures=tuple(pictured(pdf, page, job.width) for page in range(pdf.document.pageCount())))
        if isinstance(job, LettersJob):
            return Answer(words=lacking(pdf))
        if not places(pdf.document.pageCount(), job.pages):
            return Answer("pages")
        return Answer(printed(pdf, job))
    finally:
        pdf.close()


def printed(pdf: OpenPdf, job: PrintJob) -> Fault:
    """Where the sheets are now. A printer that takes none is not begun with: they would be gone without a word."""
    printer, queue = printer_of(job), None if job.file else system_queue()
    if job.printer and not job.file and printer.printerName() != job.printer:
        return "gone"  # Qt would take another one, and a family's paper would lie there
    if standing(queue, printer.printerName()) == "refused":
        return "refused"
    if not draw_on(pdf, printer, job.pages):
        return "printer"
    return "refused" if was_refused(queue) else standing(queue, printer.printerName())


def pictured(pdf: OpenPdf, page: int, width: int) -> Picture:
    drawn = pdf.page(page, width)
    return Picture(drawn.width(), drawn.height(), bytes(drawn.constBits()))


def serve(come: BinaryIO, go: BinaryIO) -> None:
    """One job after the other, each answered."""
    while packed := receive(come):
        send(go, done(msgspec.msgpack.decode(packed, type=Job)))


if __name__ == "__main__":
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it shows nothing, and must not wait for a screen
        os.nice(5)  # whoever works at a window goes first
    application = QGuiApplication(sys.argv[:1])
    drawing.load()
    serve(sys.stdin.buffer, sys.stdout.buffer)
