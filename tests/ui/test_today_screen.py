"""Today: only lists scroll, nothing hides the primary; out of order needs a reason; a faster colleague; a clash."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from desk.db.journal import entries
from desk.db.store import Store
from desk.office.front import call as calls
from desk.office.front.check_in import check_in
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today import Column
from desk.ui.presenters.today_rows import WaitingRow
from desk.ui.screens.today import TodayScreen
from desk.ui.window import Window
from tests.conftest import Clock
from tests.screen_parts import Gone, Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def arrive(office: SmallOffice, clock: Clock, *names: str) -> list[str]:
    """One after the other, a minute apart; their visits."""
    found = []
    for name in names:
        home = office.family(f"TH-{len(name):04}", name, (person("Anna", name, "1985-04-02", role="head"),))
        found.append(check_in(office.session("chiara"), household=home).visit)
        clock.forward(minutes=1)
    return found


@pytest.fixture
def screen_of(office: SmallOffice, dressed: QApplication, qtbot: QtBot) -> Callable[..., TodayScreen]:
    def make(who: str = "chiara") -> TodayScreen:
        made = TodayScreen(context_of(office.session(who)))
        qtbot.addWidget(made)
        made.resize(1336, 836)
        made.show()
        made.show_facts()
        return made

    return make


def context(screen: TodayScreen) -> ScreenContext:
    return screen.presenter._context


def press(qtbot: QtBot, screen: TodayScreen) -> None:
    qtbot.mouseClick(screen.foot.primary, Qt.MouseButton.LeftButton)


def scrolls(screen: TodayScreen) -> bool:
    area = next(each for each in screen.findChildren(QScrollArea) if each.widget() is screen.columns)
    return area.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("size", [(1336, 836), (920, 636), (1176, 656)])
def test_only_lists_scroll_and_the_primary_is_always_in_sight(
    office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen], size: tuple[int, int]
) -> None:
    visits = arrive(office, clock, *(f"Famiglia {number}" for number in range(12)))
    calls.call(office.session("giulia"), visits[0])
    screen = screen_of()
    photograph(screen, f"today-{size[0]}", size)
    assert not scrolls(screen)
    foot = screen.foot.primary
    assert screen.rect().contains(foot.rect().translated(foot.mapTo(screen, foot.rect().topLeft())))
    assert cut_off(screen) == [] and nameless(screen) == []


def test_messages_take_room_and_hide_nothing(
    office: SmallOffice, clock: Clock, dressed: QApplication, qtbot: QtBot
) -> None:
    arrive(office, clock, "Rossi")
    window = Window(office.session("chiara"), context_of(office.session("chiara")).run)
    qtbot.addWidget(window)
    window.resize(1440, 800)
    window.show()
    window.open("today")
    for number in range(3):
        window.messages.notify(f"Riga {number}", "warning")
    dressed.processEvents()
    foot, lines = window.front().foot.primary, window.frame.messages
    assert foot.mapTo(window, foot.rect().bottomLeft()).y() < lines.mapTo(window, lines.rect().topLeft()).y()
    assert not scrolls(window.front())


def test_out_of_order_asks_for_a_reason_in_place(
    qtbot: QtBot, office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    first, second = arrive(office, clock, "Prima", "Seconda")
    screen = screen_of()
    assert screen.foot.why.isHidden() and screen.foot.primary.isEnabled()
    screen.presenter.select(Column.WAITING, second)
    assert screen.foot.why.placeholderText() == "Perché prima di B01?" and not screen.foot.primary.isEnabled()
    photograph(screen, "today-pick", (1336, 836))
    screen.foot.why.setText("Sta male")
    press(qtbot, screen)
    assert [row.name for row in screen.presenter.rooms] == ["Seconda"]
    screen.presenter.select(Column.WAITING, first)
    assert screen.foot.why.isHidden()


def test_a_caseworker_is_told_who_is_first(
    office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    _first, second = arrive(office, clock, "Prima", "Seconda")
    screen = screen_of("giulia")
    screen.presenter.select(Column.WAITING, second)
    assert "Prima tocca a B01" in screen.foot.where.text() and not screen.foot.primary.isEnabled()


def test_a_faster_colleague_is_named_and_the_next_is_offered(
    qtbot: QtBot, office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    first, second = arrive(office, clock, "Contesa", "Dopo")
    screen = screen_of("giulia")
    calls.call(office.session("paolo"), first)
    press(qtbot, screen)
    said = context(screen).messages
    assert isinstance(said, Said)
    assert "Paolo Bosio ha già chiamato B01" in said.lines[-1][0]
    assert screen.presenter.selected is not None and screen.presenter.selected.id == second
    press(qtbot, screen)
    assert {row.name for row in screen.presenter.rooms} == {"Contesa", "Dopo"}


def test_a_family_called_from_two_desks_is_shown_and_settled_in_one_click(
    qtbot: QtBot,
    new_store: Callable[[str], Store],
    office: SmallOffice,
    clock: Clock,
    screen_of: Callable[..., TodayScreen],
) -> None:
    made = arrive(office, clock, "Contesa")[0]
    other = new_store("other")
    with office.store.read() as connection:
        every = list(entries(connection))
    other.receive(every)
    calls.call(office.session("giulia"), made)
    clock.forward(minutes=1)
    calls.call(SmallOffice(other, office.staff, office.rooms).session("paolo"), made)
    with other.read() as connection:
        every = list(entries(connection))
    office.store.receive(every)
    screen = screen_of()
    part = screen.rooms.parts[0]
    assert [button.text().split(",")[0] for button in part.rivals] == ["G. Ferrero", "P. Bosio"]
    photograph(screen, "today-clash", (1336, 836))
    assert cut_off(screen) == []
    qtbot.mouseClick(part.rivals[0], Qt.MouseButton.LeftButton)
    assert screen.rooms.parts[0].rivals == [] and screen.presenter.rooms[0].who == "G. Ferrero"


def test_the_menu_offers_what_the_state_allows(
    office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    made = arrive(office, clock, "Rossi")[0]
    screen = screen_of()
    assert {"È andato via", "Parcheggia"} <= {each.text() for each in screen.more_menu().actions()}
    handed = next(each for each in screen.more_menu().actions() if each.text() == "Passa a").menu()
    next(each for each in handed.actions() if each.text().startswith("P. Bosio")).trigger()
    assert screen.presenter.today.waiting[0].caseworker == "P. Bosio"
    screen.do.call()
    screen.presenter.select(Column.ROOM, made)
    assert {"Richiama", "Non si presenta"} <= {each.text() for each in screen.more_menu().actions()}
    assert screen.foot.aside.text() == "Non si presenta"
    screen.foot.aside.click()
    assert [row.name for row in screen.presenter.today.waiting] == ["Rossi"]


def test_walking_in_shows_who_it_may_be_and_takes_that_family(
    qtbot: QtBot, office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    office.family("TH-0031", "El Amrani", (person("Mohamed", "El Amrani", date(1985, 4, 2), "M", "head"),))
    screen = screen_of()
    screen.open_panel()
    panel = screen.panel
    qtbot.keyClicks(panel.search, "Elamrani Muhammad")
    if not panel.presenter.found:
        panel.show_form(True)
    panel.show_form(True)
    panel.surname.setText("Elamrani")
    panel.given.setText("Muhammad")
    panel.birth_date.set_value(date(1985, 4, 2))
    panel.presenter.look_alike(panel.typed())
    assert panel.presenter.alike[0].evidence == ("nome simile", "stessa data di nascita")
    photograph(screen, "today-walk-in", (1336, 836))
    assert cut_off(panel) == [] and nameless(panel) == []
    panel.presenter.take(panel.presenter.alike[0].found, "", "")
    assert [row.name for row in screen.presenter.today.waiting] == ["El Amrani"]


def test_after_the_last_call_the_card_offers_that_nobody_came(
    qtbot: QtBot, office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    """Then the family stands aside by name, one click from its page and from a new call."""
    arrive(office, clock, "Rossi")
    screen = screen_of()
    screen.do.call()
    card = screen.rooms.parts[0]
    assert [button.text() for button in card.buttons] == ["Richiama", "Entrata"]
    for _call in range(2):
        qtbot.mouseClick(screen.rooms.parts[0].buttons[0], Qt.MouseButton.LeftButton)
    card = screen.rooms.parts[0]
    assert [button.text() for button in card.buttons] == ["Non si presenta", "Entrata"]
    screen.presenter.select(Column.ROOM, card.row.id)
    assert "Richiama" not in {each.text() for each in screen.more_menu().actions()}
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    name, again = screen.room_column.aside_buttons()
    assert (name.text(), again.text()) == ("B01 Rossi", "Chiama di nuovo")
    name.click()
    gone = context(screen).navigate
    assert isinstance(gone, Gone) and gone.places[-1][1]["tab"] == "contacts"
    again.click()
    assert [row.name for row in screen.presenter.rooms] == ["Rossi"]


def test_who_comes_after_the_hour_reads_from_when_the_place_counts(
    office: SmallOffice, clock: Clock, screen_of: Callable[..., TodayScreen]
) -> None:
    family = office.family("TH-0077", "Tardi")
    start = office.store.now()
    booked = office.put(
        "appointment",
        household=family,
        service="interview",
        start=start.isoformat(),
        minutes=45,
        caseworker=office.staff["giulia"],
        state="scheduled",
    )
    clock.forward(minutes=12)
    check_in(office.session("chiara"), appointment=booked)
    row = screen_of().presenter.waiting_list[0]
    assert isinstance(row, WaitingRow)
    came, hour = office.store.now().astimezone(ZONE), start.astimezone(ZONE)
    assert row.reason.text == f"alle {hour:%H:%M}, arrivo {came:%H:%M}"
