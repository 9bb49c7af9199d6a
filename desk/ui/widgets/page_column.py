"""Parts of a long page under each other: one more, or another height of one, moves only what stands below it.

A layout of Qt lays out and draws the whole page anew each time; a page of two hundred fields is built while it is
in front.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class PageColumn(QWidget):
    """`parts`: from the top, those too that are not shown."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._spacing = spacing
        self._parts: list[QWidget] = []
        self._expected = self._whole = 0
        self._sleeps = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # what stands above is not drawn anew as it grows

    @property
    def parts(self) -> Sequence[QWidget]:
        return tuple(self._parts)

    def add(self, part: QWidget, *, hidden: bool = False) -> None:
        part.setParent(self)
        if not hidden:
            self._put_at(part, self._foot())
        self._parts.append(part)
        part.setVisible(not hidden)

    def clear(self) -> None:
        """Without parts; those of before go."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []

    def expect(self, height: int) -> None:
        """So high it will be at least: the bar at the side stands still while parts are added."""
        self._expected = height
        self._relay()

    def sleep(self) -> None:
        """Out of sight: parts that are hidden one by one are not placed anew each time, and it stays as high."""
        self._sleeps = True
        self._expected = max(self._expected, self._whole)

    def wake(self) -> None:
        self._sleeps = False
        self._relay()

    # — placing —

    def _in_sight(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _foot(self) -> int:
        """Where the next part begins."""
        shown = self._in_sight()
        return shown[-1].geometry().bottom() + 1 + self._spacing if shown else 0

    def _put_at(self, part: QWidget, top: int) -> int:
        """Where the part ends."""
        width = max(self.width(), part.minimumSizeHint().width())
        height = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
        part.setGeometry(0, top, width, height)
        return top + height

    def _relay(self) -> None:
        top = foot = 0
        for part in self._in_sight():
            foot = self._put_at(part, top)
            top = foot + self._spacing
        whole = max(foot, self._expected)
        if whole != self._whole:
            self._whole = whole
            self.setMinimumHeight(whole)

    def sizeHint(self) -> QSize:
        return QSize(max((part.sizeHint().width() for part in self._in_sight()), default=0), self._whole)

    def minimumSizeHint(self) -> QSize:
        return QSize(max((part.minimumSizeHint().width() for part in self._in_sight()), default=0), self._whole)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and not self._sleeps:
            self._relay()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._relay()
