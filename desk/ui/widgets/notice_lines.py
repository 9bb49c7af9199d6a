"""Lines under the top bar that stay until somebody has seen to them: what kiosks tell the front desk."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.painted import edged
from desk.ui.widgets.text import IconLabel, label

AT_MOST = 3


class NoticeLines(QWidget):
    """`seen(id)`: the button of a line was pressed."""

    seen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(tokens.PAGE_MARGIN, tokens.STEP, tokens.PAGE_MARGIN, 0)
        self._rows.setSpacing(tokens.STEP)
        self.lines: dict[str, NoticeLine] = {}
        self.hide()

    def show_notices(self, notices: Sequence[tuple[str, str]]) -> None:
        """Id and words of each that is open; those that are gone leave. The newest are shown."""
        wanted = dict(notices[-AT_MOST:])
        for name in [name for name in self.lines if name not in wanted]:
            gone = self.lines.pop(name)
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for name, words in wanted.items():
            if name not in self.lines:
                made = NoticeLine(words)
                made.button.clicked.connect(lambda _checked=False, name=name: self.seen.emit(name))
                self.lines[name] = made
                self._rows.addWidget(made)
                QAccessible.updateAccessibility(QAccessibleEvent(made, QAccessible.Event.Alert))
        self.setVisible(bool(self.lines))


class NoticeLine(QWidget):
    """One line: drawing, words, one button."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.words = label(words, "strong", wrap=True)
        self.button = Button(_("Ci penso io"), "outlined", "check", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.CARD_PADDING, 4, tokens.CARD_PADDING, 4)
        row.setSpacing(12)
        row.addWidget(IconLabel("warning", tokens.WARNING_TEXT))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.setMinimumHeight(px(tokens.ROW_UNDO))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edged(painter, QRectF(self.rect()), tokens.TONES["warning"], rtl=self.isRightToLeft())
