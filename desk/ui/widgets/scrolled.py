"""The inside of a page that scrolls: as high as its words need at the width it has, not at the narrowest."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Scrolled(QWidget):
    """Goes into a QScrollArea that resizes its widget."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scrolled")
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(0)
        self._held.timeout.connect(self._let_draw)

    def hold_drawing(self) -> None:
        """What is put in now has its place before it is drawn; else one frame shows it squeezed together."""
        self.setUpdatesEnabled(False)
        self._held.start()

    def _let_draw(self) -> None:
        """The bar that comes beside the page makes it narrower: what is to be placed once more is placed before."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.setUpdatesEnabled(True)

    def minimumSizeHint(self) -> QSize:
        least, column = super().minimumSizeHint(), self.layout()
        if column is not None and column.hasHeightForWidth() and self.width() >= least.width():
            return QSize(least.width(), column.totalHeightForWidth(self.width()))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
