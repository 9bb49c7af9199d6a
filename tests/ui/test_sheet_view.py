"""The sheet in the window: nearer and back, by keys and buttons, with what one reads staying in the middle."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desk.ui.widgets.papers.sheet_view import STEPS, SheetView
from tests.screen_parts import nameless

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, dressed: object) -> SheetView:
    made = SheetView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.wanted.connect(lambda width: made.show_pages(pages(width)))
    made.show_pages(pages(made.page_width()))
    return made


def pages(width: int) -> list[QImage]:
    return [QImage(width, round(width * 1.414), QImage.Format.Format_RGB32) for _page in range(2)]


def test_a_sheet_comes_nearer_and_goes_back(view: SheetView, qtbot: QtBot) -> None:
    whole = view.page_width()
    qtbot.keyClick(view, Qt.Key.Key_Plus, CONTROL)
    assert view.page_width() == pytest.approx(whole * STEPS[1], abs=2)
    view.nearer.click()
    assert view.page_width() == pytest.approx(whole * STEPS[2], abs=2)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)
    qtbot.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_0, CONTROL)
    assert view.page_width() == pytest.approx(whole, abs=2) and not view.farther.isEnabled()
    for _time in STEPS:
        view.nearer.click()
    assert view.page_width() == pytest.approx(whole * STEPS[-1], abs=3) and not view.nearer.isEnabled()
    assert not nameless(view)


def test_what_is_in_the_middle_stays_there_and_keys_go_to_the_ends(view: SheetView, qtbot: QtBot) -> None:
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    view.nearer.click()
    qtbot.waitUntil(lambda: view._middle is None)
    assert bar.value() / bar.maximum() == pytest.approx(0.5, abs=0.02)
    across = view.horizontalScrollBar()
    assert across.value() / max(1, across.maximum()) == pytest.approx(0.5, abs=0.05)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
