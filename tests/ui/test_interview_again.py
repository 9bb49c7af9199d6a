"""The second interview of a family for whom nothing has changed: through the real screen, each action counted."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.interview.course import start_interview
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from desk.ui.screens.interview import InterviewScreen
from tests.conftest import Clock
from tests.interview_family import el_amrani
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot
from tests.whole_interview import hold_whole_interview, open_slots

HALF_A_YEAR = 182
MOST_TRIES = 3
BY_KEYBOARD = 2
"""Pages; the others with the mouse."""


class Hand:
    """Presses keys and buttons on the page in front until it is complete; `actions`: how many each page took."""

    def __init__(self, qtbot: QtBot, screen: InterviewScreen) -> None:
        self._bot, self._screen = qtbot, screen
        self.robot = InterviewRobot(qtbot, screen)
        self.actions: Counter[str] = Counter()

    def complete(self, section: str, *, by_keyboard: bool) -> None:
        everything = self._screen.leaf.confirm_all
        while not self.is_complete(section) and self.actions[section] < MOST_TRIES:
            self.actions[section] += 1
            if by_keyboard:
                with self._bot.waitSignal(everything.clicked):  # a button's key lets it sink in first
                    self._bot.keyClick(self.robot.focused(), Qt.Key.Key_F8)
            else:
                self._bot.mouseClick(everything, Qt.MouseButton.LeftButton)

    def is_complete(self, section: str) -> bool:
        return next(each for each in self._screen.presenter.sections() if each.id == section).complete

    def go(self, section: str) -> None:
        """Going to a page is what it takes to look at it: not counted."""
        places = [each.id for each in self._screen.presenter.sections()]
        row = self._screen.sections.rows[places.index(section)]
        self._bot.mouseClick(row, Qt.MouseButton.LeftButton)
        assert self._screen.presenter.section == section


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


def test_a_second_interview_of_an_unchanged_family_takes_one_action_a_page(
    office: SmallOffice, dressed: QApplication, clock: Clock, qtbot: QtBot
) -> None:
    giulia, home = office.session(), el_amrani(office)
    hold_whole_interview(giulia, home)
    before = read_interview(giulia, home)
    clock.forward(days=HALF_A_YEAR)
    start_interview(giulia, home, "second visit")
    screen = InterviewScreen(context_of(giulia))
    qtbot.addWidget(screen)
    screen.resize(1340, 840)
    screen.show()
    screen.activateWindow()
    screen.show_facts(household=home)
    qtbot.waitUntil(screen.isActiveWindow)
    hand = Hand(qtbot, screen)
    pages = [each.id for each in screen.presenter.sections()]
    assert not any(hand.is_complete(each) for each in pages), "there is nothing to confirm"
    for place, page in enumerate(pages):
        hand.go(page)
        hand.complete(page, by_keyboard=place < BY_KEYBOARD)
        assert hand.is_complete(page), page
        assert open_slots(giulia, home, place) == [], page
    assert hand.actions.total() == len(pages)
    assert max(hand.actions.values()) == 1, hand.actions
    again = read_interview(giulia, home)
    assert again.id != before.id
    assert {key: each.value for key, each in again.told.answers.items()} == {
        key: each.value for key, each in before.told.answers.items()
    }
    qtbot.mouseClick(screen.head.undo, Qt.MouseButton.LeftButton)
    assert screen.presenter.to_confirm(), "one press, one undo"
