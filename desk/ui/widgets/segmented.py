"""A short choice shown whole: Sì, No, Non lo sa. Arrow keys move, Backspace takes the answer back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import plate, width_of, write


class Segment(QRadioButton):
    """One of the choices: a radio button in the shape of a cell."""

    def __init__(self, value: str, words: str) -> None:
        super().__init__(words)
        self.value = value
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(width_of(self.text(), "strong")) + px(20) + px(6) + 2 * px(12), px(tokens.BUTTON) - 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow places go without the tick: the cell's tint and the weight of its words stay."""
        return QSize(round(width_of(self.text(), "strong")) + px(16), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            plate(painter, box, tokens.BLUE_TINT if on else tokens.INSET, None, radius=tokens.RADIUS_FIELD - 1)
        ink = (tokens.BLUE_ON_TINT if on else tokens.INK) if self.isEnabled() else tokens.OFF_TEXT
        kind = "strong" if on else "text"
        if on and self.width() >= width_of(self.text(), "strong") + px(18) + px(6) + 2 * px(6):
            self._paint_check(painter, ink)
        else:
            write(painter, box, self.text(), kind, ink, align=Qt.AlignmentFlag.AlignHCenter)

    def _paint_check(self, painter: QPainter, ink: str) -> None:
        side, gap, words = px(18), px(6), width_of(self.text(), "strong") + 1
        left = (self.width() - side - gap - words) / 2
        rtl = self.isRightToLeft()
        at = self.width() - left - side if rtl else left
        icons.paint(painter, "check", QRectF(at, (self.height() - side) / 2, side, side), ink)
        start = left if rtl else left + side + gap
        box = QRectF(start, 0, words, self.height())
        write(painter, box, self.text(), "strong", ink, align=Qt.AlignmentFlag.AlignLeft)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class Segmented(QFrame):
    """Options are (value, words); ``changed`` gives the value, "" when the answer is taken back."""

    changed = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segmented")
        self.segments = [Segment(value, words) for value, words in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)  # inside the sheet's edge: as high as the fields beside it
        row.setSpacing(1)
        for segment in self.segments:
            self._group.addButton(segment)
            row.addWidget(segment, 1)
            segment.installEventFilter(self)
        self._group.buttonToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if self.segments:
            self.setFocusProxy(self.segments[0])

    def value(self) -> str | None:
        chosen = self._group.checkedButton()
        return chosen.value if isinstance(chosen, Segment) else None

    def set_value(self, value: str | None) -> None:
        """Choose without telling."""
        self.blockSignals(True)
        self._group.setExclusive(False)
        for segment in self.segments:
            segment.setChecked(segment.value == value)
        self._group.setExclusive(True)
        self.blockSignals(False)
        self._aim_focus()

    def clear(self) -> None:
        """Take the answer back and tell."""
        if self.value() is not None:
            self.set_value(None)
            self.changed.emit("")

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self._aim_focus()
            self.changed.emit(self.value() or "")

    def _aim_focus(self) -> None:
        chosen = self._group.checkedButton()
        self.setFocusProxy(chosen if chosen is not None else self.segments[0])

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                self.clear()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and isinstance(watched, Segment):
                watched.setChecked(True)
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for segment in self.segments[1:]:
            at = segment.geometry()
            x = at.right() + 1 if self.isRightToLeft() else at.left() - 1
            painter.fillRect(QRectF(x, 1, 1, self.height() - 2), tokens.OFF_EDGE)
