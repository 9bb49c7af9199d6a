"""Lays widgets in lines like words, breaking where the width ends; in a line, low ones stand at half the height."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Keeps the order of the widgets; from right to left the lines run that way."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._high: dict[int, int] = {}
        """By width: a page asks a hundred times before it stands."""
        self._least: QSize | None = None
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._high:
            self._high[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._high[width]

    def invalidate(self) -> None:
        """Something in it has another size, came or went."""
        self._high.clear()
        self._least = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    def _place(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = isinstance(parent, QWidget) and parent.isRightToLeft()
        top = rect.y()
        for line in self._lines(rect.width()):
            left, high = 0, max(hint.height() for _item, hint in line)
            for item, hint in line:
                x = rect.right() + 1 - left - hint.width() if mirrored else rect.x() + left
                if move:
                    item.setGeometry(QRect(QPoint(x, top + (high - hint.height()) // 2), hint))
                left += hint.width() + self.spacing()
            top += high + self.spacing()
        return max(0, top - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items that are shown, each with its size, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():  # hidden: it takes no room
                continue
            hint = item.sizeHint()
            if hint.width() > width:  # alone too wide: as narrow as it can be
                hint.setWidth(max(width, item.minimumSize().width()))
            if not lines or left + hint.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, hint))
            left += hint.width() + self.spacing()
        return lines
