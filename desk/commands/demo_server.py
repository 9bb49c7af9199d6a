"""The demo's own server: a real `desk serve` on loopback, in which the demo office is enrolled."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desk.settings import DATA

if TYPE_CHECKING:  # a window that opens at once imports none of it
    from desk.db.store import Store

FILE = "server.db"
LOOPBACK = "127.0.0.1"


@dataclass
class DemoServer:
    """A server that is starting: its address is known, it answers once it has said so."""

    url: str
    folder: Path
    said: IO[str]
    answers: bool = False

    def wait(self) -> None:
        """Until it answers."""
        if not self.answers:
            self.said.readline()
            self.answers = True

    def take_in(self, store: "Store") -> None:
        """Enrol the demo's machine, or tell it where its server is this time."""
        from desk.office.machine.enrol import enrol_machine, membership, server_moved

        if membership(store) is not None:
            server_moved(store, self.url)
            return
        import time

        from desk.server.database import Database
        from desk.server.devices import make_code

        self.wait()
        database = Database(database_of(self.folder))
        try:
            enrol_machine(store, self.url, make_code(database, int(time.time())))
        finally:
            database.close()


@contextmanager
def server_beside(folder: Path) -> Iterator[DemoServer]:
    """A server as long as the block lasts. It hangs on a pipe of ours and ends when that closes: also when this program
    is killed, nothing is left behind."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "desk", "serve", "--database", database_of(folder), "--port", str(port), "--lifeline"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {DATA.name: str(folder.absolute())},
    )
    assert process.stdin and process.stdout
    try:
        yield DemoServer(f"http://{LOOPBACK}:{port}", folder, process.stdout)
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def database_of(folder: Path) -> str:
    """The address of the server's database in the demo's folder."""
    return f"sqlite:///{folder.absolute() / FILE}"


def _free_port() -> int:
    """Known before the server runs, so that the window need not wait for it."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        return int(listening.getsockname()[1])
