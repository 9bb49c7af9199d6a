"""Where a family stands on the journey: done, now, later, each with its date."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from desk.i18n import _
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import Painted, plate, width_of, write

DISC = 20
HALO = 26


@dataclass(frozen=True)
class Stop:
    """A stage: name, state (done, now, later), date or what is due, in words."""

    name: str
    state: str
    when: str = ""


def words_of(stops: Sequence[Stop]) -> str:
    """The strip as a sentence per stage."""
    states = {"done": _("fatto"), "now": _("adesso"), "later": _("più avanti")}
    return "; ".join(", ".join(part for part in (s.name, states[s.state], s.when) if part) for s in stops)


class JourneyStrip(Painted):
    """Mirrors from right to left; wraps into a second row of names only by eliding, so give it room."""

    def __init__(self, stops: Sequence[Stop] = ()) -> None:
        self.stops = tuple(stops)
        super().__init__(words_of(stops))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, stops: Sequence[Stop]) -> None:
        self.stops = tuple(stops)
        self.say(words_of(stops))

    def measure(self) -> QSize:
        widest = max((max(width_of(s.name, "second-strong"), width_of(s.when, "note")) for s in self.stops), default=80)
        return QSize(round(min(widest + px(10), px(130))) * max(1, len(self.stops)), px(68))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(72) * max(1, len(self.stops)), px(68))

    def draw(self, painter: QPainter) -> None:
        cell = self.width() / max(1, len(self.stops))
        middle = px(15)
        for place, stop in enumerate(self.stops[:-1]):
            ink = tokens.SUCCESS if stop.state == "done" else tokens.LATER_LINE
            painter.fillRect(self.lead(QRectF((place + 0.5) * cell, middle - 1.5, cell, 3)), colour(ink))
        for place, stop in enumerate(self.stops):
            self._disc(painter, stop, place, self.lead(QRectF(place * cell, 0, cell, 2 * middle)))
            self._words(painter, stop, self.lead(QRectF(place * cell + 2, px(30), cell - 4, px(19))))

    def _disc(self, painter: QPainter, stop: Stop, place: int, cell: QRectF) -> None:
        side = px(DISC)
        box = QRectF(cell.center().x() - side / 2, cell.center().y() - side / 2, side, side)
        if stop.state == "done":
            plate(painter, box, tokens.SUCCESS, None, radius=side / 2)
            pad = side * 0.15
            icons.paint(painter, "check", box.adjusted(pad, pad, -pad, -pad), tokens.WHITE)
        elif stop.state == "now":
            grow = (px(HALO) - side) / 2
            plate(painter, box.adjusted(-grow, -grow, grow, grow), tokens.BLUE_HALO, None, radius=px(HALO) / 2)
            plate(painter, box, tokens.BLUE, None, radius=side / 2)
            write(painter, box, str(place + 1), "axis-strong", tokens.WHITE, align=Qt.AlignmentFlag.AlignHCenter)
        else:
            plate(painter, box, tokens.WHITE, tokens.FIELD_EDGE, radius=side / 2, width=2)

    def _words(self, painter: QPainter, stop: Stop, line: QRectF) -> None:
        now = stop.state == "now"
        ink = tokens.BLUE_DARK if now else tokens.BODY
        kind = "note-strong" if now else "note"
        write(painter, line, stop.name, kind, ink, align=Qt.AlignmentFlag.AlignHCenter)
        line.translate(0, px(17))
        write(painter, line, stop.when, "note", tokens.MUTED, align=Qt.AlignmentFlag.AlignHCenter)
