"""Wakes the machines that wait for news, so that a kiosk's arrival is on every desk within a moment."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

LOOK_AGAIN = 0.5
"""Seconds between two looks at the database while anybody waits: another server process may have stored the news."""

Counters = Callable[[list[str]], Awaitable[dict[str, int]]]


class Bells:
    """One bell per waiting machine; used from the server's event loop only. However many wait, one question to the
    database looks after all of them. `counters`: the newest number of each of these offices."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._waiting: dict[str, dict[asyncio.Event, int]] = {}
        self._looking: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many machines wait."""
        return sum(map(len, self._waiting.values()))

    @contextmanager
    def hearing(self, office: str, cursor: int) -> Iterator[asyncio.Event]:
        """An event that is set as soon as the office's number is another than `cursor`."""
        event = asyncio.Event()
        self._waiting.setdefault(office, {})[event] = cursor
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield event
        finally:
            here = self._waiting[office]
            del here[event]
            if not here:
                del self._waiting[office]

    def let_go(self) -> None:
        """The server stops: nobody is to wait for it any more."""
        for office in self._waiting:
            self.ring(office)

    def ring(self, office: str) -> None:
        for event in self._waiting.get(office, ()):
            event.set()

    async def _look(self) -> None:
        """Ends by itself once nobody waits."""
        while self._waiting:
            await asyncio.sleep(LOOK_AGAIN)
            try:
                found = await self._counters(list(self._waiting))
            except SQLAlchemyError:  # away for a moment: whoever asks next is told so
                continue
            for office, counter in found.items():
                for event, cursor in self._waiting.get(office, {}).items():
                    if cursor != counter:
                        event.set()


async def heard(event: asyncio.Event, seconds: float) -> bool:
    """Whether the bell rang within so many seconds."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
