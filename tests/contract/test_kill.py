"""`kill -9` while writing, again and again: what was acknowledged is there, the store opens, its journal is whole.

`make kills` does it a thousand times.
"""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.db.store import Store, open_store
from desk.office.check_store import journal_faults
from tests.conftest import MemorySecrets
from tests.contract.writer_nursery import PEOPLE
from tests.desk_process import clean_environment

KILLS = int(os.environ.get("DESK_KILLS", "40"))


class Nursery:
    """Starts writers and kills them; `saved`: what they acknowledged before."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.writer_nursery", folder, MemorySecrets.kept["store-key"].hex()],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout
        self.source = self.process.stdout.fileno()
        self.heard = b""
        self.saved: list[str] = []

    def let_one_write(self, seconds: float) -> None:
        """One writer's life, from its first acknowledged unit on."""
        assert self.process.stdin
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()
        pid, first = int(self._line().removeprefix("pid ")), self._line()
        self.saved.append(first)
        self._hear(seconds)
        os.kill(pid, signal.SIGKILL)
        self._hear(0)

    def _hear(self, seconds: float) -> None:
        """Take in what is said for so long; with 0, all that a dead writer has said."""
        end = time.monotonic() + seconds
        while select.select([self.source], [], [], max(0.0, end - time.monotonic()))[0]:
            self.heard += os.read(self.source, 65536)
            if seconds and time.monotonic() > end:
                break
        *lines, self.heard = self.heard.split(b"\n")
        self.saved += [line.decode() for line in lines]

    def _line(self) -> str:
        while b"\n" not in self.heard:
            said = os.read(self.source, 65536)
            assert said, "the nursery ended"
            self.heard += said
        line, self.heard = self.heard.split(b"\n", 1)
        return line.decode()

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def nursery(store: Store) -> Iterator[Nursery]:
    made = Nursery(store.folder)
    yield made
    made.close()


def test_no_acknowledged_write_is_lost(store: Store, nursery: Nursery) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    for turn in range(KILLS):
        nursery.let_one_write(chance.random() * 0.08)
        opened = open_store(store.folder, secrets=lambda *_: store.secrets)  # as after a restart
        try:
            with opened.read() as connection:
                there = dict(
                    connection.exec_driver_sql(
                        "SELECT household.id, count(person.id) FROM household "
                        "JOIN membership ON membership.household = household.id "
                        "JOIN person ON person.id = membership.person GROUP BY household.id"
                    ).fetchall()
                )
                assert connection.exec_driver_sql("PRAGMA quick_check").fetchall() == [("ok",)]
                lost = [home for home in nursery.saved if there.get(home) != PEOPLE]
                assert not lost, f"seed {seed}, kill {turn}"
                if turn % 10 == 9 or turn == KILLS - 1:
                    assert journal_faults(connection) == []
        finally:
            opened.close()
    assert len(nursery.saved) > KILLS
