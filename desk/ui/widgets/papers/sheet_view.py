"""A printed sheet in the window: its pages as pictures, one under the other."""

from PySide6.QtCore import QEvent, QMargins, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens

MARGIN = 16
WIDEST = 1000


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
        self._pages: list[QLabel] = []

    def page_width(self) -> int:
        """Device pixels across one page; the bar that scrolls takes its room whether it shows or not."""
        bar = self.verticalScrollBar().sizeHint().width() if not self.verticalScrollBar().isVisible() else 0
        across = min(self.viewport().width() - bar - 2 * MARGIN - 2, WIDEST)
        return max(200, round(across * self.devicePixelRatioF()))

    def page_count(self) -> int:
        """How many pages are shown now."""
        return len(self._pages)

    def show_pages(self, pictures: list[QImage]) -> None:
        """Put the pictures into the pages that stand here, so that a redrawn sheet does not jump."""
        while len(self._pages) > len(pictures):
            gone = self._pages.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._pages) < len(pictures):
            made = QLabel()
            made.setProperty("kind", "sheet")
            made.setStyleSheet(f"border: 1px solid {tokens.DASHED_EDGE}; background: {tokens.WHITE};")
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.insertWidget(len(self._pages), made, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.append(made)
        for number, (page, picture) in enumerate(zip(self._pages, pictures, strict=True), 1):
            drawn = QPixmap.fromImage(picture)
            drawn.setDevicePixelRatio(self.devicePixelRatioF())
            page.setPixmap(drawn)
            page.setFixedSize(drawn.deviceIndependentSize().toSize().grownBy(QMargins(1, 1, 1, 1)))
            page.setAccessibleName(_("Pagina {n} di {total}").format(n=number, total=len(pictures)))

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
