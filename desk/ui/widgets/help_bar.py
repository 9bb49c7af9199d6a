"""Silent help in the frame: a small button at the top, and for the colleagues a line over whatever page is in front."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.help_line import HelpRow
from desk.ui.theme import tokens
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.text import label

KEY = "F12"


class HelpButton(QWidget):
    """F12 or a press asks; again takes it back. Beside it, quietly, who is coming."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "second", "body")
        self.words.hide()
        said = _("Serve aiuto qui, in silenzio ({key})").format(key=KEY)
        self.button = Button(_("Serve aiuto"), "quiet", "lifebuoy", size="small", key=KEY)
        self.button.setAccessibleName(said)
        self.button.setToolTip(said)
        self.small = IconButton("lifebuoy", said, size=20)
        self.small.setShortcut(KEY)
        for button in (self.button, self.small):
            button.clicked.connect(self.pressed)
        self.set_narrow(True)  # a window may grow, but would not shrink below its words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addWidget(self.small)

    def set_narrow(self, narrow: bool) -> None:
        """Without words where the window is small or the text large."""
        self.button.setVisible(not narrow)
        self.small.setVisible(narrow)

    def say(self, words: str) -> None:
        """Empty: nothing was asked."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        for button in (self.button, self.small):
            button.setAccessibleDescription(words)


class HelpBar(QWidget):
    """One line for each colleague who needs help; nothing when nobody does. It never takes the focus."""

    answered = Signal(str)
    ended = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(tokens.PAGE_MARGIN, tokens.STEP, tokens.PAGE_MARGIN, 0)
        self._lines.setSpacing(tokens.STEP)
        self.buttons: list[Button] = []
        self.hide()

    def show_rows(self, rows: Sequence[HelpRow]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = [self._add(row) for row in rows]
        self.setVisible(bool(rows))

    def _add(self, row: HelpRow) -> Button:
        made = Alert(row.fact, row.second, "warning" if row.answered else "danger", "lifebuoy")
        words = _("Tutto a posto") if row.answered else _("Arrivo")
        button = Button(words, "outlined", "done" if row.answered else "arrow-right", size="small")
        button.setAccessibleName(f"{words}: {row.fact}")
        signal = self.ended if row.answered else self.answered
        button.clicked.connect(lambda _on=False: signal.emit(row.id))
        made.end.addWidget(button)
        self._lines.addWidget(made)
        QAccessible.updateAccessibility(QAccessibleEvent(made, QAccessible.Event.Alert))
        return button
