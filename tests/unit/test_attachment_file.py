"""Files from outside: known by what they hold, refused with a line that helps, bounded in memory."""

import resource
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desk.errors import BadInput
from desk.office.household.attachment_file import JPEG, LONGEST, MOST_BYTES, PDF, look_at, read_file, shown_name
from desk.ui.copy_pages import draw_page, pdf_facts
from tests.papers import locked_pdf, pdf, photo, turned_photo

HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(200)
DOCX = b"PK\x03\x04\x14\x00\x06\x00" + bytes(300)


def test_a_photo_is_kept_upright_small_and_without_its_place() -> None:
    taken = look_at("IMG 1.JPG", turned_photo(), pdf_facts)
    kept = Image.open(BytesIO(taken.content))
    assert (taken.type, taken.pages, taken.said) == (JPEG, 1, "")
    assert kept.size == (900, 1200)
    assert not kept.getexif()
    assert max(Image.open(BytesIO(taken.thumbnail)).size) == 176
    big = look_at("scan.jpg", photo(3600, 2400), pdf_facts)
    assert max(Image.open(BytesIO(big.content)).size) == LONGEST


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_other_pictures_become_one_kind(kind: str) -> None:
    assert look_at(f"foto.{kind.lower()}", photo(400, 300, kind), pdf_facts).type == JPEG


def test_a_pdf_is_kept_as_it_is() -> None:
    content = pdf(3)
    taken = look_at("contratto.pdf", content, pdf_facts)
    assert (taken.type, taken.pages, taken.content) == (PDF, 3, content)
    assert draw_page("contratto.pdf", PDF, taken.content, 2, 400).width() == 400


def test_a_wrong_name_is_told_and_does_no_harm() -> None:
    as_photo = look_at("carta.jpg", pdf(), pdf_facts)
    assert as_photo.type == PDF
    assert "in realtà un PDF" in as_photo.said
    as_pdf = look_at("carta.pdf", photo(), pdf_facts)
    assert as_pdf.type == JPEG
    assert "in realtà una foto" in as_pdf.said


def many_pages() -> bytes:
    written = BytesIO()
    sheet = Image.new("1", (30, 40))
    sheet.save(written, "TIFF", save_all=True, append_images=[sheet])
    return written.getvalue()


def too_many_dots() -> bytes:
    """A few thousand bytes that unpack to a gigabyte."""
    written = BytesIO()
    Image.new("1", (12_000, 12_000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vuoto.pdf", b"", "vuoto"),
        ("foto.jpg", b"MZ\x90\x00" + bytes(400), "non è una foto né un PDF"),
        ("foto.png", DOCX, "non è una foto né un PDF"),
        ("pagina.pdf", b"<html><body>ciao</body></html>", "non è una foto né un PDF"),
        ("disegno.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "non è una foto né un PDF"),
        ("IMG_1.heic", HEIC, "HEIC"),
        ("tagliata.jpg", photo()[:9000], "non è intero"),
        ("tagliata.png", photo(kind="PNG")[:2000], "non è intero"),
        ("tagliata.tif", photo(kind="TIFF")[:5000], "non è"),
        ("testa.jpg", photo()[:12], "non è"),
        ("tagliato.pdf", pdf()[:900], "non è intero"),
        ("finto.pdf", b"%PDF-1.7\nnulla\n%%EOF\n", "non è intero"),
        ("chiuso.pdf", locked_pdf(), "password"),
        ("lungo.pdf", pdf(101), "101 pagine"),
        ("bomba.png", too_many_dots(), "50 milioni"),
        ("fogli.tif", many_pages(), "salvalo come PDF"),
    ],
)
def test_what_cannot_be_taken_says_why(name: str, content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        look_at(name, content, pdf_facts)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_half_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "video.jpg"
    with big.open("wb") as file:
        file.write(photo(40, 30))
        file.truncate(500_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    with pytest.raises(BadInput, match="pesa 500 MB"):
        read_file(big, pdf_facts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert MOST_BYTES == 15_000_000


def test_folders_missing_files_and_odd_names(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="non è un file"):
        read_file(tmp_path, pdf_facts)
    with pytest.raises(BadInput, match="non è un file"):
        read_file(tmp_path / "sparito.jpg", pdf_facts)
    assert shown_name("a\n\u202egpj.exe") == "a gpj.exe"
    assert len(shown_name("x" * 300 + ".pdf")) == 120
