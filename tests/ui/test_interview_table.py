"""Incomes line by line in the window: by keyboard, removed, put back; who is at the table; undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.interview import Key, Rows, Status
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.interview.table import InterviewTable
from tests.interview_family import el_amrani
from tests.screen_parts import Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot

INCOMES: Key = ("economy.incomes", None)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    return el_amrani(office)


@pytest.fixture
def context(office: SmallOffice, dressed: QApplication) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(context)
    qtbot.addWidget(made)
    made.resize(1340, 840)
    made.show()
    return made


def table(screen: InterviewScreen, home: str, qtbot: QtBot) -> InterviewTable:
    robot = InterviewRobot(qtbot, screen).open(home, "economy")
    found = robot.fields()[INCOMES]
    assert isinstance(found, InterviewTable)
    return found


def told(context: ScreenContext, home: str) -> list[dict[str, object]]:
    found = read_interview(context.session, home).told.answers.get(INCOMES)
    return [dict(row.cells) for row in found.value.rows] if found and isinstance(found.value, Rows) else []


def fill(qtbot: QtBot, shown: InterviewTable, line: int, column: int, words: str) -> None:
    control = list(shown.lines.values())[line].cells[column].widget
    control.setFocus()
    qtbot.keyClicks(control, words)
    qtbot.keyClick(control, Qt.Key.Key_Tab)


def test_a_line_is_added_filled_removed_and_put_back(
    screen: InterviewScreen, context: ScreenContext, home: str, qtbot: QtBot
) -> None:
    shown = table(screen, home, qtbot)
    qtbot.mouseClick(shown.add, Qt.MouseButton.LeftButton)
    fill(qtbot, shown, 0, 2, "800")
    fill(qtbot, shown, 0, 3, "01/03/2025")
    assert [line["monthly"] for line in told(context, home)] == [80_000]
    assert ("economy.wages", None) not in screen.form.fields  # the sums are not asked beside the lines
    shown = table(screen, home, qtbot)
    (line,) = shown.lines.values()
    qtbot.mouseClick(line.remove, Qt.MouseButton.LeftButton)
    assert told(context, home) == []
    assert isinstance(context.messages, Said) and context.messages.undo is not None
    context.messages.undo()
    assert [line["monthly"] for line in told(context, home)] == [80_000]


def test_enter_at_the_end_of_a_line_begins_the_next(
    screen: InterviewScreen, context: ScreenContext, home: str, qtbot: QtBot
) -> None:
    shown = table(screen, home, qtbot)
    qtbot.mouseClick(shown.add, Qt.MouseButton.LeftButton)
    last = next(iter(shown.lines.values())).cells[-1].widget
    last.setFocus()
    qtbot.keyClicks(last, "18/10/2027")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert len(shown.lines) == 2
    assert len(told(context, home)) == 1


def test_words_that_are_no_sum_are_shown_as_wrong_and_kept(
    screen: InterviewScreen, context: ScreenContext, home: str, qtbot: QtBot
) -> None:
    shown = table(screen, home, qtbot)
    qtbot.mouseClick(shown.add, Qt.MouseButton.LeftButton)
    fill(qtbot, shown, 0, 2, "poco")
    (line,) = shown.lines.values()
    assert line.fault.text() == "Scrivi una cifra in euro, per esempio 470 o 470,50."
    assert line.cells[2].text() == "poco"


def test_ctrl_z_takes_the_last_answer_back(
    screen: InterviewScreen, context: ScreenContext, home: str, qtbot: QtBot
) -> None:
    robot = InterviewRobot(qtbot, screen).open(home, "networks")
    robot.press("networks.relatives", "Poco")
    assert screen.head.undo.isVisible()
    qtbot.mouseClick(screen.head.undo, Qt.MouseButton.LeftButton)
    assert robot.state("networks.relatives") == "empty"


def test_confidential_questions_open_when_one_adult_is_alone(
    screen: InterviewScreen, context: ScreenContext, home: str, office: SmallOffice, qtbot: QtBot
) -> None:
    robot = InterviewRobot(qtbot, screen).open(home, "people")
    youssef, khadija, *_children = office.people(home)
    qtbot.mouseClick(screen.head.who_here, Qt.MouseButton.LeftButton)
    screen.leaf.present.boxes[khadija].click()
    assert screen.leaf.apart.isVisible()
    assert ("safety.at_home", khadija) not in robot.fields()
    screen.leaf.present.boxes[youssef].click()
    assert not screen.leaf.apart.isVisible()
    robot.field("safety.at_home", khadija).chosen.emit("no", Status.SAID)
    screen.leaf.present.boxes[youssef].click()
    assert not [key for key in robot.fields() if key[0].startswith("safety.")]


@pytest.mark.parametrize(("size", "scale"), [((1340, 840), 1.0), ((900, 640), 1.0), ((1340, 840), 2.0)])
def test_a_table_stands_in_its_room(
    screen: InterviewScreen, home: str, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    shown = table(screen, home, qtbot)
    qtbot.mouseClick(shown.add, Qt.MouseButton.LeftButton)
    photograph(screen, f"interview-table-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == []
    assert cut_off(shown) == []
