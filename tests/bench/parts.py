"""What measures share: medians of two sides in turn, stores of their own, a server in a process of its own."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from desk.db.store import Store, create_store
from desk.db.unit import new_id
from tests.conftest import memory_secrets

ROUNDS = 9


def in_turn(*sides: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """The median of what each side gives (seconds), in turn; a first turn warms up and is not counted."""
    found: list[list[float]] = [[] for _side in sides]
    for round_ in range(rounds + 1):
        for side, kept in zip(sides, found, strict=True):
            seconds = side()
            if round_:
                kept.append(seconds)
    return [statistics.median(kept) for kept in found]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def new_store(folder: Path) -> Store:
    """An empty encrypted store."""
    return create_store(folder, secrets=memory_secrets, now=lambda: datetime.now(UTC))


def people(count: int, start: int = 0) -> list[dict[str, object]]:
    """Invented persons, as columns of the table `person`."""
    return [
        {
            "surname": f"Cognome{number % 7919}",
            "given": f"Nome{number % 1361}",
            "sex": "F" if number % 2 else "M",
            "birth_date": f"{1950 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "birth_place": f"Comune{number % 977}",
            "citizenship": ("IT", "RO", "MA", "PE", "NG")[number % 5],
            "language": ("it", "ro", "ar", "es", "en")[number % 5],
        }
        for number in range(start, start + count)
    ]


def write_people(store: Store, count: int, start: int = 0) -> list[str]:
    """Their ids, in one unit of work."""
    with store.write() as unit:
        return [unit.put("person", new_id(), **each) for each in people(count, start)]


@contextmanager
def program(*words: str) -> Iterator[str]:
    """A Python process that prints its address on one line and then serves; ended with the block."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate()
