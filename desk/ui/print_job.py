"""What is sent to the process that prints, and what comes back. No Qt."""

from typing import IO, Literal

import msgspec

Fault = Literal["", "sheet", "printer"]


class PrintJob(msgspec.Struct, frozen=True):
    """One PDF and how it is printed. `file`: a PDF is written there instead; `across`: the sheet lies on its side."""

    content: bytes
    printer: str = ""
    file: str = ""
    both_sides: bool = False
    copies: int = 1
    across: bool = False
    size: int = 0
    """Qt's number of the paper's size."""
    resolution: int = 0


class Answer(msgspec.Struct, frozen=True):
    """What went wrong, or nothing."""

    fault: Fault = ""


def send(pipe: IO[bytes], message: PrintJob | Answer) -> None:
    """Its length, then the message itself."""
    packed = msgspec.msgpack.encode(message)
    pipe.write(len(packed).to_bytes(8, "big") + packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """The next message; nothing where the other side has gone."""
    head = pipe.read(8)
    return pipe.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
