"""What the opening of a long plan asks of the thread that draws, at a stretch."""

import time

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.plan import lines as plan_lines
from desk.office.plan.plan import read_plan, start_plan
from desk.ui.screens.plan import PlanScreen
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office, person

STRETCH = 30
"""Milliseconds of the processor. A frame has 16, and a quiet machine keeps to it; one that is full is slower. To build
sixty lines and all that stands around them takes half a second."""


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


class Turns:
    """How long each turn of the event loop took, in the processor's time of this thread."""

    def __init__(self) -> None:
        self.lasted: list[float] = []
        self._begun = time.thread_time()
        loop = QAbstractEventDispatcher.instance()
        assert loop is not None
        loop.awake.connect(self._turn)
        loop.aboutToBlock.connect(self._turn)

    def _turn(self) -> None:
        now = time.thread_time()
        self.lasted.append(1000 * (now - self._begun))
        self._begun = time.thread_time()


class Widths(QObject):
    """Which widths a widget was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[int] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self.given.append(event.size().width())
        return False


def test_a_narrower_window_gives_the_lines_the_width_that_they_have_in_the_end(
    qtbot: QtBot, office: SmallOffice, dressed: QApplication
) -> None:
    session = office.session("giulia")
    home = office.family("TH-0999", "Benali", (person("Amal", "Benali", "1985-02-09", "F", "head"),), language="ar")
    start_plan(session, home, language="ar")
    view = read_plan(session, home)
    assert view is not None
    plan_lines.add_objective(session, view.id, dimension="economy", title="Le carte", results=("In regola.",))
    screen = PlanScreen(context_of(session))
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show()
    screen.show_facts(household=home)
    qtbot.waitUntil(lambda: screen.is_still and bool(screen.objectives) and screen.side.isVisible(), timeout=20_000)
    widths = Widths()
    screen.editor.list.installEventFilter(widths)
    for width, beside in ((924, False), (1336, True)):
        widths.given.clear()
        screen.resize(width, 636)
        dressed.processEvents()
        assert screen.side.isVisible() is beside
        assert widths.given == [screen.editor.list.width()], "not the width beside the sheet that goes, or without it"


def test_sixty_commitments_come_in_sight_while_the_window_goes_on(
    qtbot: QtBot, office: SmallOffice, dressed: QApplication
) -> None:
    people = tuple(person(f"Nome{number}", "Benali", "1985-02-09", "M", "head") for number in range(4))
    home = office.family("TH-0999", "Benali", people, language="ar")
    session, members = office.session("giulia"), office.people(home)
    start_plan(session, home, language="ar")
    view = read_plan(session, home)
    assert view is not None
    lines = tuple(
        {"who_kind": "member", "who": members[n % 4], "text": f"Porta la carta {n}.", "by_date": "2026-12-09"}
        for n in range(60)
    )
    plan_lines.add_objective(
        session, view.id, dimension="economy", title="Le carte", results=("Tutto in regola.",), commitments=lines
    )
    screen = PlanScreen(context_of(session))
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show()
    dressed.processEvents()
    screen.presenter.household = home
    screen.presenter.state = screen.presenter._read_or_start()  # beside the window, where there are threads
    turns = Turns()
    screen._refresh()
    qtbot.waitUntil(lambda: screen.is_still and len(screen.objectives[0].rows) == 61, timeout=20_000)
    assert sum(turns.lasted) > 4 * STRETCH, "it was all built here"
    assert max(turns.lasted) < STRETCH, sorted(turns.lasted)[-5:]
