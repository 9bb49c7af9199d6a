"""The agenda as a person uses it: look, choose, move by mouse and by keys, cancel and take back, find a time."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desk.office.appointments.diaries import utc_text
from desk.office.plan.lines import add_objective
from desk.office.plan.meeting import read_meeting
from desk.office.plan.plan import read_plan, start_plan
from desk.office.session import ZONE, Session, local
from desk.ui.presenters.availability import rule_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.agenda import AgendaScreen
from desk.ui.widgets.agenda.act_band import ActBand
from desk.ui.widgets.agenda.grid import AgendaGrid
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.field import FieldFrame
from tests.screen_parts import Gone, Said, Waiting, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office

DAY = timedelta(days=1)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def day(office: SmallOffice) -> date:
    """The next Tuesday."""
    found = office.session().today() + DAY
    while found.weekday() != 1:
        found += DAY
    return found


@pytest.fixture
def context(office: SmallOffice, dressed: object) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> AgendaScreen:
    made = AgendaScreen(context)
    qtbot.addWidget(made)
    made.resize(1336, 836)
    return made


def book(office: SmallOffice, name: str, day: date, clock: str, room: int = 0, worker: str = "giulia") -> str:
    hour, minute = map(int, clock.split(":"))
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    return office.put(
        "appointment",
        household=office.family(f"TH-{len(name):04}", name),
        service="interview",
        start=utc_text(start),
        minutes=45,
        caseworker=office.staff[worker],
        room=office.rooms[room],
        state="scheduled",
    )


def row(office: SmallOffice, appointment: str) -> tuple[str, int, str, str, str]:
    with office.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT start, minutes, caseworker, room, state FROM appointment WHERE id = ?", (appointment,)
        ).one()
    return local(found[0]).strftime("%d/%m %H:%M"), found[1], found[2], found[3], found[4]


def shown(screen: AgendaScreen, day: date, qtbot: QtBot) -> AgendaGrid:
    screen.show_facts(day=day.isoformat())
    screen.show()
    qtbot.waitExposed(screen)
    return screen.grid


def middle(grid: AgendaGrid, appointment: str, column: str) -> QPoint:
    block = next(each for each in grid.layout_shown.blocks if (each.appointment, each.column) == (appointment, column))
    return grid.box_of(block).center()


def drag(qtbot: QtBot, grid: AgendaGrid, begin: QPoint, end: QPoint) -> None:
    port = grid.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(port, (begin + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_a_click_shows_the_facts_and_the_family_opens(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(grid, booked, office.staff["giulia"]))
    assert screen.pane.currentWidget() is screen.facts
    assert screen.facts.title.text() == "Rossi"
    assert "Rossi" in grid.accessibleName()
    qtbot.mouseClick(screen.facts.family, Qt.MouseButton.LeftButton)
    assert isinstance(context.navigate, Gone)
    assert context.navigate.places[-1][0] == "household"


def test_keys_move_an_appointment_with_its_room(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_M, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    assert row(office, booked)[:2] == (f"{day:%d/%m} 09:30", 45)
    assert isinstance(context.messages, Said)
    assert context.messages.undo is not None
    context.messages.undo()
    assert row(office, booked)[0] == f"{day:%d/%m} 09:00"


def test_the_mouse_moves_to_a_colleague_and_esc_gives_up(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    begin = middle(grid, booked, office.staff["giulia"])
    drag(qtbot, grid, begin, begin - QPoint(round(grid.geometry_now().wide(0)), 0))
    assert row(office, booked)[2] == office.staff["paolo"]
    grid.setFocus()
    for key in (Qt.Key.Key_M, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        qtbot.keyClick(grid, key)
    assert row(office, booked)[0] == f"{day:%d/%m} 09:00"


def test_the_lower_edge_and_shift_with_the_arrows_make_it_longer_and_say_the_conflict(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    book(office, "Bianchi", day, "10:15", room=1)
    grid = shown(screen, day, qtbot)
    block = next(each for each in grid.layout_shown.blocks if each.column == office.staff["giulia"])
    edge = grid.box_of(block)
    begin = QPoint(edge.center().x(), edge.bottom() - 2)
    drag(qtbot, grid, begin, begin + QPoint(0, round(grid.geometry_now().hour_high / 4)))
    assert row(office, booked)[:2] == (f"{day:%d/%m} 09:00", 60)
    grid.choose(booked)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_M)
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert grid.ghost is not None and "poi niente tempo per scrivere" in grid.ghost.fault
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert grid.ghost is not None and "già con Bianchi" in grid.ghost.fault
    for _step in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert row(office, booked)[:2] == (f"{day:%d/%m} 09:00", 45)


def test_a_place_that_is_taken_is_said_before_and_refused(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    book(office, "Bianchi", day, "10:00", room=1)
    grid = shown(screen, day, qtbot)
    screen.grid.choose(booked)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_M)
    for _step in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.ghost is not None
    assert "già con Bianchi" in grid.ghost.fault
    assert "già con Bianchi" in grid.accessibleName()
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert row(office, booked)[0] == f"{day:%d/%m} 09:00"
    assert isinstance(context.messages, Said)
    assert context.messages.lines[-1][1] == "warning"


def test_news_take_nothing_out_of_the_hand_that_moves(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    grid.setFocus()
    grid.choose(booked)
    for key in (Qt.Key.Key_M, Qt.Key.Key_Down):
        qtbot.keyClick(grid, key)
    book(office, "Bianchi", day, "9:45", room=1)
    screen.presenter.read()
    assert grid.ghost is not None and grid.ghost.start == 9 * 60 + 15
    assert "già con Bianchi" in grid.ghost.fault
    with office.store.write() as unit:
        unit.change("appointment", booked, state="cancelled")
    screen.presenter.read()
    assert grid.ghost is None


def test_a_person_does_not_become_a_room(qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen) -> None:
    booked = book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    block = next(each for each in grid.layout_shown.blocks if each.column == office.staff["giulia"])
    assert screen.presenter.judge(block, office.rooms[1], 540, 585)
    assert not screen.presenter.judge(block, office.staff["paolo"], 540, 585)
    assert row(office, booked)[2] == office.staff["giulia"]


def test_a_band_made_anew_in_a_narrow_place_is_no_taller_than_its_words(qtbot: QtBot, dressed: object) -> None:
    band = ActBand(
        "Hassan, mer 25/11 ore 15:15: da spostare (5 in tutto)", "L'interprete è già con Mansouri.", "danger"
    )
    qtbot.addWidget(band)
    for words in ("mer 25/11 · 10:45", "mer 25/11 · 13:30", "gio 26/11 · 8:30"):
        band.end.addWidget(Button(words, "outlined", size="small"))
    band.fit(600)
    assert band.heightForWidth(600) < 100


def test_one_click_moves_what_runs_into_another(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    book(office, "Mansouri", day, "15:00")
    later = book(office, "Hassan", day, "15:15", room=1)
    shown(screen, day, qtbot)
    assert len(screen.move_band.buttons) == 3
    assert all("Sposta Hassan" in each.accessibleName() for each in screen.move_band.buttons)
    photograph(screen, "agenda-to-move", (1336, 836))
    qtbot.mouseClick(screen.move_band.buttons[0], Qt.MouseButton.LeftButton)
    assert row(office, later)[0] != f"{day:%d/%m} 15:15"
    assert screen.presenter.running() == ()


def test_cancelled_and_taken_back(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    shown(screen, day, qtbot)
    screen.grid.choose(booked)
    qtbot.mouseClick(screen.facts.canceller, Qt.MouseButton.LeftButton)
    assert row(office, booked)[4] == "cancelled"
    assert not screen.grid.layout_shown.blocks
    assert isinstance(context.messages, Said)
    assert context.messages.undo is not None
    context.messages.undo()
    assert row(office, booked)[4] == "scheduled"
    screen.grid.choose(booked)
    screen.grid.setFocus()
    qtbot.keyClick(screen.grid, Qt.Key.Key_Delete)
    assert row(office, booked)[4] == "cancelled"


def test_a_series_that_cannot_be_says_so_beside_its_last_day_and_goes_once_it_is_booked(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    shown(screen, day, qtbot)
    screen.grid.choose(booked)
    form = screen.facts.series
    qtbot.mouseClick(screen.facts.repeater, Qt.MouseButton.LeftButton)
    for last, fault in ((day, "più avanti"), (day + 9000 * DAY, "più vicino")):
        form.until.set_value(last)
        qtbot.mouseClick(form.book, Qt.MouseButton.LeftButton)
        assert fault in form.fault.text() and form.isVisibleTo(screen)
    form.until.set_value(day + 30 * DAY)
    qtbot.mouseClick(form.book, Qt.MouseButton.LeftButton)
    assert not form.isVisibleTo(screen)


def test_what_was_changed_is_said_and_nothing_else(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    grid.choose(booked)
    grid.setFocus()
    assert isinstance(context.messages, Said)
    for keys, words in (
        ([(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)], "Rossi: ora dura 60 minuti, fino alle 10:00."),
        ([(Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)], "Rossi: ora con "),
    ):
        qtbot.keyClick(grid, Qt.Key.Key_M)
        for key, modifier in keys:
            qtbot.keyClick(grid, key, modifier)
        qtbot.keyClick(grid, Qt.Key.Key_Return)
        assert context.messages.lines[-1][0].startswith(words)


def test_enter_books_the_first_of_ten(qtbot: QtBot, office: SmallOffice, screen: AgendaScreen) -> None:
    family = office.family("TH-0001", "Rossi", ({"given": "Anna", "surname": "Rossi", "role": "head"},))
    screen.show_facts(household=family)
    screen.show()
    best = screen.slots.rows.slot_now()
    assert best is not None
    screen.slots.presenter.change(minutes=60)
    screen.slots.close_button.click()
    assert screen.slots.resume.text() == "Riprendi: Rossi"
    screen.slots.resume.click()
    assert screen.slots.presenter.wish.minutes == 60
    qtbot.keyClick(screen.slots.rows, Qt.Key.Key_Return)
    assert [each.held.household for each in screen.presenter.agenda.entries] == [family]  # type: ignore[union-attr]
    assert screen.presenter.day == best.start.date()
    assert screen.facts.title.text() == "Rossi"
    assert not screen.slots.resume.isVisibleTo(screen.slots)


def test_a_name_typed_in_haste_is_found_and_an_unknown_one_is_said(
    qtbot: QtBot, office: SmallOffice, screen: AgendaScreen
) -> None:
    family = office.family("TH-0001", "Rossi", ({"given": "Anna", "surname": "Rossi", "role": "head"},))
    screen.show_facts()
    screen.show()
    search = screen.slots.search
    qtbot.keyClicks(search.field, "Zzyzx")
    qtbot.waitUntil(lambda: search.hint.text().startswith("Nessuna famiglia"))
    search.field.clear()
    qtbot.keyClicks(search.field, "Rossi")
    qtbot.keyClick(search.field, Qt.Key.Key_Return)  # before the name is looked for
    qtbot.waitUntil(lambda: screen.slots.presenter.facts is not None)
    assert screen.slots.presenter.facts.household == family  # type: ignore[union-attr]


def test_the_pane_turns_to_other_times_once_they_are_read(
    qtbot: QtBot, office: SmallOffice, day: date, dressed: object
) -> None:
    """With the runner of a real window, that answers later than it is asked."""
    booked = book(office, "Rossi", day, "9:00")
    late = Waiting()
    screen = AgendaScreen(ScreenContext(office.session(), late, Said(), Gone()))
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show_facts(day=day.isoformat(), appointment=booked)
    screen.show()
    late.answer()
    assert screen.pane.currentWidget() is screen.facts
    qtbot.mouseClick(screen.facts.mover, Qt.MouseButton.LeftButton)
    late.answer()
    assert screen.pane.currentWidget() is screen.slots
    assert screen.slots.rows.slot_now() is not None
    screen.slots.show_for(office.family("TH-0002", "Bianchi"))
    screen.slots.closed.emit()
    late.answer()
    assert screen.slots.presenter.facts is None


def test_the_days_go_by_and_the_week_is_one_persons(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    book(office, "Rossi", day, "9:00")
    grid = shown(screen, day, qtbot)
    qtbot.mouseClick(screen.head.after, Qt.MouseButton.LeftButton)
    assert screen.presenter.day == day + DAY
    assert not grid.layout_shown.blocks
    qtbot.mouseClick(screen.head.before, Qt.MouseButton.LeftButton)
    screen.presenter.choose_mode("week")
    assert [each.title for each in grid.layout_shown.blocks] == ["Rossi"]
    qtbot.mouseClick(screen.head.today, Qt.MouseButton.LeftButton)
    assert screen.presenter.day == office.session().today()


@pytest.mark.parametrize(("size", "scale"), [((1336, 836), 1.0), ((920, 636), 1.0), ((1240, 800), 2.0)])
@pytest.mark.parametrize("looking", [False, True])
def test_nothing_is_cut_off(
    office: SmallOffice, day: date, screen: AgendaScreen, looking: bool, size: tuple[int, int], scale: float
) -> None:
    family = office.family("TH-0009", "Verdi")
    book(office, "Rossi", day, "9:00")
    screen.show_facts(day=day.isoformat(), **({"household": family} if looking else {}))
    photograph(screen, f"agenda-{size[0]}-{scale:g}-{looking}", size, scale)
    assert nameless(screen) == []
    assert cut_off(screen) == []


def test_leave_is_written_in_the_agenda_shown_grey_and_taken_back(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    shown(screen, day, qtbot)
    qtbot.mouseClick(screen.head.who_is_here, Qt.MouseButton.LeftButton)
    pane = screen.presences
    assert screen.pane.currentWidget() is pane
    assert pane.who.value() == office.staff["giulia"]
    pane.first.set_value(day)
    pane.last.set_value(day)
    pane.why.setText("ferie")
    photograph(screen, "agenda-presences", (1336, 836))
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert len(pane.presenter.lines) == 1
    screen.presenter.read()
    off = {each.key: each.off for each in screen.grid.layout_shown.columns}
    assert off[office.staff["giulia"]] == ((510, 750, "ferie"), (810, 990, "ferie"))
    qtbot.mouseClick(pane.removers[0], Qt.MouseButton.LeftButton)
    assert pane.presenter.lines == ()


def test_a_pattern_is_said_in_words_and_a_wrong_hour_in_place(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    shown(screen, day, qtbot)
    qtbot.mouseClick(screen.head.who_is_here, Qt.MouseButton.LeftButton)
    pane = screen.presences
    pane.kind.set_value("receives")
    pane.weekdays.set_codes(("0", "3"))
    pane.start.setText("otto")
    pane.end.setText("12:30")
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert "8:30" in pane.fault.text()
    pane.start.setText("8.30")
    pane.pattern.set_value("2")
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    words = rule_words(pane.presenter.lines[0].rule, office.session().today())
    assert words.startswith("Riceve lun, gio 8:30 – 12:30, ogni 2 settimane")
    pane.pattern.set_value("n-1")
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert "giorni della settimana" in pane.fault.text()
    pane.weekdays.set_codes(("4",))
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    away = next(each.rule for each in pane.presenter.lines if each.rule.kind == "away")
    assert "Assente ven dal" in rule_words(away, office.session().today())
    assert rule_words(away, office.session().today()).endswith("l'ultima volta del mese")
    pane.kind.set_value("extra")
    pane.first.set_value(day)
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert "in più" in pane.fault.text()
    pane.start.setText("17")
    pane.end.setText("18")
    pane.last.set_value(day)
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    extra = next(each.rule for each in pane.presenter.lines if each.rule.kind == "extra")
    assert rule_words(extra, day) == f"Riceve anche {day:%d/%m} 17:00 – 18:00"
    assert nameless(screen) == []
    photograph(screen, "agenda-presences-small", (920, 636))
    assert cut_off(screen) == []


def test_what_a_pattern_leaves_outside_is_named_before_it_is_written(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    book(office, "Rossi", day, "9:00")
    book(office, "Verdi", day, "11:00")
    shown(screen, day, qtbot)
    qtbot.mouseClick(screen.head.who_is_here, Qt.MouseButton.LeftButton)
    pane = screen.presences
    pane.kind.set_value("receives")
    pane.weekdays.set_codes((str(day.weekday()),))
    pane.start.setText("10")
    pane.end.setText("12:30")
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert pane.presenter.lines == ()
    assert pane.left.text().startswith("1 appuntamento già preso resta fuori")
    assert "9:00 · Rossi" in pane.left_list.text()
    pane.end.setText("11:15")  # another form asks anew
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert "11:00 · Verdi" in pane.left_list.text()
    photograph(screen, "agenda-presences-left", (1336, 836))
    assert cut_off(screen) == []
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert len(pane.presenter.lines) == 1
    assert not pane.left.isVisibleTo(pane)
    screen.presenter.read()
    assert [each.family for each in screen.presenter.running()] == ["Rossi", "Verdi"]
    assert screen.move_band.isVisibleTo(screen)


def test_a_day_that_is_none_is_said_and_never_taken_for_today(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    shown(screen, day, qtbot)
    qtbot.mouseClick(screen.head.who_is_here, Qt.MouseButton.LeftButton)
    pane = screen.presences
    pane.first.setText("29/02/2027")
    pane.first.editingFinished.emit()
    frame = pane.first.parentWidget()
    assert isinstance(frame, FieldFrame)
    assert frame.doubt.text().startswith("«29/02/2027» non è un giorno")
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert "29/02/2027" in pane.fault.text()
    assert pane.presenter.lines == ()
    pane.first.set_value(date(2028, 2, 29))
    assert frame.doubt.text() == ""
    qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    assert [each.rule.first for each in pane.presenter.lines] == [date(2028, 2, 29)]


def test_an_appointment_and_a_worker_are_saved_as_calendar_files(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen, tmp_path: Path
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    shown(screen, day, qtbot)
    names: list[str] = []

    def target(name: str) -> Path:
        names.append(name)
        return tmp_path / name

    screen.paper.ask_target = target
    screen.grid.choose(booked)
    qtbot.mouseClick(screen.facts.save_calendar, Qt.MouseButton.LeftButton)
    screen.presenter.choose_mode("week")
    qtbot.mouseClick(screen.head.export, Qt.MouseButton.LeftButton)
    assert names == [f"appuntamento-{day:%Y-%m-%d}.ics", "agenda-ferrero.ics"]
    assert all(booked in (tmp_path / name).read_text(encoding="utf-8") for name in names)


def test_an_appointment_is_repeated_from_its_pane(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen
) -> None:
    booked = book(office, "Rossi", day, "9:00")
    shown(screen, day, qtbot)
    screen.grid.choose(booked)
    qtbot.mouseClick(screen.facts.repeater, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.facts.series.book, Qt.MouseButton.LeftButton)
    assert "fino a che giorno" in screen.facts.series.fault.text()
    screen.facts.series.until.set_value(day + timedelta(weeks=2))
    photograph(screen, "agenda-series", (1336, 836))
    assert cut_off(screen) == []
    assert nameless(screen) == []
    qtbot.mouseClick(screen.facts.series.book, Qt.MouseButton.LeftButton)
    assert isinstance(context.messages, Said)
    assert context.messages.lines[-1][0].startswith("Rossi: ")
    screen.presenter.go(day + timedelta(weeks=2))
    assert [each.title for each in screen.grid.layout_shown.blocks] == ["Rossi", "Rossi"]


def test_which_commitments_a_meeting_asks_about_is_chosen_in_its_pane(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    booked, carla = book(office, "Rossi", day, "9:00"), office.session("carla")
    with office.store.read() as connection:
        home = connection.exec_driver_sql("SELECT household FROM appointment WHERE id = ?", (booked,)).scalar_one()
    start_plan(carla, home, language="it")
    view = read_plan(carla, home)
    assert view is not None
    lines = tuple(
        {"who_kind": "office", "text": text, "by_date": by.isoformat()}
        for text, by in (("Scrive al Comune.", day), ("Cerca casa.", day + 30 * DAY))
    )
    add_objective(carla, view.id, dimension="work", title="Un lavoro", commitments=lines)
    grid, part = shown(screen, day, qtbot), screen.meeting
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(grid, booked, office.staff["giulia"]))
    assert part.isVisible()
    assert [each.text for each in part.presenter.meeting.asked] == ["Scrive al Comune."]  # type: ignore[union-attr]
    qtbot.mouseClick(part.choose, Qt.MouseButton.LeftButton)
    first, second = part.boxes.values()
    assert (first.isChecked(), second.isChecked()) == (True, False)
    for box in (first, second):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert [each.text for each in read_meeting(carla, booked).asked] == ["Cerca casa."]
    words = first.parentWidget()
    assert words is not None
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton, pos=QPoint(words.width() - 2, words.height() // 2))
    assert first.isChecked(), "its words can be pressed as well as the box"
    qtbot.mouseClick(part.proposed, Qt.MouseButton.LeftButton)
    assert [each.text for each in read_meeting(carla, booked).asked] == ["Scrive al Comune."]
    assert not part.proposed.isVisible()
    assert nameless(part) == []


def test_three_that_begin_together_stand_side_by_side_and_their_column_is_as_wide_as_three(
    qtbot: QtBot, office: SmallOffice, day: date, screen: AgendaScreen
) -> None:
    for name in ("Benhaddou", "Castelnuovo", "Ferrarese"):
        book(office, name, day, "9:00")
    grid = shown(screen, day, qtbot)
    column = grid.layout_shown.blocks[0].column
    boxes = [grid.box_of(each) for each in grid.layout_shown.blocks if each.column == column]
    assert len(boxes) == 3 and len({each.top() for each in boxes}) == 1
    assert all(each.width() >= 70 for each in boxes)
    assert all(a.right() <= b.left() for a, b in pairwise(sorted(boxes, key=lambda each: each.left())))
    widths = [grid.geometry_now().wide(number) for number in range(len(grid.layout_shown.columns))]
    assert sum(widths) == pytest.approx(max(grid.viewport().width(), sum(widths))) and min(widths) >= 76
    for number, box in enumerate(boxes):
        assert grid.block_at(box.center()) is not None, number
    photograph(screen, "agenda-together", (1336, 836))
