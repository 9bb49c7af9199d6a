"""What the system's print queue says of a printer and of the last sheet sent to it. Qt says neither."""

import ctypes
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, Protocol

Standing = Literal["", "refused", "waits", "paper"]
"""Ready, as far as is known; takes no sheets; holds them until it goes on; holds them until there is paper."""

_FIRST_ERROR = 0x0400
"""Below it the answers of IPP (RFC 8011) are successes and redirections."""
_STOPPED = "5"
_NO_PAPER = ("media-empty", "media-needed", "input-media-supply-empty")


class Queue(Protocol):
    """The part of the system that holds sheets for printers."""

    def options(self, printer: str) -> Mapping[str, str]:
        """What it knows of a printer; empty where it knows nothing."""
        ...

    def last_answer(self) -> int:
        """IPP's number of what it said to the last request of this process."""
        ...


def standing(queue: Queue | None, printer: str) -> Standing:
    """Whether this printer takes a sheet now, and when that would come out."""
    options = queue.options(printer) if queue is not None else {}
    if options.get("printer-is-accepting-jobs") == "false":
        return "refused"
    reasons = options.get("printer-state-reasons", "")
    if any(word in reasons for word in _NO_PAPER):
        return "paper"
    return "waits" if options.get("printer-state") == _STOPPED else ""


def was_refused(queue: Queue | None) -> bool:
    """The last sheet did not get into the queue. Ask at once after it was sent: the next request has its own answer."""
    return queue is not None and queue.last_answer() >= _FIRST_ERROR


class _Option(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


class _Printer(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("usual", ctypes.c_int),
        ("count", ctypes.c_int),
        ("options", ctypes.POINTER(_Option)),
    )


class Cups:
    """The library through which Qt prints on Linux, and so the same last answer."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        library.cupsGetNamedDest.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
        library.cupsGetNamedDest.restype = ctypes.POINTER(_Printer)
        library.cupsFreeDests.argtypes = (ctypes.c_int, ctypes.POINTER(_Printer))
        library.cupsFreeDests.restype = None
        library.cupsLastError.argtypes = ()
        library.cupsLastError.restype = ctypes.c_int

    def options(self, printer: str) -> Mapping[str, str]:
        found = self._library.cupsGetNamedDest(None, printer.encode(), None)
        if not found:
            return {}
        try:
            known = found.contents
            each = [known.options[place] for place in range(known.count)]
            return {_text(option.name): _text(option.value) for option in each}
        finally:
            self._library.cupsFreeDests(1, found)

    def last_answer(self) -> int:
        return int(self._library.cupsLastError())


def _text(value: bytes | None) -> str:
    return (value or b"").decode(errors="replace")


@lru_cache(maxsize=1)
def system_queue() -> Queue | None:
    """None where printers are not CUPS's: there Qt itself hears of a refusal when the sheet is begun."""
    if sys.platform != "linux":
        return None
    try:
        return Cups(ctypes.CDLL("libcups.so.2"))
    except OSError:
        return None
