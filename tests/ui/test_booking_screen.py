"""Booking as a person does it: look, take one, take it back; move; see what is wrong."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk.db.tables import appointment
from desk.office.session import Session, local
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.booking import BookingScreen
from tests.screen_parts import Gone, Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def family(office: SmallOffice) -> str:
    return office.family("TH-0001", "Rossi", ({"given": "Anna", "surname": "Rossi", "role": "head"},))


@pytest.fixture
def context(office: SmallOffice, dressed: object) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> BookingScreen:
    made = BookingScreen(context)
    qtbot.addWidget(made)
    return made


def booked(office: SmallOffice) -> list[tuple[str, str]]:
    with office.store.read() as connection:
        rows = connection.execute(select(appointment).order_by(appointment.c.start)).all()
    return [(row.state, local(row.start).strftime("%d/%m %H:%M")) for row in rows if row.state]


def press(qtbot: QtBot, screen: BookingScreen, place: int = 0) -> None:
    qtbot.mouseClick(screen.cards[place].button, Qt.MouseButton.LeftButton)


def test_one_click_books_the_best_time(
    qtbot: QtBot, office: SmallOffice, family: str, context: ScreenContext, screen: BookingScreen
) -> None:
    screen.show_facts(household=family)
    best = screen.cards[0].slot
    press(qtbot, screen)
    assert booked(office) == [("scheduled", best.start.strftime("%d/%m %H:%M"))]
    messages, places = context.messages, context.navigate
    assert isinstance(messages, Said) and isinstance(places, Gone)
    assert messages.lines[-1][0].startswith("Prenotato")
    assert places.places[-1] == ("household", {"household": family})
    assert messages.undo is not None
    messages.undo()
    assert booked(office) == []


def test_a_booked_time_is_moved_with_its_service(
    qtbot: QtBot, office: SmallOffice, family: str, screen: BookingScreen
) -> None:
    screen.show_facts(household=family)
    press(qtbot, screen)
    with office.store.read() as connection:
        made = connection.execute(select(appointment.c.id)).scalar_one()
    screen.show_facts(household=family, appointment=made)
    assert not screen.service.isEnabled()
    other = screen.cards[1].slot
    press(qtbot, screen, 1)
    assert booked(office) == [("scheduled", other.start.strftime("%d/%m %H:%M"))]


def test_a_shift_of_every_second_week_keeps_those_weeks_free(qtbot: QtBot, family: str, screen: BookingScreen) -> None:
    screen.show_facts(household=family)
    today, limits = screen.presenter.today, screen.form.limits
    monday = today - timedelta(days=today.weekday())
    qtbot.mouseClick(limits.adder, Qt.MouseButton.LeftButton)
    limits.why.setText("turno")
    limits.weekdays.set_codes(map(str, range(5)))
    limits.start.setText("8")
    limits.end.setText("18")
    limits.often.set_value("2")
    limits.first.set_value(monday)
    qtbot.mouseClick(limits.save, Qt.MouseButton.LeftButton)
    assert screen.presenter.facts is not None
    (line,) = screen.presenter.facts.limits
    assert limits.presenter.words(line).endswith(f"ogni 2 settimane dal {monday.day}/{monday.month} (turno)")
    weeks = {(card.slot.start.date() - monday).days // 7 for card in screen.cards}
    assert weeks
    assert all(week % 2 for week in weeks)


def test_the_room_is_asked_for_what_is_needed_and_the_wish_is_kept(
    qtbot: QtBot, office: SmallOffice, family: str, screen: BookingScreen
) -> None:
    with office.store.write() as unit:
        unit.change("room", office.rooms[2], equipment="pram")
    screen.show_facts(household=family)
    screen.form.equipment.boxes["pram"].click()
    assert {card.slot.room for card in screen.cards} == {office.rooms[2]}
    press(qtbot, screen)
    with office.store.read() as connection:
        made = connection.execute(select(appointment.c.id)).scalar_one()
    screen.show_facts(household=family, appointment=made)
    assert screen.form.equipment.codes() == ("pram",)
    assert {card.slot.room for card in screen.cards} == {office.rooms[2]}


def test_dates_in_the_wrong_order_are_said_in_place(family: str, screen: BookingScreen) -> None:
    screen.show_facts(household=family)
    screen.presenter.change(not_before=date(2027, 1, 20), not_after=date(2027, 1, 10))
    assert screen.cards == []
    assert "cambia una delle due date" in screen.said.text()


def test_a_time_that_somebody_else_took_is_said_and_the_list_is_new(
    qtbot: QtBot, office: SmallOffice, family: str, context: ScreenContext, screen: BookingScreen
) -> None:
    screen.show_facts(household=family)
    slot = screen.cards[0].slot
    other = office.family("TH-0002", "Bianchi")
    elsewhere = BookingScreen(context_of(office.session()))
    qtbot.addWidget(elsewhere)
    elsewhere.show_facts(household=other)
    press(qtbot, elsewhere)
    press(qtbot, screen)
    assert isinstance(context.messages, Said)
    assert context.messages.lines[-1][1] == "warning"
    assert slot not in [card.slot for card in screen.cards]


@pytest.mark.parametrize(("size", "scale"), [((1240, 800), 1.0), ((760, 600), 1.0), ((1240, 800), 2.0)])
def test_nothing_is_cut_off(family: str, screen: BookingScreen, size: tuple[int, int], scale: float) -> None:
    screen.show_facts(household=family)
    photograph(screen, f"booking-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == []
    if scale == 1.0:
        assert cut_off(screen) == []
