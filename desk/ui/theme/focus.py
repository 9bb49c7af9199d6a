"""The visible keyboard focus: one overlay per window that follows the focused control."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour

GAP, RING, HALO = 2, 3, 3
FIELDS = ("QLineEdit", "QComboBox", "QPlainTextEdit", "QAbstractSpinBox")
_FOLLOWED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}


class FocusRing(QObject):
    """Follows the application's focus; a click with the mouse shows no ring on a button."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("desk-focus")
        self._watched: list[QWidget] = []
        self._overlay: Overlay | None = None
        app.focusChanged.connect(self._moved)
        self._moved(None, app.focusWidget())

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        if new is None or new.property("ring") == "none":
            return
        field = any(new.inherits(name) for name in FIELDS)
        if not field and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._overlay = Overlay(new, halo=field)
        self._overlay.destroyed.connect(self._lost)
        step: QWidget | None = new
        while step is not None and step is not new.window():
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._overlay.follow()

    def _let_go(self) -> None:
        for widget in self._watched:
            try:
                widget.removeEventFilter(self)
            except RuntimeError:  # already deleted by Qt
                continue
        self._watched = []
        if self._overlay is not None:
            overlay, self._overlay = self._overlay, None
            overlay.destroyed.disconnect(self._lost)
            overlay.hide()
            overlay.deleteLater()

    def _lost(self) -> None:
        self._overlay = None
        self._watched = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and self._overlay is not None:
            self._overlay.follow()
        return False


class Overlay(QWidget):
    """The ring itself: takes no clicks and no focus."""

    def __init__(self, target: QWidget, halo: bool) -> None:
        super().__init__(target.window())
        self._target = target
        self._halo = halo
        self._inside = target.inherits("QAbstractItemView") or target.property("ring") == "inside"
        self._offset = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus-ring")

    def follow(self) -> None:
        """Lie around the target, cut where a scrolled ancestor cuts it."""
        window = self._target.window()
        if not self._target.isVisible():
            self.hide()
            return
        grow = 0 if self._inside else (HALO if self._halo else GAP + RING)
        at = self._target.mapTo(window, QPoint(0, 0))
        whole = QRect(at, self._target.size()).adjusted(-grow, -grow, grow, grow)
        seen = whole.intersected(window.rect())
        step = self._target.parentWidget()
        while step is not None and step is not window:
            over = step.parentWidget()
            if over is not None and over.inherits("QAbstractScrollArea"):
                seen = seen.intersected(QRect(step.mapTo(window, QPoint(0, 0)), step.size()))
            step = step.parentWidget()
        self._whole = whole
        self._offset = whole.topLeft() - seen.topLeft()
        self.setGeometry(seen)
        self.setVisible(not seen.isEmpty())
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._offset)
        box = QRectF(QPoint(0, 0), self._whole.size())
        radius = self._radius()
        if self._halo:
            _ring(painter, box, HALO, tokens.BLUE_HALO, radius + HALO)
            return
        _ring(painter, box, RING, tokens.INK, radius + GAP + RING)
        _ring(painter, box.adjusted(RING, RING, -RING, -RING), GAP, tokens.WHITE, radius + GAP)

    def _radius(self) -> float:
        wanted = self._target.property("radius")
        if isinstance(wanted, int | float):
            return float(wanted)
        return tokens.RADIUS_CARD if self._inside else tokens.RADIUS_FIELD


def _ring(painter: QPainter, box: QRectF, width: int, name: str, radius: float) -> None:
    half = width / 2
    painter.setPen(QPen(colour(name), width))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half)
