"""A printed sheet in the window: its pages as pictures, one under the other, nearer where somebody wants to read."""

from PySide6.QtCore import QEvent, QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import IconButton

MARGIN = 16
WIDEST = 1000
STEPS = (1.0, 1.25, 1.5, 2.0, 2.5)
"""Of the width that shows the whole page."""
NEARER, FARTHER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal), (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


class SheetView(QScrollArea):
    """Shows pages as wide as it is; `wanted(device pixels)` asks for new pictures when its width changes, or the page
    is wanted nearer: by the two buttons in its corner, Ctrl with + and -, Ctrl+0 for the whole width, Ctrl and the
    wheel."""

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
        self._asked = self._step = 0
        self._middle: tuple[float, float] | None = None
        self.corner = self._build_corner()
        self.setCornerWidget(QWidget())  # else the platform draws an edge where the two bars meet
        self._pages: list[QLabel] = []

    def _build_corner(self) -> QFrame:
        corner = QFrame(self)
        corner.setProperty("kind", "card")
        row = QHBoxLayout(corner)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self.farther = IconButton("minus", _("Foglio più piccolo (Ctrl -)"), size=18)
        self.nearer = IconButton("plus", _("Foglio più grande (Ctrl +)"), size=18)
        for button, by in ((self.farther, -1), (self.nearer, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the way without a mouse
            button.clicked.connect(lambda _on=False, by=by: self.go_nearer(by))
            row.addWidget(button)
        corner.hide()
        return corner

    def go_nearer(self, by: int) -> None:
        """Steps nearer, or back; what is in the middle stays there."""
        step = min(max(self._step + by, 0), len(STEPS) - 1)
        if step == self._step:
            return
        inside = self._inside.size()
        self._middle = (
            (self.horizontalScrollBar().value() + self.viewport().width() / 2) / max(1, inside.width()),
            (self.verticalScrollBar().value() + self.viewport().height() / 2) / max(1, inside.height()),
        )
        self._step = step
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(needed if step else off)
        self._say_step()
        self._ask()

    def _say_step(self) -> None:
        self.farther.setEnabled(self._step > 0)
        self.nearer.setEnabled(self._step < len(STEPS) - 1)

    def _go_to_middle(self) -> None:
        if self._middle is None:
            return
        (across, down), self._middle = self._middle, None
        self._inside.resize(self._inside.sizeHint().expandedTo(self.viewport().size()))
        inside, seen = self._inside.size(), self.viewport().size()
        self.horizontalScrollBar().setValue(round(across * inside.width() - seen.width() / 2))
        self.verticalScrollBar().setValue(round(down * inside.height() - seen.height() / 2))

    def page_width(self) -> int:
        """Device pixels across one page; the bar that scrolls takes its room whether it shows or not."""
        bar = self.verticalScrollBar().sizeHint().width() if not self.verticalScrollBar().isVisible() else 0
        across = min(self.viewport().width() - bar - 2 * MARGIN - 2, WIDEST) * STEPS[self._step]
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
        self.corner.setVisible(bool(pictures))
        self._place_corner()
        if self._middle is not None:
            QTimer.singleShot(0, self, self._go_to_middle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()
        self._place_corner()

    def _place_corner(self) -> None:
        self._say_step()
        self.corner.adjustSize()
        seen = self.viewport().geometry()
        gap = px(8)
        left = seen.left() + gap if self.isRightToLeft() else seen.right() - self.corner.width() - gap
        self.corner.move(left, seen.bottom() - self.corner.height() - gap)
        self.corner.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and key in NEARER:
            self.go_nearer(1)
        elif control and key in FARTHER:
            self.go_nearer(-1)
        elif control and key == Qt.Key.Key_0:
            self.go_nearer(-len(STEPS))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go_nearer(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._ask()
        return super().event(event)

    def _ask(self) -> None:
        width = self.page_width()
        if abs(width - self._asked) > 2 and self.isVisible():
            self._asked = width
            self.wanted.emit(width)
