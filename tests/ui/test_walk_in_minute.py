"""A new family from the door into the queue at the pace of a person: every key and every look is counted."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import consent
from desk.office.front.register_family import LEGAL_BASIS
from desk.ui.screens.today import TodayScreen
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office, person

KEYS_A_SECOND = 5
LOOK_SECONDS = 1.0
FAMILY_READS = 15.0
"""The notice in its own language: three sentences."""


class Clerk:
    """Works by keyboard only: types where the focus is, and looks before deciding."""

    def __init__(self, qtbot: QtBot, screen: TodayScreen) -> None:
        self._qtbot, self._screen = qtbot, screen
        self.keys, self.looks, self.waited = 0, 0, 0.0

    @property
    def seconds(self) -> float:
        return self.keys / KEYS_A_SECOND + self.looks * LOOK_SECONDS + self.waited

    def types(self, text: str) -> None:
        for sign in text:
            QTest.keyClick(self._at(), sign)
            self.keys += 1

    def presses(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._at(), key)
            self.keys += 1

    def tabs_to(self, wanted: QWidget) -> None:
        for _ in range(12):
            if self._at() is wanted:
                return
            self.presses(Qt.Key.Key_Tab)
        raise AssertionError(f"no way by Tab to {wanted.accessibleName()}")

    def looks_for(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen, timeout=10_000)
        self.looks += 1

    def waits(self, seconds: float) -> None:
        self.waited += seconds

    def _at(self) -> QWidget:
        return QApplication.focusWidget() or self._screen


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def test_a_new_family_is_registered_in_under_a_minute(qtbot: QtBot, office: SmallOffice, dressed: QApplication) -> None:
    known = office.family("TH-0031", "Adebayo", (person("Funke", "Adebayo", date(1990, 5, 4), "F", "head"),))
    office.put("contact", household=known, kind="phone", value="+393471234567")
    screen = TodayScreen(context_of(office.session("chiara")))
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show()
    screen.show_facts()
    with qtbot.waitActive(screen):
        screen.activateWindow()
    clerk, panel = Clerk(qtbot, screen), screen.panel

    clerk.presses(Qt.Key.Key_F2)
    clerk.looks_for(panel.search.hasFocus)
    clerk.types("okafor blessing")
    clerk.looks_for(panel.nobody.isVisible)
    clerk.presses(Qt.Key.Key_Return)
    clerk.looks_for(panel.birth_date.hasFocus)
    assert (panel.surname.text(), panel.given.text()) == ("Okafor", "Blessing")
    clerk.types("23091994")
    clerk.tabs_to(panel.language)
    clerk.types("ing")
    assert panel.language.value() == "en"
    clerk.tabs_to(panel.phone)
    clerk.types("3471234567")
    clerk.looks_for(lambda: bool(panel.presenter.alike))
    assert panel.presenter.alike[0].evidence == ("stesso telefono", "ma nascita il 04/05/1990")
    clerk.looks_for(lambda: True)  # they live together, and are two families
    clerk.waits(FAMILY_READS)
    clerk.tabs_to(panel.consent)
    clerk.presses(Qt.Key.Key_Space)
    clerk.presses(Qt.Key.Key_Return)
    clerk.looks_for(lambda: [row.name for row in screen.presenter.today.waiting] == ["Okafor"])

    assert clerk.seconds < 60
    assert clerk.keys <= 50  # 44 on the day this was written: 30 seconds with the family's reading
    with office.store.read() as connection:
        (given,) = connection.execute(select(consent)).all()
    assert (given.basis, given.state, given.recorded_by) == (LEGAL_BASIS, "given", office.staff["chiara"])
    assert panel.isHidden()
