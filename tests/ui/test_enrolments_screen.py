"""Importing a list from the window: counts, rejected rows to a file, what is left to look at."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.enrolments import EnrolmentsScreen
from tests.screen_parts import Gone, context_of, cut_off, nameless, photograph
from tests.small_office import build_small_office

LIST = Path(__file__).parents[1] / "data" / "enrolment" / "sia-enrolment-500.csv"


@pytest.fixture
def context(session: Session, dressed: QApplication) -> ScreenContext:
    return context_of(build_small_office(session.store).session("carla"))


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> EnrolmentsScreen:
    made = EnrolmentsScreen(context)
    qtbot.addWidget(made)
    made.show_facts()
    made.ask_file = lambda: LIST
    return made


def test_a_list_is_imported_and_accounted_for(
    screen: EnrolmentsScreen, qtbot: QtBot, tmp_path: Path, context: ScreenContext
) -> None:
    qtbot.mouseClick(screen.choose, Qt.MouseButton.LeftButton)
    assert "1899 righe lette" in screen.told.text()
    assert screen.presenter.counts()[0][0] == "1832 create"
    assert screen.presenter.done == screen.presenter.total
    screen.ask_target = lambda: tmp_path / "rejected.csv"
    qtbot.mouseClick(screen.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig").count("\n") == 17
    photograph(screen, "enrolments", (1240, 900))
    assert nameless(screen) == [] and cut_off(screen) == []
    assert screen.presenter.to_decide() == (
        "10 famiglie con due domande", "5 persone in due famiglie", "10 codici fiscali sbagliati",
    )  # fmt: skip
    qtbot.mouseClick(screen.decide, Qt.MouseButton.LeftButton)
    assert isinstance(context.navigate, Gone) and context.navigate.places == [("reviews", {})]


def test_a_file_that_is_no_list_is_said_in_place(screen: EnrolmentsScreen, qtbot: QtBot, tmp_path: Path) -> None:
    wrong = tmp_path / "photo.csv"
    wrong.write_bytes(bytes(range(256)) * 20)
    screen.ask_file = lambda: wrong
    qtbot.mouseClick(screen.choose, Qt.MouseButton.LeftButton)
    assert "non è un elenco" in screen.fault.fact.text()
    assert screen.choose.isEnabled()
