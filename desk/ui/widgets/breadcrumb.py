"""The way back: links, then where we are."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.i18n import _
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.text import label


class Breadcrumb(QWidget):
    """Steps are (name, words); all but the last can be pressed, and ``chosen`` gives the name."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._steps: list[tuple[str, str]] = []
        self.set(steps)

    def set(self, steps: Sequence[tuple[str, str]]) -> None:
        """The same steps again leave the links, and the focus on one of them, as they are."""
        if list(steps) == self._steps:
            return
        self._steps = list(steps)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if len(steps) > 1:
            back = IconButton("back", _("Torna a {place}").format(place=steps[-2][1]), size=16)
            back.clicked.connect(lambda: self.chosen.emit(steps[-2][0]))
            self._row.addWidget(back)
        for name, words in steps[:-1]:
            link = Button(words, "quiet", size="link")
            link.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._row.addWidget(link)
            self._row.addWidget(label("/", "second", "muted"))
        if steps:
            self._row.addWidget(label(steps[-1][1], "second", "muted", wrap=True), 1)
