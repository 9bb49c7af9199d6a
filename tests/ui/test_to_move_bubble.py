"""Whoever has the agenda in the rail reads there how many appointments have to move, whatever page is in front."""

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.appointments.book_appointment import move_appointment
from desk.office.session import local
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.window import Window
from tests.small_office import SmallOffice
from tests.ui.test_agenda_screen import book, day, office

__all__ = ["day", "office"]  # fixtures


def test_the_rail_counts_what_has_to_move(
    qtbot: QtBot, office: SmallOffice, day: date, dressed: object, qapp: QApplication
) -> None:
    book(office, "Mansouri", day, "15:00")
    later = book(office, "Hassan", day, "15:15", room=1)
    session = office.session()
    window = Window(session, ImmediateRunner())
    try:
        button = window.frame.rail.buttons["agenda"]
        window.show()
        window._later.setInterval(0)
        with qtbot.waitSignal(window._later.timeout):
            window.start("households")
            assert button.count == 0
        assert button.count == 1
        assert button.accessibleName() == "Agenda, 1 appuntamento da spostare"
        assert button.toolTip().endswith(", 1 appuntamento da spostare")
        with office.store.read() as connection:
            start = local(
                connection.exec_driver_sql("SELECT start FROM appointment WHERE id = ?", (later,)).scalar_one()
            )
        window.tell(move_appointment(session, later, start=start.replace(hour=9)))
        assert button.count == 0
        assert button.accessibleName() == "Agenda"
    finally:
        window.stop()
        window.hide()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
