"""The one runner for background work: results come back on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desk.errors import DeskError
from desk.i18n import _
from desk.ui.presenters.context import Messages
from desk.ui.presenters.running import Progress, Run

T = TypeVar("T")


class _Post(QObject):
    """Carries a call from a worker to the thread that made this object."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


class _Steps:
    """Progress of long work: told from its thread, heard on the GUI thread."""

    def __init__(self, tell: Callable[[int, int], None], stop: Event) -> None:
        self._tell, self._stop = tell, stop

    def step(self, done: int, total: int) -> None:
        self._tell(done, total)

    def cancelled(self) -> bool:
        return self._stop.is_set()


class Runner:
    """Fits `Run`. Short work goes one after the other on one thread; looks and long work beside it, each on another.
    `long_ones`: how much long work goes on at once."""

    def __init__(self, messages: Messages, long_ones: int = 1) -> None:
        self._messages = messages
        self._post = _Post()
        self._short = ThreadPoolExecutor(1, "desk-work")
        self._looks = ThreadPoolExecutor(1, "desk-look")
        self._long = ThreadPoolExecutor(long_ones, "desk-long")
        self._stops: set[Event] = set()
        self._closed = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        """Short work (a use case). Without `failed`, the error's line goes to the message door."""
        self._start(self._short, work, done, failed)

    def look(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        """Reading alone, beside the short work."""
        self._start(self._looks, work, done, failed)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[DeskError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
    ) -> Callable[[], None]:
        """Long work beside the short one. Gives a function that asks it to stop."""
        stop = Event()
        self._stops.add(stop)

        def tell(step: int, total: int) -> None:
            if progress is not None:
                self._deliver(lambda: progress(step, total), progress)

        future = self._start(self._long, lambda: work(_Steps(tell, stop)), done, failed)
        future.add_done_callback(lambda _future: self._stops.discard(stop))
        return stop.set

    def close(self) -> None:
        """Finish what was handed in, ask long work to stop, leave no thread; later results are dropped."""
        for stop in list(self._stops):
            stop.set()
        self._long.shutdown(wait=True, cancel_futures=True)
        self._short.shutdown(wait=True)
        self._looks.shutdown(wait=True, cancel_futures=True)
        self._closed = True

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], Any] | None,
        failed: Callable[[DeskError], Any] | None,
    ) -> "Future[T]":
        if self._closed:  # a page that was still on its way asks for something: nobody waits for it any more
            gone: Future[T] = Future()
            gone.cancel()
            return gone
        future = pool.submit(work)
        future.add_done_callback(lambda over: self._over(over, done, failed or self._say))
        return future

    def _over(self, future: "Future[T]", done: Callable[[T], Any] | None, failed: Callable[[DeskError], Any]) -> None:
        """Still on the worker's thread."""
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            self._deliver(lambda: self._fail(error, failed), failed)
        elif done is not None:
            result = future.result()
            self._deliver(lambda: done(result), done)

    def _fail(self, error: BaseException, failed: Callable[[DeskError], Any]) -> None:
        if isinstance(error, DeskError):
            failed(error)
            return
        failed(DeskError(_("Qualcosa nel programma non ha funzionato: riprova, poi chiama chi lo cura.")))
        raise error  # for the crash report

    def _say(self, error: DeskError) -> None:
        self._messages.notify(str(error), "danger")

    def _deliver(self, call: Callable[[], Any], to: Callable[..., Any]) -> None:
        def arrive() -> None:
            owner = getattr(to, "__self__", None)
            if not self._closed and (not isinstance(owner, QObject) or isValid(owner)):
                call()

        self._post.arrived.emit(arrive)


class WindowRun:
    """Fits `Run` for one window: work that was handed in is done even when the window has gone, but nobody is told,
    because the pages that asked are gone too. Only an error still finds the door."""

    def __init__(self, run: Run) -> None:
        self._run, self._open = run, True

    def end(self) -> None:
        """The window goes."""
        self._open = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        self._run.run(work, self._told(done), self._refused(failed))

    def look(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DeskError], Any] | None = None,
    ) -> None:
        self._run.look(work, self._told(done), self._refused(failed))

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[DeskError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
    ) -> Callable[[], None]:
        def step(at: int, total: int) -> None:
            if progress is not None and self._hears(progress):
                progress(at, total)

        return self._run.run_long(work, self._told(done) or done, self._refused(failed), step)

    def _told(self, done: Callable[[T], Any] | None) -> Callable[[T], Any] | None:
        def tell(result: T) -> None:
            if done is not None and self._hears(done):
                done(result)

        return tell if done is not None else None

    def _refused(self, failed: Callable[[DeskError], Any] | None) -> Callable[[DeskError], Any] | None:
        def refuse(error: DeskError) -> None:
            if failed is not None and self._hears(failed):
                failed(error)
            else:
                self._run.run(lambda: _raise(error))

        return refuse if failed is not None else None

    def _hears(self, to: Callable[..., Any]) -> bool:
        owner = getattr(to, "__self__", None)
        return self._open and (not isinstance(owner, QObject) or isValid(owner))


def _raise(error: DeskError) -> None:
    raise error
