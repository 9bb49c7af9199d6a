"""Administration in the window: an empty office is made ready by its first administrator, with the keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.domain.roles import Role
from desk.office.appointments.rooms import read_rooms
from desk.office.machine.machines import Named
from desk.office.machine.sign_in import sign_in
from desk.office.machine.staff_accounts import add_staff, read_staff
from desk.office.machine.this_machine import read_machine
from desk.office.session import Session, system_session
from desk.ui.idle import Idle
from desk.ui.screens.administration import AdministrationScreen
from tests.screen_parts import context_of, cut_off, nameless, photograph

PASSWORD = "una-parola-lunga"


@pytest.fixture
def admin(store: Store) -> Session:
    add_staff(
        system_session(store),
        username="acosta",
        given="Andrea",
        surname="Costa",
        role=Role.ADMINISTRATOR,
        password=PASSWORD,
    )
    return sign_in(store, "acosta", PASSWORD)


@pytest.fixture
def screen(admin: Session, qtbot: QtBot) -> AdministrationScreen:
    made = AdministrationScreen(context_of(admin))
    qtbot.addWidget(made)
    made.resize(1336, 836)
    made.show_facts()
    made.show()
    return made


def fill(screen: AdministrationScreen, qtbot: QtBot, **typed: str) -> None:
    assert screen.form is not None
    for name, text in typed.items():
        field = screen.form.controls[name]
        field.clear()
        qtbot.keyClicks(field, text)


def test_a_caseworker_is_added_and_can_sign_in(screen: AdministrationScreen, qtbot: QtBot, admin: Session) -> None:
    qtbot.keyClick(screen.add_person, Qt.Key.Key_Space)
    fill(screen, qtbot, given="Lucia", surname="Rossi", username="lrossi", password=PASSWORD)
    assert screen.form is not None
    screen.form.controls["services"].boxes["interview"].click()
    qtbot.keyClick(screen.form.controls["username"], Qt.Key.Key_Return)
    assert screen.form is None
    assert sign_in(admin.store, "lrossi", PASSWORD).role is Role.CASEWORKER
    assert [each.services for each in read_staff(admin)] == [(), ("interview",)]


def test_what_is_wrong_is_said_in_the_form_and_the_typing_stays(
    screen: AdministrationScreen, qtbot: QtBot, admin: Session
) -> None:
    screen.open_new_person()
    fill(screen, qtbot, given="Lucia", surname="Rossi", username="acosta", password=PASSWORD)
    assert screen.form is not None
    screen.form.save()
    assert "già preso" in screen.form.error.text()
    assert screen.form.controls["given"].text() == "Lucia"
    assert len(read_staff(admin)) == 1


def test_two_different_passwords_are_refused(screen: AdministrationScreen, qtbot: QtBot) -> None:
    assert screen.presenter.facts is not None
    screen.open_password(screen.presenter.facts.staff[0])
    fill(screen, qtbot, password="parola-lunga-uno", again="parola-lunga-due")
    assert screen.form is not None
    screen.form.save()
    assert "non sono uguali" in screen.form.error.text()


def test_rooms_are_numbered_on_and_can_be_undone(screen: AdministrationScreen, qtbot: QtBot, admin: Session) -> None:
    for _room in range(2):
        screen.add_room.click()
        assert screen.form is not None
        screen.form.save()
    assert [room.name for room in read_rooms(admin)] == ["Stanza 1", "Stanza 2"]
    said = screen.presenter._context.messages
    said.undo()
    assert [room.name for room in read_rooms(admin)] == ["Stanza 1"]


def test_the_computer_is_given_a_name_and_its_room(screen: AdministrationScreen, qtbot: QtBot, admin: Session) -> None:
    with admin.store.write() as unit:
        room = unit.put("room", name="Stanza 4", number=4, active=1)
    screen.presenter.show()
    qtbot.keyClick(screen.name, Qt.Key.Key_Space)
    assert screen.form is not None
    screen.form.save()
    assert "PC-07" in screen.form.error.text()
    fill(screen, qtbot, name="PC-07")
    screen.form.controls["room"].set_value(room)
    screen.form.save()
    assert screen.form is None and read_machine(admin).named == Named("PC-07", room, "Stanza 4")
    assert "PC-07, Stanza 4" in {each.text() for each in screen.machine.findChildren(QLabel)}


def test_a_copy_is_made_and_the_store_checked(screen: AdministrationScreen, admin: Session) -> None:
    screen.copy.click()
    assert len(list((admin.store.folder / "backups").glob("*.db"))) == 1
    screen.check.click()
    assert "Tutto intero" in screen.presenter._context.messages.lines[-1][0]


def test_a_server_that_does_not_answer_is_said_in_the_form(screen: AdministrationScreen, qtbot: QtBot) -> None:
    screen.open_enrol()
    fill(screen, qtbot, url="http://127.0.0.1:9", code="ABCD-EFGH")
    assert screen.form is not None
    screen.form.save()
    assert screen.form.error.text()


@pytest.mark.parametrize(("size", "scale"), [((1336, 836), 1.0), ((920, 640), 1.0), ((1240, 836), 2.0)])
def test_nothing_is_cut_and_everything_has_a_name(
    screen: AdministrationScreen, size: tuple[int, int], scale: float
) -> None:
    screen.open_new_person()
    photograph(screen, f"administration-{size[0]}-{scale}", size, scale)
    assert not cut_off(screen)
    assert not nameless(screen)


def test_a_window_left_alone_locks(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with qtbot.waitSignal(Idle(20, parent).passed, timeout=10_000):
        pass


def test_whoever_types_or_moves_the_mouse_keeps_the_window_open(qtbot: QtBot) -> None:
    """Also in a dialogue in front of it, which is another window for the system."""
    window, dialogue = QLineEdit(), QLineEdit()
    idle = Idle(60_000, window)
    for front, place in ((window, QPoint(5, 5)), (dialogue, QPoint(9, 9))):
        qtbot.addWidget(front)
        with qtbot.waitExposed(front):
            front.show()
            front.activateWindow()
        qtbot.waitUntil(lambda front=front: QGuiApplication.focusWindow() is front.windowHandle())
        for touch in (
            lambda front=front: QTest.keyClick(front.windowHandle(), Qt.Key.Key_A),
            lambda front=front, place=place: QTest.mouseMove(front.windowHandle(), place),
        ):
            idle._timer.stop()
            touch()
            qtbot.waitUntil(idle._timer.isActive)
