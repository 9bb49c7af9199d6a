"""The summary in the window: one click from the questions, printed, signed; an interview of before is read only."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.office.interview.answers import save_answer
from desk.office.interview.course import finish_interview, start_interview
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.household import HouseholdScreen
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.buttons import Button
from tests.conftest import Clock
from tests.interview_family import el_amrani
from tests.screen_parts import Gone, Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    made = el_amrani(office)
    save_answer(office.session(), made, "housing.tenure", "private_4_4")
    return made


@pytest.fixture
def context(office: SmallOffice, dressed: QApplication) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(context)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


def to_file(target: Path) -> object:
    def print_dialog(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        return True

    return print_dialog


def test_it_is_one_click_away_printed_and_signed(
    screen: InterviewScreen, context: ScreenContext, home: str, qtbot: QtBot, tmp_path: Path
) -> None:
    robot = InterviewRobot(qtbot, screen).open(home)
    field = robot.field("housing.rent")
    qtbot.keyClicks(field.control, "470")  # still being typed
    qtbot.mouseClick(screen.head.read_back, Qt.MouseButton.LeftButton)
    summary = screen.summary
    qtbot.waitUntil(lambda: summary.view.page_count() > 0)
    made = summary.presenter.summary
    assert made is not None and "470" in repr(made.sheet)
    assert (summary.presenter.language, summary.missing.text()) == ("ar", "Tutto è tradotto")
    photograph(screen, "interview-summary", (1100, 800))
    assert cut_off(screen) == [] and nameless(screen) == []
    summary.presenter.choose_language("it")
    assert summary.print.text().strip().startswith("Stampa in italiano")
    summary.print_dialog = to_file(tmp_path / "out.pdf")  # type: ignore[assignment]
    summary.print_now()
    assert (tmp_path / "out.pdf").stat().st_size > 0
    assert summary.signed.text().startswith("Stampato il 24/11")
    signed_by = {each.text(): each for each in summary.signers.findChildren(Button)}  # the newest of each name
    qtbot.mouseClick(signed_by["Youssef El Amrani"], Qt.MouseButton.LeftButton)
    assert summary.signed.text() == "Firmato il 24/11/2026 da Youssef El Amrani. Segnato da Giulia Ferrero."
    assert isinstance(context.messages, Said) and context.messages.undo is not None
    context.messages.undo()
    assert summary.presenter.asks_who_signed
    qtbot.mouseClick(summary.back, Qt.MouseButton.LeftButton)
    assert field.isVisible()


def test_an_interview_of_before_is_reached_from_the_familys_page_and_read_only(
    screen: InterviewScreen, context: ScreenContext, home: str, office: SmallOffice, qtbot: QtBot, clock: Clock
) -> None:
    start_interview(context.session, home)
    old = read_interview(context.session, home).id
    save_answer(context.session, home, "housing.rent", 47_000)
    finish_interview(context.session, old, note="Torna venerdì")
    clock.forward(days=40)
    start_interview(context.session, home, "visit")
    save_answer(context.session, home, "housing.rent", 60_000)
    page = HouseholdScreen(context)
    qtbot.addWidget(page)
    page.show_facts(household=home)
    page.header.tabs.choose("history")
    (read,) = [each for each in page.history.findChildren(Button) if each.text() == "Leggi"]
    qtbot.mouseClick(read, Qt.MouseButton.LeftButton)
    assert isinstance(context.navigate, Gone)
    name, facts = context.navigate.places[-1]
    assert (name, facts["interview"]) == ("interview", old)
    screen.show_facts(**facts, section="housing")
    words = [each.text() for each in screen.leaf.past.findChildren(QLabel)]
    assert "470 €" in words and "600 €" not in words
    assert screen.leaf.closed.isVisible() and "24/11/2026" in screen.leaf.closed.fact.text()
    assert not screen.form.isVisible() and screen.note.isReadOnly()
    photograph(screen, "interview-past", (1100, 800))
    assert cut_off(screen) == [] and nameless(screen) == []
    screen._go("economy")
    assert read_interview(context.session, home, old).section != "economy"
    screen.show_facts(household=home, section="housing")
    assert InterviewRobot(qtbot, screen).shown("housing.rent") == "600"


def test_what_has_no_answers_yet_is_said_and_an_empty_sheet_is_not_offered(
    office: SmallOffice, screen: InterviewScreen, qtbot: QtBot
) -> None:
    home = el_amrani(office)
    InterviewRobot(qtbot, screen).open(home)
    qtbot.mouseClick(screen.head.read_back, Qt.MouseButton.LeftButton)
    summary = screen.summary
    assert summary.nothing.isVisible() and not summary.view.isVisible()
    assert not summary.print.isEnabled() and not summary.signers.isVisible()
    save_answer(office.session(), home, "housing.tenure", "private_4_4")
    summary.open_for(home, summary.presenter.interview)
    assert summary.view.isVisible() and summary.print.isEnabled() and not summary.nothing.isVisible()
    said = summary.untold.fact.text()
    assert said.startswith("Ancora senza risposte: Le vostre parole") and "Abitazione" not in said
