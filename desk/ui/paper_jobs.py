"""What a window sends to the process that draws and prints, and what comes back. No Qt."""

from typing import IO, Literal

import msgspec

from desk.errors import BadInput

Fault = Literal["", "sheet", "pages", "printer", "gone", "refused", "waits", "paper", "stuck", "off"]
"""Nothing; no sheet to be read; none of the pages that were chosen; no printer; not the one that was chosen; one that
takes no sheets. The others are none: the sheet is in the queue of a printer that holds it, as `desk.ui.print_queue`
says why."""


class NoPrinter(BadInput):
    """The printer takes nothing now: neither this sheet nor the next."""


class DrawJob(msgspec.Struct, frozen=True, tag=True):
    """A paper's name and its packed facts, as `desk.paper.drawing` has them."""

    paper: str
    facts: bytes


class PictureJob(msgspec.Struct, frozen=True, tag=True):
    """A PDF whose pages are wanted as pictures, so many dots wide."""

    content: bytes
    width: int


class LettersJob(msgspec.Struct, frozen=True, tag=True):
    """A PDF that is looked through for letters that no font could draw."""

    content: bytes


class PrintJob(msgspec.Struct, frozen=True, tag=True):
    """One PDF and how it is printed. `file`: a PDF is written there instead; `across`: the sheet lies on its side."""

    content: bytes
    printer: str = ""
    file: str = ""
    duplex: int = 0
    """Qt's number of the way both sides are printed; 0: one side alone."""
    copies: int = 1
    collate: bool = True
    """Copy after copy, rather than page after page."""
    grey: bool = False
    across: bool = False
    size: int = 0
    """Qt's number of the paper's size."""
    resolution: int = 0
    pages: tuple[tuple[int, int], ...] = ()
    """First (from 1) and last page of each stretch; none: all."""


class Picture(msgspec.Struct, frozen=True):
    """One page on white: four bytes a dot, row after row."""

    width: int
    height: int
    dots: bytes


class Answer(msgspec.Struct, frozen=True):
    """To a drawing its PDF, to pictures their pages, to letters the words that have them, to printing nothing; or what
    went wrong."""

    fault: Fault = ""
    content: bytes = b""
    pictures: tuple[Picture, ...] = ()
    words: tuple[str, ...] = ()


Job = DrawJob | PictureJob | LettersJob | PrintJob


def send(pipe: IO[bytes], message: Job | Answer) -> None:
    """Its length, then the message itself."""
    packed = msgspec.msgpack.encode(message)
    pipe.write(len(packed).to_bytes(8, "big"))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """The next message; nothing where the other side has gone."""
    head = pipe.read(8)
    return pipe.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
