"""The end of a visit in the Today screen: one line at least, then the slip, which can be printed or left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk.db.tables import printed, visit
from desk.domain.visit import State
from desk.office.front.call import call, entered
from desk.office.front.check_in import check_in
from desk.office.papers.ledger import papers_of, print_again
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.today import TodayScreen
from tests.paper.paper_reading import text
from tests.screen_parts import context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def context(office: SmallOffice, dressed: object) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def family(office: SmallOffice) -> str:
    return office.family("TH-0001", "Rossi", (person("Anna", "Rossi", "1985-04-02", role="head"),))


@pytest.fixture
def inside(context: ScreenContext, family: str) -> str:
    """A family that sits with Giulia."""
    made = check_in(context.session, household=family).visit
    call(context.session, made)
    entered(context.session, made)
    return made


@pytest.fixture
def screen(context: ScreenContext, inside: str, family: str, qtbot: QtBot) -> TodayScreen:
    made = TodayScreen(context)
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    made.show_facts()
    here = made.presenter.find_row(family)
    assert here is not None
    made.presenter.select(here.column, here.id)
    qtbot.mouseClick(made.foot.primary, Qt.MouseButton.LeftButton)
    return made


def state_of(office: SmallOffice, row: str) -> tuple[str, str]:
    with office.store.read() as connection:
        found = connection.execute(select(visit.c.state, visit.c.agreed).where(visit.c.id == row)).one()
    return found.state, found.agreed or ""


def papers(office: SmallOffice) -> list[str]:
    with office.store.read() as connection:
        return [kind for (kind,) in connection.execute(select(printed.c.kind))]


def test_an_empty_slip_is_refused_in_place(qtbot: QtBot, screen: TodayScreen, office: SmallOffice, inside: str) -> None:
    panel = screen.close_visit
    assert panel.isVisible()
    qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    assert panel.fault.isVisible() and "almeno una cosa" in panel.fault.fact.text()
    assert state_of(office, inside)[0] == "with_caseworker"


def test_what_was_agreed_goes_on_the_slip_and_to_the_printer(
    qtbot: QtBot, screen: TodayScreen, office: SmallOffice, inside: str, tmp_path: object
) -> None:
    panel = screen.close_visit
    asked: list[QPrinter] = []

    def to_file(printer: QPrinter) -> bool:
        printer.setOutputFileName(f"{tmp_path}/printed.pdf")
        asked.append(printer)
        return True

    panel.print_dialog = to_file
    qtbot.keyClicks(panel.lines[0], "Porta il contratto")
    qtbot.keyClick(panel.lines[0], Qt.Key.Key_Return)
    qtbot.keyClicks(panel.lines[1], "Chiama il Centro per l'impiego")
    qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    assert state_of(office, inside) == ("done", "Porta il contratto\nChiama il Centro per l'impiego")
    assert panel.presenter.slip is not None and panel.presenter.slip.startswith(b"%PDF")
    assert papers(office) == []
    small = panel.presenter.slip
    qtbot.mouseClick(panel.paper, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.print, Qt.MouseButton.LeftButton)
    photograph(screen, "close-visit-roll-large", (1240, 800))
    assert cut_off(panel) == []
    roll = panel.presenter.slip
    assert roll != small
    qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    assert asked and papers(office) == ["slip"]
    session = screen._context.session
    (entry,) = papers_of(session, panel.presenter.household)
    again, same = print_again(session, entry.id)
    assert same and again.pdf == roll
    assert not panel.isVisible() and screen.pane.isVisible()


def test_closing_is_taken_back(qtbot: QtBot, screen: TodayScreen, office: SmallOffice, inside: str) -> None:
    qtbot.keyClicks(screen.close_visit.lines[0], "Ci vediamo")
    qtbot.mouseClick(screen.close_visit.primary, Qt.MouseButton.LeftButton)
    assert state_of(office, inside)[0] == "done"
    screen.do.undo()
    assert state_of(office, inside)[0] == "with_caseworker"


def test_escape_leaves_the_visit_open(qtbot: QtBot, screen: TodayScreen, office: SmallOffice, inside: str) -> None:
    qtbot.keyClick(screen.close_visit.lines[0], Qt.Key.Key_Escape)
    assert screen.pane.isVisible() and not screen.close_visit.isVisible()
    assert state_of(office, inside)[0] == "with_caseworker"


def test_nothing_is_cut_off(screen: TodayScreen) -> None:
    photograph(screen, "close-visit", (1240, 800))
    assert nameless(screen.close_visit) == []
    assert cut_off(screen.close_visit) == []


def test_somebody_without_a_page_here_takes_a_slip_in_the_language_chosen(
    qtbot: QtBot, context: ScreenContext, office: SmallOffice
) -> None:
    with context.session.store.write(context.session.staff) as unit:
        unknown = unit.put(
            "visit",
            day=context.session.today().isoformat(),
            ticket="B07",
            state=State.INSIDE.value,
            arrived_at=context.session.moment(),
            called_at=context.session.moment(),
            entered_at=context.session.moment(),
            caseworker=context.session.staff,
        )
    screen = TodayScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1240, 800)
    screen.show()
    screen.show_facts()
    screen.open_close_panel(unknown, "")
    panel = screen.close_visit
    assert "B07" in panel.title.text() and not panel.fault.isVisible()
    assert panel.language.isVisible() and not panel.book.isVisible()
    panel.language.set_value("ro")
    panel.language.activated.emit(panel.language.currentIndex())
    assert "romeno" in panel.help.text()
    photograph(screen, "close-visit-unknown", (1240, 800))
    assert not cut_off(screen)
    panel.lines[0].setText("Chiedete al Centro per l'impiego.")
    qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    assert state_of(office, unknown) == (State.DONE.value, "Chiedete al Centro per l'impiego.")
    assert panel.presenter.slip is not None
    words = text(panel.presenter.slip)
    assert "Unde" in words and "Famiglia" not in words
    panel.print_dialog = lambda _printer: False
    panel.presenter.switch_paper()
    assert panel.presenter.slip is not None and "Famiglia" not in text(panel.presenter.slip)
    assert not papers(office)
