"""The process that prints: what it cannot print is told, and after a fall the next job gets a new one."""

import threading
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import BadInput
from desk.paper.plan import plan_pdf
from desk.ui.pdf_pages import print_pages
from desk.ui.press import Press
from desk.ui.print_job import PrintJob
from tests.paper.paper_samples import EL_AMRANI

A4 = 0


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


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
    with pytest.raises(BadInput, match="stampante non risponde"):
        print_pages(plan_pdf(EL_AMRANI), to_file(tmp_path / "no such folder" / "x.pdf"))


def test_after_a_fall_the_next_job_is_printed(tmp_path: Path) -> None:
    press = Press()
    job = PrintJob(plan_pdf(EL_AMRANI), file=str(tmp_path / "again.pdf"), size=A4)
    process = press._running()
    process.kill()
    process.wait()
    assert press.print(job) == ""
    assert (tmp_path / "again.pdf").stat().st_size > 1000
    press.close()
