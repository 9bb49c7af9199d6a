"""The list of families: typing narrows it, Enter opens, a filter can be taken back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.households import MINE, UNBOOKED
from desk.ui.screens.households import HouseholdsScreen
from tests.screen_parts import Gone, context_of, nameless, photograph
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(session: Session) -> SmallOffice:
    made = build_small_office(session.store)
    made.family("TH-0001", "Rossi")
    made.family("TH-0002", "Bianchi", caseworker=None)
    made.family("TH-0003", "D'Angelo")
    return made


@pytest.fixture
def context(office: SmallOffice, dressed: object) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> HouseholdsScreen:
    made = HouseholdsScreen(context)
    qtbot.addWidget(made)
    made.show_facts()
    return made


def names(screen: HouseholdsScreen) -> list[str]:
    return [str(screen.model.index(row, 0).data()) for row in range(screen.model.rowCount())]


def test_families_stand_by_name(screen: HouseholdsScreen) -> None:
    assert names(screen) == ["Bianchi", "D'Angelo", "Rossi"]
    assert screen.count.text() == "3 famiglie"


def test_typing_narrows_and_enter_opens(qtbot: QtBot, screen: HouseholdsScreen, context: ScreenContext) -> None:
    qtbot.keyClicks(screen.filter, "0003")
    assert names(screen) == ["D'Angelo"]
    qtbot.keyClick(screen.filter, Qt.Key.Key_Return)
    assert isinstance(context.navigate, Gone)
    assert context.navigate.places[-1][0] == "household"


def test_filters_and_the_way_back(qtbot: QtBot, screen: HouseholdsScreen) -> None:
    screen.presenter.choose(MINE)
    assert names(screen) == ["D'Angelo", "Rossi"]
    screen.presenter.choose(UNBOOKED)
    assert len(names(screen)) == 3
    qtbot.keyClicks(screen.filter, "nobody has this")
    assert names(screen) == []
    screen.nothing.acted.emit()
    assert len(names(screen)) == 3


@pytest.mark.parametrize(("size", "scale"), [((1240, 800), 1.0), ((700, 500), 1.0), ((1240, 800), 2.0)])
def test_every_control_has_a_name(screen: HouseholdsScreen, size: tuple[int, int], scale: float) -> None:
    photograph(screen, f"households-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == []
