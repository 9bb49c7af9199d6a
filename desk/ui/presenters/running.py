"""Background work as presenters see it: no Qt here."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from desk.errors import DeskError

T = TypeVar("T")


class Progress(Protocol):
    """What long work is handed: where to tell how far it is, and whether to stop."""

    def step(self, done: int, total: int) -> None: ...

    def cancelled(self) -> bool: ...


class Run(Protocol):
    """Runs work off the GUI thread, in order, and delivers its result on the GUI thread."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        """Short work (a use case). Without `failed`, the error's line goes to the message door."""

    def look(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        """Reading alone, beside the short work: what is being typed never waits behind a page that is read."""

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[DeskError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
    ) -> Callable[[], None]:
        """Long work beside the short one. Gives a function that asks it to stop."""
