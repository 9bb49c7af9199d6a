"""Runs the backend: in front for `desk serve`, beside the caller on loopback for a demo and for tests."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import BinaryIO

import uvicorn

from desk.errors import BadInput
from desk.i18n import _
from desk.server.application import Seconds, make_application, seconds_now
from desk.server.database import Database

LOOPBACK = "127.0.0.1"
_POLL = 0.01


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port))
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each small answer waits 40 ms
        return listening
    except OSError as error:
        raise BadInput(
            _("Non posso ascoltare su {host}:{port}: {fault}.").format(host=host, port=port, fault=error.strerror)
        ) from error


def _server(database: Database, now: Seconds) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(make_application(database, now), log_level="warning", access_log=False, lifespan="off")
    )


def serve(
    database: Database, host: str, port: int, tell: Callable[[str], None], *, lifeline: BinaryIO | None = None
) -> None:
    """Serve until told to stop, or until the other end of `lifeline` is closed: whoever started this is gone then,
    however it ended. `tell` is given the address; port 0 takes a free one."""
    with _listen(host, port) as listening:
        server = _server(database, seconds_now)
        if lifeline is not None:
            Thread(target=_follow, args=(lifeline, server), name="lifeline", daemon=True).start()
        tell(f"http://{host}:{listening.getsockname()[1]}")
        server.run(sockets=[listening])


def _follow(lifeline: BinaryIO, server: uvicorn.Server) -> None:
    while lifeline.read(1):
        pass
    server.should_exit = True


@contextmanager
def beside(database: Database, *, port: int = 0, now: Seconds = seconds_now) -> Iterator[str]:
    """The address of a server on loopback that runs beside the caller's thread."""
    with _listen(LOOPBACK, port) as listening:
        server = _server(database, now)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="desk-server", daemon=True)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(_POLL)
            yield f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
