"""Going to a page of a big interview (twelve members, 400 questions): how long the window's thread is held.

Nobody else's work counts: the processor's time of that thread, against one frame of a screen.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from desk.catalogue.interview import load_interview
from desk.settings import RESOURCES
from desk.ui.screens.interview import InterviewScreen
from desk.ui.theme.sheet import apply
from tests.bench.parts import new_store
from tests.bench.table import Measure
from tests.big_interview import SECTIONS, big_family, write_big_interview
from tests.screen_parts import context_of
from tests.small_office import build_small_office

FRAME = 0.016
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
            first, again, slice_ = _measured(Path(folder) / "store")
        finally:
            os.environ.pop("DESK_RESOURCES")
            if before is not None:
                os.environ["DESK_RESOURCES"] = before
            load_interview.cache_clear()
    note = f"processor time of the window's thread; back to a page {again * 1000:.1f} ms, longest slice after it"
    return [
        Measure(
            "page of an interview, 12 members, 400 questions", first, None, FRAME, note=f"{note} {slice_ * 1000:.1f} ms"
        )
    ]


def _measured(folder: Path) -> tuple[float, float, float]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply(application)
    store = new_store(folder)
    office = build_small_office(store)
    home = big_family(office)
    screen = InterviewScreen(context_of(office.session()))
    screen.resize(1340, 840)
    screen.show()
    screen.show_facts(household=home, section="s0")
    pages = [f"s{number}" for number in range(1, SECTIONS)]
    held, slices = [], []
    for _round in range(2):
        for page in pages:
            held.append(_seconds(lambda name=page: screen.presenter.open_section(name)))
            while not screen.is_still:
                slices.append(_seconds(_turn))
    store.close()
    half = len(pages)
    return statistics.median(held[:half]), statistics.median(held[half:]), statistics.quantiles(slices, n=20)[-1]


def _turn() -> None:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun
