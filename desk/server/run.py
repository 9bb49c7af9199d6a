"""Runs the backend: in front for `desk serve`, beside the caller on loopback for a demo and for tests."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from desk.errors import BadInput
from desk.i18n import _
from desk.server.application import Seconds, make_application, seconds_now
from desk.server.database import Database

LOOPBACK = "127.0.0.1"
_POLL = 0.01


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise BadInput(
            _("Non posso ascoltare su {host}:{port}: {fault}.").format(host=host, port=port, fault=error.strerror)
        ) from error


def _server(database: Database, now: Seconds) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(make_application(database, now), log_level="warning", access_log=False, lifespan="off")
    )


def serve(database: Database, host: str, port: int) -> None:
    """Serve until told to stop."""
    with _listen(host, port) as listening:
        _server(database, seconds_now).run(sockets=[listening])


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
