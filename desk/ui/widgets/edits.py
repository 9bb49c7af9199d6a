"""Fields to type in: one line with its unit, and several lines."""

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import font, px
from desk.ui.widgets.answer import STATES, usual_words
from desk.ui.widgets.painted import width_of, write
from desk.ui.widgets.text import set_property

LONGEST_WORD = 500
LONGEST_LINE = 2_000
"""A line of text is laid out in one piece: in one of a hundred thousand letters each letter typed takes a tenth of a
second."""


class LineEdit(QLineEdit):
    """``unit`` ("€") stands at the end; so does a state set with ``set_state``, where no label row has it.

    ``key``: the keys that come here, shown while nothing is typed.
    """

    def __init__(self, placeholder: str = "", *, unit: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self._unit, self._key, self._state, self._words = unit, key, "empty", ""
        self._make_room()

    def set_state(self, state: str, words: str = "") -> None:
        """Show the state inside the field. state: a key of ``answer.STATES``."""
        self._state, self._words = state, words or usual_words(state)
        set_property(self, "answer", state)
        self.setAccessibleDescription(self._words)
        self._make_room()
        self.update()

    def _tail(self) -> tuple[str, str, str]:
        """Drawing, words, type of what stands at the end."""
        if self._state != "empty":
            return STATES[self._state][0], self._words, "note"
        if self._key and not self._unit:
            return "", "" if self.text() else self._key, "note"
        return "", self._unit, "input"

    def _tail_width(self) -> float:
        icon, words, kind = self._tail()
        return (px(21) if icon else 0) + width_of(words, kind)

    def _make_room(self) -> None:
        room = round(self._tail_width()) + px(8) if self._tail()[1] else 0
        rtl = self.isRightToLeft()
        self.setTextMargins(room if rtl else 0, 0, 0 if rtl else room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icon, words, kind = self._tail()
        if not words:
            return
        painter = QPainter(self)
        ink = STATES[self._state][1] if self._state != "empty" else tokens.MUTED
        wide = self._tail_width() + 2
        rtl = self.isRightToLeft()
        left = px(12) if rtl else self.width() - px(12) - wide
        side = px(16) if icon else 0
        if icon:
            at = left + wide - side if rtl else left
            icons.paint(painter, icon, QRectF(at, (self.height() - side) / 2, side, side), ink, rtl)
        box = QRectF(left, 0, wide, self.height())
        align = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        write(painter, box, words, kind, ink, align=align)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._make_room()
        super().changeEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines; Tab goes on to the next field. ``rows`` are shown before it scrolls."""

    def __init__(self, placeholder: str = "", *, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = in_lines(source.text())
        self._break(text)
        laid = QMimeData()
        laid.setText(text)
        super().insertFromMimeData(laid)

    def setPlainText(self, text: str) -> None:
        self._break(text)
        super().setPlainText(text)

    def _break(self, text: str) -> None:
        """A word of a hundred thousand letters is broken anywhere: to look for a better place takes half a second."""
        if len(text) > LONGEST_WORD and max(map(len, text.split()), default=0) > LONGEST_WORD:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def sizeHint(self) -> QSize:
        line = px(tokens.TYPES["text"].size * 1.55)
        return QSize(px(240), self._rows * line + px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), min(self._rows, 2) * px(tokens.TYPES["text"].size * 1.55) + px(24))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.document().setDefaultFont(font("text"))
            self.updateGeometry()
        super().changeEvent(event)


def in_lines(text: str) -> str:
    """No line of it endless: broken at a blank, else after so many letters."""
    found = []
    for line in text.split("\n"):
        rest = line
        while len(rest) > LONGEST_LINE:
            blank = rest.rfind(" ", LONGEST_LINE // 2, LONGEST_LINE)
            found.append(rest[: blank if blank > 0 else LONGEST_LINE])
            rest = rest[blank + 1 if blank > 0 else LONGEST_LINE :]
        found.append(rest)
    return "\n".join(found)
