"""Printed pages read back: as text, as fonts, as pictures, and as boxes that may not touch."""

import io
import shutil
import subprocess
from pathlib import Path

import pypdf
import zxingcpp
from PIL import Image

from desk.paper.sheet import Drawn, Sheet


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    """The text of all pages, as a reader that copies it gets it."""
    return "\n".join(page.extract_text() for page in read(pdf).pages)


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
