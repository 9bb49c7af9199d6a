"""Runs the backend: in front for `desk serve`, beside the caller on loopback for a demo and for tests."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from desk.errors import BadInput
from desk.i18n import _
from desk.server.application import Seconds, make_application, seconds_now
from desk.server.database import Database
from desk.server.records import following
from desk.server.watch import Watch

LOOPBACK = "127.0.0.1"
_POLL = 0.01
KEEP_SECONDS = 75
"""A machine's kept connection may rest so long: a new one costs a handshake."""
HEAD_SECONDS = 30
"""Whoever has begun a request has said by then what it is, or is hung up on."""


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port))
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each small answer waits 40 ms
        return listening
    except OSError as error:
        raise BadInput(
            _("Non posso ascoltare su {host}:{port}: {fault}.").format(host=host, port=port, fault=error.strerror)
        ) from error


@dataclass(frozen=True)
class Tls:
    """The server's certificate (with those between it and the authority) and its key."""

    certificate: Path
    key: Path


def _server(database: Database, now: Seconds, watch: Watch | None = None, tls: Tls | None = None) -> uvicorn.Server:
    application = make_application(database, now, watch)
    config = uvicorn.Config(
        application,
        http=_Impatient,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_SECONDS,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    if tls:
        try:
            config.load()
        except (OSError, ssl.SSLError) as error:
            raise BadInput(
                _("Certificato o chiave non vanno: {file} ({fault}).").format(
                    file=tls.certificate, fault=error.strerror
                )
            ) from error
    return _Server(config, application.let_go)


class _Impatient(HttpToolsProtocol):
    """Does not keep for ever the connections of those who never come to the point."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        if self._late is None and (self.cycle is None or self.cycle.response_complete):
            self._wait_for_head()
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._wait_no_more()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class _Server(uvicorn.Server):
    """Stops at once, though machines wait for news."""

    def __init__(self, config: uvicorn.Config, let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self._let_go = let_go

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._let_go()
        await super().shutdown(sockets)


def serve(
    database: Database,
    host: str,
    port: int,
    tell: Callable[[str], None],
    *,
    lifeline: BinaryIO | None = None,
    watch: Watch | None = None,
    tls: Tls | None = None,
) -> None:
    """Serve until told to stop, or until the other end of `lifeline` is closed: whoever started this is gone then,
    however it ended. `tell` is given the address; port 0 takes a free one."""
    with _listen(host, port) as listening:
        server = _server(database, seconds_now, watch, tls)
        if lifeline is not None:
            Thread(target=_follow, args=(lifeline, server), name="lifeline", daemon=True).start()
        tell(f"{'https' if tls else 'http'}://{host}:{listening.getsockname()[1]}")
        with following(database):
            server.run(sockets=[listening])


def _follow(lifeline: BinaryIO, server: uvicorn.Server) -> None:
    while lifeline.read(1):
        pass
    server.should_exit = True


@contextmanager
def beside(
    database: Database, *, port: int = 0, now: Seconds = seconds_now, watch: Watch | None = None, tls: Tls | None = None
) -> Iterator[str]:
    """The address of a server on loopback that runs beside the caller's thread."""
    with _listen(LOOPBACK, port) as listening, following(database):
        server = _server(database, now, watch, tls)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="desk-server", daemon=True)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(_POLL)
            yield f"{'https' if tls else 'http'}://{LOOPBACK}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
