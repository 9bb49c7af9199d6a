"""Reports in the window: the days, the figures, a wrong time, the file, the end of the day with its undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.office.front.call import call, entered
from desk.office.front.check_in import check_in
from desk.office.front.close_visit import close_visit
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.reports import VISITS, ReportsScreen
from tests.conftest import Clock
from tests.screen_parts import Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(session: Session, clock: Clock) -> SmallOffice:
    made = build_small_office(session.store)
    for number, minutes in enumerate((15, 25, 240)):
        home = made.family(f"TH-000{number}", f"Famiglia {number}")
        visit = check_in(made.session("chiara"), household=home, service="interview").visit
        clock.forward(minutes=4)
        call(made.session("giulia"), visit)
        entered(made.session("giulia"), visit)
        clock.forward(minutes=minutes)
        close_visit(made.session("giulia"), visit, agreed=["Fatto"])
    check_in(made.session("chiara"), household=made.family("TH-0009", "Ultima"), service="work")
    return made


@pytest.fixture
def context(office: SmallOffice, dressed: object) -> ScreenContext:
    return context_of(office.session("chiara"))


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> ReportsScreen:
    made = ReportsScreen(context)
    qtbot.addWidget(made)
    made.resize(1336, 830)
    made.show()
    made.show_facts()
    return made


def figure(screen: ReportsScreen, title: str) -> str:
    return next(value for name, value, _second in screen.presenter.cards() if name == title)


def test_a_wrong_time_leaves_the_figures_and_comes_back(qtbot: QtBot, screen: ReportsScreen) -> None:
    assert figure(screen, "Colloquio tipico") == "25 min"
    screen.tabs.choose(VISITS)
    screen.tables[VISITS].selectRow(2)
    qtbot.mouseClick(screen.wrong_service, Qt.MouseButton.LeftButton)
    assert figure(screen, "Colloquio tipico") == "20 min"
    assert screen.left_out.text() == "1 tempo segnato come sbagliato non conta."
    assert screen.wrong_service.text() == "Colloquio giusto"
    qtbot.mouseClick(screen.wrong_service, Qt.MouseButton.LeftButton)
    assert figure(screen, "Colloquio tipico") == "25 min"


def test_the_day_is_closed_and_taken_back(qtbot: QtBot, screen: ReportsScreen, context: ScreenContext) -> None:
    assert [row.name for row in screen.presenter.left] == ["Ultima"]
    qtbot.mouseClick(screen.close_all, Qt.MouseButton.LeftButton)
    assert screen.presenter.left == () and "Chiusa alle" in screen.end_words.text()
    assert not screen.close_all.isVisible()
    said = context.messages
    assert isinstance(said, Said) and said.undo is not None
    said.undo()
    assert [row.name for row in screen.presenter.left] == ["Ultima"] and screen.close_all.isVisible()


def test_days_weeks_and_months_never_go_beyond_today(qtbot: QtBot, screen: ReportsScreen) -> None:
    assert not screen.after.isEnabled()
    qtbot.mouseClick(screen.before, Qt.MouseButton.LeftButton)
    assert screen.days.text() == "lunedì 23 novembre 2026" and figure(screen, "Attesa tipica") == "–"
    qtbot.mouseClick(screen.after, Qt.MouseButton.LeftButton)
    screen.presenter.choose_span("week")
    assert screen.days.text() == "da lun 23/11 a dom 29/11" and figure(screen, "Attesa tipica") == "4 min"
    screen.presenter.choose_span("month")
    assert screen.days.text() == "novembre 2026" and not screen.end.isVisible()


def test_the_file_goes_where_the_person_says(
    qtbot: QtBot, screen: ReportsScreen, context: ScreenContext, tmp_path: Path
) -> None:
    screen.ask_target = lambda: tmp_path / "oggi"
    qtbot.mouseClick(screen.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "oggi.xlsx").exists()
    screen.ask_target = lambda: None
    qtbot.mouseClick(screen.save, Qt.MouseButton.LeftButton)
    assert isinstance(context.messages, Said) and len(context.messages.lines) == 1


@pytest.mark.parametrize(("size", "scale"), [((1336, 830), 1.0), ((920, 630), 1.0), ((1232, 800), 2.0)])
def test_nothing_is_cut_off(screen: ReportsScreen, size: tuple[int, int], scale: float) -> None:
    photograph(screen, f"reports-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == []
    if scale == 1.0:
        assert cut_off(screen) == []
