"""The process that prints: what it cannot print is told, and after a fall the next job gets a new one."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import BadInput
from desk.paper import look
from desk.paper.drawing import draw, draw_elsewhere
from desk.paper.plan import plan_pdf
from desk.paper.sheet import Sheet
from desk.ui.paper_jobs import NoPrinter, PrintJob
from desk.ui.paper_process import PaperProcess
from desk.ui.paper_work import printer_of
from desk.ui.pdf_pages import OpenPdf, Unprintable, job_of, must_be_whole, page_pictures, places, print_job
from tests.paper.paper_samples import EL_AMRANI

A4 = 0


@pytest.fixture
def drawn_elsewhere() -> Iterator[PaperProcess]:
    process = PaperProcess()
    draw_elsewhere(process.draw)
    yield process
    draw_elsewhere(None)
    process.close()


def three_pages() -> bytes:
    sheet = Sheet("tre", "it-IT", look.A4)
    for _page in range(2):
        sheet.next_page()
    return sheet.pdf()


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def print_pages(content: bytes, printer: QPrinter) -> None:
    print_job(content, job_of(printer))


def test_the_window_answers_while_a_plan_is_printed(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    beats: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(5)
    printer, over = to_file(tmp_path / "plan.pdf"), threading.Event()
    content = plan_pdf(EL_AMRANI)

    def work() -> None:
        print_pages(content, printer)
        over.set()

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(over.is_set, timeout=20_000)
    thread.join()
    timer.stop()
    assert len(beats) > 5
    (page,) = PdfReader(tmp_path / "plan.pdf").pages
    assert [round(float(side)) for side in page.mediabox[2:]] in ([595, 842], [596, 842])


def test_what_is_no_pdf_and_a_printer_that_is_not_there_are_told(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="non si può mostrare"):
        print_pages(b"no pdf", to_file(tmp_path / "x.pdf"))
    with pytest.raises(BadInput, match=r"Non posso scrivere .*x\.pdf\. Scegli un'altra cartella"):
        print_pages(plan_pdf(EL_AMRANI), to_file(tmp_path / "no such folder" / "x.pdf"))
    assert not list(tmp_path.iterdir())


def test_a_printer_that_has_gone_is_told_and_no_other_takes_its_place(qapp: QApplication) -> None:
    with pytest.raises(NoPrinter, match="Non trovo la stampante «Corridoio»: niente è stato stampato"):
        print_job(plan_pdf(EL_AMRANI), PrintJob(b"", printer="Corridoio"))


def test_after_a_fall_the_next_job_is_printed(tmp_path: Path) -> None:
    paper = PaperProcess()
    job = PrintJob(plan_pdf(EL_AMRANI), file=str(tmp_path / "again.pdf"), size=A4)
    process = paper._running()
    process.kill()
    process.wait()
    assert paper.print(job) == ""
    assert (tmp_path / "again.pdf").stat().st_size > 1000
    paper.close()


def test_a_paper_drawn_elsewhere_is_the_very_same(drawn_elsewhere: PaperProcess) -> None:
    assert draw("plan", EL_AMRANI) == plan_pdf(EL_AMRANI)


def test_where_the_process_falls_the_window_draws_itself(drawn_elsewhere: PaperProcess) -> None:
    process = drawn_elsewhere._running()
    process.kill()
    process.wait()
    drawn_elsewhere._running = lambda: process  # type: ignore[method-assign]  # it does not come up again
    assert draw("plan", EL_AMRANI) == plan_pdf(EL_AMRANI)


def test_pages_come_back_as_pictures(qapp: QApplication) -> None:
    content = plan_pdf(EL_AMRANI)
    (page,) = page_pictures(content, 400)
    opened = OpenPdf(content)
    assert page == opened.page(0, 400)
    opened.close()
    with pytest.raises(BadInput, match="non si può mostrare"):
        page_pictures(b"no pdf", 400)


@pytest.mark.parametrize(("first", "last", "printed"), [(2, 2, [2]), (2, 9, [2, 3]), (1, 2, [1, 2])])
def test_only_the_pages_that_were_chosen_are_printed(
    qapp: QApplication, tmp_path: Path, first: int, last: int, printed: list[int]
) -> None:
    printer = to_file(tmp_path / "some.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(first, last)
    print_pages(three_pages(), printer)
    written = PdfReader(tmp_path / "some.pdf").pages
    assert len(written) == len(printed)


def test_pages_that_are_not_there_are_told(qapp: QApplication, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "none.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(7, 8)
    with pytest.raises(BadInput, match="pagine scelte non ci sono"):
        print_pages(three_pages(), printer)


def test_copies_and_stretches_of_pages_come_in_the_order_chosen() -> None:
    assert places(3, ()) == [0, 1, 2]
    assert places(4, ((1, 1), (3, 9)), 2) == [0, 2, 3, 0, 2, 3]
    assert places(2, (), 2, collate=False) == [0, 0, 1, 1]


def test_what_the_printers_window_says_reaches_the_printer(qapp: QApplication, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "both.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setCopyCount(2)
    printer.setResolution(75)
    print_pages(three_pages(), printer)
    once = 1 if printer.supportsMultipleCopies() else 2
    assert len(PdfReader(tmp_path / "both.pdf").pages) == 2 * once
    made = printer_of(PrintJob(b"", copies=3, collate=False, grey=True, size=A4, file=str(tmp_path / "x.pdf")))
    assert (made.copyCount(), made.collateCopies(), made.colorMode()) == (3, False, QPrinter.ColorMode.GrayScale)


def test_a_printer_that_hangs_does_not_keep_the_program(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ui.paper_process._PATIENCE", 0.2)
    paper = PaperProcess()
    paper.begin()
    process = paper._running()
    process.send_signal(signal.SIGSTOP)
    said: list[str] = []
    waits = threading.Thread(target=lambda: said.append(paper.print(PrintJob(b"", file=str(tmp_path / "x.pdf")))))
    waits.start()
    qtbot.waitUntil(paper._one.locked)
    paper.close()
    waits.join(20)
    assert said == ["printer"]


def test_letters_that_no_font_can_draw_are_told_with_the_words_beside_them(qapp: QApplication) -> None:
    must_be_whole(plan_pdf(EL_AMRANI))
    strange = plan_pdf(replace(EL_AMRANI, household_name="ሰላም Tesfaye"))
    with pytest.raises(Unprintable, match="«Famiglia \ufffd Tesfaye»"):
        must_be_whole(strange)
