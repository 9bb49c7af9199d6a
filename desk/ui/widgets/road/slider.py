"""A figure that can be moved: name and value above, the slider with a mark at today's value, its ends below.

It can be typed too: figures typed on the slider, F2, Enter or a click on the value open a field in the value's place.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.quick_text import QuickFigure
from desk.ui.widgets.text import label, set_property

EURO = 1_00


class MarkedSlider(QSlider):
    """The wheel scrolls the page and moves no figure. `typing`: with the figure that was typed, or nothing."""

    typing = Signal(str)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.mark: int | None = None

    def set_mark(self, value: int | None) -> None:
        if value != self.mark:
            self.mark = value
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.mark is None or not self.minimum() <= self.mark <= self.maximum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        knob = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        span = self.width() - knob
        at = knob / 2 + QStyle.sliderPositionFromValue(
            self.minimum(), self.maximum(), self.mark, span, self.isRightToLeft()
        )
        if abs(self.value() - self.mark) * span < knob * (self.maximum() - self.minimum()) * 0.6:
            return  # under the knob
        painter = QPainter(self)
        painter.setPen(QPen(colour(tokens.MUTED), 2))
        middle = self.height() / 2
        painter.drawLine(QPointF(at, middle - px(6)), QPointF(at, middle + px(6)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if opens or (event.text().isdecimal() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            self.typing.emit("" if opens else event.text())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FigureToType(QuickFigure):
    """`covered`: while a field stands over it."""

    pressed = Signal()
    covered = False

    def draw(self, painter: QPainter) -> None:
        if not self.covered:
            super().draw(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.pressed.emit()


class FigureField(LineEdit):
    """`left`: somebody went on to another control."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class RoadSlider(QWidget):
    """`moved` gives the figure: the slider's place times `unit`. The place is what a screen reader reads, so sums of
    euro stand there as euro; `step` of them at a time."""

    moved = Signal(int)

    def __init__(
        self, title: str, unit: int = 1, page: int = 5, step: int = 1, read: Callable[[str], str] | None = None
    ) -> None:
        """`read` takes what was typed and gives back what is wrong with it."""
        super().__init__()
        self._read = read
        self.field: FigureField | None = None
        self._unit, self._step, self._said = unit, step, ""
        self.title = label(title, "text")
        self.value = FigureToType("card-title", "8.888,88 €")
        self.value.setCursor(Qt.CursorShape.IBeamCursor)
        self.value.setToolTip(_("Scrivi la cifra (F2)"))
        self.value.pressed.connect(self.type_figure)
        self.low, self.middle, self.high = (label("", "note", "muted") for _ in range(3))
        self.slider = MarkedSlider()
        self.slider.setAccessibleName(title)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(page * step)
        self.slider.valueChanged.connect(self._move)
        self.slider.typing.connect(self.type_figure)
        self.head, self.foot = QHBoxLayout(), QHBoxLayout()
        self.head.setSpacing(px(8))
        self.foot.setSpacing(px(8))
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.value)
        self.foot.addWidget(self.low)
        self.foot.addStretch(1)
        self.foot.addWidget(self.middle)
        self.foot.addStretch(1)
        self.foot.addWidget(self.high)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))  # the ring of the focus strikes neither title nor ends
        column.addLayout(self.head)
        column.addWidget(self.slider)
        column.addLayout(self.foot)
        self.fault = label("", "note", "danger", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)

    def type_figure(self, begun: str = "") -> None:
        """A field over the value, with what was typed on the slider, else with the figure as it stands."""
        field, room = self._field(), self.parentWidget()
        assert room is not None
        field.setText(begun or self.value.words.removesuffix("€").strip())
        wide, high = max(px(120), self.value.width()), field.sizeHint().height()
        end = self.value.mapTo(room, QPoint(self.value.width(), self.value.height() // 2))
        begin = end.x() - self.value.width() if self.isRightToLeft() else end.x() - wide
        field.setGeometry(QRect(begin, end.y() - high // 2, wide, high))
        self._cover(True)
        field.show()
        field.raise_()
        field.setFocus()
        if not begun:
            field.selectAll()

    def _field(self) -> FigureField:
        if self.field is None:
            self.field = FigureField(unit="" if self._unit == 1 else "€", parent=self.parentWidget())
            self.field.setProperty("kind", "flat")  # as low as its line
            self.field.setAccessibleName(self.title.text())
            self.field.setMaxLength(12)
            self.field.setAlignment(Qt.AlignmentFlag.AlignTrailing)
            self.field.returnPressed.connect(self._take)
            self.field.left.connect(self._lose)
            left = QShortcut(QKeySequence("Esc"), self.field)
            left.setContext(Qt.ShortcutContext.WidgetShortcut)
            left.activated.connect(self._close)
        return self.field

    def _take(self) -> None:
        """With Enter: what is wrong is said under the slider, and the field stays."""
        if self.field is None or self.field.isHidden():
            return
        wrong = self._read(self.field.text()) if self._read is not None and self.field.text().strip() else ""
        self.fault.setText(wrong)
        self.fault.setVisible(bool(wrong))
        set_property(self.field, "answer", "doubtful" if wrong else "")
        self.field.setAccessibleDescription(wrong)
        if not wrong:
            self._close()

    def _lose(self) -> None:
        """Left for another place: a figure that can be read counts, another is as if it had not been typed."""
        if self.field is not None and self.field.isVisible():
            self._take()
            self._shut()

    def _close(self) -> None:
        self._shut()
        self.slider.setFocus()

    def _cover(self, covered: bool) -> None:
        self.value.covered = covered
        self.value.update()

    def _shut(self) -> None:
        self._cover(False)
        if self.field is not None:
            self.field.hide()
            set_property(self.field, "answer", "")
        self.fault.hide()

    def _move(self, place: int) -> None:
        """To the next whole step, unless an end lies before it."""
        whole = round(place / self._step) * self._step
        place = min(max(whole, self.slider.minimum()), self.slider.maximum())
        self.slider.blockSignals(True)
        self.slider.setValue(place)
        self.slider.blockSignals(False)
        self.moved.emit(place * self._unit)
        self._say()

    def _say(self) -> None:
        """Where the place is no figure that one reads (72 for 7,20 €), the words are said after it."""
        if self.value.words != self._said and self._unit not in (1, EURO) and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.slider, self.value.words))
        self._said = self.value.words

    def set_ends(self, lowest: int, highest: int, low: str, high: str) -> None:
        """The ends, as figures and in words."""
        self.slider.blockSignals(True)
        self.slider.setRange(lowest // self._unit, -(-highest // self._unit))
        self.slider.blockSignals(False)
        self.low.setText(low)
        self.high.setText(high)

    def set_figure(self, figure: int, words: str, today: int | None = None) -> None:
        """Show a figure without telling; a figure between two places keeps its own words."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(figure / self._unit))
        self.slider.blockSignals(False)
        self.value.set(words)
        self.slider.setAccessibleDescription(words)
        self.slider.set_mark(None if today is None else round(today / self._unit))

    def set_middle(self, words: str) -> None:
        self.middle.setText(words)
