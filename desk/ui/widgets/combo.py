"""One of a list."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyleOptionComboBox, QWidget

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px

ROOM_BESIDE = 50
"""Margins and the drawing of the arrow."""


class ComboBox(QComboBox):
    """Options are (value, words). Nothing is chosen until somebody chooses; the wheel never changes an answer."""

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setView(QListView())
        self.setPlaceholderText(placeholder)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.setCurrentIndex(-1)

    def value(self) -> str | None:
        found = self.currentData()
        return str(found) if found is not None else None

    def set_value(self, value: str | None) -> None:
        """Choose without a click; an unknown value chooses nothing."""
        self.setCurrentIndex(-1 if value is None else self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Words that do not fit end in dots, not in half a letter."""
        super().initStyleOption(option)
        room = self.width() - px(ROOM_BESIDE)
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(18)
        rtl = self.isRightToLeft()
        left = px(12) if rtl else self.width() - px(12) - side
        ink = tokens.INK if self.isEnabled() else tokens.OFF_TEXT
        icons.paint(QPainter(self), "down", QRectF(left, (self.height() - side) / 2, side, side), ink)
