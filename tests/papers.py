"""Invented papers as a scanner or a phone leaves them: photos, PDFs, and the broken ones."""

from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from reportlab.pdfgen import canvas

MARK = "Carta di prova TO-HOME-7731"
"""Stands on every PDF page in plain bytes: what must not be found outside of the store."""


def photo(width: int = 1200, height: int = 900, kind: str = "JPEG", **facts: object) -> bytes:
    """A card on a table."""
    made = Image.new("RGB", (width, height), "#8a6f52")
    draw = ImageDraw.Draw(made)
    draw.rounded_rectangle((width // 8, height // 6, width * 7 // 8, height * 5 // 6), 24, fill="#dce8f2")
    for row in range(5):
        top = height // 4 + row * 60
        draw.rectangle((width // 5, top, width // 2 + row * 40, top + 18), "#17324d")
    written = BytesIO()
    made.save(written, kind, **facts)
    return written.getvalue()


def turned_photo() -> bytes:
    """Held upright: the camera writes it lying, with a note and the place."""
    facts = Image.Exif()
    facts[0x0112] = 6
    facts.get_ifd(0x8825)[1] = "N"
    return photo(1200, 900, exif=facts)


def pdf(pages: int = 2, words: str = MARK) -> bytes:
    written = BytesIO()
    sheet = canvas.Canvas(written, pageCompression=0)
    for page in range(pages):
        sheet.setFont("Helvetica", 24)
        sheet.drawString(72, 700, f"{words} · {page + 1}")
        sheet.rect(72, 400, 300, 200)
        sheet.showPage()
    sheet.save()
    return written.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(BytesIO(pdf()))
    writer.encrypt("segreta", algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
