"""Every screen of the demo office in Italian and English, small and with large text: nothing cut, everything named."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk import i18n
from desk.domain.roles import Role, allowed
from desk.office.demo.make import Demo, build_demo
from desk.office.demo.mark import PASSWORD
from desk.office.household.family import household_named
from desk.office.interview.answers import answer_id
from desk.office.machine.reconcile import read_clashes
from desk.office.machine.sign_in import sign_in
from desk.office.machine.synchronise import disk_words
from desk.office.session import ZONE
from desk.sync.status import DISK, SyncStatus
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.screens import SCREENS
from desk.ui.screens.household import HouseholdScreen
from desk.ui.screens.interview import InterviewScreen
from desk.ui.screens.reconcile import ReconcileScreen
from desk.ui.widgets.interview.form import InterviewForm
from desk.ui.window import Window
from tests.dressing import dress_all
from tests.elsewhere import seen_of, write_elsewhere
from tests.screen_parts import cut_off, nameless, photograph

MORNING = datetime(2026, 11, 24, 9, 34, tzinfo=UTC)
SIZES = {"full": ((1440, 900), 1.0), "small": ((1024, 700), 1.0), "large-text": ((1440, 900), 2.0)}
USERS = {Role.CASEWORKER: "gferrero", Role.COORDINATOR: "lpeyron", Role.ADMINISTRATOR: "admin"}
LANGUAGES = ("it", "en")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    made = build_demo(tmp_path_factory.mktemp("demo") / "office", now=lambda: MORNING, families=40)
    yield made
    made.store.close()


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """One dressing for all screens of a size."""
    dress_all(qapp, SIZES[request.param][1])
    yield request.param
    dress_all(qapp)


def user_of(screen: str) -> str:
    """The first of the demo's people who may go there."""
    may = next(entry.may for entry in SCREENS if entry.name == screen)
    return next(user for role, user in USERS.items() if allowed(role, may))


@pytest.fixture
def window_of(demo: Demo, qapp: QApplication) -> Iterator[Callable[[str], Window]]:
    """Opens the window of whoever may see a screen; gone for good when the test ends."""
    made: list[Window] = []

    def open_window(screen: str) -> Window:
        made.append(Window(sign_in(demo.store, user_of(screen), PASSWORD), ImmediateRunner()))
        return made[-1]

    yield open_window
    for window in made:
        window.stop()
        window.hide()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def papers_of_family(screen: QWidget) -> None:
    assert isinstance(screen, HouseholdScreen)
    screen.header.tabs.choose("documents")


def papers_in_interview(screen: QWidget) -> None:
    assert isinstance(screen, InterviewScreen)
    screen.presenter.open_section("documents")
    settle(screen)


def members_in_interview(screen: QWidget) -> None:
    """A table of members, with columns that only some are asked."""
    assert isinstance(screen, InterviewScreen)
    screen.presenter.open_section("children")
    settle(screen)


def settle(screen: InterviewScreen) -> None:
    """The page in front is whole, and the one before is gone."""
    for form in screen.findChildren(InterviewForm):
        form.complete()


def open_copy(screen: QWidget) -> None:
    """The permit that a phone has photographed."""
    papers_of_family(screen)
    assert isinstance(screen, HouseholdScreen)
    strips = [row.strip for row in screen.documents.rows.values() if row.strip.buttons]
    strips[0].buttons[0].click()


