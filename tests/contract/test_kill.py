"""`kill -9` while writing, syncing, upgrading and backing up, again and again: what was acknowledged is there, the
store opens, its journal is whole, nothing is doubled.

`make kills` does it a thousand times each.
"""

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection

from desk.db.engine import connect
from desk.db.place import Card
from desk.db.store import Store, open_store, utc_now
from desk.db.upgrade import HEAD
from desk.office.machine.check_store import journal_faults, state_of
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from tests.conftest import MemorySecrets
from tests.contract.writer_nursery import PEOPLE
from tests.desk_process import clean_environment
from tests.migrations.keep_release import DEVICE, KEPT, KEY, PERSON

KILLS = int(os.environ.get("DESK_KILLS", "40"))
FEW = KILLS if "DESK_KILLS" in os.environ else 5


class Nursery:
    """Starts workers and kills them; `saved`: what they acknowledged before."""

    def __init__(self) -> None:
        keys = {name: key.hex() for name, key in MemorySecrets.kept.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.writer_nursery", msgspec.json.encode(keys).decode()],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout
        self.source = self.process.stdout.fileno()
        self.heard = b""
        self.saved: list[str] = []

    def let_one_work(self, what: str, folder: Path, seconds: float, *, from_start: bool = False) -> None:
        """One worker's life, from its first acknowledged turn on, or from its start."""
        assert self.process.stdin
        self.process.stdin.write(f"{what}\t{folder}\n".encode())
        self.process.stdin.flush()
        pid = int(self._line().removeprefix("pid "))
        if not from_start:
            self.saved.append(self._line())
        self._hear(seconds)
        os.kill(pid, signal.SIGKILL)
        self._hear(0)

    def _hear(self, seconds: float) -> None:
        """Take in what is said for so long; with 0, all that a dead worker has said."""
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
def nursery() -> Iterator[Callable[[], Nursery]]:
    """Opened once the secrets are known."""
    made: list[Nursery] = []

    def make() -> Nursery:
        made.append(Nursery())
        return made[-1]

    yield make
    for each in made:
        each.close()


def again(folder: Path) -> Store:
    """As after a restart."""
    return open_store(folder, secrets=lambda *_: MemorySecrets())


def test_no_acknowledged_write_is_lost(store: Store, nursery: Callable[[], Nursery]) -> None:
    seed = random.randrange(2**32)
    chance, workers = random.Random(seed), nursery()
    for turn in range(KILLS):
        workers.let_one_work("write", store.folder, chance.random() * 0.08)
        with closing(again(store.folder)) as opened, opened.read() as connection:
            there = dict(
                connection.exec_driver_sql(
                    "SELECT household.id, count(person.id) FROM household "
                    "JOIN membership ON membership.household = household.id "
                    "JOIN person ON person.id = membership.person GROUP BY household.id"
                ).fetchall()
            )
            assert connection.exec_driver_sql("PRAGMA quick_check").fetchall() == [("ok",)]
            lost = [home for home in workers.saved if there.get(home) != PEOPLE]
            assert not lost, f"seed {seed}, kill {turn}"
            if turn % 10 == 9 or turn == KILLS - 1:
                assert journal_faults(connection) == []
    assert len(workers.saved) > KILLS


def test_a_round_cut_anywhere_loses_and_doubles_nothing(
    new_store: Callable[..., Store], nursery: Callable[[], Nursery], tmp_path: Path
) -> None:
    """Pushing, pulling and applying at a real server over HTTP, while another desk writes."""
    seed = random.randrange(2**32)
    chance, seconds = random.Random(seed), lambda: int(time.time())
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    with closing(database), beside(database, now=seconds) as url:
        store, other = (new_store(name, utc_now) for name in ("store", "other"))
        for each in (store, other):
            enrol_machine(each, url, make_code(database, seconds()))
        store.close()
        workers, written = nursery(), 0
        for turn in range(FEW):
            with other.write("bruno") as unit:
                for number in range(chance.choice((1, 60))):
                    unit.put("note", None, text=f"di là {turn} {number}")
                    written += 1
            assert synchronise(other).ok
            workers.let_one_work("sync", store.folder, chance.random() * 0.12)
            if turn % 5 != 4 and turn != FEW - 1:
                continue
            with closing(again(store.folder)) as opened:
                for each in (opened, other, opened):
                    done = synchronise(each)
                    assert done.ok, f"seed {seed}, kill {turn}: {done.fault}"
                told = []
                for each in (opened, other):
                    with each.read() as connection:
                        assert journal_faults(connection) == []
                        told.append((state_of(connection), notes_of(connection)))
                assert told[0] == told[1]
                ids = [row for row, _text in told[0][1]]
                assert not set(workers.saved) - set(ids), f"seed {seed}, kill {turn}"
                mine = [text for _row, text in told[0][1] if not text.startswith("di là")]
                assert len(ids) - len(mine) == written and len(set(mine)) == len(mine)


def notes_of(connection: Connection) -> list[tuple[str, str]]:
    return [(row, text) for row, text in connection.exec_driver_sql("SELECT id, text FROM note ORDER BY id")]


def older_store(folder: Path, kept: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(kept, folder / "desk.db")
    (folder / "store.json").write_bytes(msgspec.json.encode(Card("s", DEVICE)))


def test_an_upgrade_cut_anywhere_leaves_a_store_that_opens(nursery: Callable[[], Nursery], tmp_path: Path) -> None:
    chance = random.Random()
    kept = sorted(KEPT.glob("*.db"))
    MemorySecrets.kept["store-key"] = KEY
    workers = nursery()
    older_store(tmp_path / "timed", kept[0])
    began = time.monotonic()
    again(tmp_path / "timed").close()
    both = 2 * (time.monotonic() - began)
    for turn in range(FEW):
        place = tmp_path / str(turn)
        folders = [place / str(number) for number in range(2)]
        for folder in folders:
            older_store(folder, chance.choice(kept))
        workers.let_one_work("upgrade", place, chance.random() * both, from_start=True)
        for folder in folders:
            with closing(again(folder)) as opened, opened.read() as connection:
                assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == HEAD
                assert connection.exec_driver_sql("PRAGMA quick_check").fetchall() == [("ok",)]
                assert journal_faults(connection) == []
                who = connection.exec_driver_sql("SELECT given FROM person WHERE id = ?", (PERSON,)).scalar_one()
                assert who == "Blessing"
        shutil.rmtree(place)


def test_a_copy_cut_anywhere_is_whole_or_not_there(store: Store, nursery: Callable[[], Nursery]) -> None:
    chance, workers = random.Random(), nursery()
    key = MemorySecrets.kept["store-key"]
    for _turn in range(FEW):
        workers.saved.clear()
        workers.let_one_work("back up", store.folder, chance.random() * 0.1)
        with closing(again(store.folder)) as opened, opened.read() as connection:
            assert journal_faults(connection) == []
        copies = list((store.folder / "backups").glob("*.db"))
        assert {str(copy) for copy in copies} >= set(workers.saved)
        for copy in copies:
            with closing(connect(copy, key)) as raw:
                assert raw.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        shutil.rmtree(store.folder / "backups")
