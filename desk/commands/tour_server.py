"""The tour's own server, a process beside it. It lives on the tour's morning: the window would complain of a clock."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from desk.commands.demo_server import database_of
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside


@contextmanager
def tour_server(folder: Path, at: datetime) -> Iterator[tuple[str, str]]:
    """Its address, and a code for one machine. It ends with the pipe on which it hangs, however this program ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, str(folder.absolute()), str(int(at.timestamp()))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    try:
        url, code = process.stdout.readline().split()
        yield url, code
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def _serve(folder: Path, seconds: int) -> None:
    with closing(Database(database_of(folder))) as database, beside(database, now=lambda: seconds) as url:
        print(url, make_code(database, seconds), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
