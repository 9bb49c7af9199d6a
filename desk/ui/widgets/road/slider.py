"""A figure that can be moved: name and value above, the slider with a mark at today's value, its ends below."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.quick_text import QuickFigure
from desk.ui.widgets.text import label

EURO = 1_00


class MarkedSlider(QSlider):
    """The wheel scrolls the page and moves no figure."""

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

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RoadSlider(QWidget):
    """`moved` gives the figure: the slider's place times `unit`. The place is what a screen reader reads, so sums of
    euro stand there as euro; `step` of them at a time."""

    moved = Signal(int)

    def __init__(self, title: str, unit: int = 1, page: int = 5, step: int = 1) -> None:
        super().__init__()
        self._unit, self._step, self._said = unit, step, ""
        self.title = label(title, "text")
        self.value = QuickFigure("card-title", "8.888,88 €")
        self.low, self.middle, self.high = (label("", "note", "muted") for _ in range(3))
        self.slider = MarkedSlider()
        self.slider.setAccessibleName(title)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(page * step)
        self.slider.valueChanged.connect(self._move)
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
