"""Wakes the machines that wait for news, so that a kiosk's arrival is on every desk within a moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

LOOK_AGAIN = 0.5
"""Seconds after which a waiting machine is looked after anyway: another server process may have stored the news."""


class Bells:
    """One bell per office; used from the server's event loop only."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def hearing(self, office: str) -> Iterator[asyncio.Event]:
        """An event that is set when the office's bell rings."""
        event = asyncio.Event()
        self._waiting.setdefault(office, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[office].discard(event)

    def ring(self, office: str) -> None:
        for event in self._waiting.get(office, ()):
            event.set()


async def heard(event: asyncio.Event, seconds: float) -> None:
    """Until the bell rings, but no longer."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
    finally:
        event.clear()
