"""Copies of papers in the window: dropped, chosen, refused in place, looked at page by page, taken off with undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.household.documents import ask_document
from desk.office.household.page import read_household
from desk.office.household.scan_folder import set_scan_folder
from desk.office.session import Session, system_session
from desk.ui.screens.household import HouseholdScreen
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.household import documents_part
from tests.papers import locked_pdf, pdf, photo
from tests.screen_parts import Said, context_of, nameless
from tests.small_office import SmallOffice, build_small_office, person
from tests.ui.robots.documents import DocumentsRobot, drop


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    made = office.family("TH-0001", "Rossi", (person("Maria", "Rossi", "1990-06-24", "F", "head"),))
    ask_document(office.session(), made, kind="rent_contract")
    return made


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def robot(office: SmallOffice, home: str, dressed: QApplication, qtbot: QtBot) -> DocumentsRobot:
    screen = HouseholdScreen(context_of(office.session()))
    qtbot.addWidget(screen)
    screen.resize(1240, 900)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    return DocumentsRobot(qtbot, screen).open(home)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "from the scanner"
    folder.mkdir()
    (folder / "contratto.pdf").write_bytes(pdf(3))
    (folder / "fronte.jpg").write_bytes(photo(400, 300))
    (folder / "chiuso.pdf").write_bytes(locked_pdf())
    (folder / "finta.jpg").write_bytes(b"MZ" + bytes(500))
    with (folder / "video.jpg").open("wb") as big:
        big.truncate(500_000_000)
    return folder


TITLE = "Contratto di affitto registrato"


def test_files_dropped_on_a_paper_become_its_copies(
    robot: DocumentsRobot, files: Path, office: SmallOffice, home: str
) -> None:
    robot.drop_on(TITLE, files / "contratto.pdf", files / "fronte.jpg")
    assert robot.copies(TITLE) == 2
    (line,) = read_household(office.session(), home).documents
    assert (line.state, line.how) == ("present", "copied")
    assert sorted(file.name for file in files.iterdir()) == [
        "chiuso.pdf",
        "contratto.pdf",
        "finta.jpg",
        "fronte.jpg",
        "video.jpg",
    ]
    messages = robot.part.copies._context.messages
    assert isinstance(messages, Said)
    assert messages.undo is not None
    messages.undo()
    assert robot.copies(TITLE) == 0


def test_what_is_refused_is_told_in_place_and_the_rest_is_taken(robot: DocumentsRobot, files: Path) -> None:
    robot.drop_on(TITLE, *(files / name for name in ("finta.jpg", "chiuso.pdf", "video.jpg", "fronte.jpg")))
    assert robot.copies(TITLE) == 1
    told = robot.faults()
    assert [any(word in each for each in told) for word in ("non è una foto", "password", "500 MB")] == [True] * 3
    assert len(told) == 3
    robot.part.copies.dismiss()
    assert robot.faults() == []


def test_a_copy_without_a_paper_asks_of_which_it_is(
    robot: DocumentsRobot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot.drop_beside(files / "fronte.jpg")
    form = robot.part.form
    assert form is not None
    robot.press_in_form()
    assert "Scegli" in form.error.text()
    paper = form.controls["paper"]
    assert isinstance(paper, ComboBox)
    paper.set_value("+id")
    robot.press_in_form()
    assert robot.copies("Documento d'identità") == 1
    monkeypatch.setattr(documents_part, "choose_files", lambda _parent: [str(files / "contratto.pdf")])
    robot.press(TITLE, "Allega una copia")
    assert robot.copies(TITLE) == 1


def test_a_copy_is_read_in_the_window_by_keyboard(robot: DocumentsRobot, files: Path, qtbot: QtBot) -> None:
    robot.drop_on(TITLE, files / "contratto.pdf")
    robot.look(TITLE)
    screen = robot._screen
    view, button = screen.copy_view, robot.paper(TITLE).strip.buttons[0]
    assert view.isVisible()
    assert not nameless(view)
    assert view.page.text() == "1 di 3"
    assert view.picture.pixmap().width() > 500
    first = view.picture.pixmap().width()
    qtbot.keyClick(view.done, Qt.Key.Key_Right)
    qtbot.keyClick(view.done, Qt.Key.Key_Plus)
    assert view.page.text() == "2 di 3"
    assert view.picture.pixmap().width() == pytest.approx(first * 1.5, abs=2)
    seen = set()
    for _step in range(7):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert all(view.isAncestorOf(each) for each in seen if each is not None)
    assert len(seen) == 6
    qtbot.keyClick(view.done, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert screen.copies.looking is None
    assert view.picture.pixmap().isNull()
    assert QApplication.focusWidget() is button


def test_an_open_copy_goes_with_the_page(robot: DocumentsRobot, files: Path) -> None:
    robot.drop_on(TITLE, files / "fronte.jpg")
    robot.look(TITLE)
    assert robot._screen.copy_view.isVisible()
    robot._screen.leave()
    assert not robot._screen.copy_view.isVisible()
    robot.look(TITLE)
    robot.part.copies.remove(robot.paper(TITLE).strip.buttons[0].copy.id)
    assert robot.copies(TITLE) == 0


def test_words_and_text_are_no_files(robot: DocumentsRobot) -> None:
    assert not drop(robot.paper(TITLE))


def test_a_scan_is_taken_and_goes_only_when_the_person_says_so(
    robot: DocumentsRobot, files: Path, qtbot: QtBot, office: SmallOffice, home: str
) -> None:
    assert robot.scans() == {}
    set_scan_folder(system_session(office.store), str(files))
    (files / "video.jpg").unlink()
    (files / "link.pdf").symlink_to(files / "contratto.pdf")
    robot.part.scans.look()
    qtbot.waitUntil(lambda: set(robot.scans()) == {"contratto.pdf", "fronte.jpg", "chiuso.pdf", "finta.jpg"})
    robot.press_scan("fronte.jpg", "Prendi")
    assert robot.part.form is not None
    paper = robot.part.form.controls["paper"]
    assert isinstance(paper, ComboBox)
    paper.set_value("+id")
    robot.press_in_form()
    assert robot.copies("Documento d'identità") == 1
    assert (files / "fronte.jpg").exists()
    qtbot.waitUntil(lambda: robot.scans().get("fronte.jpg") == ["Cancella il file", "Lascialo lì"])
    robot.press_scan("fronte.jpg", "Cancella il file")
    assert not (files / "fronte.jpg").exists()
    qtbot.waitUntil(lambda: "fronte.jpg" not in robot.scans())
    assert [len(each.copies) for each in read_household(office.session(), home).documents] == [0, 1]
    (files / "nuova.jpg").write_bytes(photo(40, 30))  # the scanner writes again: seen without a press
    qtbot.waitUntil(lambda: "nuova.jpg" in robot.scans())
