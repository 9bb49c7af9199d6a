"""A photo or a PDF that comes from outside: known by what it holds and never by its name, made small, bounded all the
way. What cannot be taken is refused with one line that says what to do."""

import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.errors import BadInput
from desk.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES: Final = 15_000_000
MOST_PIXELS: Final = 50_000_000
"""A phone's finest photo; unpacked it takes 150 MB for a moment."""
MOST_PAGES: Final = 100
LONGEST: Final = 2500
"""Dots on the longer side: an A4 page at 210 to the inch, on which small print is still read."""
QUALITY: Final = 82
THUMBNAIL: Final = 176
PDF, JPEG = "application/pdf", "image/jpeg"
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
_SUFFIXES = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg", ".jfif", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif")}
_OF_PHONES = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1"})
_HEAD, _TAIL = 1024, 2048
"""Where a PDF's first and last words stand; some programs write a line before or after them."""
LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class PdfFacts:
    """What the one who can draw PDFs found: pages, and the first as a small JPEG."""

    pages: int
    thumbnail: bytes


PdfEye = Callable[[str, bytes], PdfFacts]
"""Looks into a PDF (name, content). Raises BadInput for a password or a page that cannot be drawn."""


@dataclass(frozen=True)
class Taken:
    """What will be kept. `said`: one line where the name told something else; `source`: the digest of the file as it
    lay there, by which it is known again before it is removed."""

    name: str
    type: str
    content: bytes
    pages: int
    thumbnail: bytes
    source: str
    said: str = ""


def read_file(path: Path, eye: PdfEye) -> Taken:
    """At most 15 MB are read, however big the file is or grows."""
    return look_at(path.name, read_bounded(path), eye)


def read_bounded(path: Path) -> bytes:
    name = shown_name(path.name)
    try:
        if not path.is_file():
            raise BadInput(_("«{name}» non è un file: scegli una foto o un PDF.").format(name=name))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = b"" if size > MOST_BYTES else file.read(MOST_BYTES + 1)
    except OSError as error:
        fault = error.strerror or str(error)
        raise BadInput(_("Non riesco a leggere «{name}»: {fault}.").format(name=name, fault=fault)) from error
    if size > MOST_BYTES or len(content) > MOST_BYTES:
        raise BadInput(
            _(
                "«{name}» pesa {size} MB: al massimo 15. Scandisci con meno punti (200 dpi bastano) o dividi le pagine."
            ).format(name=name, size=max(size, len(content)) // 1_000_000)
        )
    return content


def look_at(name: str, content: bytes, eye: PdfEye) -> Taken:
    """What a file holds, ready to be kept: a PDF as it is, a photo upright, without the place where it was taken."""
    shown = shown_name(name)
    if not content:
        raise BadInput(_("«{name}» è vuoto: forse lo scanner sta ancora scrivendo. Riprova.").format(name=shown))
    source = sha256(content).hexdigest()
    if b"%PDF-" in content[:_HEAD]:
        if b"%%EOF" not in content[-_TAIL:]:
            raise cut(shown)
        facts = eye(shown, content)
        if facts.pages > MOST_PAGES:
            raise BadInput(
                _("«{name}» ha {n} pagine: al massimo {most}. Tieni solo quelle che servono.").format(
                    name=shown, n=facts.pages, most=MOST_PAGES
                )
            )
        return Taken(shown, PDF, content, facts.pages, facts.thumbnail, source, _odd(shown, PDF))
    picture = _photo(shown, content)
    kept = _jpeg(picture, LONGEST, QUALITY)
    return Taken(shown, JPEG, kept, 1, _jpeg(picture, THUMBNAIL, 75), source, _odd(shown, JPEG))


def shown_name(name: str) -> str:
    """A file's name as it can stand in a sentence: no line breaks, nothing that turns the writing, not endless."""
    kept = "".join(letter if letter.isprintable() else " " for letter in name)
    kept = " ".join(kept.split()) or _("senza nome")
    return kept if len(kept) <= LONGEST_NAME else f"{kept[: LONGEST_NAME - 8]}…{kept[-7:]}"


def cut(shown: str) -> BadInput:
    return BadInput(
        _(
            "«{name}» non è intero: forse lo scanner o il telefono lo sta ancora scrivendo. Aspetta un momento e "
            "riprova."
        ).format(name=shown)
    )


def _odd(shown: str, kind: str) -> str:
    suffix = Path(shown).suffix.lower()
    if not suffix or suffix in _SUFFIXES[kind]:
        return ""
    if kind == PDF:
        return _("«{name}» è in realtà un PDF: l'ho preso come PDF.").format(name=shown)
    return _("«{name}» è in realtà una foto: l'ho presa come foto.").format(name=shown)


def _photo(shown: str, content: bytes) -> "Image":
    from PIL import Image, ImageOps  # 60 ms: only for who attaches something

    if content[4:8] == b"ftyp" and content[8:12] in _OF_PHONES:
        raise BadInput(
            _(
                "«{name}» è una foto HEIC, che qui non si apre. Sul telefono: Impostazioni, Fotocamera, Formati, «Più "
                "compatibile»; poi rifai la foto."
            ).format(name=shown)
        )
    try:
        picture = Image.open(BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_dots(shown) from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise BadInput(
            _("«{name}» non è una foto né un PDF, qualunque cosa dica il nome: guarda che file è.").format(name=shown)
        ) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_dots(shown)
    if picture.format == "TIFF" and getattr(picture, "n_frames", 1) > 1:
        raise BadInput(_("«{name}» ha più pagine: salvalo come PDF, che le tiene tutte.").format(name=shown))
    try:
        picture.draft("RGB", (LONGEST, LONGEST))  # a JPEG is unpacked at the size that is needed
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    # what a broken picture raises differs by kind and place of the break
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, Warning, struct.error, zlib.error) as error:
        raise cut(shown) from error
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        flat = Image.new("RGB", upright.size, "white")
        see_through = upright.convert("RGBA")
        flat.paste(see_through, mask=see_through.getchannel("A"))
        return flat
    return upright if upright.mode in ("RGB", "L") else upright.convert("RGB")


def _too_many_dots(shown: str) -> BadInput:
    return BadInput(
        _("«{name}» è troppo grande: al massimo 50 milioni di punti. Rifai la foto più piccola.").format(name=shown)
    )


def _jpeg(picture: "Image", longest: int, quality: int) -> bytes:
    small = picture.copy()
    small.thumbnail((longest, longest))
    written = BytesIO()
    small.save(written, "JPEG", quality=quality)  # no facts about the camera or the place go along
    return written.getvalue()
