"""The sign-in window against a bare PySide6 window: whole processes from start to the first painted frame."""

import os
import statistics
import subprocess
import sys
import time

from tests.bench.table import Measure

GOAL = 1.25
ROUNDS = 9
BARE = """
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
application = QApplication([])
window = QWidget()
column = QVBoxLayout(window)
for part in (QLineEdit(), QLineEdit(), QPushButton("Entra")):
    column.addWidget(part)
window.resize(1440, 900)
window.show()
application.processEvents()
window.grab()
"""
OURS = """
import os, sys
sys.argv = ["desk"]
from desk.__main__ import main
from PySide6.QtWidgets import QApplication
def until_painted(application):
    [window] = application.topLevelWidgets()
    application.processEvents()
    window.grab()
    os._exit(0 if window.windowHandle().isExposed() else 1)
QApplication.exec = until_painted
main()
"""
"""What `desk` does, up to the painted page."""


def measures() -> list[Measure]:
    times: dict[str, list[float]] = {OURS: [], BARE: []}
    for round_ in range(ROUNDS + 1):
        for program, found in times.items():
            seconds = run_program(program)
            if round_:  # the first fills the disk's cache
                found.append(seconds)
    ours, floor = (statistics.median(times[each]) for each in (OURS, BARE))
    return [Measure("first window, from process start", ours, floor, GOAL)]


def run_program(program: str) -> float:
    """Seconds that a whole process takes."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DESK_DATA": "/nonexistent"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # both sides are compiled, as after any set-up
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", f"{program}\nimport os\nos._exit(0)"],
        env=environment,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start
