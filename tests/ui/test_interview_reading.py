"""What is read of the interview at a glance: a found question says of what it asks, a note is seen whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from desk.office.interview.answers import save_answer
from desk.office.session import Session
from desk.ui.screens.interview import InterviewScreen
from tests.interview_family import el_amrani
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def screen(office: SmallOffice, dressed: QApplication, qtbot: QtBot) -> InterviewScreen:
    """The family rents: the page asks for rent and unpaid rent."""
    home = el_amrani(office)
    save_answer(office.session(), home, "housing.tenure", "private_4_4")
    made = InterviewScreen(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1340, 840)
    made.show()
    made.show_facts(household=home, section="housing")
    return made


def test_a_found_question_names_the_heading_it_stands_under(screen: InterviewScreen) -> None:
    """«Mesi» alone does not say of what; the words of the heading find it, after those that say them themselves."""
    found = screen.presenter.find("mesi")
    assert "Abitazione · Affitto non pagato" in {each.where for each in found if each.label == "Mesi"}
    labels = [each.label for each in screen.presenter.find("affitto")]
    assert labels.index("Affitto al mese") < labels.index("Bollette")


def test_a_note_grows_with_what_is_written_and_is_read_whole(screen: InterviewScreen, qtbot: QtBot) -> None:
    remark = InterviewRobot(qtbot, screen).field("housing.rent").remark
    remark.show()
    qtbot.waitUntil(lambda: remark.height() > 0)
    before = remark.height()
    remark.setPlainText("Dice che il proprietario vuole 512 euro con le spese, la ricevuta ne porta 480. " * 2)
    qtbot.waitUntil(lambda: remark.height() > before)
    qtbot.waitUntil(lambda: remark.verticalScrollBar().maximum() == 0)


def test_a_line_parts_the_last_member_from_what_is_asked_of_the_whole_family(
    screen: InterviewScreen, qtbot: QtBot
) -> None:
    screen.presenter.open_section("documents")
    robot = InterviewRobot(qtbot, screen)
    robot.fields()
    parts = screen.form.parts
    of_all = robot.field("documents.residence_years")
    place = next(number for number, part in enumerate(parts) if part.isAncestorOf(of_all))
    assert parts[place - 1].findChildren(QFrame) and not parts[place - 1].findChildren(type(of_all))


def test_a_question_is_found_where_the_list_of_pages_has_no_room(screen: InterviewScreen, qtbot: QtBot) -> None:
    screen.columns.fit(600, wanted=False)  # as with text at 200 %
    assert not screen.columns.side.isVisible()
    qtbot.mouseClick(screen.leaf.finder, Qt.MouseButton.LeftButton)
    assert screen.columns.side.isVisible() and not screen.columns.middle.isVisible()
    screen.head.tells.setChecked(True)
    assert screen.columns.told.isVisible() and not screen.columns.side.isVisible(), "one thing at a time"
    screen._find()
    assert screen.columns.side.isVisible() and not screen.columns.told.isVisible()
    screen.sections.search.setText("affitto al mese")
    qtbot.keyClick(screen.sections.search, Qt.Key.Key_Return)
    assert screen.columns.middle.isVisible() and not screen.columns.side.isVisible()
    assert screen.presenter.section == "housing"
    screen._find()
    screen.resize(1300, 840)
    qtbot.waitUntil(lambda: not screen.leaf.finder.isVisible())
    assert screen.columns.side.isVisible() and screen.columns.middle.isVisible()
    assert screen.columns.side.width() < 320
