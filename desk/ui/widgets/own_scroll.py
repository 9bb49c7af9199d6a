"""A column that scrolls by itself where the window is low, and stands whole where the page scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from desk.ui.widgets.scrolled import Scrolled


class OwnScroll(QScrollArea):
    """Fill ``column``. Its bar appears only when something does not fit; Tab brings hidden controls into view."""

    def __init__(self, modest: int = 0) -> None:
        """`modest`: the height to ask for, where asking for the whole would make the page scroll."""
        super().__init__()
        self._whole, self._modest = False, modest
        self.inside = Scrolled()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside.installEventFilter(self)

    def stand(self, whole: bool) -> None:
        """`whole`: as high as what is inside, for a page that scrolls."""
        self._whole = whole
        self.updateGeometry()

    def _high(self) -> int:
        layout, width = self.column, self.viewport().width()
        return layout.heightForWidth(width) if layout.hasHeightForWidth() and width else layout.sizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(self.inside.sizeHint().width(), self._modest or self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.inside.minimumSizeHint().width(), self._high() if self._whole else 48)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
