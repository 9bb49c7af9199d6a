"""Forks `desk` commands, because starting Python takes longer than most of them: `python -m tests.desk_nursery`.

Each line read is one `Order`; the command is a process of its own with the environment, folder and input told, and
the line written is its `Ended`. What it would import is here already; all else is as if it had been started anew.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from tempfile import TemporaryFile
from typing import IO

import msgspec

from desk.commands import run

AHEAD = (
    *(f"desk.commands.{name}" for name in ("backup", "check", "find", "init", "rekey", "restore")),
    "alembic.command", "alembic.config", "argon2.low_level", "filelock", "keyring", "secretstorage",
    "desk.db.restore", "desk.db.upgrade", "desk.office.front.find_family", "desk.office.papers.recovery_sheet",
)  # fmt: skip
"""Slow to import, and wanted by some."""
LONGEST = 60


class Order(msgspec.Struct):
    words: list[str]
    environment: dict[str, str]
    place: str
    typed: str


class Ended(msgspec.Struct):
    code: int
    out: str
    err: str


def main() -> int:
    for module in AHEAD:
        import_module(module)
    gc.freeze()  # or the first sweep of each child would copy all that it shares
    for order in orders():
        with ExitStack() as files:
            streams = [files.enter_context(TemporaryFile()) for _stream in range(3)]
            streams[0].write(order.typed.encode())
            streams[0].seek(0)
            child = os.fork()
            if child == 0:
                become(order, streams)
                return run(order.words)
            _, status = os.waitpid(child, 0)
            out, err = (read(stream) for stream in streams[1:])
        ended = Ended(os.waitstatus_to_exitcode(status), out, err)
        os.write(1, msgspec.json.encode(ended) + b"\n")
    return 0


def orders() -> Iterator[Order]:
    """Until nobody will ask for more; read without buffers, which a child would take along."""
    rest = b""
    while got := os.read(0, 65_536):
        *lines, rest = (rest + got).split(b"\n")
        yield from (msgspec.json.decode(line, type=Order) for line in lines)


def become(order: Order, streams: list[IO[bytes]]) -> None:
    """The process that was asked for; nobody waits for it for ever."""
    signal.alarm(LONGEST)
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    os.environ.clear()
    os.environ.update(order.environment)
    os.chdir(order.place)


def read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


if __name__ == "__main__":
    sys.exit(main())
