"""Every paper goes one way to the printer, and whoever printed hears what becomes of it."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.ui import press as pressing
from desk.ui.paper_jobs import Fault, PrintJob
from desk.ui.press import Press, Sheet
from desk.ui.print_queue import Standing, held_words
from desk.ui.widgets.buttons import Button
from tests.screen_parts import Said, context_of
from tests.small_office import build_small_office

PROJECT = Path(__file__).parents[2]
PIANO = PrintJob(b"", "Piano 1")


class Presses:
    """The process that prints: answers as it is told, and keeps what it was handed."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.strange: set[bytes] = set()
        self.printed: list[PrintJob] = []

    def lacking(self, content: bytes) -> tuple[str, ...]:
        return ("Famiglia \ufffd",) if content in self.strange else ()

    def print(self, job: PrintJob) -> Fault:
        self.printed.append(job)
        return self.faults.pop(0) if self.faults else ""


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Presses:
    made = Presses()
    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", made)
    monkeypatch.setattr(pressing, "SOON", 0)
    monkeypatch.setattr(pressing, "LATE", 1)
    return made


@pytest.fixture
def press(qtbot: QtBot, store: Store, process: Presses) -> Press:
    page = QWidget()
    qtbot.addWidget(page)
    made = Press(context_of(build_small_office(store).session()), page, "Stampa")
    made.page = page  # type: ignore[attr-defined]  # it lives as long as the test
    return made


def told(press: Press) -> list[tuple[str, str]]:
    messages = press._context.messages
    assert isinstance(messages, Said)
    return messages.lines


def goes(monkeypatch: pytest.MonkeyPatch, *answers: tuple[Standing, int]) -> list[str]:
    """The printer says this of itself, one answer after the other; gives who was asked."""
    left, asked = list(answers), list[str]()

    def answer(printer: str) -> tuple[Standing, int]:
        asked.append(printer)
        return left.pop(0)

    monkeypatch.setattr(pressing, "how_it_goes", answer)
    return asked


def test_sheets_go_out_and_are_kept_one_by_one(
    press: Press, process: Presses, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, kept, over, button = goes(monkeypatch, ("", 0)), list[int](), list[int](), Button("Stampa")
    qtbot.addWidget(button)
    sheets = [Sheet(b"1", lambda: kept.append(1)), Sheet(b"2", lambda: kept.append(2))]
    press.print(sheets, PIANO, "Sono alla stampante.", over.append, button)
    assert kept == [1, 2] and over == [2] and [job.content for job in process.printed] == [b"1", b"2"]
    qtbot.waitUntil(lambda: bool(asked))
    assert told(press) == [("Sono alla stampante.", "success")] and not button.working
    press.print(sheets, None, "Sono alla stampante.", over.append)
    assert len(process.printed) == 2, "given up"


def test_several_sheets_in_a_file_do_not_stand_in_each_others_place(press: Press, process: Presses) -> None:
    press.print([Sheet(b"1"), Sheet(b"2")], PrintJob(b"", file="/x/a.pdf"))
    press.print([Sheet(b"3")], PrintJob(b"", file="/x/a.pdf"))
    assert [job.file for job in process.printed] == ["/x/a-1.pdf", "/x/a-2.pdf", "/x/a.pdf"]


@pytest.mark.parametrize("fault", ["waits", "paper", "stuck"])
def test_a_printer_that_holds_the_sheet_is_told_at_once(press: Press, process: Presses, fault: Standing) -> None:
    process.faults, over = [fault], list[int]()
    press.print([Sheet(b"1")], PIANO, "È alla stampante.", over.append)
    assert told(press) == [(held_words(fault), "warning")] and over == [1]


def test_what_was_refused_did_not_go_out_and_what_went_before_did(press: Press, process: Presses) -> None:
    process.faults, over = ["", "refused", "refused"], list[int]()
    press.print([Sheet(b"1"), Sheet(b"2"), Sheet(b"3")], PIANO, "Fatto.", over.append)
    assert over == [1] and [kind for _words, kind in told(press)] == ["danger"], "the second one ended it"
    press.print([Sheet(b"1")], PIANO, "Fatto.", over.append)
    assert over == [1] and [kind for _words, kind in told(press)] == ["danger", "danger"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([("paper", 7)], "paper"),
        ([("", 7), ("stuck", 7)], "stuck"),
        ([("", 7), ("", 7)], "off"),
        ([("", 7), ("", 9)], ""),
        ([("", 7), ("", 0)], ""),
        ([("paper", 0)], ""),
    ],
)
def test_what_the_printer_learns_later_is_told_too(
    press: Press,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[tuple[Standing, int]],
    said: Standing,
) -> None:
    asked = goes(monkeypatch, *answers)
    press.print([Sheet(b"1")], PIANO)
    qtbot.waitUntil(lambda: len(asked) == len(answers))
    assert told(press) == ([(held_words(said), "warning")] if said else [])


def test_signs_that_no_font_has_are_told_before_and_printed_when_asked_again(press: Press, process: Presses) -> None:
    process.strange, over = {b"2"}, list[int]()
    both = [Sheet(b"1"), Sheet(b"2")]
    press.print(both, PrintJob(b"", file="x.pdf"), "Fatto.", over.append)
    ((words, kind),) = told(press)
    assert kind == "warning" and "«Famiglia \ufffd»" in words and "stampa di nuovo" in words
    assert not process.printed and not over
    press.print(both, PrintJob(b"", file="x.pdf"), "Fatto.", over.append)
    assert len(process.printed) == 2 and told(press)[-1] == ("Fatto.", "success")
    press.print(both, PrintJob(b"", file="x.pdf"), "Fatto.", over.append)
    assert len(process.printed) == 2, "who prints it another day is told again"


def test_no_page_prints_past_it() -> None:
    """Only the batch, which tells of every family by itself, sends its sheets one by one."""
    others = {
        path.name
        for path in (PROJECT / "desk" / "ui").rglob("*.py")
        if re.search(r"\b(print_job|ask_printer)\b", path.read_text(encoding="utf-8"))
    }
    assert others == {"press.py", "pdf_pages.py", "printing.py", "day_papers.py"}
