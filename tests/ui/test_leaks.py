"""Windows and screens that open and close all day leave nothing behind: no thread, widget, Qt object or open file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.db.store import Store, create_store
from desk.domain.roles import Role
from desk.office.demo.mark import MARK, demo_secrets
from desk.office.machine.passwords import hashed
from desk.office.session import Session
from desk.ui.runner import Runner
from desk.ui.screens import SCREENS
from desk.ui.signin import SignIn
from desk.ui.window import Window
from tests.conftest import START
from tests.screen_parts import Said
from tests.small_office import SmallOffice, build_small_office, person
from tests.ui.leaks import count

ROUNDS = 2
OF_A_FAMILY = ("household", "interview", "plan", "booking")
PASSWORD = "una-password-lunga"


def grows(once: Callable[[], None]) -> dict[str, object]:
    """What is more after several rounds than after the first two, which fill caches."""
    once()
    once()
    before = count()
    for _round in range(ROUNDS):
        once()
    return count().growth_since(before)


@pytest.fixture
def runner(dressed: QApplication) -> Iterator[Runner]:
    made = Runner(Said())
    yield made
    made.close()


@pytest.fixture
def family(store: Store) -> tuple[SmallOffice, str]:
    office = build_small_office(store)
    members = (person("Youssef", "El Amrani", "1985-03-02", "M", "head"), person("Amina", "El Amrani", "2014-02-08"))
    return office, office.family("TH-0217", "El Amrani", members, language="ar")


def test_screens_leave_nothing(family: tuple[SmallOffice, str], runner: Runner, qtbot: QtBot) -> None:
    office, household = family
    session = Session(office.store, office.staff["giulia"], "Giulia Ferrero", Role.SYSTEM, office.store.now)

    def wait() -> None:
        """Until all that was asked for so far has been told."""
        done: list[int] = []
        runner.run(lambda: 1, done.append)
        qtbot.waitUntil(lambda: bool(done), timeout=20_000)

    def visit(*screens: str) -> Callable[[], None]:
        def once() -> None:
            window = Window(session, runner)
            window.show()
            window.start("today")
            for screen in screens:
                facts = {"household": household} if screen in OF_A_FAMILY else {}
                window.open(screen, **facts)
                wait()
            window.stop()
            wait()
            window.close()
            window.deleteLater()

        return once

    every = [entry.name for entry in SCREENS]
    if grows(visit(*every)):
        grown = {screen: more for screen in every if (more := grows(visit(screen)))}
        pytest.fail(f"these leave something: {grown or 'only all of them together'}")


def test_the_sign_in_page_leaves_nothing(dressed: QApplication) -> None:
    def once() -> None:
        page = SignIn("Polo")
        page.show()
        page.fail("no")
        page.close()
        page.deleteLater()

    assert grows(once) == {}


def test_the_desk_leaves_nothing(tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    folder = tmp_path / "store"
    store = create_store(folder, secrets=demo_secrets, now=lambda: START)
    (folder / MARK).write_text("invented")
    with store.write() as unit:
        facts = {"username": "anna", "given": "Anna", "surname": "Conti", "role": Role.COORDINATOR.value, "active": 1}
        unit.put("staff", password_hash=hashed(PASSWORD), **facts)
    store.close()

    def once() -> None:
        desk = Desk(folder, lambda: START)
        desk.show()
        desk.warm_up()
        for _user in range(2):
            desk._submit("anna", PASSWORD)
            qtbot.waitUntil(lambda: desk.window_of_user is not None, timeout=60_000)
            desk.lock()
        desk.shut()
        desk.close()
        desk.deleteLater()

    assert grows(once) == {}


def test_a_desk_that_is_shut_while_it_opens_leaves_nothing(tmp_path: Path, dressed: QApplication) -> None:
    folder = tmp_path / "store"
    create_store(folder, secrets=demo_secrets).close()
    (folder / MARK).write_text("invented")

    def once() -> None:
        desk = Desk(folder)
        desk.warm_up()
        desk.shut()
        desk.deleteLater()

    assert grows(once) == {}
