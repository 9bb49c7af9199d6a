"""PDF pages as pictures, and pages to a printer."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from desk.errors import BadInput
from desk.i18n import _
from desk.ui.paper_jobs import NoPrinter, PrintJob
from desk.ui.paper_process import DRAWS, PRINTS
from desk.ui.print_queue import held_words

BYTES_A_DOT = 4
FINEST = 400
"""Dots to the inch: finer ones no eye tells apart, and a page at a printer's 1200 would take half a gigabyte."""
STRIP = 160
"""Rows of dots at a time, so that empty paper is not sent to the printer."""


SHOWN = 3
_LACKING = re.compile("(?:[^\\s\ufffd]+ )?\\S*\ufffd\\S*(?: [^\\s\ufffd]+)?")


class Unprintable(BadInput):
    """A sheet has letters that no font can draw."""


class OpenPdf:
    """A PDF in memory; close it when done. Never a file: papers hold personal data."""

    def __init__(self, content: bytes) -> None:
        self._bytes = QByteArray(content)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        if self.document.status() != QPdfDocument.Status.Ready:
            raise BadInput(_("Il foglio non si può mostrare: riprova a comporlo."))

    def page(self, number: int, width: int) -> QImage:
        """One page (from 0) on white, `width` pixels wide."""
        size = self.document.pagePointSize(number)
        drawn = self.document.render(number, QSize(width, round(width * size.height() / size.width())))
        sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
        sheet.fill(0xFFFFFFFF)
        painter = QPainter(sheet)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return sheet

    def close(self) -> None:
        self.document.close()
        self._buffer.close()


def page_pictures(content: bytes, width: int) -> list[QImage]:
    """Every page as a picture, drawn in the process for it: no window waits. On any thread but theirs."""
    found = DRAWS.pictures(content, width)
    if not found:
        raise BadInput(_("Il foglio non si può mostrare: riprova a comporlo."))
    return [
        QImage(each.dots, each.width, each.height, BYTES_A_DOT * each.width, QImage.Format.Format_RGB32).copy()
        for each in found
    ]


def lacking(pdf: OpenPdf) -> tuple[str, ...]:
    """Where a letter is missing, with the words beside it: the sign stands there for what no font can draw."""
    found = (pdf.document.getAllText(page).text() for page in range(pdf.document.pageCount()))
    return tuple(dict.fromkeys(match.group() for text in found for match in _LACKING.finditer(text)))


def must_be_whole(content: bytes) -> None:
    """Raises Unprintable, before anything is printed. On any thread but the windows'."""
    words = PRINTS.lacking(content)
    if words:
        raise Unprintable(
            _("Sul foglio c'è qualche segno che non so stampare: «{words}». Scrivilo in un altro modo.").format(
                words="», «".join(words[:SHOWN])
            )
        )


def print_job(content: bytes, job: PrintJob, record: Callable[[], object] | None = None) -> str:
    """The sheets of a PDF, printed as `job` says in the process for it: no window waits. Long work, as a printer may
    hang: beside it the short work goes on, which saves what is typed. Gives words where a printer holds them back.

    `record`: what keeps that it went out, called here: by then the page may show another paper, or be closed.
    """
    fault = PRINTS.print(msgspec.structs.replace(job, content=content))
    if fault == "sheet":
        raise BadInput(_("Il foglio non si può mostrare: riprova a comporlo."))
    if fault == "pages":
        raise BadInput(_("Le pagine scelte non ci sono: scegline altre e riprova."))
    if fault == "gone":
        words = _("Non trovo la stampante «{name}»: niente è stato stampato. Guarda se è accesa, o scegline un'altra.")
        raise NoPrinter(words.format(name=job.printer))
    if fault == "refused":
        raise NoPrinter(_("La stampante non prende fogli adesso: niente è stato stampato. Scegline un'altra."))
    if fault == "printer" and job.file:
        raise NoPrinter(_("Non posso scrivere {file}. Scegli un'altra cartella.").format(file=job.file))
    if fault == "printer":
        raise NoPrinter(_("La stampante non risponde. Controlla che sia accesa e riprova."))
    if record is not None:
        record()
    return held_words(fault)


def job_of(printer: QPrinter) -> PrintJob:
    """How a printer is set, without anything to print yet."""
    layout = printer.pageLayout()
    return PrintJob(
        content=b"",
        printer=printer.printerName(),
        file=printer.outputFileName(),
        duplex=printer.duplex().value,
        copies=printer.copyCount(),
        collate=printer.collateCopies(),
        grey=printer.colorMode() == QPrinter.ColorMode.GrayScale,
        across=layout.orientation() == QPageLayout.Orientation.Landscape,
        size=layout.pageSize().id().value,
        resolution=printer.resolution(),
        pages=chosen_pages(printer),
    )


def numbered(job: PrintJob, number: int) -> PrintJob:
    """One of several: where sheets go to a file each has its own, or the next would stand in place of the last."""
    if not job.file:
        return job
    path = Path(job.file)
    return msgspec.structs.replace(job, file=str(path.with_stem(f"{path.stem}-{number}")))


def chosen_pages(printer: QPrinter) -> tuple[tuple[int, int], ...]:
    """As its window was filled in; none: all."""
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return ()
    return tuple((each.from_, each.to) for each in printer.pageRanges().toRangeList())


def places(count: int, pages: tuple[tuple[int, int], ...], times: int = 1, *, collate: bool = True) -> list[int]:
    """Which pages (from 0) go on the printer one after the other."""
    chosen = [page for page in range(count) if not pages or any(a <= page + 1 <= b for a, b in pages)]
    return chosen * times if collate else [page for page in chosen for _time in range(times)]


def draw_on(pdf: OpenPdf, printer: QPrinter, pages: tuple[tuple[int, int], ...] = ()) -> bool:
    """The pages chosen on a printer. Their own margins are the sheet's, so the printer's are not added to them.
    False: it does not answer."""
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    order = places(pdf.document.pageCount(), pages, times, collate=printer.collateCopies())
    painter = QPainter()
    printer.setFullPage(True)
    try:
        if not painter.begin(printer):
            return False
        area = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        across = round(area.width() * min(1.0, FINEST / printer.resolution()))
        for place, number in enumerate(order):
            if place:
                printer.newPage()
            picture = pdf.page(number, across)
            scale = min(area.width() * picture.height() / picture.width(), area.height()) / picture.height()
            for top, high in strips(picture):
                rows = picture.copy(0, top, picture.width(), high)
                painter.drawImage(QRectF(0, top * scale, area.width(), high * scale), rows)
    finally:
        painter.end()
    return True


def strips(picture: QImage) -> Iterator[tuple[int, int]]:
    """Where the picture can be parted without cutting a letter in two: top and height of what is between empty rows."""
    row, content = picture.bytesPerLine(), picture.constBits()
    white = b"\xff" * row
    begin: int | None = None
    for at in range(picture.height()):
        empty = bytes(content[at * row : (at + 1) * row]) == white
        if begin is None and not empty:
            begin = at
        elif begin is not None and empty and at - begin >= STRIP:
            yield begin, at - begin
            begin = None
    if begin is not None:
        yield begin, picture.height() - begin