def two_wrote_apart(screen: QWidget) -> None:
    """An amount and a name that two desks gave without seeing each other; the amount is in front."""
    assert isinstance(screen, ReconcileScreen)
    session = screen.presenter.session
    store = session.store
    if not read_clashes(session):
        with store.read() as connection:
            home = household_named(connection, "TH-0217")
            paolo = connection.exec_driver_sql("SELECT id FROM staff WHERE username = 'pgallo'").scalar_one()
        row = answer_id(home, "housing.arrears")
        with store.write(paolo) as unit:
            unit.put("answer", row, household=home, question="housing.arrears", status="said", value="282000")
        seen, brief = seen_of(store, "answer", row), seen_of(store, "household", home)
        with store.write(session.staff) as unit:
            unit.put("household", home, brief="Sfratto il 18 gennaio, tre figli")
            unit.put("answer", row, value="376000")
        desk = write_elsewhere(store, paolo, "answer", row, seen, minutes_ago=43, value="423000")
        write_elsewhere(store, paolo, "household", home, brief, minutes_ago=50, brief="Cerca casa vicino alla scuola")
        with store.write() as unit:
            unit.put(
                "machine",
                desk,
                name="PC-07",
                room=unit.connection.exec_driver_sql("SELECT id FROM room WHERE number = 4").scalar_one(),
            )
    screen.show_facts()
    screen.presenter.choose(next(each.key for each in screen.presenter.clashes if each.table == "answer"))


def clock_off(screen: QWidget) -> None:
    """The page of sync, of a computer that is days behind, with values to choose between."""
    window = screen.window()
    assert isinstance(window, Window)
    since = MORNING.astimezone(ZONE)
    window.show_sync(SyncStatus(True, since, conflicts=2, behind=3 * 86_400))


def disk_full(screen: QWidget) -> None:
    window = screen.window()
    assert isinstance(window, Window)
    full = disk_words(window.session.store)
    window.show_sync(SyncStatus(True, MORNING.astimezone(ZONE), danger=full, why=DISK))


def without_network(screen: QWidget) -> None:
    """The chip was pressed: what waits, since when, what to do."""
    window = screen.window()
    assert isinstance(window, Window)
    since = MORNING.astimezone(ZONE)
    fault = i18n._("Il server {url} non risponde.").format(url="https://casa.example")
    window.show_sync(SyncStatus(True, since, waiting=3, away=True, fault=fault, waiting_since=since))
    window.frame.sync.pressed.emit()


PLACES = {
    "sync": ("today", without_network, "it"),
    "sync-en": ("today", without_network, "en"),
    "sync-clock": ("sync", clock_off, "it"),
    "sync-disk": ("sync", disk_full, "en"),
    "reconcile": ("reconcile", two_wrote_apart, "it"),
    "reconcile-en": ("reconcile", two_wrote_apart, "en"),
    "papers": ("household", papers_of_family, "it"),
    "papers-asked": ("interview", papers_in_interview, "en"),
    "members": ("interview", members_in_interview, "it"),
    "copy": ("household", open_copy, "it"),
}


@pytest.mark.parametrize("place", PLACES)
def test_places_inside_a_screen(
    demo: Demo, window_of: Callable[[str], Window], size: str, place: str, qtbot: QtBot
) -> None:
    screen, go, language = PLACES[place]
    i18n.use(language)
    room, scale = SIZES[size]
    window = window_of(screen)
    window.resize(*room)
    with demo.store.read() as connection:
        household = household_named(connection, "TH-0217")
    window.open(screen, household=household)
    go(window.screens[screen])
    await_whole(window, window.screens[screen], qtbot)
    photograph(window, f"{place}-{language}-{size}", room, scale)
    assert not cut_off(window)
    assert not nameless(window)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", [entry.name for entry in SCREENS])
def test_nothing_is_cut_and_everything_has_a_name(
    demo: Demo, window_of: Callable[[str], Window], size: str, screen: str, language: str, qtbot: QtBot
) -> None:
    i18n.use(language)
    room, scale = SIZES[size]
    window = window_of(screen)
    window.resize(*room)
    with demo.store.read() as connection:
        household = household_named(connection, "TH-0217")
    window.open(screen, household=household)
    page = window.screens[screen]
    await_whole(window, page, qtbot)
    photograph(window, f"{screen}-{language}-{size}", room, scale)
    assert not cut_off(window)
    assert not nameless(window)


def await_whole(window: Window, page: QWidget, qtbot: QtBot) -> None:
    """All of a page that is built in slices, each part in its place: not only what a first frame shows."""
    if hasattr(page, "is_still"):
        window.show()
        qtbot.waitUntil(lambda: bool(page.is_still))
