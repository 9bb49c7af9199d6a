"""The small road to rent: steps of what they can pay, the rent looked for, and two flags."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import Painted, width_of, write

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Mark:
    """A month (its place from 0) with its words."""

    place: int
    words: str


@dataclass(frozen=True)
class Road:
    """steps: euros per month; all words are ready to show, none is a legend."""

    steps: Sequence[float]
    sought: float
    steps_words: str
    sought_words: str
    months: Sequence[Mark]
    possible: Mark | None = None
    release: Mark | None = None


class StepChart(Painted):
    """The words given say what the chart shows; time runs from the leading side."""

    def __init__(self, road: Road, words: str) -> None:
        self.road = road
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(self, road: Road, words: str) -> None:
        self.road = road
        self.say(words)

    def measure(self) -> QSize:
        return QSize(px(380), px(164))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(260), px(160))

    def draw(self, painter: QPainter) -> None:
        if not self.road.steps:
            return
        start = f"{self.road.steps[0]:.0f}"
        left = width_of(start, "axis") + px(8)
        plot = QRectF(left, px(56), self.width() - left - px(2), self.height() - px(56) - px(22))
        self._ground(painter, plot)
        self._sought(painter, plot)
        self._flags(painter, plot)
        self._axis(painter, plot, start)

    def _x(self, plot: QRectF, place: float) -> float:
        x = plot.left() + plot.width() * place / len(self.road.steps)
        return self.width() - x if self.rtl else x

    def _y(self, plot: QRectF, euros: float) -> float:
        top = max(*self.road.steps, self.road.sought)
        low = min(*self.road.steps, self.road.sought)
        floor = max(0.0, low - (top - low) * 0.5) if top > low else 0.0
        return plot.bottom() - plot.height() * (euros - floor) / max(1.0, top - floor)

    def _ground(self, painter: QPainter, plot: QRectF) -> None:
        line = QPainterPath(QPointF(self._x(plot, 0), self._y(plot, self.road.steps[0])))
        for place, euros in enumerate(self.road.steps):
            line.lineTo(self._x(plot, place), self._y(plot, euros))
            line.lineTo(self._x(plot, place + 1), self._y(plot, euros))
        under = QPainterPath(line)
        under.lineTo(self._x(plot, len(self.road.steps)), plot.bottom())
        under.lineTo(self._x(plot, 0), plot.bottom())
        painter.fillPath(under, colour(tokens.BLUE_TINT))
        pen = QPen(colour(tokens.BLUE), 2.5)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.strokePath(line, pen)
        end = self._y(plot, self.road.steps[-1])
        box = self.lead(QRectF(plot.left(), 0, plot.width() - 2, px(18)))
        box.moveBottom(end - 3)
        write(painter, box, self.road.steps_words, "axis-strong", tokens.BLUE_DARK, align=LEFT if self.rtl else RIGHT)

    def _sought(self, painter: QPainter, plot: QRectF) -> None:
        y = self._y(plot, self.road.sought)
        pen = QPen(colour(tokens.WARNING), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(self._x(plot, 0), y), QPointF(self._x(plot, len(self.road.steps)), y))
        steps_end = self._y(plot, self.road.steps[-1])
        above = 0 <= steps_end - y < px(38)  # the words of the steps stand there
        box = self.lead(QRectF(plot.left(), y - px(18) if above else y + 2, plot.width() - 2, px(18)))
        write(painter, box, self.road.sought_words, "axis", tokens.WARNING_TEXT, align=LEFT if self.rtl else RIGHT)

    def _flags(self, painter: QPainter, plot: QRectF) -> None:
        if self.road.release is not None:
            pen = QPen(colour(tokens.DANGER), 1.75)
            pen.setDashPattern([2, 2])
            self._flag(painter, plot, self.road.release, pen, top=px(36), kind="axis", ink=tokens.DANGER_TEXT)
        if self.road.possible is not None:
            pen = QPen(colour(tokens.SUCCESS), 2)
            self._flag(painter, plot, self.road.possible, pen, top=px(9), kind="axis-strong", ink=tokens.SUCCESS_TEXT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.SUCCESS))
            painter.drawEllipse(QPointF(self._x(plot, self.road.possible.place), px(9)), px(4.5), px(4.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _flag(self, painter: QPainter, plot: QRectF, mark: Mark, pen: QPen, *, top: float, kind: str, ink: str) -> None:
        x = self._x(plot, mark.place)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()))
        wide, gap = width_of(mark.words, kind) + 2, px(9)
        after = x - gap - wide >= 0 if self.rtl else x + gap + wide <= self.width()
        left = (x - gap - wide if after else x + gap) if self.rtl else (x + gap if after else x - gap - wide)
        box = QRectF(left, top - px(9), wide, px(18))
        write(painter, box, mark.words, kind, ink, align=LEFT)

    def _axis(self, painter: QPainter, plot: QRectF, start: str) -> None:
        painter.fillRect(self.lead(QRectF(plot.left(), plot.bottom(), plot.width(), 1)), colour(tokens.FIELD_EDGE))
        y = self._y(plot, self.road.steps[0])
        box = self.lead(QRectF(0, y - px(9), plot.left() - px(6), px(18)))
        write(painter, box, start, "axis", tokens.MUTED, align=LEFT if self.rtl else RIGHT)
        for month in self.road.months:
            wide = width_of(month.words, "axis") + 2
            x = self._x(plot, month.place)
            start_x = min(max(0, x - wide / 2), self.width() - wide)
            if month.place == 0 and not self.rtl:
                start_x = plot.left()
            write(
                painter,
                QRectF(start_x, plot.bottom() + 3, wide, px(18)),
                month.words,
                "axis",
                tokens.MUTED,
                align=CENTRE,
            )
