"""Printed pages read back: as text, as fonts, as pictures, and as boxes that may not touch."""

import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import segno
import uharfbuzz as harfbuzz
import zxingcpp
from PIL import Image

from desk.paper.sheet import Drawn, Sheet

MANY_SEGMENTS = 300
"""A path of more is a code: no other drawing has so many."""


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


@dataclass(frozen=True)
class PrintedCode:
    """A QR code on a page (from 0): its box, what a phone reads from it, and the side of its smallest square."""

    page: int
    box: tuple[float, float, float, float]
    text: str
    module: float


def printed_codes(document: pdfium.PdfDocument) -> list[PrintedCode]:
    """Every code in the file, read as an office printer and a poor camera give it: 200 dots an inch, grey, grainy."""
    found = []
    for number, page in enumerate(document):
        for drawn in page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH]):
            if pdfium_c.FPDFPath_CountSegments(drawn.raw) < MANY_SEGMENTS:
                continue
            left, bottom, right, top = box = drawn.get_bounds()
            around = (left - 24, bottom - 24, page.get_width() - right - 24, page.get_height() - top - 24)
            clean = page.render(scale=200 / 72, grayscale=True, crop=around).to_pil().convert("L")
            grainy = Image.blend(clean, Image.effect_noise(clean.size, 60), 0.25)
            codes = zxingcpp.read_barcodes(grainy, formats=zxingcpp.BarcodeFormat.QRCode)
            said = codes[0].text if codes else ""
            modules = segno.make_qr(said or "?", error="m").symbol_size(border=0)[0]
            found.append(PrintedCode(number, box, said, (right - left) / modules if said else 0.0))
    return found


def empty_letters(pdf: bytes) -> list[str]:
    """Letters whose font has no shape for them: the box that stands for a missing one, or nothing at all."""
    found: list[str] = []
    fonts = {id(f): f for page in read(pdf).pages for f in map(_font, page["/Resources"]["/Font"].values())}
    for font in {str(font["/BaseFont"]): font for font in fonts.values()}.values():
        child = font["/DescendantFonts"][0].get_object()
        places = child["/CIDToGIDMap"].get_object().get_data()
        face = harfbuzz.Font(harfbuzz.Face(child["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
        for code, said in re.findall(rb"<(\w{4})> <(\w+)>\n", font["/ToUnicode"].get_object().get_data() + b"\n"):
            text = bytes.fromhex(said.decode()).decode("utf-16-be")
            place = int.from_bytes(places[2 * int(code, 16) :][:2], "big")
            extents = face.get_glyph_extents(place)
            drawn = place and extents is not None and extents.width
            if not drawn and any(unicodedata.category(sign)[0] in "LNPS" for sign in text):
                found.append(text)
    return found


def _font(reference: pypdf.generic.PdfObject) -> pypdf.generic.DictionaryObject:
    font = reference.get_object()
    assert isinstance(font, pypdf.generic.DictionaryObject)
    return font
