"""One interview on two machines, a real server between them: answers appear, it opens again where it was left."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.interview.answers import save_answer
from desk.office.machine.synchronise import synchronise
from desk.ui.runner import Runner
from desk.ui.screens.interview import InterviewScreen
from desk.ui.sync_line import SyncLine
from desk.ui.window import Window
from tests.interview_family import el_amrani
from tests.screen_parts import Said, context_of
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot

NewStore = Callable[[str], Store]
IDLE_SECONDS = 0.05
RENT, NOTE, SAVINGS = "housing.rent", "housing.note", "economy.savings"


@pytest.fixture
def desks(enrolled_store: NewStore) -> list[SmallOffice]:
    """Giulia's and Paolo's, each with a store of its own; what the first knew is on both."""
    left, right = enrolled_store("giulia"), enrolled_store("paolo")
    office = build_small_office(left)
    return [office, SmallOffice(right, office.staff, office.rooms)]


@pytest.fixture
def home(desks: list[SmallOffice]) -> str:
    made = el_amrani(desks[0])
    save_answer(desks[0].session(), made, "housing.tenure", "private_4_4")
    for desk in desks:
        assert synchronise(desk.store).ok
    return made


@pytest.fixture
def windows(desks: list[SmallOffice], home: str, qtbot: QtBot, qapp: QApplication) -> Iterator[list[Window]]:
    runners = [Runner(Said()), Runner(Said())]
    lines, made = [], []
    for desk, who, runner in zip(desks, ("giulia", "paolo"), runners, strict=True):
        window = Window(desk.session(who), runner)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.start("today")
        window.open("interview", household=home, section="housing")
        lines.append(SyncLine(desk.store, window, idle=IDLE_SECONDS, away=IDLE_SECONDS))
        made.append(window)
    for screen in map(screen_of, made):
        qtbot.waitUntil(lambda each=screen: each.presenter.page is not None and each.is_still, timeout=20_000)
    yield made
    for line in lines:
        line.stop()
    for window in made:
        window.stop()
    for runner in runners:
        runner.close()


def screen_of(window: Window) -> InterviewScreen:
    found = window.screens["interview"]
    assert isinstance(found, InterviewScreen)
    return found


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_answers_cross_and_the_interview_opens_again_on_the_other_machine(
    windows: list[Window], desks: list[SmallOffice], home: str, qtbot: QtBot
) -> None:
    giulia, paolo = (InterviewRobot(qtbot, screen_of(each)) for each in windows)
    note = paolo.field(NOTE).control
    paolo.write(note, "Il padrone di casa")
    giulia.type_anew(RENT, "470")
    qtbot.waitUntil(lambda: paolo.shown(RENT) == "470", timeout=20_000)
    assert paolo.shown(NOTE) == "Il padrone di casa"
    paolo.write(note, " aspetta")
    qtbot.waitUntil(lambda: giulia.shown(NOTE) == "Il padrone di casa aspetta", timeout=20_000)

    giulia.next()
    giulia.type(SAVINGS, "300")
    qtbot.waitUntil(lambda: last_answer(desks[1], home) == SAVINGS, timeout=20_000)
    windows[0].open("today")
    again = InterviewScreen(context_of(desks[1].session("paolo")))
    qtbot.addWidget(again)
    again.show_facts(household=home)
    there = InterviewRobot(qtbot, again)
    assert there.page() == giulia.page() == "Entrate e debiti"
    assert there.shown(SAVINGS) == "300"
    qtbot.waitUntil(lambda: again.focusWidget() is there.field(SAVINGS).control)


def last_answer(desk: SmallOffice, home: str) -> str:
    """The question that was answered last, as this machine knows it."""
    with desk.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT question FROM answer WHERE household = ? AND question LIKE 'economy.%'", (home,)
        ).first()
    return str(found[0]) if found else ""
