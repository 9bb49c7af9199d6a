"""A long page that is built in slices, so that going to it takes no longer than one frame."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QTimer

from desk.ui.theme.measure import px
from desk.ui.widgets.page_column import PageColumn

SLICE_SECONDS = 0.002
"""With the step that is over it and the drawing of what it made, less than a frame of a screen."""
MOST_STEPS = 3
"""Of a slice: what is shown has to be drawn too."""
AT_ONCE = 4
"""Rows and headings that are drawn with the change of the page; the others follow from frame to frame."""
FIRST_FRAME = 16
"""Milliseconds: the head of a page is drawn before more of it is built."""
BESIDE = 30
"""Milliseconds between slices of a page that nobody sees: whoever types has the processor, and so has what is saved."""
AWAY_AFTER = 400
"""Milliseconds: the page that was left is put away when the new one stands."""
ROW_HEIGHT = 78
"""About: a name, a control, the gap."""


class SlicedColumn(PageColumn):
    """`_rest`: the steps that are still to be done; `_over` is called when there is none left."""

    def __init__(self, spacing: int) -> None:
        super().__init__(spacing)
        self._rest: Iterator[None] | None = None
        self._away: Iterator[None] | None = None
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.timeout.connect(self._slice)

    def complete(self) -> None:
        """Build what is still to be built; of a page that was left, put away what is still there."""
        self._slices.stop()
        if self._away is not None:
            for _step in self._away:
                pass
            self._away = None
        elif self._rest is not None:
            for _step in self._rest:
                pass
            self._over()

    @property
    def is_complete(self) -> bool:
        return self._rest is None

    def leave(self) -> None:
        """Out of sight at once and put away in slices: to hide two hundred fields takes a whole frame."""
        self.sleep()
        self.move(0, -self.height() - px(ROW_HEIGHT))
        self._away = self._put_away()
        self._slices.start(AWAY_AFTER)

    def _put_away(self) -> Iterator[None]:
        """Only the head of the page is to be shown at once when it comes back."""
        for part in reversed(self.parts[AT_ONCE:]):
            part.hide()
            yield
        self.hide()

    def enter(self) -> None:
        """Back in sight: the head of the page at once, the rest when it is drawn."""
        self._away = None
        self.wake()
        self.show()
        self._rest = self._again(self._rest)
        self._slices.start(FIRST_FRAME)

    def _again(self, rest: Iterator[None] | None) -> Iterator[None]:
        for part in self.parts:
            if part.isHidden():
                part.show()
                yield
        yield from rest or ()

    def _slice(self) -> None:
        """So much as fits into a part of a frame; the rest when the window has drawn itself."""
        steps = self._away or self._rest
        if steps is None:
            return
        until, number = perf_counter() + SLICE_SECONDS, 0
        for number, _step in enumerate(steps, 1):
            if number == MOST_STEPS or perf_counter() > until:
                self._slices.start(0 if self._away is None and self.isVisible() else BESIDE)
                return
        if self._away is not None:
            self._away = None
        elif number:
            self._slices.start(0)  # what follows a whole page is a slice of its own
        else:
            self._over()

    def _over(self) -> None:
        """All of it is there."""
        self._rest = None
        self.expect(0)
