"""Copies of papers drawn from memory, on any thread and never by way of a file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtPdf import QPdfDocument

from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.attachment_file import PDF, THUMBNAIL, PdfEye, PdfFacts, cut

TALLEST = 4
"""Pages higher than four times their width are drawn smaller: a strip of a thousand metres has a PDF of a line."""


class _Paper:
    """An open PDF; close it when done."""

    def __init__(self, name: str, content: bytes) -> None:
        self._bytes = QByteArray(content)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        error = self.document.error()
        if self.document.status() != QPdfDocument.Status.Ready or self.document.pageCount() < 1:
            self.close()
            if error in (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme):
                raise BadInput(
                    _("«{name}» è chiuso da una password: aprilo, salvalo senza password e riprova.").format(name=name)
                )
            raise cut(name)

    def page(self, number: int, width: int, height: int) -> QImage:
        """One page on white, as big as fits."""
        room = self.document.pagePointSize(number).scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio)
        size = QSize(max(1, round(room.width())), max(1, round(room.height())))
        drawn = self.document.render(number, size)
        sheet = QImage(size, QImage.Format.Format_RGB32)
        sheet.fill(0xFFFFFFFF)
        painter = QPainter(sheet)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return sheet

    def close(self) -> None:
        self.document.close()
        self._buffer.close()


def pdf_facts(name: str, content: bytes) -> PdfFacts:
    """Fits `PdfEye`: how many pages, and the first one small. A password or a cut page is refused."""
    paper = _Paper(name, content)
    try:
        written = QByteArray()
        buffer = QBuffer(written)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        paper.page(0, THUMBNAIL, THUMBNAIL).save(buffer, "JPEG", 75)  # type: ignore[call-overload]
        return PdfFacts(paper.document.pageCount(), bytes(written.data()))
    finally:
        paper.close()


class CopyEyes:
    """Fits `Eyes` of the presenter."""

    def pdf_facts(self) -> PdfEye:
        return pdf_facts

    def draw_page(self, name: str, kind: str, content: bytes, page: int, width: int) -> QImage:
        return draw_page(name, kind, content, page, width)


def draw_page(name: str, kind: str, content: bytes, page: int, width: int) -> QImage:
    """One page of a copy (from 0), `width` dots wide."""
    if kind == PDF:
        paper = _Paper(name, content)
        try:
            return paper.page(page, width, TALLEST * width)
        finally:
            paper.close()
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    reader.setScaledSize(size.scaled(width, TALLEST * width, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    buffer.close()
    if picture.isNull():
        raise BadInput(_("La copia di «{name}» è rovinata: rifalla dal documento.").format(name=name))
    return picture
