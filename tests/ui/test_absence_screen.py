"""Absence as a person does it: who and when, the proposal, one line changed, accepted, taken back."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desk.domain.replan import Problem, greedy
from desk.office.appointments.book_appointment import book_appointment
from desk.office.replan.model import Answer
from desk.office.session import ZONE, Session
from desk.ui.presenters import absence
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.absence import AbsenceScreen
from desk.ui.screens.agenda import AgendaScreen
from tests.screen_parts import Gone, GoodPress, Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=ZONE)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    made = build_small_office(session.store)
    for number, name in enumerate(("Diop", "Leka", "Toure", "Okoye", "Bianco", "Osagie")):
        book_appointment(
            made.session(),
            household=made.family(f"TH-{number}", name, caseworker=made.staff["paolo" if number % 2 else "giulia"]),
            start=TUESDAY + timedelta(days=number // 3, hours=number % 3),
            minutes=45,
            service="interview",
            caseworker=made.staff["giulia"],
            room=made.rooms[0],
        )
    return made


@pytest.fixture
def context(office: SmallOffice, dressed: object) -> ScreenContext:
    return context_of(office.session("chiara"))


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> AbsenceScreen:
    def quickly(problem: Problem, **_how: object) -> Answer:
        return Answer(greedy(problem), False)

    monkeypatch.setattr(absence, "best_plan", quickly)
    made = AbsenceScreen(context)
    qtbot.addWidget(made)
    made.resize(1340, 840)
    made.show()
    return made


def ask(qtbot: QtBot, screen: AbsenceScreen, office: SmallOffice, who: str = "giulia") -> None:
    screen.show_facts()
    screen.who.set_value(office.staff[who])
    screen.first.set_value(date(2026, 12, 1))
    screen.last.set_value(date(2026, 12, 2))
    qtbot.mouseClick(screen.propose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.rows) == len(screen.presenter.lines))


def starts(office: SmallOffice) -> list[str]:
    with office.store.read() as connection:
        return list(connection.exec_driver_sql("SELECT start FROM appointment ORDER BY id").scalars())


def test_a_proposal_is_changed_in_one_line_accepted_and_taken_back(
    qtbot: QtBot, office: SmallOffice, context: ScreenContext, screen: AbsenceScreen
) -> None:
    before = starts(office)
    ask(qtbot, screen, office)
    assert len(screen.rows) == 6
    assert screen.accept.hasFocus()
    assert screen.told.fact.text() == "6 appuntamenti: 2 alla stessa ora, 4 in un altro momento."
    row = screen.rows[0]
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    other = next(each for each in row.options if "Bosio" in each.text())
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert "con P. Bosio" in row.words.text() and not row.options
    assert screen.told.second.text() == "Cambiata da te."
    qtbot.mouseClick(screen.rows[1].button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.rows[1].options[-1], Qt.MouseButton.LeftButton)
    assert "Senza posto" in screen.rows[1].words.text() and "lasciato com'è" in screen.rows[1].words.text()
    assert screen.accept.text() == "Accetta e sposta 5 appuntamenti"
    qtbot.mouseClick(screen.rows[2].button, Qt.MouseButton.LeftButton)
    assert screen.rows[2].options
    qtbot.mouseClick(screen.accept, Qt.MouseButton.LeftButton)
    assert screen.told.fact.text() == "5 appuntamenti spostati. 1 resta da spostare."
    assert [(each.button.isEnabled(), each.options) for each in screen.rows] == [(False, [])] * 6
    assert starts(office) != before
    messages = context.messages
    assert isinstance(messages, Said) and messages.undo is not None
    take_back = messages.undo
    asked: list[str] = []

    def no_printer(printer: QPrinter) -> bool:
        asked.append(printer.docName())
        return False

    screen.print_dialog = no_printer
    qtbot.mouseClick(screen.calls, Qt.MouseButton.LeftButton)
    assert asked == ["TO-Home"]
    qtbot.mouseClick(screen.letters, Qt.MouseButton.LeftButton)
    assert messages.lines[-1][0].startswith("Nessuna lettera")
    take_back()
    assert starts(office) == before
    assert screen.accept.isVisible()
    assert all(each.button.isEnabled() for each in screen.rows)


def test_what_is_missing_is_said_and_a_changed_form_takes_the_proposal_away(
    qtbot: QtBot, office: SmallOffice, screen: AbsenceScreen
) -> None:
    screen.show_facts()
    qtbot.mouseClick(screen.propose, Qt.MouseButton.LeftButton)
    assert screen.fault.isVisible() and not screen.told.isVisible()
    ask(qtbot, screen, office)
    assert not screen.propose.isVisible() and screen.told.isVisible()
    qtbot.keyClicks(screen.start, "9")
    assert screen.propose.isVisible() and not screen.told.isVisible()


def test_a_proposal_that_somebody_booked_over_is_asked_for_again(
    qtbot: QtBot, office: SmallOffice, screen: AbsenceScreen
) -> None:
    ask(qtbot, screen, office)
    place, question = screen.presenter.plan[0], screen.presenter.question
    assert place is not None and question is not None
    before = starts(office)
    book_appointment(
        office.session(),
        household=office.family("TH-9", "Prima"),
        start=question.start_of(0, place),
        minutes=45,
        service="interview",
        caseworker=place.chosen[0],
    )
    qtbot.mouseClick(screen.accept, Qt.MouseButton.LeftButton)
    assert screen.fault.isVisible() and "già con Prima" in screen.fault.fact.text()
    assert screen.told.second.text() == "Nel frattempo l'agenda è cambiata."
    assert set(before) < set(starts(office)) and len(starts(office)) == len(before) + 1
    assert screen.propose.text() == "Proponi di nuovo" and screen.propose.hasFocus()
    qtbot.keyClick(screen.propose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen.presenter.question not in (None, question))
    assert not screen.propose.isVisible() and not screen.fault.isVisible()
    qtbot.mouseClick(screen.accept, Qt.MouseButton.LeftButton)
    assert screen.presenter.accepted is not None


def test_without_appointments_only_the_absence_is_recorded(
    qtbot: QtBot, office: SmallOffice, screen: AbsenceScreen
) -> None:
    ask(qtbot, screen, office, "pietro")
    assert screen.told.fact.text() == "Nessun appuntamento da spostare in quei giorni."
    assert screen.accept.text() == "Segna solo l'assenza"
    qtbot.mouseClick(screen.accept, Qt.MouseButton.LeftButton)
    with office.store.read() as connection:
        assert connection.exec_driver_sql("SELECT who, first, last FROM availability").one() == (
            office.staff["pietro"], "2026-12-01", "2026-12-02",
        )  # fmt: skip
    assert not screen.accept.isVisible()


def test_the_agenda_and_the_list_of_absences_lead_here(
    qtbot: QtBot, office: SmallOffice, context: ScreenContext
) -> None:
    agenda = AgendaScreen(context)
    qtbot.addWidget(agenda)
    agenda.show_facts(day="2026-12-01")
    qtbot.mouseClick(agenda.head.absence, Qt.MouseButton.LeftButton)
    assert isinstance(context.navigate, Gone)
    assert context.navigate.places[-1] == ("absence", {"day": "2026-12-01"})
    office.put("availability", kind="away", who=office.staff["giulia"], first="2026-12-01", last="2026-12-02")
    qtbot.mouseClick(agenda.head.who_is_here, Qt.MouseButton.LeftButton)
    agenda.presences.show_people(agenda.presenter.people(), office.staff["giulia"])
    qtbot.mouseClick(agenda.presences.replanners[0], Qt.MouseButton.LeftButton)
    screen, facts = context.navigate.places[-1]
    assert screen == "absence"
    assert (facts["who"], facts["first"], facts["last"]) == (office.staff["giulia"], "2026-12-01", "2026-12-02")


def test_rows_come_one_at_a_time_and_only_those_that_are_soon_seen(
    qtbot: QtBot, office: SmallOffice, screen: AbsenceScreen
) -> None:
    ask(qtbot, screen, office)
    screen.presenter.lines *= 10
    screen._start_rows()
    assert screen.rows == []
    counts: list[int] = []
    screen._later.timeout.connect(lambda: counts.append(len(screen.rows)))
    qtbot.waitUntil(lambda: len(screen.rows) > 6 and not screen._later.isActive())
    assert all(after - before <= 1 for before, after in itertools.pairwise([0, *counts]))
    seen = len(screen.rows)
    assert seen < 60
    bar = screen.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(screen.rows) > seen)


def test_nothing_is_cut(qtbot: QtBot, office: SmallOffice, screen: AbsenceScreen) -> None:
    ask(qtbot, screen, office)
    qtbot.mouseClick(screen.rows[0].button, Qt.MouseButton.LeftButton)
    photograph(screen, "absence-proposal", (920, 640))
    assert not cut_off(screen)
    assert not nameless(screen)


def test_each_letter_is_in_the_ledger_as_soon_as_the_printer_has_it(
    qtbot: QtBot, office: SmallOffice, screen: AbsenceScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes after may fail, or the window be closed: the families get what is out."""
    with office.store.read() as connection:
        homes = connection.exec_driver_sql("SELECT id FROM household ORDER BY id").scalars().all()
    for home in homes:
        office.put("address", household=home, street="Via Cigna 1", zip="10152", town="Torino", since="2020-01-01")
    in_ledger: list[int] = []

    class SecondRefused(GoodPress):
        def print(self, _job: object) -> str:
            with office.store.read() as connection:
                in_ledger.append(connection.exec_driver_sql("SELECT count(*) FROM printed").scalar_one())
            return "refused" if len(in_ledger) == 2 else ""

    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", SecondRefused())
    ask(qtbot, screen, office)
    qtbot.mouseClick(screen.accept, Qt.MouseButton.LeftButton)
    screen.print_dialog = lambda _printer: True
    qtbot.mouseClick(screen.letters, Qt.MouseButton.LeftButton)
    assert in_ledger == [0, 1]
