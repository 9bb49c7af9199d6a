"""The receipt printer behind a real socket: it prints pictures, and says when it is out of paper or away."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from desk.errors import BadInput
from desk.paper import roll_printer as roll
from desk.paper.roll_printer import DOTS, Grey, PrinterDown, composed, roll_printer

PAPER, ONLINE = b"\x10\x04\x04", b"\x10\x04\x01"
PICTURE = Grey(DOTS, 80, bytes([0, 255] * (DOTS * 40)))


SOON = 0.5


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits three seconds here."""
    monkeypatch.setattr(roll, "SECONDS", SOON)


@contextmanager
def printer_on_the_network(
    paper: bytes = b"\x12", online: bytes = b"\x12", *, after: bytes = b"", delay: float = 0, pulled: bool = False
) -> Iterator[tuple[int, bytearray]]:
    """Answers as ESC/POS printers do. `after`: what it says of its paper once it has printed; `delay`: seconds before
    each answer; `pulled`: it goes away at the first row of the picture."""
    got = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            peer, _address = listening.accept()
            with peer, suppress(ConnectionError):
                while part := peer.recv(65536):
                    got.extend(part)
                    printed = b"\x1dv0" in got
                    if printed and pulled:
                        return
                    if part.endswith((PAPER, ONLINE)):
                        gone.wait(delay)
                        peer.sendall((after if printed and after else paper) if part.endswith(PAPER) else online)

        gone = Event()
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], got
        thread.join(5)


def test_a_ticket_is_printed_as_a_picture_and_cut() -> None:
    with printer_on_the_network() as (port, got):
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
    assert b"\x1dv0\x00" in got
    assert bytes(got).count(b"\x1dV") == 1
    assert len(composed(PICTURE)) > DOTS // 8 * 80


def test_no_paper_is_told_apart_from_no_printer() -> None:
    with printer_on_the_network(paper=b"\x72") as (port, got):
        with pytest.raises(PrinterDown, match="senza carta") as told:
            roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
        assert told.value.paper
    assert b"\x1dv0" not in got
    with printer_on_the_network(online=b"\x1a") as (port, got), pytest.raises(PrinterDown) as told:
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
    assert not told.value.paper
    with pytest.raises(PrinterDown):
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)


def test_a_slow_printer_is_waited_for_and_a_silent_one_is_not() -> None:
    with printer_on_the_network(delay=SOON / 2) as (port, got):
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
    assert b"\x1dv0\x00" in got
    with printer_on_the_network(paper=b"", online=b"") as (port, got), pytest.raises(PrinterDown) as told:
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
    assert not told.value.paper
    assert got.startswith(PAPER[:1])


def test_paper_that_ends_and_a_plug_that_is_pulled_while_printing_are_told() -> None:
    with printer_on_the_network(after=b"\x72") as (port, got), pytest.raises(PrinterDown) as told:
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
    assert told.value.paper and b"\x1dv0\x00" in got
    with printer_on_the_network(pulled=True) as (port, got), pytest.raises(PrinterDown) as told:
        roll_printer(f"net:127.0.0.1:{port}").print(PICTURE)
    assert not told.value.paper


def test_a_device_that_takes_nothing_more_has_no_paper() -> None:
    with pytest.raises(PrinterDown) as told:
        roll_printer("file:/dev/full").print(PICTURE)
    assert told.value.paper


def test_a_device_file_takes_the_same_bytes(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    roll_printer(f"file:{device}").print(PICTURE)
    assert device.read_bytes() == composed(PICTURE)
    with pytest.raises(PrinterDown):
        roll_printer(f"file:{tmp_path / 'nowhere' / 'lp0'}").print(PICTURE)


@pytest.mark.parametrize("name", ["", "net:", "usb:04b8:0202", "lp0", "net:host:port"])
def test_a_name_that_is_no_printer_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="stampante"):
        roll_printer(name)
