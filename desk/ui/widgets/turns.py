"""Work of the GUI thread that is done in slices: so much as fits into a part of a frame, then the window goes on."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

SLICE_SECONDS = 0.003


def dress(widget: QWidget) -> None:
    """By the style sheet, with all that is in it, while nobody sees it: to show it is no more than to draw it then."""
    widget.ensurePolished()
    for each in widget.findChildren(QWidget):
        each.ensurePolished()


class Turns(QObject):
    """One piece of work at a time; `complete` does at once what is left of it. `most` steps make a slice, where each
    is short and what it changed has to be drawn."""

    def __init__(self, parent: QObject, most: int | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._steps: Iterator[None] | None = None
        self._to_draw = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._slice)

    def begin(self, steps: Iterator[None]) -> None:
        self.complete()
        self._steps = steps
        self._next.start(0)

    @property
    def is_over(self) -> bool:
        return self._steps is None

    def complete(self) -> None:
        self._next.stop()
        steps, self._steps = self._steps, None
        for _step in steps or ():
            pass

    def _slice(self) -> None:
        if self._to_draw:  # what the last slice made has been drawn in this very turn: the window goes on first
            self._to_draw = False
            self._next.start(0)
            return
        self._to_draw = True
        until = perf_counter() + SLICE_SECONDS
        for number, _step in enumerate(self._steps or (), 1):
            if perf_counter() > until or number == self._most:
                self._next.start(0)
                return
        self._steps = None
