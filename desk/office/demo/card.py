"""A card of the demo family, drawn: what a phone would have photographed."""

from io import BytesIO

from desk.office.household.attachment_file import PdfFacts


def demo_card() -> bytes:
    """A residence permit that nobody could take for a real one."""
    from PIL import Image, ImageDraw, ImageFont  # only for the demo

    made = Image.new("RGB", (1000, 720), "#6d5f52")
    draw = ImageDraw.Draw(made)
    draw.rounded_rectangle((90, 110, 910, 610), 28, fill="#f3e9ee")
    draw.rectangle((90, 170, 910, 236), fill="#c9d8ea")
    draw.rounded_rectangle((140, 280, 340, 540), 8, fill="#d8d2d6")
    draw.ellipse((195, 310, 285, 410), fill="#a59a9f")
    draw.pieslice((165, 420, 315, 640), 180, 360, fill="#a59a9f")
    words = ImageFont.load_default(30)
    draw.text((140, 184), "PERMESSO DI SOGGIORNO · PROVA", "#17324d", words)
    for row, text in enumerate(("EL AMRANI YOUSSEF", "09/02/1985", "UE LUNGO PERIODO", "14/03/2028")):
        draw.text((390, 290 + row * 62), text, "#17324d", words)
    written = BytesIO()
    made.save(written, "JPEG", quality=80)
    return written.getvalue()


def no_pdf(_name: str, _content: bytes) -> PdfFacts:
    """The demo has none."""
    raise AssertionError
