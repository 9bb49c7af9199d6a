"""Printed pages read back: as text, as fonts, as pictures, and as boxes that may not touch."""

import io
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import zxingcpp
from PIL import Image

from desk.paper.sheet import Drawn, Sheet


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    """The text of all pages, as a reader that copies it gets it, with ordinary spaces."""
    return "\n".join(page.extract_text() for page in read(pdf).pages).replace("\u00a0", " ")


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font that the document names, and whether its file is inside."""
    found: dict[str, bool] = {}
    for page in read(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            child = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(font["/BaseFont"])] = "/FontFile2" in child["/FontDescriptor"]
    return found


def pictures(pdf: bytes, folder: Path, dots: int = 150) -> list[Image.Image]:
    """The pages as a printer would draw them."""
    tool = shutil.which("pdftoppm")
    assert tool, "pdftoppm is missing: install poppler-utils"
    source = folder / "page.pdf"
    source.write_bytes(pdf)
    subprocess.run([tool, "-r", str(dots), "-png", str(source), str(folder / "page")], check=True)
    return [Image.open(path) for path in sorted(folder.glob("page-*.png"))]


def codes(picture: Image.Image) -> list[str]:
    """What a phone reads from the picture."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def touching(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of lines of text whose letters would run into each other."""
    found = []
    by_page: dict[int, list[Drawn]] = {}
    for drawn in sheet.drawn:
        if drawn.text.strip():
            by_page.setdefault(drawn.page, []).append(drawn)
    for lines in by_page.values():
        lines.sort(key=lambda line: line.bottom)
        for place, one in enumerate(lines):
            for other in lines[place + 1 :]:
                if other.bottom >= one.top - 1:
                    break
                if one.left < other.right - 0.5 and other.left < one.right - 0.5:
                    found.append((one.text, other.text))
    return found


def beyond(sheet: Sheet, margin: float) -> list[str]:
    """Lines of text that leave the sheet's margins (points)."""
    return [
        drawn.text
        for drawn in sheet.drawn
        if drawn.left < margin - 0.1
        or drawn.right > sheet.width - margin + 0.1
        or drawn.bottom < 8
        or drawn.top > sheet.height - 8
    ]


@dataclass(frozen=True)
class Letter:
    """One character where the file itself puts it, in points; `place`: its place in the file's own reading order."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    place: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.right, self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class ReadPage:
    """A page as the file has it, without help of what drew it. `rules`: straight lines (left, bottom, right, top)."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]
    rules: tuple[tuple[float, float, float, float], ...]


def read_pages(document: pdfium.PdfDocument) -> list[ReadPage]:
    """Every page with the place of each of its letters."""
    found = []
    for page in document:
        words = page.get_textpage()
        letters = []
        for place in range(words.count_chars()):
            sign = chr(pdfium_c.FPDFText_GetUnicode(words.raw, place))
            if not sign.isspace() and sign.isprintable():
                letters.append(Letter(sign, *words.get_charbox(place), place))
        bounds = [each.get_bounds() for each in page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH])]
        rules = tuple(box for box in bounds if min(box[2] - box[0], box[3] - box[1]) < 3.5)
        found.append(ReadPage(*page.get_size(), words.get_text_range(), tuple(letters), rules))
    return found


def plain(text: str) -> str:
    """Without spaces and signs that are not drawn; letters in their plain form."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in composed if not sign.isspace() and unicodedata.category(sign)[0] != "C")


def seen_codes(document: pdfium.PdfDocument) -> list[str]:
    """What a phone reads from the pages, one after the other, until there is something."""
    for page in document:
        picture = page.render(scale=2, grayscale=True).to_pil()
        found = zxingcpp.read_barcodes(
            picture, formats=zxingcpp.BarcodeFormat.QRCode, try_rotate=False, try_invert=False
        )
        if found:
            return [code.text for code in found]
    return []
