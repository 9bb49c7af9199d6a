"""A write is seen in another window of the same store, open beside the first."""

import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desk.db.changes import Changes
from desk.db.store import open_store
from desk.db.unit import new_id
from desk.ui.news import News
from desk.ui.runner import Runner
from tests.bench.parts import ROUNDS, new_store
from tests.bench.table import Measure
from tests.conftest import memory_secrets

GOAL = 0.3


class _Silent:
    def notify(self, *_words: object) -> None:
        """Nobody reads it."""


def measures() -> list[Measure]:
    application = QApplication.instance() or QApplication([])
    with TemporaryDirectory(prefix="desk-bench-") as scratch:
        here = new_store(Path(scratch) / "office")
        there = open_store(Path(scratch) / "office", secrets=memory_secrets)
        runner, loop = Runner(_Silent()), QEventLoop()
        news = News(there, runner)
        seen: list[float] = []

        def changed(_changes: Changes) -> None:
            seen.append(time.perf_counter())
            loop.quit()

        news.changed.connect(changed)
        taken = []
        for _round in range(3 * ROUNDS):
            with here.write() as unit:
                unit.put("note", new_id(), text="scritto di là")
            start = time.perf_counter()
            loop.exec()
            taken.append(seen[-1] - start)
        news.stop()
        runner.close()
        for store in (here, there):
            store.close()
    assert application is not None
    note = f"slowest of {len(taken)}: {max(taken) * 1000:.0f} ms"
    return [Measure("written here, seen in another window", statistics.median(taken), None, GOAL, note=note)]
