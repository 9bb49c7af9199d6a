"""The inside of a page that scrolls: as high as its words need at the width it has, not at the narrowest."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Scrolled(QWidget):
    """Goes into a QScrollArea that resizes its widget."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scrolled")

    def minimumSizeHint(self) -> QSize:
        least, column = super().minimumSizeHint(), self.layout()
        if column is not None and column.hasHeightForWidth() and self.width() >= least.width():
            return QSize(least.width(), column.totalHeightForWidth(self.width()))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
