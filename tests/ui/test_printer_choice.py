"""How this machine prints: remembered whole, shown, and given to every paper that goes out."""

import msgspec
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.plan.plan import start_plan
from desk.ui import qt_words
from desk.ui.paper_jobs import PrintJob
from desk.ui.presenters.printer_choice import PrinterChoice, read_choice, remember_choice
from desk.ui.printing import choice_of, job_for, make_printer, print_dialog, two_sided
from desk.ui.screens.day_papers import DayPapersScreen
from desk.ui.screens.papers import PapersScreen
from desk.ui.widgets.papers.printer_row import PrinterRow
from tests.screen_parts import GoodPress, context_of, nameless
from tests.small_office import SmallOffice, build_small_office, person

DAY = "2026-11-30"
ANNA = (person("Anna", "Rossi", "1985-04-02", role="head"),)
ALL_ELSE = PrinterChoice(both_sides=True, copies=3, turned="short", collate=False, grey=True)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    found = office.family("TH-0001", "Rossi", ANNA)
    start_plan(office.session(), found, language="it")
    office.put("appointment", household=found, start=f"{DAY}T08:00:00+00:00", minutes=45, state="scheduled")
    return found


@pytest.fixture
def row(office: SmallOffice, qtbot: QtBot, dressed: object) -> PrinterRow:
    made = PrinterRow(context_of(office.session()))
    qtbot.addWidget(made)
    made.show()
    made.read()
    return made


def test_a_choice_of_before_reads_with_the_usual_rest(office: SmallOffice) -> None:
    office.store.remember("printer", '{"name":"Piano 1","both_sides":false,"copies":2}')
    assert read_choice(office.store) == PrinterChoice("Piano 1", both_sides=False, copies=2)
    assert read_choice(office.store).turned == "long" and read_choice(office.store).collate
    assert not read_choice(office.store).grey
    remember_choice(office.store, ALL_ELSE)
    assert read_choice(office.store) == ALL_ELSE


@pytest.mark.parametrize("kept", ["{", '{"copies": "two"}', '{"turned": "round"}', '{"copies": 0}', "[]"])
def test_a_broken_memory_is_no_choice(office: SmallOffice, kept: str) -> None:
    office.store.remember("printer", kept)
    assert read_choice(office.store) == PrinterChoice()


@pytest.mark.parametrize(
    ("choice", "way"),
    [
        (PrinterChoice("Piano 1", both_sides=False), QPrinter.DuplexMode.DuplexNone),
        (PrinterChoice("Piano 1"), QPrinter.DuplexMode.DuplexLongSide),
        (msgspec.structs.replace(ALL_ELSE, name="Piano 1"), QPrinter.DuplexMode.DuplexShortSide),
    ],
)
def test_a_printer_of_the_last_time_is_used_as_remembered_without_a_question(
    choice: PrinterChoice, way: QPrinter.DuplexMode
) -> None:
    def never(_printer: QPrinter) -> bool:
        raise AssertionError

    job = job_for(choice, never)
    assert job is not None and job.printer == "Piano 1"
    assert (job.duplex, job.copies, job.collate, job.grey) == (way.value, choice.copies, choice.collate, choice.grey)
    assert job.size == QPageSize.PageSizeId.A4.value


def test_what_the_printers_window_says_is_told_whole(qapp: object) -> None:
    """A file does not know of sides, so those stay as they were."""
    printer = make_printer(ALL_ELSE)
    found = choice_of(printer, ALL_ELSE)
    assert (found.copies, found.collate, found.grey, found.turned) == (3, False, True, "short")
    assert job_for(PrinterChoice(), lambda _printer: False) is None


def test_all_of_it_is_set_and_remembered(row: PrinterRow, office: SmallOffice) -> None:
    assert not row.collate.isVisible(), "of one copy there is no order"
    row.copies.setCurrentIndex(2)
    row.copies.activated.emit(2)
    assert row.collate.isVisible() and row.turned.isVisible()
    row.turned.segments[1].click()
    row.collate.click()
    row.grey.click()
    assert read_choice(office.store) == ALL_ELSE
    row.sides.segments[0].click()
    assert not row.turned_field.isVisible(), "one side is not turned"
    assert read_choice(office.store) == msgspec.structs.replace(ALL_ELSE, both_sides=False)
    again = PrinterRow(row._context)
    again.read()
    assert again.choice == row.choice
    assert (again.turned.value(), again.collate.isChecked(), again.grey.isChecked()) == ("short", False, True)
    assert not nameless(row)


def test_two_sides_are_not_offered_where_a_printer_has_one(
    row: PrinterRow, office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ui.widgets.papers.printer_row.printer_names", lambda: ["Piano 1", "Piano 2"])
    monkeypatch.setattr("desk.ui.widgets.papers.printer_row.two_sided", lambda name: name == "Piano 1")
    remember_choice(office.store, PrinterChoice("Piano 1"))
    row.read()
    assert row.sides_field.isVisible() and row.turned_field.isVisible() and row.one_sided.isHidden()
    for place, both in ((1, False), (0, True)):
        row.printer.setCurrentIndex(place)
        row.printer.activated.emit(place)
        shown = (row.sides_field.isVisible(), row.turned_field.isVisible(), row.one_sided.isVisible())
        assert shown == (both, both, not both)
        assert row.choice.both_sides, "what was chosen stays for a printer that can"
    assert two_sided("no such printer"), "of one that is not known nothing is ruled out"


def test_a_printer_that_has_gone_is_asked_for(row: PrinterRow, office: SmallOffice) -> None:
    remember_choice(office.store, PrinterChoice("Piano 9", grey=True))
    row.read()
    assert row.choice == PrinterChoice(grey=True)
    assert row.gone.isVisible() and "«Piano 9»" in row.gone.text()
    row.grey.click()
    assert not row.gone.isVisible()


@pytest.mark.parametrize("screen", [PapersScreen, DayPapersScreen])
def test_every_paper_goes_out_as_chosen(
    office: SmallOffice, home: str, qtbot: QtBot, dressed: object, monkeypatch: pytest.MonkeyPatch, screen: type
) -> None:
    jobs: list[PrintJob] = []

    class Press(GoodPress):
        def print(self, job: PrintJob) -> str:
            jobs.append(job)
            return ""

    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", Press())
    monkeypatch.setattr("desk.ui.widgets.papers.printer_row.printer_names", lambda: ["Piano 1"])
    remember_choice(office.store, msgspec.structs.replace(ALL_ELSE, name="Piano 1"))
    made = screen(context_of(office.session()))
    qtbot.addWidget(made)
    made.show_facts(**({"household": home} if screen is PapersScreen else {"day": DAY}))
    made.print_now()
    (job,) = jobs
    assert job.content.startswith(b"%PDF") and job.printer == "Piano 1"
    assert job.duplex == QPrinter.DuplexMode.DuplexShortSide.value
    assert (job.copies, job.collate, job.grey) == (3, False, True)


def test_the_window_to_choose_a_printer_speaks_the_language_of_the_screens(qtbot: QtBot, dressed: object) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    qt_words.speak("it")
    try:
        dialog = print_dialog(QPrinter(), over)
        qtbot.addWidget(dialog)
        said = {each.text().replace("&", "") for each in dialog.findChildren(QAbstractButton)}
    finally:
        qt_words.speak("no such language")
    assert {"Stampa", "Annulla", "Stampa tutto", "Le pagine", "Un lato", "Due lati, come un libro"} <= said
    assert not said & {"Print", "Cancel", "Pages", "Off", "Long side binding", "Short side binding", "Grayscale"}
