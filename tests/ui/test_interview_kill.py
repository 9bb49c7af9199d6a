"""`kill -9` at random moments of an interview: at most the letter being typed is lost. DESK_KILLS=200: the long run."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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
LETTERS = [f"{question} {number}" for question, words in SCRIPT for number in range(1, len(words) + 1)]


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


def test_a_kill_costs_no_more_than_the_letter_being_typed(
    office: tuple[Path, str], typist: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    folder, home = office
    chance = random.Random(217)
    for turn in range(KILLS):
        copy = tmp_path / f"kill-{turn}"
        shutil.copytree(folder, copy)
        typed = type_until(typist, copy, home, chance.choice(LETTERS))
        check(copy, home, typed)
        shutil.rmtree(copy)


def type_until(typist: "subprocess.Popen[str]", folder: Path, home: str, moment: str) -> str:
    """Kills the typist as soon as it has told that letter; gives the last letter that it told."""
    assert typist.stdin is not None and typist.stdout is not None
    typist.stdin.write(f"{folder} {home}\n")
    typist.stdin.flush()
    child, last = 0, ""
    for line in typist.stdout:
        words = line.strip()
        if words.startswith("pid "):
            child = int(words.removeprefix("pid "))
        elif words == "gone":
            return last
        elif words in LETTERS:
            last = words
        if words == moment:
            os.kill(child, signal.SIGKILL)
    raise AssertionError("the typist stopped")


def check(folder: Path, home: str, last: str) -> None:
    question, number = last.rsplit(" ", 1)
    store = open_store(folder, secrets=demo_secrets)
    try:
        session = system_session(store)
        start_interview(session, home)
        told = read_interview(session, home).told.answers
    finally:
        store.close()
    for asked, words in SCRIPT:
        found = told.get((asked, None))
        there = str(found.value) if found and found.value is not None else ""
        assert words.startswith(there)
        if asked == question:
            assert there.startswith(words[: int(number) - 1].rstrip()), (there, last)
            return
        assert there == words
