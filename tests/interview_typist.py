"""Types an interview through the real screen, letter after letter, until it is killed: the other half of the kill test.

Reads folders of stores from stdin, one a line; for each it forks a typist, says its process id, and tells every letter:
`typed` as it stands in the field, `kept` when everything is done that the program handed to its worker up to then.
"""

import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.db.store import open_store
from desk.domain.interview import Key
from desk.office.demo.mark import demo_secrets
from desk.office.session import system_session
from desk.ui.presenters.context import ScreenContext
from desk.ui.runner import Runner
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.interview.field import InterviewField
from tests.dressing import dress_all
from tests.screen_parts import Gone, Said

PACE_MILLISECONDS = 80
"""Twelve letters a second: faster than people."""
SECTION = "networks"
SCRIPT = (
    ("networks.associations", "Parrocchia della Pace"),
    ("networks.trusted", "Samira, sorella"),
    ("networks.note", "Ci aiuta la vicina"),
)


def pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def type_interview(folder: Path, household: str) -> None:
    application = QApplication(["typist"])
    dress_all(application)
    store = open_store(folder, secrets=demo_secrets)
    said = Said()
    runner = Runner(said)
    screen = InterviewScreen(ScreenContext(system_session(store), runner, said, Gone()))
    screen.resize(1200, 800)
    screen.show()
    screen.show_facts(household=household, section=SECTION)
    while not (screen.form.fields and screen.is_still):
        pause(5)
    tell("ready")
    for question, words in SCRIPT:
        key: Key = (question, None)
        field = screen.form.fields[key]
        assert isinstance(field, InterviewField)
        field.control.setFocus()
        for number, letter in enumerate(words, start=1):
            QTest.keyClick(field.control, letter)
            runner.run(partial(tell, f"kept {question} {number}"))  # a letter that waited for a pause would come after
            tell(f"typed {question} {number}")
            pause(PACE_MILLISECONDS)
    tell("end")
    pause(60_000)


def tell(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def main() -> None:
    for line in sys.stdin:
        folder, household = line.strip().rsplit(" ", 1)
        child = os.fork()
        if child == 0:
            type_interview(Path(folder), household)
            os._exit(0)
        tell(f"pid {child}")
        os.waitpid(child, 0)
        tell("gone")


if __name__ == "__main__":
    main()
