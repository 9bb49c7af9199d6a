"""Who waits for a time, as a person sees it: asked for, on the list, offered what fell free; and partner officers."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk.db.tables import appointment, confirmation
from desk.office.appointments.diaries import utc_text
from desk.office.appointments.family_limits import add_limit
from desk.office.appointments.waiting_list import ask_appointment
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.agenda import AgendaScreen
from desk.ui.widgets.tag import Tag
from tests.screen_parts import Said, cut_off, nameless, photograph
from tests.small_office import SmallOffice
from tests.ui.test_agenda_screen import book, context, day, office, row, screen, shown

__all__ = ["context", "day", "office", "screen"]  # fixtures

LEFT = Qt.MouseButton.LeftButton


def states(office: SmallOffice) -> dict[str, str]:
    with office.store.read() as connection:
        return {each.id: each.state or "" for each in connection.execute(select(appointment))}


def test_cancelling_offers_the_time_and_one_click_books_who_waits(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    session = office.session()
    waits = ask_appointment(session, office.family("TH-0077", "Ferri"), "interview", listed=True).appointment
    shown(screen, day, qtbot)
    assert screen.head.waiters.text() == "Chi aspetta (1)"
    assert screen.freed_band.buttons == []
    screen.grid.choose(booked)
    qtbot.mouseClick(screen.facts.canceller, LEFT)
    assert [each.text() for each in screen.freed_band.buttons] == ["Ferri · 9:00"]
    photograph(screen, "agenda-offer", (1336, 836))
    assert nameless(screen) == [] and cut_off(screen) == []
    qtbot.mouseClick(screen.freed_band.buttons[0], LEFT)
    assert row(office, waits) == (f"{day:%d/%m} 09:00", 45, office.staff["giulia"], office.rooms[0], "scheduled")
    assert screen.freed_band.buttons == []
    assert isinstance(context.messages, Said) and context.messages.undo is not None
    context.messages.undo()
    assert states(office)[waits] == "waiting_list"
    assert [each.text() for each in screen.freed_band.buttons] == ["Ferri · 9:00"]


def test_moving_offers_the_former_time_and_it_can_be_put_away(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    ask_appointment(office.session(), office.family("TH-0077", "Ferri"), "interview", listed=True, not_after=day)
    grid = shown(screen, day, qtbot)
    grid.setFocus()
    grid.choose(booked)
    for key in (Qt.Key.Key_M, *[Qt.Key.Key_Down] * 4, Qt.Key.Key_Return):  # the interview, and the time to write it
        qtbot.keyClick(grid, key)
    assert row(office, booked)[0] == f"{day:%d/%m} 10:00"
    assert [each.text() for each in screen.freed_band.buttons] == ["Ferri · 9:00"]
    screen.waiting.put_away()
    assert screen.freed_band.buttons == []


def test_a_wish_goes_through_the_pane_to_a_time(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    family = office.family("TH-0001", "Rossi", ({"given": "Anna", "surname": "Rossi", "role": "head"},))
    screen.show_facts(day=day.isoformat(), household=family)
    screen.show()
    qtbot.mouseClick(screen.slots.ask_only, LEFT)
    pane = screen.waiting_pane
    assert screen.pane.currentWidget() is pane
    assert list(states(office).values()) == ["requested"]
    photograph(screen, "agenda-waiting", (920, 636))
    assert nameless(screen) == [] and cut_off(screen) == []
    qtbot.mouseClick(pane.listers[0], LEFT)
    assert list(states(office).values()) == ["waiting_list"]
    qtbot.mouseClick(pane.finders[0], LEFT)
    assert screen.pane.currentWidget() is screen.slots
    assert not screen.slots.ask_only.isVisible()
    qtbot.keyClick(screen.slots.rows, Qt.Key.Key_Return)
    assert list(states(office).values()) == ["scheduled"]
    assert screen.head.waiters.text() == "Chi aspetta"
    screen.grid.choose(next(iter(states(office))))
    qtbot.mouseClick(screen.facts.lister, LEFT)
    qtbot.mouseClick(screen.head.waiters, LEFT)
    qtbot.mouseClick(pane.droppers[0], LEFT)
    assert list(states(office).values()) == ["cancelled"]


def test_a_partner_officer_answers_from_the_pane(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    gallo = office.staff["pietro"]
    booked = book(office, "Rossi", day, "9:00")
    with office.store.write() as unit:
        unit.change("appointment", booked, others=gallo)
    shown(screen, day, qtbot)
    screen.grid.choose(booked)
    qtbot.mouseClick(screen.facts.answers[gallo, "accepted"], LEFT)
    assert set(screen.facts.answers) == {(gallo, "declined")}
    qtbot.waitUntil(screen.facts.answers[gallo, "declined"].isVisible)
    qtbot.mouseClick(screen.facts.answers[gallo, "declined"], LEFT)
    why = screen.facts.whys[gallo]
    qtbot.keyClicks(why, "ferie")
    photograph(screen, "agenda-answer", (1336, 836))
    qtbot.keyClick(why, Qt.Key.Key_Return)
    with office.store.read() as connection:
        assert connection.execute(select(confirmation.c.answer, confirmation.c.why)).all() == [("declined", "ferie")]
    assert len(screen.move_band.buttons) == 3
    screen.freed_band.setFixedHeight(screen.move_band.height())
    screen.freed_band.show()
    qtbot.waitUntil(lambda: screen.grid.y() > screen.freed_band.y() > screen.move_band.y())
    assert screen.grid.verticalScrollBar().maximum() == 0  # the whole office day stands below both
    qtbot.mouseClick(screen.move_band.buttons[0], LEFT)
    assert screen.presenter.running() == ()


def test_what_has_to_move_on_another_day_is_told_today(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    book(office, "Mansouri", day, "15:00")
    later = book(office, "Hassan", day, "15:15", room=1)
    shown(screen, office.session().today(), qtbot)
    assert len(screen.move_band.buttons) == 3
    assert screen.presenter.band() is not None and screen.presenter.band().id == later  # type: ignore[union-attr]
    qtbot.mouseClick(screen.move_band.buttons[0], LEFT)
    assert screen.move_band.buttons == []


def test_a_drag_into_what_the_family_cannot_is_said_and_refused(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    with office.store.read() as connection:
        family = str(connection.execute(select(appointment.c.household)).scalar())
    add_limit(office.session(), family, weekdays=(day.weekday(),), start=10 * 60, end=12 * 60, why="scuola")
    grid = shown(screen, day, qtbot)
    grid.setFocus()
    grid.choose(booked)
    for key in (Qt.Key.Key_M, *[Qt.Key.Key_Down] * 4):
        qtbot.keyClick(grid, key)
    assert grid.ghost is not None and grid.ghost.fault == "la famiglia non può: scuola"
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert row(office, booked)[0] == f"{day:%d/%m} 09:00"


def test_the_family_of_today_is_marked_as_arrived_from_the_agenda(
    qtbot: QtBot, office: SmallOffice, screen: AgendaScreen
) -> None:
    today = office.session().today()
    booked = book(office, "Rossi", today, "12:00")
    shown(screen, today, qtbot)
    screen.grid.choose(booked)
    qtbot.mouseClick(screen.facts.arrival, LEFT)
    entry = screen.presenter.entry(booked)
    assert entry is not None and entry.step == "arrived"
    assert not screen.facts.arrival.isVisible()
    tags = screen.facts.findChildren
    qtbot.waitUntil(lambda: [each.text() for each in tags(Tag) if each.isVisible()] == ["È arrivata, aspetta"])
    assert not screen.facts.mover.isVisible() and not screen.facts.canceller.isVisible()
    assert {each.sign for each in screen.grid.layout_shown.blocks} == {"person"}


def test_fifteen_columns_stay_wide_enough_and_the_heads_go_along(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    with office.store.write() as unit:
        for number in range(4, 12):
            unit.put("room", name=f"Stanza {number}", number=number, capacity=4, active=1)
    book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    photograph(screen, "agenda-fifteen", (1100, 760))
    assert len(grid.layout_shown.columns) == 15
    assert grid.geometry_now().wide(0) >= 76
    bar = grid.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    last = grid.geometry_now().width - bar.value()
    assert last <= grid.viewport().width() + 1
    assert grid._hours.x() + grid._hours.width() <= grid.viewport().x()
    photograph(screen, "agenda-fifteen-right", (1100, 760))


def test_remedies_are_offered_where_nothing_is_free_and_one_click_takes_one(
    qtbot: QtBot, office: SmallOffice, screen: AgendaScreen
) -> None:
    family = office.family("TH-0001", "Rossi", ({"given": "Anna", "surname": "Rossi", "role": "head"},))
    session = office.session()
    office.put(
        "appointment", service="interview", start=utc_text(session.now()), minutes=8 * 60,
        caseworker=office.staff["giulia"], state="scheduled",
    )  # fmt: skip
    screen.show_facts(household=family)
    screen.show()
    finder = screen.slots.presenter
    finder.change(caseworker=office.staff["giulia"], not_after=session.today())
    assert finder.slots == ()
    assert screen.slots.remedies[0].accessibleName().partition(":")[0] == "Con un altro operatore"
    photograph(screen, "agenda-remedies", (1336, 836))
    assert screen.pane.x() + screen.pane.width() <= screen.width()
    assert cut_off(screen) == [] and nameless(screen) == []
    qtbot.mouseClick(screen.slots.remedies[0], LEFT)
    assert finder.wish.caseworker == "" and finder.slots
