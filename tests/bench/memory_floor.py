"""Peak memory of a whole tour (sign-in, day, interview, plan, papers, 500 families) against a bare window's."""

import os
import statistics
import subprocess
import sys
from tempfile import TemporaryDirectory

from tests.bench.start_floor import BARE
from tests.bench.table import Measure

GOAL = 3.0
ROUNDS = 3  # peaks hardly differ from run to run


def measures() -> list[Measure]:
    tours, bare = [], []
    for _round in range(ROUNDS):
        with TemporaryDirectory(prefix="desk-bench-") as scratch:
            tours.append(_peak([sys.executable, "-m", "desk", "tour", "--out", scratch]))
        bare.append(_peak([sys.executable, "-c", BARE]))
    return [
        Measure("peak memory of a tour", statistics.median(tours), statistics.median(bare), GOAL, unit="MB"),
    ]


def _peak(words: list[str]) -> float:
    """Bytes."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss * 1024.0
