"""The list of families: typing narrows it, Enter opens, a filter can be taken back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.households import BURNS, CODE, MINE, NAME, PEOPLE, UNBOOKED, UNFINISHED, ZONE
from desk.ui.screens.households import HouseholdsScreen
from tests.screen_parts import Gone, context_of, nameless, photograph
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(session: Session) -> SmallOffice:
    made = build_small_office(session.store)
    made.family(
        "TH-0001", "Rossi", (person("Anna", "Rossi", "1980-01-01", role="head"), person("Ugo", "Rossi", "2015-01-01"))
    )
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
    assert names(screen) == ["Bianchi", "D'Angelo", "Rossi Anna"]
    assert screen.count.text() == "3 famiglie"


def test_typing_narrows_and_enter_opens(qtbot: QtBot, screen: HouseholdsScreen, context: ScreenContext) -> None:
    qtbot.keyClicks(screen.filter, "0003")
    assert names(screen) == ["D'Angelo"]
    qtbot.keyClick(screen.filter, Qt.Key.Key_Return)
    assert isinstance(context.navigate, Gone)
    assert context.navigate.places[-1][0] == "household"


def test_filters_and_the_way_back(qtbot: QtBot, screen: HouseholdsScreen) -> None:
    screen.presenter.choose(MINE)
    assert names(screen) == ["D'Angelo", "Rossi Anna"]
    screen.presenter.choose(UNBOOKED)
    assert len(names(screen)) == 3
    qtbot.keyClicks(screen.filter, "nobody has this")
    assert names(screen) == []
    screen.nothing.acted.emit()
    assert len(names(screen)) == 3


def test_interviews_closed_in_short_are_listed_until_they_are_finished(
    screen: HouseholdsScreen, office: SmallOffice, context: ScreenContext
) -> None:
    """One's own opens where it was left."""
    home = screen.presenter.rows[1].id
    started = office.put("interview", household=home, started_at="2026-11-23T09:00:00+00:00", state="open")
    screen.presenter.show()
    screen.presenter.choose(UNFINISHED)
    assert [row.id for row in screen.presenter.rows] == [home]
    screen.table.opened.emit(0)
    assert isinstance(context.navigate, Gone) and context.navigate.places[-1] == ("interview", {"household": home})
    with office.store.write() as unit:
        unit.change("interview", started, ended_at="2026-11-23T10:00:00+00:00")
    screen.presenter.show()
    assert screen.presenter.rows == ()


def test_a_row_tells_families_of_one_name_apart(screen: HouseholdsScreen, office: SmallOffice) -> None:
    office.put("address", household=screen.presenter.rows[2].id, street="Via Cigna 1", district="Aurora")
    screen.presenter.show()
    row = screen.presenter.rows[2]
    assert [screen.presenter.cell(row, column) for column in (NAME, PEOPLE, ZONE, CODE)] == [
        "Rossi Anna", "2", "Aurora", "TH-0001",
    ]  # fmt: skip
    assert screen.presenter.second(row, (PEOPLE, ZONE)) == "2 persone · Aurora"
    screen.presenter.type("ugo")
    assert names(screen) == ["Rossi Anna"]


def test_what_burns_comes_first_when_asked(screen: HouseholdsScreen, office: SmallOffice) -> None:
    home = screen.presenter.rows[2].id
    facts = {"household": home, "question": "housing.hearing_date", "status": "said", "value": "2026-12-01"}
    office.put("answer", **facts)
    screen.presenter.show()
    screen.presenter.sort(BURNS)
    row = screen.presenter.rows[0]
    assert row.id == home and screen.presenter.burns(row) == "danger"
    assert screen.presenter.cell(row, BURNS) == "Udienza: tra 7 giorni"
    screen.presenter.sort(BURNS)
    assert screen.presenter.rows[-1].id == home
    assert screen.model.headerData(BURNS, Qt.Orientation.Horizontal) == "Che cosa brucia ↓"


def test_the_keyboard_goes_through_the_list(qtbot: QtBot, screen: HouseholdsScreen, context: ScreenContext) -> None:
    qtbot.keyClick(screen.filter, Qt.Key.Key_Down)
    assert screen.table.currentIndex().row() == 1
    qtbot.keyClick(screen.table, Qt.Key.Key_End)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert isinstance(context.navigate, Gone)
    assert context.navigate.places[-1] == ("household", {"household": screen.presenter.rows[2].id})
    screen.show_facts()
    assert screen.table.currentIndex().row() == 2
    qtbot.keyClicks(screen.table, "d")
    assert screen.filter.text() == "d" and names(screen) == ["D'Angelo"]


def test_an_empty_office_offers_the_first_step(qtbot: QtBot, session: Session, dressed: object) -> None:
    context = context_of(build_small_office(session.store).session("carla"))
    made = HouseholdsScreen(context)
    qtbot.addWidget(made)
    made.show()
    made.show_facts()
    assert made.nobody.isVisible() and not made.table.isVisible()
    made.nobody.acted.emit()
    assert isinstance(context.navigate, Gone) and context.navigate.places == [("enrolments", {})]


def test_header_and_cells_stand_in_one_line(qtbot: QtBot, screen: HouseholdsScreen) -> None:
    screen.resize(1336, 836)
    screen.show()
    head, table = screen.table.horizontalHeader(), screen.table
    for column in range(screen.model.columnCount()):
        if not table.isColumnHidden(column):
            assert head.sectionViewportPosition(column) == table.visualRect(screen.model.index(0, column)).left()
    shown = [head.sectionSize(column) for column in range(screen.model.columnCount())]
    assert sum(shown) == table.viewport().width()
    assert len(set(shown)) > 4


@pytest.mark.parametrize(("size", "scale"), [((1240, 800), 1.0), ((700, 500), 1.0), ((1240, 800), 2.0)])
def test_every_control_has_a_name(screen: HouseholdsScreen, size: tuple[int, int], scale: float) -> None:
    photograph(screen, f"households-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == []
