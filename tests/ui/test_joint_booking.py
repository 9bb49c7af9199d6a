"""One visit instead of three: caseworker, interpreter, housing and work at one table, booked from the interview."""

import json
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk.commands import slots
from desk.db.tables import appointment
from desk.office.appointments.family_limits import add_limit
from desk.office.appointments.find_slots import find_slots
from desk.office.session import Session
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.screens.booking import BookingScreen
from desk.ui.window import Window
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office, person
from tests.ui.robots.booking import BookingRobot


@pytest.fixture
def office(session: Session) -> SmallOffice:
    made = build_small_office(session.store)
    with made.store.write() as unit:
        made.staff["silvia"] = unit.put(
            "staff", username="silvia", given="Silvia", surname="Viglione", role="caseworker", languages="it",
            services="work", active=1,
        )  # fmt: skip
    return made


@pytest.fixture
def family(office: SmallOffice) -> str:
    members = (
        person("Youssef", "El Amrani", "1985-03-12", "M", "head"),
        person("Amina", "El Amrani", "2016-05-02"),
    )
    return office.family("TH-0217", "El Amrani", members, language="ar")


def test_a_joint_booking_from_the_interview_takes_four_actions(
    qtbot: QtBot, office: SmallOffice, family: str, dressed: object, qapp: QApplication
) -> None:
    window = Window(office.session(), ImmediateRunner())
    try:
        window.resize(1440, 900)
        window.show()
        window.open("interview", household=family, section="housing")
        robot = BookingRobot(qtbot, window)
        robot.from_interview().beside("housing_office").beside("work").take_best()
        assert robot.actions <= 4
        assert window.current == "interview"
        with office.store.read() as connection:
            row = connection.execute(select(appointment)).one()
        assert row.caseworker == office.staff["giulia"]
        assert row.interpreter == office.staff["nadia"]
        assert set((row.others or "").split()) == {office.staff["pietro"], office.staff["silvia"]}
        assert row.room in office.rooms
    finally:
        window.stop()
        window.hide()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_command_and_the_page_find_the_same(
    qtbot: QtBot, office: SmallOffice, family: str, dressed: object, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What a script is told for a family is what the clerk sees: its limits, its language, last time's worker."""
    session = office.session()
    add_limit(session, family, weekdays=(4,))
    add_limit(session, family, start=8 * 60, end=10 * 60, why="scuola")
    page = BookingScreen(context_of(session))
    qtbot.addWidget(page)
    page.show_facts(household=family)
    page.presenter.change(beside=("housing_office",), not_before=session.today() + timedelta(days=2), minutes=60)
    seen = [card.slot.as_json() for card in page.cards]
    assert len(seen) == 10
    monkeypatch.setattr(slots, "machine", lambda: nullcontext(session))
    parser = ArgumentParser()
    slots.add_arguments(parser)
    arguments = parser.parse_args([
        "--service", "interview", "--household", "TH-0217", "--language", "ar", "--with", "housing_office",
        "--minutes", "60", "--from", (session.today() + timedelta(days=2)).isoformat(), "--json",
    ])  # fmt: skip
    assert slots.run(arguments) == 0
    assert json.loads(capsys.readouterr().out) == seen
    assert seen == [each.as_json() for each in find_slots(session, page.presenter.wanted(page.presenter.facts))]  # type: ignore[arg-type]
