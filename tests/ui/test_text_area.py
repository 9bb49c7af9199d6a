"""A note takes whatever is pasted, and the window goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.interview_values import length
from desk.ui.widgets.edits import LONGEST_LINE, TextArea, in_lines

SAID = "la famiglia dice che il proprietario ha scritto "


@pytest.mark.parametrize("text", ["", "breve", "due\n\nrighe\n", "x" * LONGEST_LINE])
def test_what_is_short_stays_as_it_is(text: str) -> None:
    assert in_lines(text) == text


@pytest.mark.parametrize("text", [(SAID * 2_100)[:100_000], "x" * 100_000, "家" * 100_000, f"uno\n{SAID * 500}\ndue"])
def test_an_endless_line_is_set_in_several_and_no_letter_is_lost(text: str) -> None:
    laid = in_lines(text)
    assert max(map(len, laid.split("\n"))) <= LONGEST_LINE
    assert "".join(laid.split()) == "".join(text.split())
    assert length(laid) <= length(text)


def test_a_pasted_letter_is_laid_out_in_pieces(qtbot: QtBot, dressed: object) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    QApplication.clipboard().setText((SAID * 2_100)[:100_000])
    qtbot.keyClick(area, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(area.toPlainText()) == 100_000
    block: QTextBlock = area.document().begin()
    while block.isValid():
        assert block.length() <= LONGEST_LINE + 1
        block = block.next()
    qtbot.keyClick(area, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert area.toPlainText() == "", "one step back"
