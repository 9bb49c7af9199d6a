"""Lays widgets in lines that stand under each other in columns, as many as there is room for."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from desk.ui.widgets.flow import FlowLayout


class AlignedLayout(FlowLayout):
    """Each column is as wide as its widest; `spacing` between columns, `between` lines. Reads line by line."""

    def __init__(self, spacing: int, between: int) -> None:
        super().__init__(spacing)
        self._between = between

    def _place(self, rect: QRect, *, move: bool) -> int:
        shown = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        if not shown:
            return 0
        widths = self._columns([hint.width() for _item, hint in shown], rect.width())
        parent = self.parentWidget()
        mirrored = isinstance(parent, QWidget) and parent.isRightToLeft()
        top = rect.y()
        for first in range(0, len(shown), len(widths)):
            line = shown[first : first + len(widths)]
            self._place_line(line, widths, QPoint(rect.right() + 1 if mirrored else rect.x(), top), move, mirrored)
            top += max(hint.height() for _item, hint in line) + self._between
        return top - self._between - rect.y()

    def _place_line(
        self, line: list[tuple[QLayoutItem, QSize]], widths: list[int], at: QPoint, move: bool, mirrored: bool
    ) -> None:
        if not move:
            return
        left = 0
        for (item, hint), width in zip(line, widths, strict=False):
            x = at.x() - left - hint.width() if mirrored else at.x() + left
            item.setGeometry(QRect(QPoint(x, at.y()), hint))
            left += width + self.spacing()

    def _columns(self, needs: list[int], room: int) -> list[int]:
        """Widths of the most columns that fit; one always does. Of as many lines, those that are filled most evenly."""
        for number in range(len(needs), 1, -1):
            if (widths := self._fitting(needs, number, room)) is not None:
                lines = -(-len(needs) // number)
                return self._fitting(needs, -(-len(needs) // lines), room) or widths
        return [max(needs)]

    def _fitting(self, needs: list[int], number: int, room: int) -> list[int] | None:
        widths = [max(needs[column::number]) for column in range(number)]
        return widths if sum(widths) + self.spacing() * (number - 1) <= room else None
