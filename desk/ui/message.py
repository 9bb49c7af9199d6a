"""The one door for words to the person: lines at the foot of the page, never a dialog."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _, n_
from desk.ui.presenters.context import Kind
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.painted import edged
from desk.ui.widgets.text import IconLabel, label

AT_MOST = 3
GOES_AFTER_MILLISECONDS = 10_000
ICONS = {"info": "info", "success": "done", "warning": "warning", "danger": "warning"}


class Messages(QWidget):
    """Fits the presenters' `Messages`. What went well leaves by itself; what went wrong stays until closed. Of what
    went well only the newest takes height from the page: the lines before it wait behind, and come back after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.PAGE_MARGIN, tokens.STEP)
        self._lines.setSpacing(tokens.STEP)
        self._unfolded = False
        self.hide()

    def notify(self, text: str, kind: Kind = "info", undo: Callable[[], None] | None = None) -> None:
        for shown in self.lines():  # said again: once is enough
            if shown.words.text() == text:
                self._drop(shown)
        made = MessageLine(text, kind, undo)
        made.close_button.clicked.connect(lambda: self._drop(made))
        if made.undo_button is not None:
            made.undo_button.clicked.connect(lambda: self._drop(made))
        elif kind in ("info", "success"):
            timer = QTimer(made)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._drop(made))
            timer.start(GOES_AFTER_MILLISECONDS)
        if self._lines.count() == AT_MOST:
            self._drop(self.lines()[0])
        made.more.clicked.connect(self._unfold)
        self._lines.addWidget(made)
        self._unfolded = False
        self._fold()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(made, QAccessible.Event.Alert))

    def lines(self) -> list["MessageLine"]:
        """What is shown now, oldest first."""
        return [line for line in self.findChildren(MessageLine) if self._lines.indexOf(line) >= 0]

    def take_back(self) -> bool:
        """Undo what the newest line that can be undone says; False where there is none."""
        line = next((line for line in reversed(self.lines()) if line.undo_button is not None), None)
        if line is None or line.undo_button is None:
            return False
        line.undo_button.click()
        return True

    def clear(self) -> None:
        """Take every line away, as when another person signs in."""
        for shown in self.lines():
            self._drop(shown)

    def _drop(self, line: "MessageLine") -> None:
        if self._lines.indexOf(line) < 0:
            return
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._fold()
        self.setVisible(self._lines.count() > 0)

    def _unfold(self) -> None:
        self._unfolded = True
        self._fold()

    def _fold(self) -> None:
        well = [line for line in self.lines() if line.kind in ("info", "success")]
        for line in well:
            newest = line is well[-1]
            line.setVisible(newest or self._unfolded)
            line.say_more(len(well) - 1 if newest and not self._unfolded else 0)


class MessageLine(QWidget):
    """One message: drawing, words, undo where there is one, close."""

    def __init__(self, text: str, kind: Kind, undo: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.kind: Kind = kind
        tone = tokens.TONES[kind]
        self.words = label(text, "strong", wrap=True)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.CARD_PADDING, 4, tokens.CARD_PADDING, 4)
        row.setSpacing(12)
        row.addWidget(IconLabel(ICONS[kind], tone.text))
        row.addWidget(self.words, 1)
        self.more = Button("", "quiet", size="link")
        self.more.hide()
        row.addWidget(self.more)
        self.undo_button: Button | None = None
        if undo is not None:
            self.undo_button = Button(_("Annulla"), "quiet", "undo", size="small", key="Ctrl+Z")
            self.undo_button.setShortcut(
                QKeySequence()
            )  # the window hears it: two lines, or a page, would share the key
            self.undo_button.clicked.connect(lambda _checked: undo())
            row.addWidget(self.undo_button)
        self.close_button = IconButton("close", _("Chiudi il messaggio"), size=18)
        row.addWidget(self.close_button)
        self.setMinimumHeight(px(tokens.ROW_UNDO))

    def say_more(self, n: int) -> None:
        """So many lines wait behind this one."""
        self.more.set_words(n_("e {n} altro", "e altri {n}", n).format(n=n) if n else "")
        self.more.setAccessibleName(n_("Mostra {n} messaggio", "Mostra {n} messaggi", n).format(n=n))
        self.more.setVisible(bool(n))

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tokens.TONES[self.kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.isRightToLeft()
        edged(painter, QRectF(self.rect()), tone, rtl=rtl)
