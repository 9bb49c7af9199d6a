"""In the agenda's pane: a calendar is read, forgotten, its fault told in place, and the history is there to see."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.domain.availability import Kind, Rule
from desk.office.appointments.availability import add_availability, drop_availability, read_availability
from desk.ui.widgets.agenda.availability_pane import AvailabilityPane
from tests.screen_parts import context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office
from tests.unit.test_calendar_import import WEEKLY, calendar


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def pane(office: SmallOffice, qtbot: QtBot, dressed: object) -> AvailabilityPane:
    made = AvailabilityPane(context_of(office.session("giulia")))
    qtbot.addWidget(made)
    made.resize(320, 820)
    giulia = office.staff["giulia"]
    made.show_people([(giulia, "Giulia Ferrero"), (office.rooms[0], "Stanza 1")], giulia)
    made.show()
    return made


def choose(pane: AvailabilityPane, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    pane.calendar.ask_file = lambda: path
    pane.calendar.read.click()


def test_a_calendar_is_read_told_and_forgotten(pane: AvailabilityPane, office: SmallOffice, tmp_path: Path) -> None:
    choose(pane, tmp_path / "agenda.ics", calendar(WEEKLY))
    assert pane.calendar.said.text() == "Dal calendario: 2 righe"
    assert not pane.removers  # its lines go all at once
    pane.calendar.forget.click()
    assert not pane.calendar.said.isVisible()
    pane.presenter._context.messages.undo()
    assert pane.calendar.said.text() == "Dal calendario: 2 righe"


def test_a_broken_file_is_told_in_place(qtbot: QtBot, pane: AvailabilityPane, tmp_path: Path) -> None:
    choose(pane, tmp_path / "agenda.ics", b"BEGIN:VCAL")
    assert "agenda.ics" in pane.calendar.fault.text()
    qtbot.waitUntil(lambda: not cut_off(pane))  # the column makes room for the line


def test_who_changed_what_stands_under_the_list(pane: AvailabilityPane, office: SmallOffice, tmp_path: Path) -> None:
    session, giulia = office.session("giulia"), office.staff["giulia"]
    add_availability(session, Rule(Kind.AWAY, giulia, date(2026, 12, 24), date(2026, 12, 24), why="ferie"))
    drop_availability(session, read_availability(session, giulia)[0].id)
    choose(pane, tmp_path / "agenda.ics", calendar(WEEKLY))
    pane.calendar.history.click()
    steps = pane.calendar.presenter.history
    assert [step.what for step in steps] == [
        "2 righe dal calendario",
        "Tolto: Assente 24/12, ferie",
        "Assente 24/12, ferie",
    ]
    assert "Giulia Ferrero" in steps[0].when
    photograph(pane, "presences-history", (320, 820))
    assert not cut_off(pane) and not nameless(pane)


def test_a_room_has_no_calendar(pane: AvailabilityPane, office: SmallOffice) -> None:
    pane.presenter.show(office.rooms[0])
    assert not pane.calendar.read.isVisible()
