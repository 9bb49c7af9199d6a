"""Going to a page of a big interview (twelve members, 400 questions): how long the window's thread is held.

Nobody else's work counts: the processor's time of that thread, against one frame of a screen. What the window gives
to its runner is left out, as it is not done in that thread. `python -m tests.bench.table interview` writes the rows of
the page, `python -m tests.bench.interview_floor` only prints them.
"""

import gc
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from desk.app import SWEEPS
from desk.catalogue.interview import load_interview
from desk.settings import RESOURCES
from desk.ui.screens.interview import InterviewScreen
from desk.ui.theme.sheet import dress, prepare
from tests.bench.parts import new_store
from tests.bench.table import Measure
from tests.big_interview import SECTIONS, big_family, write_big_interview
from tests.screen_parts import context_of
from tests.small_office import build_small_office

FRAME = 0.016
gc.set_threshold(*SWEEPS)  # as the program does
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def measures() -> list[Measure]:
    before = os.environ.get("DESK_RESOURCES")
    with tempfile.TemporaryDirectory() as folder:
        resources = Path(folder) / "resources"
        shutil.copytree(RESOURCES.path(), resources, ignore=shutil.ignore_patterns("interview"))
        write_big_interview(resources / "interview")
        os.environ["DESK_RESOURCES"] = str(resources)
        load_interview.cache_clear()
        try:
            held = _measured(Path(folder) / "store")
        finally:
            os.environ.pop("DESK_RESOURCES")
            if before is not None:
                os.environ["DESK_RESOURCES"] = before
            load_interview.cache_clear()
    ours = "processor time of the window's thread"
    often = statistics.quantiles(held.stretches, n=20)[-1]
    return [
        Measure(
            "page of an interview, 12 members, 400 questions",
            statistics.median(held.changes),
            None,
            FRAME,
            note=f"{ours}; the very first {held.changes[0] * 1000:.1f} ms, back to a page {held.back * 1000:.1f} ms",
        ),
        Measure(
            "longest stretch while that page is built and drawn",
            max(held.stretches),
            None,
            FRAME,
            note=f"{ours}; 19 of 20 are under {often * 1000:.1f} ms, half under "
            f"{statistics.median(held.stretches) * 1000:.1f} ms",
        ),
    ]


@dataclass(frozen=True)
class _Held:
    """Seconds: each going to a page for the first time, coming back to one, each turn of the loop until it is whole."""

    changes: list[float]
    back: float
    stretches: list[float]


class _Later:
    """The runner's work is not the window's."""

    def run(self, work: object, done: object = None, failed: object = None) -> None: ...

    def look(self, work: object, done: object = None, failed: object = None) -> None: ...


def _measured(folder: Path) -> _Held:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    prepare(application)
    store = new_store(folder)
    office = build_small_office(store)
    home = big_family(office)
    context = context_of(office.session())
    screen = InterviewScreen(context)
    dress(screen)
    screen.resize(1340, 840)
    screen.show()
    screen.show_facts(household=home, section="s0")
    while not screen.is_still:
        _turn()
    screen.presenter._context = replace(context, run=_Later())
    pages = [f"s{number}" for number in range(1, SECTIONS)]
    held, stretches = [], []
    for _round in range(2):
        for page in pages:
            held.append(_seconds(lambda name=page: screen.presenter.open_section(name)))
            while not screen.is_still:
                stretches.append(_seconds(_turn))
    store.close()
    return _Held(held[: len(pages)], statistics.median(held[len(pages) :]), stretches)


def _turn() -> None:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


if __name__ == "__main__":
    for measure in measures():
        print(measure.line())
