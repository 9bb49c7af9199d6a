"""The demo's server: there with the demo, gone with it however it ends; the chip follows one killed and back."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytestqt.qtbot import QtBot

from desk.commands.demo_server import DemoServer, database_of, server_beside
from desk.db.store import Store, utc_now
from desk.db.unit import new_id
from desk.office.demo.mark import MARK
from desk.office.machine.synchronise import synchronise
from tests.server.test_sync_chip import Chips

NewStore = Callable[..., Store]


def line_to(url: str) -> socket.socket:
    """A plain connection: it ends when the server does."""
    parts = urlsplit(url)
    assert parts.hostname and parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=60)


def test_a_demo_is_taken_in_once_and_finds_its_server_again(new_store: NewStore, tmp_path: Path) -> None:
    store, addresses = new_store("demo"), []
    for text in ("la prima volta", "la seconda"):
        with server_beside(tmp_path / "office") as server:
            server.take_in(store)
            server.wait()
            with store.write() as unit:
                unit.put("note", new_id(), text=text)
            done = synchronise(store)
            assert done.ok, done.fault
            assert (done.sent, done.waiting) == (1, 0)
            addresses.append(server.url)
    for url in addresses:
        with pytest.raises(OSError):
            line_to(url)


HOLDER = """
import sys
from pathlib import Path
from desk.commands.demo_server import server_beside
with server_beside(Path(sys.argv[1])) as server:
    server.wait()
    print(server.url, flush=True)
    sys.stdin.read()
"""


def test_a_killed_demo_leaves_no_server_behind(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    url = holder.stdout.readline().strip()
    with line_to(url) as open_line:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
        with suppress(ConnectionResetError):  # or so
            assert open_line.recv(1) == b""
    with pytest.raises(OSError):
        line_to(url)


@contextmanager
def running(folder: Path, port: int) -> Iterator[DemoServer]:
    """A server that is killed at the end of the block, without a word."""
    process = subprocess.Popen(
        [sys.executable, "-m", "desk", "serve", "--database", database_of(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    assert process.stdout
    try:
        yield DemoServer(process.stdout.readline().strip(), folder, process.stdout, answers=True)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def test_the_chip_follows_a_server_killed_and_started_again(new_store: NewStore, tmp_path: Path, qtbot: QtBot) -> None:
    store = new_store("desk", utc_now)
    with running(tmp_path, 0) as server:
        server.take_in(store)
        port = urlsplit(server.url).port
        assert port
        chips = Chips(store)
        qtbot.waitUntil(lambda: chips.state == "saved" and "inviato" in chips.text, timeout=30_000)
    with store.write() as unit:
        unit.put("note", new_id(), text="mentre il server è via")
    chips.line.now()
    qtbot.waitUntil(lambda: chips.state == "offline" and "1 da inviare" in chips.text, timeout=30_000)
    with running(tmp_path, port):
        chips.line.now()
        qtbot.waitUntil(lambda: chips.state == "saved" and "inviato" in chips.text, timeout=30_000)
        chips.line.stop()


def test_a_demo_of_another_day_is_made_anew_and_one_of_today_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "office"

    def demo() -> str:
        command = [sys.executable, "-m", "desk", "--data", str(folder), "demo", "--no-window", "--families", "60"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert "Building" in demo()
    assert "Building" not in demo()
    (folder / MARK).write_text("Diary of 2020-01-01.", encoding="utf-8")
    assert "anew" in demo()
    assert "Building" not in demo()
