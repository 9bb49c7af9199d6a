"""The note at a question: a few lines under its answer, saved like one."""

import math

from PySide6.QtCore import QSize, QSizeF, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desk.i18n import _
from desk.ui.widgets.edits import TextArea
from desk.ui.widgets.interview.control import PAUSE_MILLISECONDS
from desk.ui.widgets.settling import Settling

LEAST_ROWS, MOST_ROWS = 2, 8


class InterviewRemark(TextArea):
    """`written(text)`: to be saved; `letter(text)`: each letter as it comes."""

    written = Signal(str)
    letter = Signal(str)

    def __init__(self, question: str, parent: QWidget) -> None:
        super().__init__(_("Nota a questa domanda"), rows=LEAST_ROWS)
        self.setParent(parent)
        self.setAccessibleName(_("{question}: nota").format(question=question))
        self._known, self._telling = "", True
        self._pause = Settling(PAUSE_MILLISECONDS, self)
        self._pause.timeout.connect(self.settle)
        self.textChanged.connect(self._typing)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def show_words(self, words: str) -> None:
        """What is known now; what is being typed stays."""
        self._known = words
        if not self._pause.isActive() and self.toPlainText().strip() != words:
            self._telling = False
            self.setPlainText(words)
            self._telling = True

    def settle(self) -> None:
        """Save what is typed, where it is not saved yet."""
        self._pause.stop()
        if self.toPlainText().strip() != self._known:
            self.written.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def _grow(self, size: QSizeF) -> None:
        """As tall as what is written, so that it is read without scrolling; this kind of text counts its lines."""
        rows = max(LEAST_ROWS, min(MOST_ROWS, math.ceil(size.height())))
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _typing(self) -> None:
        if self._telling:
            self.letter.emit(self.toPlainText())
            self._pause.touch()
