"""Members' short questions in one table: a row for each member, each cell the field that a block would have."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.interview import Status
from desk.office.interview.answers import save_answer
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.interview import InterviewScreen
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.cell import InterviewCell
from tests.interview_family import el_amrani
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot

WIDE, NARROW = (1340, 840), (540, 640)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    return el_amrani(office)


@pytest.fixture
def people(office: SmallOffice, home: str) -> list[str]:
    """Youssef, Khadija, Amina, Ilyas, Adam."""
    return office.people(home)


@pytest.fixture
def context(office: SmallOffice, dressed: QApplication) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(context)
    qtbot.addWidget(made)
    made.resize(*WIDE)
    made.show()
    return made


@pytest.fixture
def robot(screen: InterviewScreen, home: str, qtbot: QtBot) -> InterviewRobot:
    return InterviewRobot(qtbot, screen).open(home, "health")


def cell(robot: InterviewRobot, question: str, person: str) -> InterviewCell:
    found = robot.field(question, person)
    assert isinstance(found, InterviewCell)
    return found


def test_a_cell_answers_declines_takes_a_note_and_is_undone(
    robot: InterviewRobot, screen: InterviewScreen, context: ScreenContext, home: str, people: list[str], qtbot: QtBot
) -> None:
    key = ("health.disability", people[1])
    combo = cell(robot, *key).control
    combo.setFocus()
    qtbot.keyClicks(combo, "N")
    assert read_interview(context.session, home).told.answers[key].value == "none"
    assert cell(robot, *key).frame.state.state == "confirmed"
    (declines,) = [each for each in cell(robot, *key).menu().actions() if each.text() == "Preferisce non dire"]
    declines.trigger()
    assert read_interview(context.session, home).told.answers[key].status is Status.DECLINED
    cell(robot, *key).remarked.emit("Ne parla da sola")
    assert cell(robot, *key).remark.isVisible()
    screen.presenter.undo()
    screen.presenter.undo()
    told = read_interview(context.session, home).told
    assert told.answers[key].value == "none" and key not in told.remarks


def test_what_is_known_from_before_is_confirmed_in_its_cell(
    robot: InterviewRobot, screen: InterviewScreen, people: list[str], qtbot: QtBot
) -> None:
    key = ("people.relation", people[1])
    screen._go("people")
    assert cell(robot, *key).frame.state.state == "to_confirm"
    qtbot.mouseClick(cell(robot, *key).still, Qt.MouseButton.LeftButton)
    assert cell(robot, *key).frame.state.state == "confirmed"


def test_a_cell_that_does_not_apply_is_not_there_and_the_keyboard_goes_round_it(
    robot: InterviewRobot, screen: InterviewScreen, home: str, office: SmallOffice, people: list[str]
) -> None:
    youssef, khadija, amina, ilyas, adam = people
    for person in (youssef, ilyas):
        save_answer(office.session(), home, "health.disability", "certified_in_dsu", person=person)
    screen.presenter.read_again()
    asked = [person for question, person in robot.fields() if question == "health.disability_percent"]
    assert asked == [youssef, ilyas]
    cell(robot, "health.disability", youssef).place_focus()
    for key, question, person in (
        (Qt.Key.Key_Tab, "health.disability_percent", youssef),
        (Qt.Key.Key_Return, "health.disability_percent", ilyas),
        (Qt.Key.Key_Up, "health.disability_percent", youssef),
        (Qt.Key.Key_Tab, "health.not_self_sufficient", youssef),
        (Qt.Key.Key_Tab, "health.disability", khadija),
        (Qt.Key.Key_Down, "health.disability", amina),
        (Qt.Key.Key_Down, "health.disability", ilyas),
        (Qt.Key.Key_Enter, "health.disability", adam),
        (Qt.Key.Key_Enter, "health.disability_percent", youssef),
    ):
        robot.key(key)
        assert cell(robot, question, person).isAncestorOf(robot.focused()), (key, question)


def test_a_narrow_window_has_blocks_and_nothing_typed_is_lost_on_the_way(
    robot: InterviewRobot, screen: InterviewScreen, context: ScreenContext, home: str, people: list[str], qtbot: QtBot
) -> None:
    key = ("health.disability_percent", people[0])
    cell(robot, "health.disability", people[0]).chosen.emit("certified_in_dsu", Status.SAID)
    control = cell(robot, *key).control
    control.setFocus()
    qtbot.keyClicks(control, "80")
    before = list(robot.fields())

    def is_in_blocks() -> bool:
        robot.resize(NARROW)  # as by hand: what leaves the page lets the window be smaller still
        return not any(isinstance(each, InterviewCell) for each in robot.fields().values())

    qtbot.waitUntil(is_in_blocks)
    assert read_interview(context.session, home).told.answers[key].value == 80
    assert robot.field(*key).text() == "80" and robot.field(*key).isAncestorOf(robot.focused())
    robot.resize(WIDE)
    assert list(robot.fields()) == before
    screen._go_to("study", ("study.italian", people[1]))
    assert robot.field("study.italian", people[1]).isAncestorOf(robot.focused())


def test_the_head_of_a_long_table_stays_and_hides_nothing_from_the_keyboard(
    robot: InterviewRobot, screen: InterviewScreen, people: list[str], qtbot: QtBot
) -> None:
    """Also where the members stand one below the other, and in a window that is much smaller than the page."""
    head, bar = screen.area.head, screen.area.verticalScrollBar()
    for size, words in ((1340, 420), {"Disabilità"}), (NARROW, {"Youssef, 41 anni"}):
        robot.resize(size)
        screen.leaf.to_top()
        assert not head.isVisible()
        first = robot.field("health.disability", people[0])
        second = robot.field("health.disability", people[1])
        below = second if isinstance(second, InterviewCell) else first
        top = below.mapTo(screen.area.widget(), below.rect().topLeft()).y()
        bar.setValue(top)
        assert head.isVisible()
        assert words <= {each.text() for each in head.findChildren(QLabel) if each.isVisible()}
        below.place_focus()
        for _step in range(8):
            robot.key(Qt.Key.Key_Tab)
            reached = robot.focused()
            seen = reached.mapTo(screen.area.viewport(), reached.rect().topLeft()).y()
            covered = head.height() if head.isVisible() else 0
            assert covered <= seen <= screen.area.viewport().height() - reached.height(), (size, reached)
        screen.area.ensureWidgetVisible(robot.field("health.disability", people[4]))
        screen._go("words")
        assert not head.isVisible()
        screen._go("health")


def test_a_page_has_the_same_shape_with_its_bar_and_without(
    screen: InterviewScreen, robot: InterviewRobot, qtbot: QtBot
) -> None:
    """Or it would go from one to the other for ever: with the bar short enough for none, without it too long."""
    tall, low, bar = 4000, 500, screen.area.verticalScrollBar()

    def fields_in_lines() -> list[int]:
        screen.form.complete()
        return [
            len([1 for field in screen.form.fields.values() if part.isAncestorOf(field)]) for part in screen.form.parts
        ]

    for section in ("people", "outcome"):
        screen._go(section)
        screen.resize(WIDE[0], tall)
        qtbot.waitUntil(lambda: not bar.isVisible())
        screen.resize(WIDE[0] + px(660) + 2 - screen.form.width(), tall)
        assert screen.form.width() == px(660) + 2
        before = fields_in_lines()
        screen.resize(screen.width(), low)
        qtbot.waitUntil(bar.isVisible)
        assert screen.form.width() < px(660)
        assert fields_in_lines() == before
