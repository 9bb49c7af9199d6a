"""What another process writes is on the screen within three tenths of a second, and only what changed is read anew."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.changes import Changes
from desk.db.store import Store
from desk.errors import StoreUnusable
from desk.office.household.concerns import concerns
from desk.office.session import Session
from desk.ui.news import News
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.runner import Runner
from desk.ui.window import Window
from tests.conftest import MemorySecrets
from tests.crowd import crowd
from tests.desk_process import clean_environment
from tests.screen_parts import Said, context_of
from tests.small_office import SmallOffice, build_small_office, person

WITHIN_SECONDS = 0.3


class Clerk:
    """The other process."""

    def __init__(self, store: Store) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.clerk", store.folder, MemorySecrets.kept["store-key"].hex()],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def write(self, table: str, row: str | None = None, **values: Any) -> tuple[str, float]:
        """Gives the row's id and when it was saved."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([table, row, values]) + "\n")
        self.process.stdin.flush()
        done, at = json.loads(self.process.stdout.readline())
        return done, at


@pytest.fixture
def clerk(store: Store) -> Iterator[Clerk]:
    made = Clerk(store)
    yield made
    made.process.communicate()


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(Said())
    yield made
    made.close()


def test_a_write_of_another_process_is_heard_in_time(
    store: Store, clerk: Clerk, runner: Runner, qtbot: QtBot, qapp: QApplication
) -> None:
    news = News(store, runner)
    heard: list[tuple[Changes, float]] = []
    news.changed.connect(lambda changes: heard.append((changes, time.monotonic())))
    rows, delays = [], []
    for number in range(9):
        row, saved = clerk.write("note", text=f"riga {number}")
        qtbot.waitUntil(lambda count=number: len(heard) > count, timeout=10_000)
        rows.append(row)
        delays.append(heard[-1][1] - saved)
    news.stop()
    assert [changes.rows("note") for changes, _at in heard] == [{row} for row in rows]
    assert median(delays) < WITHIN_SECONDS * crowd(), (delays, crowd())


def test_many_writes_are_heard_once_each_in_order(
    store: Store, clerk: Clerk, runner: Runner, qtbot: QtBot, qapp: QApplication
) -> None:
    news = News(store, runner)
    heard: list[str] = []
    news.changed.connect(lambda changes: heard.extend(entry.row for entry in changes.entries))
    rows = []
    for number in range(40):
        rows.append(clerk.write("note", text=f"da fuori {number}")[0])
        with store.write() as unit:
            rows.append(unit.put("note", text=f"da qui {number}"))
    qtbot.waitUntil(lambda: len(heard) >= len(rows), timeout=10_000)
    news.stop()
    assert sorted(heard) == sorted(rows)
    assert len(set(heard)) == len(heard)


def test_news_that_could_not_be_read_come_at_the_next_look(store: Store, qapp: QApplication) -> None:
    broken = [True]

    class Faulty:
        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        def news(self, after: int) -> Changes:
            if broken.pop() if broken else False:
                raise StoreUnusable("busy")
            return store.news(after)

    news = News(Faulty(), ImmediateRunner())  # type: ignore[arg-type]
    heard: list[Changes] = []
    news.changed.connect(heard.append)
    with store.write() as unit:
        row = unit.put("note", text="una volta")
    news.look()
    assert heard == []
    news.look()
    assert [changes.rows("note") for changes in heard] == [{row}]
    news.stop()


def test_the_screen_in_front_shows_what_another_process_wrote(
    office: SmallOffice, clerk: Clerk, runner: Runner, qtbot: QtBot, qapp: QApplication
) -> None:
    home = office.family("TH-0217", "El Amrani", (person("Youssef", "El Amrani", "1985-03-02", "M", "head"),))
    window = Window(office.session("chiara"), runner)
    qtbot.addWidget(window)
    window.start("today")
    presenter = window.screens["today"].presenter
    qtbot.waitUntil(lambda: presenter.today is not None)
    before = presenter.today
    clerk.write(
        "visit",
        household=home,
        day="2026-11-24",
        ticket="A001",
        state="waiting",
        arrived_at="2026-11-24T09:30:00+00:00",
    )
    qtbot.waitUntil(lambda: presenter.today is not before, timeout=10_000)
    window.stop()


PRESENTERS: dict[str, Callable[[Session], Any]] = {
    "household": lambda session: HouseholdPresenter(context_of(session), lambda: None),
    "interview": lambda session: InterviewPresenter(context_of(session), lambda: None),
    "plan": lambda session: PlanPresenter(context_of(session), lambda: None, lambda: None),
}


@pytest.mark.parametrize("screen", PRESENTERS)
def test_a_page_reads_again_for_its_own_family_only(
    office: SmallOffice, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = office.family("TH-0217", "El Amrani", (person("Youssef", "El Amrani", "1985-03-02", "M", "head"),))
    theirs = office.family("TH-0218", "Bennani", (person("Latifa", "Bennani", "1970-01-01", role="head"),))
    session = office.session("giulia")
    presenter = PRESENTERS[screen](session)
    presenter.show(ours)
    reads: list[str] = []
    name = "_again" if screen == "plan" else "read_again"
    monkeypatch.setattr(presenter, name, lambda: reads.append(name))

    def heard(table: str, row: str | None = None, **values: Any) -> int:
        before = len(reads)
        with session.store.write() as unit:
            unit.put(table, row, **values)
        presenter.on_changes(unit.changes)
        return len(reads) - before

    for home, times in ((theirs, 0), (ours, 1)):
        who = office.people(home)[0]
        written = {
            "household": {"answer": heard("answer", household=home, question="isee", value="1"),
                          "person": heard("person", who, given="Sara"),
                          "identifier": heard("identifier", person=who, kind="passport", value="AA1"),
                          "note": heard("note", household=home, text="x"),
                          "commitment": heard("commitment", objective=_objective(session, home), text="x")},
            "interview": {"answer": heard("answer", household=home, question="isee", value="2"),
                          "person": heard("person", who, given="Nadia")},
            "plan": {"commitment": heard("commitment", objective=_objective(session, home), text="y")},
        }  # fmt: skip
        assert set(written[screen].values()) == {times}, (home == ours, written[screen])


def _objective(session: Session, home: str) -> str:
    with session.store.write() as unit:
        return unit.put("objective", plan=unit.put("plan", household=home, state="draft"), title="Una casa")


def test_whoever_leaves_a_family_is_news_for_both(office: SmallOffice) -> None:
    ours = office.family("TH-0217", "El Amrani", (person("Youssef", "El Amrani", "1985-03-02", "M", "head"),))
    theirs = office.family("TH-0218", "Bennani")
    session = office.session("giulia")
    with session.store.write() as unit:
        start = unit.put("appointment", household=ours, start="2026-12-01T09:00:00+00:00")
    with session.store.write() as unit:
        unit.put("appointment", start, household=theirs)
    assert concerns(session, ours, unit.changes) and concerns(session, theirs, unit.changes)
    with session.store.write() as unit:
        unit.put("staff", office.staff["paolo"], surname="Bosio Gallo")
    assert concerns(session, ours, unit.changes)
    with session.store.write() as unit:
        unit.view("household", ours, why="telefono")
    assert not concerns(session, ours, unit.changes)
