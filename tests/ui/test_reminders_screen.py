"""The screen of reminders: the call list is worked off, letters printed, a message that came back goes on the list."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk import settings
from desk.db.store import Store
from desk.db.tables import appointment, attempt, reminder
from desk.office.appointments.book_appointment import book_appointment
from desk.office.household.consents import record_consent
from desk.office.place import Place, change_place
from desk.office.session import system_session
from desk.ui.presenters.reminders import BACK, CALLS, GONE, LEAVING, LETTERS, NOBODY, NOT_COMING, PRINTED, THERE
from desk.ui.screens.reminders import RemindersScreen
from tests.conftest import Clock
from tests.paper.paper_reading import text
from tests.screen_parts import context_of, cut_off, nameless, photograph
from tests.server.test_reminder_lines import Gate, gate_running
from tests.small_office import SmallOffice, build_small_office, person

TUESDAY = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 12, 14, 8, 30, tzinfo=UTC)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    """Two families with an appointment on Tuesday: one said yes to messages, the other has an address and a phone."""
    office = build_small_office(store)
    change_place(system_session(store), Place("Polo", "Corso Vercelli 15", "011 0111222"))
    for number, (name, language, who) in enumerate((("Rossi", "ro", "giulia"), ("Bianchi", "ar", "paolo"))):
        member = person("Anna", name, "1985-04-02", role="head")
        home = office.family(f"TH-000{number + 1}", name, (member,), language=language)
        anna = office.people(home)[0]
        office.put("contact", household=home, person=anna, kind="phone", value=f"+39351555010{number}")
        office.put("address", household=home, street="Via Cigna 1", zip="10152", town="Torino")
        book_appointment(
            office.session("chiara"), household=home, start=TUESDAY, minutes=45, service="interview",
            caseworker=office.staff[who],
        )  # fmt: skip
        if not number:
            record_consent(office.session(), home, anna, "messages", given=True)
    return office


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    with gate_running() as gate:
        path = tmp_path / "channels.toml"
        path.write_text(f'[sms]\nurl = "{gate.url}"\nbody = {{ to = "{{to}}", text = "{{text}}" }}\n')
        monkeypatch.setenv(settings.CHANNELS.name, str(path))
        yield gate


@pytest.fixture
def screen(office: SmallOffice, gate: Gate, clock: Clock, qtbot: QtBot, dressed: object) -> RemindersScreen:
    clock.time = MONDAY
    made = RemindersScreen(context_of(office.session("chiara")))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show_facts()
    made.show()
    return made


def names(screen: RemindersScreen) -> list[str]:
    return [row.row.name for row in screen.rows]


def values(store: Store, column: object) -> list[str]:
    with store.read() as connection:
        return sorted(connection.execute(select(column)).scalars())  # type: ignore[call-overload]


def to_file(screen: RemindersScreen, path: Path) -> None:
    def choose(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return True

    screen.print_dialog = choose


def test_what_can_leave_leaves_and_the_others_are_called(
    screen: RemindersScreen, office: SmallOffice, gate: Gate
) -> None:
    assert names(screen) == ["Bianchi"]
    screen.tabs.choose(LEAVING)
    assert names(screen) == ["Rossi"]
    screen.send.click()
    assert len(gate.asked) == 1 and names(screen) == []
    screen.tabs.choose(GONE)
    assert names(screen) == ["Rossi"]
    screen.rows[0].buttons[BACK].click()
    screen.tabs.choose(CALLS)
    assert names(screen) == ["Bianchi", "Rossi"]
    assert "tornato" in screen.rows[1].row.way
    screen.rows[0].buttons[NOBODY].click()
    assert names(screen) == ["Bianchi", "Rossi"]
    screen.rows[0].buttons[THERE].click()
    assert names(screen) == ["Rossi"]
    assert values(office.store, attempt.c.outcome) == ["no_answer", "reached"]
    screen._context.messages.undo()
    assert names(screen) == ["Bianchi", "Rossi"]


def test_whoever_cannot_come_frees_the_time_and_it_can_be_taken_back(
    screen: RemindersScreen, office: SmallOffice
) -> None:
    screen.rows[0].buttons[NOT_COMING].click()
    assert values(office.store, appointment.c.state) == ["cancelled", "scheduled"]
    assert names(screen) == []
    screen._context.messages.undo()
    assert values(office.store, appointment.c.state) == ["scheduled", "scheduled"]
    assert names(screen) == ["Bianchi"]


def test_letters_are_printed_and_kept_as_gone(
    screen: RemindersScreen, office: SmallOffice, clock: Clock, tmp_path: Path
) -> None:
    clock.time = datetime(2026, 12, 7, 12, tzinfo=UTC)
    screen.presenter.show()
    screen.tabs.choose(LETTERS)
    assert names(screen) == ["Bianchi"]
    to_file(screen, tmp_path / "letter.pdf")
    screen.rows[0].buttons[PRINTED].click()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert names(screen) == []
    assert values(office.store, reminder.c.state) == ["letter"]


def test_the_call_list_on_paper_says_whom_and_why(screen: RemindersScreen) -> None:
    sheets: list[bytes] = []
    screen.presenter.calls_on_paper(sheets.append)
    said = text(sheets[0])
    for words in ("Bianchi", "351 555 0101", "Non ha detto sì", "Non può venire", "TH-0002"):
        assert words in " ".join(said.split())
    assert "Rossi" not in said


def test_a_wrong_file_of_channels_is_told_in_place(screen: RemindersScreen, tmp_path: Path) -> None:
    (tmp_path / "channels.toml").write_text("[email\n")
    screen.presenter.show()
    assert "channels.toml" in screen.fault.fact.text()


@pytest.mark.parametrize(("size", "scale"), [((1240, 800), 1.0), ((900, 640), 1.0), ((1240, 800), 2.0)])
def test_nothing_is_cut(screen: RemindersScreen, size: tuple[int, int], scale: float) -> None:
    photograph(screen, f"reminders-{size[0]}-{scale}", size, scale)
    assert names(screen) and not cut_off(screen) and not nameless(screen)
