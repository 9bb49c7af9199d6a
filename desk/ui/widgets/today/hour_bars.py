"""A bar for each hour: how long one waited, and how many came; the words say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from desk.i18n import _, n_
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import Painted, plate, write

CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class HourBar:
    """`minutes` None: nobody was called in that hour."""

    hour: int
    minutes: int | None
    arrivals: int

    @property
    def words(self) -> str:
        waited = _("attesa {n} min").format(n=self.minutes) if self.minutes is not None else _("nessuna chiamata")
        came = n_("{n} arrivo", "{n} arrivi", self.arrivals).format(n=self.arrivals)
        return f"{self.hour}: {waited}, {came}"


class HourBars(Painted):
    """From the leading side: over each bar its minutes, under it the hour and the arrivals."""

    def __init__(self) -> None:
        self.bars: tuple[HourBar, ...] = ()
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[HourBar]) -> None:
        self.bars = tuple(bars)
        self.say(". ".join(bar.words for bar in self.bars) or _("Nessun dato per questi giorni."))

    def measure(self) -> QSize:
        return QSize(px(240), px(168))

    def draw(self, painter: QPainter) -> None:
        foot = self.height() - px(40)
        painter.fillRect(QRectF(0, foot, self.width(), 1), colour(tokens.LATER_LINE))
        if not self.bars:
            write(painter, QRectF(0, 0, self.width(), foot), self.text(), "second", tokens.MUTED, align=CENTRE)
            return
        step = self.width() / len(self.bars)
        top = max((bar.minutes or 0 for bar in self.bars), default=0) or 1
        room = foot - px(22)
        for place, bar in enumerate(self.bars):
            left = step * place
            wide = min(step * 0.6, px(44))
            high = room * (bar.minutes or 0) / top
            box = self.lead(QRectF(left + (step - wide) / 2, foot - high, wide, high))
            if high:
                plate(painter, box, tokens.BLUE, None, radius=2)
            said = "–" if bar.minutes is None else str(bar.minutes)
            over = self.lead(QRectF(left, foot - high - px(20), step, px(18)))
            write(painter, over, said, "axis-strong", tokens.INK, align=CENTRE)
            write(
                painter,
                self.lead(QRectF(left, foot + 3, step, px(18))),
                str(bar.hour),
                "axis",
                tokens.BODY,
                align=CENTRE,
            )
            came = self.lead(QRectF(left, foot + px(19), step, px(18)))
            write(painter, came, f"+{bar.arrivals}" if bar.arrivals else "", "axis", tokens.MUTED, align=CENTRE)
