"""From the right password to a painted Today with 500 families, against the start of a bare PySide6 window.

The program is started as `desk` starts it and warms up while the name and password are typed (1.5 s; on a machine so
busy that this is not enough, until it is warm: how long that took is told beside). Then the clock runs: the password is
checked (Argon2id), the page built, its rows read and painted. The longest stretch in which the window could not have
answered is told too.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from desk.office.demo.make import build_demo
from desk.office.demo.mark import PASSWORD
from tests.bench.start_floor import BARE, run_program
from tests.bench.table import Measure

GOAL = 1.5
ROUNDS = 9
OURS = """
import json, os, sys, time
sys.argv = ["desk"]
from desk.__main__ import main
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

TYPING_SECONDS = 1.5
execute = QApplication.exec

def enter(application):
    [desk] = application.topLevelWidgets()
    beats = []
    heart = QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and desk.window_of_user.front().presenter.waiting_list:
                QTimer.singleShot(0, lambda: told(time.perf_counter()))
            return False

    def told(end):
        gaps = [after - before for before, after in zip(beats, beats[1:])]
        print(json.dumps([end - began[0], max(gaps), warm[0] - shown]))
        sys.stdout.flush()
        os._exit(0)

    def look():
        window = desk.window_of_user
        if window is None or window.front() is None:
            QTimer.singleShot(3, look)
            return
        window.front().waiting.viewport().installEventFilter(watch)

    def wait():
        if desk._store is not None and not warm:
            warm.append(time.perf_counter())
        if warm and time.perf_counter() - shown > TYPING_SECONDS:
            submit()
        else:
            QTimer.singleShot(20, wait)

    def submit():
        desk.sign_in.user.setText("cmusso")
        desk.sign_in.password.setText(sys.stdin.readline().strip())
        heart.start(4)
        began.append(time.perf_counter())
        desk.sign_in.button.click()
        look()

    began, warm, watch, shown = [], [], Watch(), time.perf_counter()
    wait()
    return execute()

QApplication.exec = enter
main()
"""


def measures() -> list[Measure]:
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as scratch:
        folder = Path(scratch) / "office"
        build_demo(folder).store.close()
        seen, bare = [], []
        for round_ in range(ROUNDS + 1):
            found, floor = _enter(folder), run_program(BARE)
            if round_:  # the first fills the disk's cache
                seen.append(found)
                bare.append(floor)
    ours, longest, warm = (statistics.median(column) for column in zip(*seen, strict=True))
    note = f"longest stretch without an answer {longest * 1000:.0f} ms; warm {warm * 1000:.0f} ms after the first paint"
    return [Measure("right password → Today painted, 500 households", ours, statistics.median(bare), GOAL, note=note)]


def _enter(folder: Path) -> list[float]:
    """Seconds: to the painted page, of the longest stretch, until warm."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DESK_DATA": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ran = subprocess.run(
        [sys.executable, "-c", OURS],
        env=environment,
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    times: list[float] = json.loads(ran.stdout)
    return times
