"""What the print queue says is heard: a refusal is no sheet, and a printer that holds it back is told."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtPrintSupport import QPrinter

from desk.errors import BadInput
from desk.ui import paper_work
from desk.ui.paper_jobs import PrintJob
from desk.ui.pdf_pages import print_job
from desk.ui.print_queue import held_words, oldest_waiting, standing, stays, system_queue, was_refused

READY = {"printer-is-accepting-jobs": "true", "printer-state": "3", "printer-state-reasons": "none"}
NOT_ACCEPTING = 0x0506


class Paused:
    """A queue as CUPS tells of it."""

    def __init__(self, answer: int = 0, **known: str) -> None:
        self._known = READY | {name.replace("_", "-"): value for name, value in known.items()}
        self._answer = answer
        self.taken_back: list[int] = []

    def options(self, printer: str) -> Mapping[str, str]:
        return self._known if printer == "Piano 1" else {}

    def last_answer(self) -> int:
        return self._answer

    def waiting(self, printer: str) -> tuple[int, ...]:
        return (4, 7) if printer == "Piano 1" else ()

    def take_back(self, printer: str, number: int) -> None:
        self.taken_back.append(number)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, ""),
        ({"printer_is_accepting_jobs": "false", "printer_state": "5"}, "refused"),
        ({"printer_state": "5", "printer_state_reasons": "paused"}, "waits"),
        ({"printer_state": "4", "printer_state_reasons": "media-empty-error"}, "paper"),
        ({"printer_state": "4", "printer_state_reasons": "toner-low-warning,media-jam-error"}, "stuck"),
        ({"printer_state": "4", "printer_state_reasons": "cover-open"}, "stuck"),
        ({"printer_state": "4", "printer_state_reasons": "offline-report,offline"}, "off"),
        ({"printer_state_reasons": "toner-low-report"}, ""),
        ({"printer_state_reasons": "media-empty-report"}, ""),
    ],
)
def test_how_a_printer_stands(known: dict[str, str], said: str) -> None:
    assert standing(Paused(**known), "Piano 1") == said
    assert standing(Paused(**known), "Piano 9") == standing(None, "Piano 1") == "", (
        "of what is not known nothing is said"
    )


@pytest.mark.parametrize(
    ("known", "before", "said", "back"),
    [
        ({}, (4, 7), "", []),
        ({}, (4,), "off", [7]),
        ({"printer_state_reasons": "media-empty-error"}, (4,), "paper", [7]),
        ({"printer_state_reasons": "media-jam-error"}, (), "stuck", [4, 7]),
        ({"printer_state": "5"}, (4,), "waits", [7]),
    ],
)
def test_a_ticket_that_does_not_come_out_is_taken_back(
    known: dict[str, str], before: tuple[int, ...], said: str, back: list[int]
) -> None:
    queue, waited = Paused(**known), list[float]()
    assert stays(queue, "Piano 1", before, 10, waited.append) == said
    assert queue.taken_back == back
    assert sum(waited) == pytest.approx(10 if said == "off" else 0), "what the printer says itself is told at once"
    assert stays(None, "Piano 1", (), 10, waited.append) == ""


def test_only_an_error_is_a_refusal() -> None:
    assert was_refused(Paused(NOT_ACCEPTING)) and not was_refused(Paused(1)) and not was_refused(None)


def test_the_systems_own_queue_answers_where_there_is_one() -> None:
    queue = system_queue()
    assert queue is None or dict(queue.options("no such printer")) == {}
    assert oldest_waiting(queue, "no such printer") == 0


def test_what_waits_longest_comes_first() -> None:
    assert oldest_waiting(Paused(), "Piano 1") == 4
    assert oldest_waiting(Paused(), "Piano 9") == oldest_waiting(None, "Piano 1") == 0


def test_only_what_holds_a_sheet_has_words() -> None:
    words = [held_words(each) for each in ("waits", "paper", "stuck", "off")]
    assert all(words) and len(set(words)) == 4 and held_words("") == ""


class NamedPrinter:
    def printerName(self) -> str:
        return "Piano 1"


@pytest.mark.parametrize(
    ("queue", "drawn", "said"),
    [
        (Paused(), True, ""),
        (Paused(printer_is_accepting_jobs="false"), False, "refused"),
        (Paused(NOT_ACCEPTING), True, "refused"),
        (Paused(printer_state="5"), True, "waits"),
    ],
)
def test_the_sheet_goes_to_a_printer_that_takes_it(
    monkeypatch: pytest.MonkeyPatch, queue: Paused, drawn: bool, said: str
) -> None:
    begun: list[QPrinter] = []
    monkeypatch.setattr(paper_work, "system_queue", lambda: queue)
    monkeypatch.setattr(paper_work, "printer_of", lambda _job: NamedPrinter())
    monkeypatch.setattr(paper_work, "draw_on", lambda _pdf, printer, _pages: begun.append(printer) or True)
    assert paper_work.printed(None, PrintJob(b"", "Piano 1")) == said  # type: ignore[arg-type]  # no page is drawn
    assert bool(begun) is drawn


@pytest.mark.parametrize(("fault", "words"), [("waits", "ferma"), ("paper", "manca la carta")])
def test_what_waits_in_the_queue_is_in_the_ledger_and_told(
    monkeypatch: pytest.MonkeyPatch, fault: str, words: str
) -> None:
    kept, print_with = list[int](), answering(monkeypatch)
    print_with(fault)
    assert words in print_job(b"", PrintJob(b""), lambda: kept.append(1))
    print_with("refused")
    with pytest.raises(BadInput, match="niente è stato stampato"):
        print_job(b"", PrintJob(b""), lambda: kept.append(2))
    assert kept == [1], "what was refused never went out"


def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    class Press:
        def __init__(self, fault: str) -> None:
            self._fault = fault

        def print(self, _job: PrintJob) -> str:
            return self._fault

    return lambda fault: monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", Press(fault))
