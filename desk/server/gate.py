"""Backpressure: so many at work at once, so many who wait, so many bytes held; whoever comes beyond, comes again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from desk.server.refusal import Refused

AT_WORK = 16
"""Fewer than the database's connections, so that health and waiting machines still get one."""
IN_QUEUE = 400
BYTES_HELD = 256 * 1024 * 1024
BODY_SECONDS = 180
"""A full batch over a line of 2 Mbit/s takes this long; who sends slower than that holds a place for nothing."""


class Gate:
    """Used from the server's event loop only."""

    def __init__(self, at_work: int = AT_WORK, in_queue: int = IN_QUEUE, bytes_held: int = BYTES_HELD) -> None:
        self._free, self._most_waiting, self._most_bytes = asyncio.Semaphore(at_work), in_queue, bytes_held
        self.waiting = self.held = self.turned_away = 0

    @asynccontextmanager
    async def work(self) -> AsyncIterator[None]:
        """One's turn at the database. Refused where too many wait already."""
        if self.waiting >= self._most_waiting:
            raise self._busy()
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._free.release()

    @asynccontextmanager
    async def body(self, request: Request, most: int) -> AsyncIterator[bytes]:
        """The request's body, counted as long as the block lasts."""
        body = bytearray()
        try:
            await self._read(request, body, most)
            yield bytes(body)
        finally:
            self.held -= len(body)

    async def _read(self, request: Request, body: bytearray, most: int) -> None:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for part in request.stream():
                    body += part
                    self.held += len(part)
                    if len(body) > most:
                        raise Refused(413, "big", "the request is too big")
                    if self.held > self._most_bytes:
                        raise self._busy()
        except TimeoutError as error:
            raise Refused(408, "slow", "the request takes too long to arrive") from error

    def metrics(self) -> list[str]:
        return [
            "# HELP desk_requests_queued Requests that wait for their turn at the database.",
            "# TYPE desk_requests_queued gauge",
            f"desk_requests_queued {self.waiting}",
            "# HELP desk_bytes_held Bytes of requests in memory.",
            "# TYPE desk_bytes_held gauge",
            f"desk_bytes_held {self.held}",
            "# HELP desk_turned_away_total Requests that were asked to come again because too many waited.",
            "# TYPE desk_turned_away_total counter",
            f"desk_turned_away_total {self.turned_away}",
        ]

    def _busy(self) -> Refused:
        self.turned_away += 1
        return Refused(503, "busy", "too many at once: try again in a moment")
