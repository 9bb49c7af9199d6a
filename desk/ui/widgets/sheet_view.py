"""A printed sheet in the window: its pages as pictures, one under the other."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens

MARGIN = 16


class SheetView(QScrollArea):
    """Shows pages as wide as it is; `wanted(device pixels)` asks for new pictures when its width changes."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Anteprima del foglio"))
        self._inside = QWidget()
        self._inside.setProperty("kind", "scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._column.setSpacing(MARGIN)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self._asked = 0

    def page_width(self) -> int:
        """Device pixels across one page."""
        return max(200, round((self.viewport().width() - 2 * MARGIN - 2) * self.devicePixelRatioF()))

    def show_pages(self, pictures: list[QImage]) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for number, picture in enumerate(pictures):
            page = QLabel()
            drawn = QPixmap.fromImage(picture)
            drawn.setDevicePixelRatio(self.devicePixelRatioF())
            page.setPixmap(drawn)
            page.setProperty("kind", "sheet")
            page.setStyleSheet(f"border: 1px solid {tokens.DASHED_EDGE}; background: {tokens.WHITE};")
            page.setAccessibleName(_("Pagina {n} di {total}").format(n=number + 1, total=len(pictures)))
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.insertWidget(number, page, 0, Qt.AlignmentFlag.AlignHCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._ask()
        return super().event(event)

    def _ask(self) -> None:
        width = self.page_width()
        if abs(width - self._asked) > 2 and self.isVisible():
            self._asked = width
            self.wanted.emit(width)
