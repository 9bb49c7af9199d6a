"""The handle of a line: dragged with the mouse, or pressed for its moves in words."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import IconButton


class Grip(IconButton):
    """`stepped` -1 or +1; `dragged` and `dropped` with a place on the screen; `removed`."""

    stepped = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    removed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("grip", name, ink=tokens.MUTED, size=18)
        self._pressed: QPoint | None = None
        self._dragging = False
        self.clicked.connect(self._open)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # a line that is signed has none: its parts stay under their heads
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """The same in every line, so that all stand under each other."""
        return QSize(px(tokens.BUTTON_SMALL), px(tokens.BUTTON_SMALL))

    def choices(self) -> QMenu:
        """The moves in words."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Sposta su") + "\tAlt+↑", lambda: self.stepped.emit(-1))
        menu.addAction(_("Sposta giù") + "\tAlt+↓", lambda: self.stepped.emit(1))
        menu.addSeparator()
        menu.addAction(_("Togli"), self.removed.emit)
        return menu

    def _open(self) -> None:
        self.choices().popup(self.mapToGlobal(QPoint(0, self.height())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.globalPosition().toPoint()
        self._dragging = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.globalPosition().toPoint()
        if self._pressed is not None and (here - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
        if self._dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(here)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging, self._pressed = self._dragging, False, None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if dragging:
            self.setDown(False)
            self.dropped.emit(event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)


class DropLine(QFrame):
    """Shows between which lines the dragged one would come to stand."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.hide()

    def show_among(self, widgets: list[QWidget], at: QPoint) -> None:
        """Before the widget under which the pointer has not come yet; after the last one."""
        over = self.parentWidget()
        if not widgets or over is None:
            return
        place = place_among(widgets, at)
        edge = widgets[min(place, len(widgets) - 1)]
        corner = edge.mapTo(over, QPoint(0, 0 if place < len(widgets) else edge.height()))
        if not self.styleSheet():  # a sheet of its own takes time: most lines are never dragged
            self.setStyleSheet(f"background: {tokens.BLUE}; border: none;")
        self.setGeometry(corner.x(), corner.y() - 1, edge.width(), 3)
        self.raise_()
        self.show()


def place_among(widgets: list[QWidget], at: QPoint) -> int:
    """Before which of the widgets, one under the other, a place on the screen lies."""
    return sum(1 for each in widgets if each.mapToGlobal(QPoint(0, each.height() // 2)).y() < at.y())
