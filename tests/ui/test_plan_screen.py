"""The plan screen: written in place, numbered as on the sheet, marked where a translation is missing."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desk.office.plan import read_plan
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.plan import PlanScreen
from tests.screen_parts import nameless
from tests.ui.robots.plan import PlanRobot


@pytest.fixture
def household(context: ScreenContext) -> str:
    with context.session.store.write() as unit:
        home = unit.put("household", code="TH-0217", name="El Amrani", language="ar")
        for position, given in enumerate(("Youssef", "Khadija")):
            person = unit.put("person", given=given, surname="El Amrani", birth_date="1985-02-09")
            unit.put("membership", household=home, person=person, role="head", position=position)
    return home


@pytest.fixture
def screen(qtbot: QtBot, context: ScreenContext) -> PlanScreen:
    made = PlanScreen(context)
    qtbot.addWidget(made)
    made.resize(1336, 836)
    made.show()
    return made


@pytest.fixture
def robot(qtbot: QtBot, screen: PlanScreen, household: str) -> PlanRobot:
    robot = PlanRobot(qtbot, screen).open(household)
    robot.add_objective("Casa", "Una casa in affitto")
    robot.press("Impegno")
    return robot


def test_an_objective_is_written_with_the_keyboard(robot: PlanRobot) -> None:
    assert robot.objectives() == ["1 · Una casa in affitto"]


def test_lines_carry_the_numbers_of_the_sheet(robot: PlanRobot, screen: PlanScreen) -> None:
    robot.press("Risultato")
    why = len(screen.presenter.state.sheet.page.why)
    assert robot.lines() == [f"{why + 1} Nuovo risultato", f"{why + 2} Nuovo impegno"]


def test_a_line_is_saved_when_one_leaves_it(robot: PlanRobot, context: ScreenContext, household: str) -> None:
    robot.rewrite("Nuovo impegno", "Mette da parte 100 euro")
    robot.due("Mette da parte 100 euro", "mese")
    (objective,) = read_plan(context.session, household).objectives
    assert [(line.text, line.how_often) for line in objective.commitments] == [("Mette da parte 100 euro", "ogni mese")]


def test_an_unclear_date_is_said_and_stays_to_be_corrected(robot: PlanRobot, context: ScreenContext) -> None:
    robot.due("Nuovo impegno", "boh")
    assert "non è una data" in context.messages.lines[-1][0]
    assert robot.row("Nuovo impegno").by.text() == "boh"


def test_a_missing_translation_is_counted_until_somebody_types_it(robot: PlanRobot, screen: PlanScreen) -> None:
    robot.rewrite("Nuovo impegno", "Scrive al giudice")
    robot.due("Scrive al giudice", "ogni mese")
    before = screen.presenter.missing
    robot.translate("Scrive al giudice", "يكتب إلى القاضي")
    assert screen.presenter.missing == before - 1
    robot.language("it")
    assert screen.presenter.missing == 0


def test_a_removed_objective_comes_back(robot: PlanRobot, context: ScreenContext) -> None:
    robot.press("Togli")
    assert robot.objectives() == []
    context.messages.undo()
    assert robot.objectives() == ["1 · Una casa in affitto"]


def test_printing_gives_the_sheet_and_a_line_in_the_ledger(
    robot: PlanRobot, screen: PlanScreen, context: ScreenContext, tmp_path: Path
) -> None:
    def to_file(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return True

    screen.print_dialog = to_file
    screen.print_now()
    shown = PdfReader(BytesIO(screen.presenter.state.sheet.pdf))
    assert len(PdfReader(tmp_path / "out.pdf").pages) == len(shown.pages)
    with context.session.store.read() as connection:
        printed = connection.exec_driver_sql("SELECT kind, version, language FROM printed").fetchall()
        assert printed == [("plan", 1, "ar")]


def test_every_control_has_a_name(robot: PlanRobot, screen: PlanScreen) -> None:
    assert nameless(screen) == []
