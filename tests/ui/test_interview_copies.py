"""A question about a paper takes its copy in place: the file is the answer; what is refused is said under it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.unit import new_id
from desk.office.household.documents import PRESENT
from desk.office.household.page import read_household
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from desk.ui.screens.household import HouseholdScreen
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.interview import copies as interview_copies
from tests.interview_family import el_amrani
from tests.papers import pdf, photo
from tests.screen_parts import Gone, context_of
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.documents import drop
from tests.ui.robots.interview import InterviewRobot


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    return el_amrani(office)


@pytest.fixture
def screen(office: SmallOffice, dressed: QApplication, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    return made


def test_a_copy_is_attached_and_read_where_the_paper_is_asked_for(
    screen: InterviewScreen,
    office: SmallOffice,
    home: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    robot = InterviewRobot(qtbot, screen).open(home, "documents")
    (card, wrong, paper) = (tmp_path / name for name in ("carta.jpg", "finta.jpg", "retro.pdf"))
    card.write_bytes(photo(400, 300))
    wrong.write_bytes(b"MZ" + bytes(300))
    paper.write_bytes(pdf(2))
    youssef = office.people(home)[0]
    field = robot.field("documents.identity", youssef)
    assert field.papers is not None
    assert drop(field, wrong)
    assert "non è una foto" in field.papers.told.text()
    assert field.line.value is None
    assert drop(field, card)
    assert field.papers.told.isHidden()
    monkeypatch.setattr(interview_copies, "choose_files", lambda _parent: [str(paper)])
    qtbot.mouseClick(field.papers.attach, Qt.MouseButton.LeftButton)
    assert len(field.papers.strip.buttons) == 2
    session = office.session()
    answers = read_interview(session, home).told.answers
    assert answers["documents.identity", youssef].value == PRESENT
    (line,) = read_household(session, home).documents
    assert (line.kind, line.person, line.state, line.how, len(line.copies)) == ("id", youssef, "present", "copied", 2)
    assert robot.field("documents.identity", office.people(home)[1]).line.copies == ()
    qtbot.mouseClick(field.papers.strip.buttons[1], Qt.MouseButton.LeftButton)
    assert screen.copies.view.isVisible()
    assert screen.copies.view.page.text() == "1 di 2"
    screen.leave()
    assert not screen.copies.view.isVisible()


def test_a_paper_that_is_missing_is_one_click_away(
    screen: InterviewScreen, office: SmallOffice, home: str, qtbot: QtBot
) -> None:
    with office.store.write() as unit:
        unit.put("document", new_id(), household=home, kind="isee", state="missing")
    InterviewRobot(qtbot, screen).open(home)
    page = screen.presenter.page
    assert page is not None and page.tells.papers
    qtbot.waitUntil(lambda: screen.is_still)
    (attach,) = [each for each in screen.tells.findChildren(Button) if each.text() == "Allega una copia"]
    attach.setFocus()
    qtbot.keyClick(attach, Qt.Key.Key_Space)
    gone = screen.presenter._context.navigate
    assert isinstance(gone, Gone)
    assert gone.places == [("household", {"household": home, "tab": "documents"})]
    household = HouseholdScreen(context_of(office.session()))
    qtbot.addWidget(household)
    household.show_facts(**gone.places[0][1])
    assert household.header.tabs.current() == "documents"
