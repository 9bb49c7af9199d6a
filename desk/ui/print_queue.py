"""What the system's print queue says of a printer and of the last sheet sent to it. Qt says neither."""

import ctypes
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal, Protocol

from desk.i18n import _

Standing = Literal["", "refused", "waits", "paper", "stuck", "off"]
"""Ready, as far as is known; takes no sheets; holds them until it goes on, until there is paper, until somebody has
looked inside, until it is switched on."""

Wait = Callable[[float], object]
LOOK = 0.5
"""Seconds from one look at the queue to the next."""
_FIRST_ERROR = 0x0400
"""Below it the answers of IPP (RFC 8011) are successes and redirections."""
_STOPPED = "5"
_OURS, _NOT_OUT = 1, 0
"""To the library: of this user alone; neither done nor taken back."""
_NO_PAPER = ("media-empty", "media-needed", "input-media-supply-empty")
_STUCK = ("media-jam", "cover-open", "door-open", "interlock-open", "output-area-full", "output-tray-missing")
_OFF = ("offline", "shutdown")
_ONLY_TOLD = "-report"
"""What a reason of CUPS ends with that holds nothing back."""


class Queue(Protocol):
    """The part of the system that holds sheets for printers."""

    def options(self, printer: str) -> Mapping[str, str]:
        """What it knows of a printer; empty where it knows nothing."""
        ...

    def last_answer(self) -> int:
        """IPP's number of what it said to the last request of this process."""
        ...

    def waiting(self, printer: str) -> tuple[int, ...]:
        """The numbers of our sheets that this printer has still to bring out, oldest first."""
        ...

    def take_back(self, printer: str, number: int) -> None:
        """That sheet does not come out any more."""
        ...


def standing(queue: Queue | None, printer: str) -> Standing:
    """Whether this printer takes a sheet now, and when that would come out."""
    options = queue.options(printer) if queue is not None else {}
    if options.get("printer-is-accepting-jobs") == "false":
        return "refused"
    told = options.get("printer-state-reasons", "").split(",")
    reasons = [each for each in told if not each.endswith(_ONLY_TOLD)]
    for words, holds in _HOLD:
        if any(word in each for each in reasons for word in words):
            return holds
    return "waits" if options.get("printer-state") == _STOPPED else ""


def oldest_waiting(queue: Queue | None, printer: str) -> int:
    """The number of our sheet that has waited longest; 0: all are out."""
    return next(iter(queue.waiting(printer)), 0) if queue is not None else 0


def held_words(standing: Standing) -> str:
    """Why a sheet does not come out, and what makes it; empty where it does."""
    if standing == "paper":
        return _("Nella stampante manca la carta: il foglio è in coda ed esce quando la metti.")
    if standing == "stuck":
        return _("La stampante si è fermata: guarda se un foglio è incastrato o se è aperta. Il foglio è in coda.")
    if standing == "off":
        return _("Il foglio è in coda, ma non esce: guarda se la stampante è accesa.")
    return _("La stampante è ferma: il foglio è in coda ed esce quando riparte.") if standing else ""


def stays(queue: Queue | None, printer: str, before: tuple[int, ...], seconds: float, wait: Wait) -> Standing:
    """What holds back the sheet just sent, if it is not out in time: "off" where nothing is known. Then it is taken
    back. `before`: what waited before it."""
    if queue is None:
        return ""
    for _look in range(max(1, round(seconds / LOOK))):
        ours = [number for number in queue.waiting(printer) if number not in before]
        if not ours:
            return ""
        holds = standing(queue, printer)
        if holds:
            break
        wait(LOOK)
    for number in ours:
        queue.take_back(printer, number)
    return holds or "off"


def was_refused(queue: Queue | None) -> bool:
    """The last sheet did not get into the queue. Ask at once after it was sent: the next request has its own answer."""
    return queue is not None and queue.last_answer() >= _FIRST_ERROR


_HOLD: tuple[tuple[tuple[str, ...], Standing], ...] = ((_NO_PAPER, "paper"), (_STUCK, "stuck"), (_OFF, "off"))


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


class _Sheet(ctypes.Structure):
    """The beginning of the library's `cups_job_t`."""

    _fields_ = (
        ("number", ctypes.c_int),
        ("printer", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed", ctypes.c_long),
        ("created", ctypes.c_long),
        ("begun", ctypes.c_long),
    )


class Cups:
    """The library through which Qt prints on Linux, and so the same last answer."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        library.cupsGetNamedDest.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
        library.cupsGetNamedDest.restype = ctypes.POINTER(_Printer)
        library.cupsFreeDests.argtypes = (ctypes.c_int, ctypes.POINTER(_Printer))
        library.cupsFreeDests.restype = None
        library.cupsGetJobs.argtypes = (
            ctypes.POINTER(ctypes.POINTER(_Sheet)),
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.c_int,
        )
        library.cupsGetJobs.restype = ctypes.c_int
        library.cupsFreeJobs.argtypes = (ctypes.c_int, ctypes.POINTER(_Sheet))
        library.cupsFreeJobs.restype = None
        library.cupsCancelJob.argtypes = (ctypes.c_char_p, ctypes.c_int)
        library.cupsCancelJob.restype = ctypes.c_int
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

    def waiting(self, printer: str) -> tuple[int, ...]:
        found = ctypes.POINTER(_Sheet)()
        count = self._library.cupsGetJobs(ctypes.byref(found), printer.encode(), _OURS, _NOT_OUT)
        try:
            return tuple(sorted(found[place].number for place in range(count)))
        finally:
            self._library.cupsFreeJobs(max(count, 0), found)

    def take_back(self, printer: str, number: int) -> None:
        self._library.cupsCancelJob(printer.encode(), number)


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
