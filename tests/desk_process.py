"""`desk` as an IT person runs it: a process of its own, on a folder, with its own environment."""

import atexit
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from desk.commands import run
from tests.desk_nursery import LONGEST, Ended, Order

PROJECT = Path(__file__).parent.parent
PASSWORD = "una-password-lunga"
PASSPHRASE = "la frase dell'ufficio"


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """What it says when it could not: exactly one line on stderr, nothing of the program's inside."""
        assert self.code not in (0, 2), self
        assert self.err.startswith("desk: ") and self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err + self.out
        return self.err.strip()


@dataclass
class Machine:
    """A folder with a store, and what lies around it."""

    place: Path
    environment: dict[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    """Words before the command: a program that takes rights or room away from it."""
    here: bool = False
    """Run inside the test's own process, which is faster, where nothing but the words matters."""
    anew: bool = False
    """Start Python for each command, as a user does, instead of forking a process that has imported all already."""

    @property
    def folder(self) -> Path:
        return self.place / "store"

    def run(self, *words: str | Path, typed: str = "") -> Said:
        if self.here:
            return self._run_here([*map(str, words), "--data", str(self.folder)])
        environment = clean_environment() | self.environment
        told = [*map(str, words), "--data", str(self.folder)]
        if not (self.before or self.anew):
            ended = nursery().run(Order(told, environment, str(self.place), typed))
            return Said(ended.code, ended.out, ended.err)
        done = subprocess.run(
            [*self.before, sys.executable, "-m", "desk", *told],
            env=environment,
            cwd=self.place,
            input=typed,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def _run_here(self, words: list[str]) -> Said:
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
            patched.chdir(self.place)
            patched.setattr(os, "environ", os.environ | self.environment)
            code = run(words)
        return Said(code, out.getvalue(), err.getvalue())

    def init(self) -> Said:
        password = self.write("password.txt", PASSWORD)
        sheet = self.place / "sheet.pdf"
        return self.run("init", "--office", "Polo", "--admin", "anna", "--password-file", password, "--sheet", sheet)

    def write(self, name: str, text: str) -> Path:
        path = self.place / name
        path.write_text(text, encoding="utf-8")
        return path


class Nursery:
    """The other end of `tests.desk_nursery`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk_nursery"],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, order: Order) -> Ended:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Ended)

    def close(self) -> None:
        self._process.communicate()


@cache
def nursery() -> Nursery:
    """One for all tests of a process."""
    made = Nursery()
    atexit.register(made.close)
    return made


def with_passphrase(place: Path) -> Machine:
    """A machine without a keyring."""
    machine = Machine(place)
    machine.environment["DESK_PASSPHRASE_FILE"] = str(machine.write("passphrase.txt", PASSPHRASE))
    return machine


def clean_environment() -> dict[str, str]:
    """Ours without a session bus and without settings of the desk."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DESK_", "DBUS_", "XDG_", "PYTEST_")) and name != "DISPLAY"
    }
    return ours | {"PYTHONPATH": str(PROJECT), "QT_QPA_PLATFORM": "offscreen"}


def fingerprint(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, to see that nothing was touched."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
