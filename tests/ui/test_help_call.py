"""Silent help: asked at a desk, seen at once in every other window with its room, answered, and over."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store, open_store
from desk.office.front.call import call
from desk.office.front.check_in import check_in
from desk.office.front.help_calls import answer_help, ask_help, open_calls
from desk.office.session import Session
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.window import Window
from tests.conftest import memory_secrets
from tests.screen_parts import cut_off, photograph
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def window_of(office: SmallOffice, dressed: QApplication, qtbot: QtBot) -> Iterator[Callable[[str], Window]]:
    """Each in a program of its own on one store."""
    windows: list[Window] = []
    stores: list[Store] = []

    def make(who: str) -> Window:
        machine = open_store(office.store.folder, secrets=memory_secrets, now=office.store.now)
        stores.append(machine)
        session = replace(office.session(who), store=machine)
        made = Window(session, ImmediateRunner())
        qtbot.addWidget(made)
        made.resize(1440, 900)
        made.show()
        made.start()
        windows.append(made)
        return made

    yield make
    for window in windows:
        window.stop()
    for machine in stores:
        machine.close()


def room_of(office: SmallOffice, session: Session) -> str:
    made = check_in(office.session("chiara"), household=office.family("TH-0001", "Rossi")).visit
    return call(session, made).room


def test_the_others_see_the_room_and_answer(
    office: SmallOffice, window_of: Callable[[str], Window], qtbot: QtBot
) -> None:
    room = room_of(office, office.session("giulia"))
    asking, other = window_of("giulia"), window_of("paolo")
    asking.frame.ask_help.button.click()
    qtbot.waitUntil(lambda: bool(other.frame.help.buttons), timeout=10_000)
    assert not asking.frame.help.isVisible()
    assert other.help.rows[0].fact == f"Serve aiuto: {room}"
    assert "G. Ferrero" in other.help.rows[0].second
    assert cut_off(other.frame.help) == []
    photograph(other, "help-asked", (1440, 900))
    other.frame.help.buttons[0].click()
    qtbot.waitUntil(lambda: asking.frame.ask_help.words.text() == "Arriva P. Bosio", timeout=10_000)
    other.frame.help.buttons[0].click()
    qtbot.waitUntil(lambda: not asking.frame.ask_help.words.isVisible(), timeout=10_000)
    assert not other.frame.help.isVisible() and open_calls(office.session("carla")) == ()


def test_pressed_by_mistake_it_is_taken_back_by_the_same_key(
    office: SmallOffice, window_of: Callable[[str], Window]
) -> None:
    window = window_of("giulia")
    window.frame.ask_help.button.click()
    assert window.frame.ask_help.words.text() == "Inviato"
    window.frame.ask_help.button.click()
    assert open_calls(office.session("paolo")) == ()


def test_asked_twice_is_one_call_and_the_first_answer_stays(office: SmallOffice) -> None:
    ask_help(office.session("chiara"))
    ask_help(office.session("chiara"))
    calls = open_calls(office.session("paolo"))
    assert [(each.who, each.room) for each in calls] == [("C. Musso", "")]
    for who in ("paolo", "giulia"):
        answer_help(office.session(who), calls[0].id)
    assert open_calls(office.session("chiara"))[0].coming == "P. Bosio"
