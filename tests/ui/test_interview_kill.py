"""`kill -9` at random moments of an interview: a letter is handed over as it is typed, and once it had its turn it is
not lost. How soon its turn comes is the machine's affair, and not asked here. DESK_KILLS=200: the long run."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread

import pytest

from desk.db.store import create_store, open_store
from desk.office.demo.mark import demo_secrets
from desk.office.interview.course import start_interview
from desk.office.interview.interview import read_interview
from desk.office.session import system_session
from desk.settings import PROJECT
from tests.interview_family import el_amrani
from tests.interview_typist import SCRIPT
from tests.small_office import build_small_office

KILLS = int(os.environ.get("DESK_KILLS", "5"))
BUSY_SECONDS = 0.3
LETTERS = [f"{question} {number}" for question, words in SCRIPT for number in range(1, len(words) + 1)]
MOMENTS = [f"{what} {letter}" for letter in LETTERS for what in ("typed", "kept")]


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, str]:
    """A closed store with a family, to be copied for each kill."""
    folder = tmp_path / "store"
    store = create_store(folder, secrets=demo_secrets)
    home = el_amrani(build_small_office(store))
    store.close()
    return folder, home


@pytest.fixture
def typist() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.interview_typist"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)


@pytest.mark.parametrize("busy", [False, True], ids=["quiet", "busy"])
def test_a_kill_costs_no_letter_that_had_its_turn(
    office: tuple[Path, str], typist: "subprocess.Popen[str]", tmp_path: Path, *, busy: bool
) -> None:
    folder, home = office
    chance = random.Random(217)
    for turn in range(KILLS // 2 if busy else KILLS - KILLS // 2):
        copy = tmp_path / f"kill-{turn}"
        shutil.copytree(folder, copy)
        with held_by_others(copy) if busy else nullcontext():
            kept = type_until(typist, copy, home, chance.choice(MOMENTS))
        check(copy, home, kept)
        shutil.rmtree(copy)


@contextmanager
def held_by_others(folder: Path) -> Iterator[None]:
    """Another program writes half of the time, so that letters and answers wait for each other."""
    store, over = open_store(folder, secrets=demo_secrets), Event()

    def hold() -> None:
        while not over.wait(BUSY_SECONDS):
            with store.keep():
                over.wait(BUSY_SECONDS)

    other = Thread(target=hold)
    other.start()
    try:
        yield
    finally:
        over.set()
        other.join()
        store.close()


def type_until(typist: "subprocess.Popen[str]", folder: Path, home: str, moment: str) -> str:
    """Kills the typist as soon as it has told that moment; gives the last letter that was kept by then."""
    assert typist.stdin is not None and typist.stdout is not None
    typist.stdin.write(f"{folder} {home}\n")
    typist.stdin.flush()
    child, kept = 0, ""
    for line in typist.stdout:
        words = line.strip()
        if words.startswith("pid "):
            child = int(words.removeprefix("pid "))
        elif words == "gone":
            return kept
        elif words.startswith("kept "):
            kept = words.removeprefix("kept ")
        if words == moment:
            os.kill(child, signal.SIGKILL)
    raise AssertionError("the typist stopped")


def check(folder: Path, home: str, kept: str) -> None:
    """Everything up to that letter is there, and nothing that was not typed."""
    store = open_store(folder, secrets=demo_secrets)
    try:
        session = system_session(store)
        start_interview(session, home)
        told = read_interview(session, home).told.answers
    finally:
        store.close()
    due = LETTERS.index(kept) + 1 if kept else 0
    for asked, words in SCRIPT:
        found = told.get((asked, None))
        there = str(found.value) if found and found.value is not None else ""
        assert words.startswith(there)
        assert there.startswith(words[: max(0, due)].rstrip()), (there, kept)
        due -= len(words)
