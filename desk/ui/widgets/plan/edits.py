"""Text that becomes a field when one goes there, and saves by itself."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy

from desk.domain.plan import BLANK
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.settling import Settling
from desk.ui.widgets.text import set_property

SETTLED_AFTER = 500
"""Milliseconds without a key after which the text is saved: well within the second that is promised."""
SHORTEST = 32


class _Saving:
    """What both fields share: `written` once the text changed and the person paused, left, or typed Enter.

    `show`: puts a text into the field.
    """

    def __init__(self, field: "FlatEdit | FlatText", kept: str, show: Callable[[str], None]) -> None:
        self.kept = self.latest = kept
        self._field, self._show = field, show
        self.timer = Settling(SETTLED_AFTER, field)
        self.timer.timeout.connect(field.settle)

    def settle(self) -> None:
        """Save what is typed; where words are needed and none are left, the last ones come back."""
        field, now = self._field, self._field.text()
        if field.required and not now.strip():
            if not field.hasFocus():
                self._show(self.kept)
            return
        self.timer.stop()
        if now != self.kept:
            self.kept = now
            field.written.emit(now)

    def put(self, text: str) -> None:
        """Show what the record says; while somebody is here, only when they leave."""
        self.latest = text
        now = self._field.text()
        if not self._field.hasFocus() and now == self.kept and text != now:
            self.kept = text
            self._show(text)


class FlatEdit(QLineEdit):
    """One line. `required`: it may not be left empty."""

    written = Signal(str)
    required = False

    def __init__(self, text: str, name: str, placeholder: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "flat")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setCursorPosition(0)
        self._saving = _Saving(self, text, self._show)
        self.editingFinished.connect(self.settle)
        self.textEdited.connect(lambda _text: self._saving.timer.touch())

    def settle(self) -> None:
        """Save what is typed."""
        self._saving.settle()

    def put(self, text: str) -> None:
        """Show what the record says; what somebody is typing stays."""
        self._saving.put(text)

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        untouched = self.text() == self._saving.kept
        super().focusOutEvent(event)
        if untouched:
            self.put(self._saving.latest)


class TitleEdit(FlatEdit):
    """One line in the type of a card's title, as wide as its words."""

    required = True

    def __init__(self, text: str) -> None:
        super().__init__(text, "")
        self.setProperty("extent", "title")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(round(width_of(self.text() or "…", "name")) + px(14), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(120)), super().minimumSizeHint().height())


class FlatText(QPlainTextEdit):
    """A sentence that wraps and grows, so that it is always read whole. Enter saves; it holds no line breaks.

    `waits`: saved only when one leaves it or types Enter, because half of it means nothing. `required`: it may not be
    left empty.
    """

    written = Signal(str)
    finished = Signal()

    def __init__(
        self,
        text: str,
        name: str,
        placeholder: str = "",
        *,
        waits: bool = False,
        required: bool = False,
        extent: str = "",
    ) -> None:
        super().__init__()
        self._waits, self.required = waits, required
        self._high = (0, 0)
        self.setProperty("kind", "flat")
        self.setProperty("extent", extent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(px(4))
        self._saving = _Saving(self, text, self.setPlainText)
        self.setPlainText(text)
        self.textChanged.connect(self._typed)

    def text(self) -> str:
        return self.toPlainText().replace("\n", " ")

    def settle(self) -> None:
        """Save what is typed."""
        self._saving.settle()

    def put(self, text: str) -> None:
        """Show what the record says; what somebody is typing stays."""
        self._saving.put(text)
        if self.text() == self._saving.kept:
            set_property(self, "answer", "")

    def choose_blank(self) -> bool:
        """Select the place that waits for a sum, a day or a name."""
        place = self.text().find(BLANK)
        if place < 0:
            return False
        cursor = self.textCursor()
        cursor.setPosition(place)
        cursor.setPosition(place + len(BLANK), cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def _typed(self) -> None:
        self._grow()
        if self.text() != self._saving.kept and not self._waits:
            self._saving.timer.touch()

    def refuse(self) -> None:
        """Mark what was typed as not clear; it stays there to be corrected."""
        self._saving.kept = "\0"
        set_property(self, "answer", "doubtful")

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        height = lines * self.fontMetrics().lineSpacing() + 2 * px(4) + 2
        spare = max(0, px(SHORTEST) - height)
        if (height, spare) == self._high:
            return  # its inside would be laid out anew all the same
        self._high = height, spare
        self.setFixedHeight(max(px(SHORTEST), height))
        self.setViewportMargins(0, spare // 2, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            self.finished.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # moving the line is its row's business
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.choose_blank()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        untouched = self.text() == self._saving.kept
        super().focusOutEvent(event)
        self.settle()
        if untouched:
            self.put(self._saving.latest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()
