"""A runner that runs at once, in the caller's thread: for tests and the command line."""

from collections.abc import Callable
from typing import Any, TypeVar

from desk.errors import DeskError

T = TypeVar("T")


class _Steps:
    def __init__(self, told: Callable[[int, int], Any] | None) -> None:
        self._told = told
        self.stopped = False

    def step(self, done: int, total: int) -> None:
        if self._told is not None:
            self._told(done, total)

    def cancelled(self) -> bool:
        return self.stopped


class ImmediateRunner:
    """Fits `Run`; an error that nobody takes is raised."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        try:
            result = work()
        except DeskError as error:
            if failed is None:
                raise
            failed(error)
            return
        if done is not None:
            done(result)

    def look(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        self.run(work, done, failed)

    def run_long(
        self,
        work: Callable[[_Steps], T],
        done: Callable[[T], Any],
        failed: Callable[[DeskError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
    ) -> Callable[[], None]:
        steps = _Steps(progress)
        self.run(lambda: work(steps), done, failed)

        def stop() -> None:
            steps.stopped = True

        return stop
