"""Dressing all windows of a test process: Qt walks a list of every widget, so none may be swept on the way."""

import gc

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from tests.dressing import dress_all


class Left(QFrame):
    """Of an earlier test: hidden, held by nobody but itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


class Told(QLabel):
    """Notes whether Python might sweep while it is told of a new style, and what is still left by then."""

    def __init__(self) -> None:
        super().__init__("a")
        self.swept: list[bool] = []
        self.left: list[QFrame] = []

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.swept.append(gc.isenabled())
            self.left += [each for each in QApplication.topLevelWidgets() if isinstance(each, Left)]
        super().changeEvent(event)


def test_nothing_is_swept_while_all_are_dressed(dressed: QApplication, qtbot: QtBot) -> None:
    told = Told()
    qtbot.addWidget(told)
    told.show()
    for scale in (2.0, 1.0):
        Left()
        dress_all(dressed, scale)
    assert told.swept
    assert not any(told.swept)
    assert told.left == []
    assert gc.isenabled()
