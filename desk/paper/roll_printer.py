"""The 80-mm receipt printer (ESC/POS): a ticket as a picture, so that every script comes out as it is drawn.

Named by the setting DESK_TICKET_PRINTER: `net:host`, `net:host:port`, `file:/dev/usb/lp0`.
"""

import errno
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from desk.errors import BadInput, DeskError
from desk.i18n import _

DOTS = 576
"""Printable dots across an 80-mm roll at 203 dpi."""
SECONDS = 3.0
DARK = 160
"""Grey values below this are printed."""
_FORM = re.compile(r"net:([^:]+)(?::(\d{1,5}))?|file:(.+)")


class PrinterDown(DeskError):
    """The ticket did not come out. `paper`: only paper is missing."""

    def __init__(self, text: str, *, paper: bool = False) -> None:
        super().__init__(text)
        self.paper = paper


@dataclass(frozen=True)
class Grey:
    """A picture: one byte per dot, 0 is black, rows from the top."""

    width: int
    height: int
    dots: bytes


Open = Callable[[], Any]


class RollPrinter:
    """Opens, asks, prints and closes for each ticket: an unplugged printer is found out, and found again."""

    def __init__(self, open_device: Open, *, answers: bool) -> None:
        """`answers`: the printer can be asked for its state."""
        self._open, self._answers = open_device, answers

    def print(self, picture: Grey) -> None:
        """Raises PrinterDown."""
        from escpos.exceptions import Error  # slow to import: only where there is such a printer

        device: Any = None
        try:
            device = self._open()
            if self._answers:
                self._check(device)
            device._raw(composed(picture))
            if self._answers:
                self._check(device)
        except (OSError, Error) as error:
            paper = isinstance(error, OSError) and error.errno == errno.ENOSPC
            raise PrinterDown(_("La stampante del totem non risponde."), paper=paper) from error
        finally:
            if device is not None:
                with suppress(OSError, Error):
                    device.close()

    @staticmethod
    def _check(device: Any) -> None:
        if device.paper_status() == 0:
            raise PrinterDown(_("La stampante del totem è senza carta."), paper=True)
        if not device.is_online():
            raise PrinterDown(_("La stampante del totem non risponde."))


def composed(picture: Grey) -> bytes:
    """The bytes that print the picture and cut the paper."""
    from escpos.printer import Dummy  # slow to import: only where there is such a printer
    from PIL import Image

    image = Image.frombytes("L", (picture.width, picture.height), picture.dots)
    page = Dummy()
    page.hw("INIT")
    page.image(image.point(lambda grey: 255 if grey >= DARK else 0).convert("1"))
    page.cut()
    return bytes(page.output)


def roll_printer(named: str) -> RollPrinter:
    """The printer that a setting names. Raises BadInput for a name that is none."""
    found = _FORM.fullmatch(named.strip())
    if found is None:
        raise BadInput(_("«{name}» non è una stampante: serve net:indirizzo o file:percorso.").format(name=named))
    host, port, path = found.groups()

    def network() -> Any:
        from escpos.printer import Network  # slow to import

        device = Network(host, port=int(port or 9100), timeout=SECONDS)
        device.device = socket.create_connection((host, int(port or 9100)), SECONDS)  # its own leaks when refused
        return device

    def file() -> Any:
        from escpos.printer import File  # slow to import

        device = File(path)
        device.open()
        return device

    return RollPrinter(network, answers=True) if host else RollPrinter(file, answers=False)
