"""Big interviews: going to a page holds the window no longer than one frame, with twelve members and 400 questions."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.catalogue.interview import load_interview
from desk.office.session import Session
from desk.settings import RESOURCES
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.interview.cell import InterviewCell
from tests.big_interview import FIELDS, IN_TABLE, MEMBERS, big_family, write_big_interview
from tests.conftest import Clock
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office

FRAME = 0.016
IN_SIGHT = 20
"""Rows; more of a page no window shows."""


class Later:
    """As the window's own runner: work does not hold up the page."""

    def run(self, work: object, done: object = None, failed: object = None) -> None: ...

    def look(self, work: object, done: object = None, failed: object = None) -> None: ...


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copytree(RESOURCES.path(), tmp_path / "resources", ignore=shutil.ignore_patterns("interview", "fonts"))
    write_big_interview(tmp_path / "resources" / "interview")
    monkeypatch.setenv("DESK_RESOURCES", str(tmp_path / "resources"))
    load_interview.cache_clear()
    yield
    load_interview.cache_clear()


@pytest.fixture
def screen(session: Session, dressed: QApplication, resources: None, qtbot: QtBot, clock: Clock) -> InterviewScreen:
    """On the first of its pages; work of the store does not hold it up."""
    office: SmallOffice = build_small_office(session.store)
    home = big_family(office)
    context = context_of(office.session())
    made = InterviewScreen(context)
    qtbot.addWidget(made)
    made.resize(1340, 840)
    made.show()
    made.show_facts(household=home, section="s0")
    assert made.presenter.page is not None, made.presenter.fault
    made.presenter._context = replace(context, run=Later())
    return made


def test_going_to_a_page_takes_no_longer_than_a_frame(screen: InterviewScreen) -> None:
    held, whole = [], []
    for section in ("s1", "s2"):
        held.append(seconds(lambda name=section: screen._go(name)))
        whole.append(seconds(screen.form.complete))
        assert len(screen.form.fields) == FIELDS
        cells = [each for each in screen.form.fields.values() if isinstance(each, InterviewCell)]
        assert len(cells) == len(IN_TABLE) * MEMBERS
    back = [seconds(lambda name=section: screen._go(name)) for section in ("s1", "s2")]
    least = max(FRAME, min(whole) / 15)  # a crowded machine is slower at everything
    assert min(held) <= least, (held, whole)
    assert min(back) <= least, (back, whole)


class Painted(QObject):
    """How often a widget is drawn."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_what_is_built_below_sight_does_not_draw_anew_what_stands_above(screen: InterviewScreen, qtbot: QtBot) -> None:
    screen._go("s1")
    qtbot.waitUntil(lambda: len(screen.form.parts) > IN_SIGHT)
    head = Painted(screen.form.parts[0])
    qtbot.waitUntil(lambda: screen.is_still, timeout=20_000)
    assert head.times <= 2, "drawn anew with the parts below it"
    high = screen.form.height()
    screen._go("s0")
    qtbot.waitUntil(lambda: any(each.isHidden() for each in screen._forms._by_section["s1"].parts), timeout=20_000)
    screen._go("s1")
    assert screen.form.height() == high, "the bar at the side would jump"


def seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun
