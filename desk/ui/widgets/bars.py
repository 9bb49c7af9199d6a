"""Thin bars: progress, a score in parts with its threshold, the steps of a stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import Painted, plate, width_of, write


class ThinBar(Painted):
    """How far: ``done`` of ``total``. The words are only read aloud; show them beside."""

    def __init__(self, done: int = 0, total: int = 1, words: str = "") -> None:
        self.done, self.total = done, total
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(done, total, words)

    def set(self, done: int, total: int, words: str = "") -> None:
        self.done, self.total = done, total
        self.say(words or _("{done} su {total}").format(done=done, total=total))

    def measure(self) -> QSize:
        return QSize(px(80), px(8))

    def draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        share = min(1.0, self.done / self.total) if self.total else 0.0
        _track(painter, box)
        painter.fillRect(self.lead(QRectF(0, 0, box.width() * share, box.height())), colour(tokens.BLUE))


def _track(painter: QPainter, box: QRectF) -> None:
    """The empty bar; what is painted after keeps its round ends."""
    shape = QPainterPath()
    shape.addRoundedRect(box, 2, 2)
    painter.setClipPath(shape)
    painter.fillRect(box, colour(tokens.TRACK))


@dataclass(frozen=True)
class Part:
    """A part of a score: its amount, its name, its colour (a token)."""

    amount: float
    name: str
    ink: str = tokens.BLUE


class ScoreBar(Painted):
    """Parts stacked towards ``top``, with a mark at ``threshold``; the words say the same. ``note``: under the mark."""

    def __init__(
        self, parts: Sequence[Part], top: float, threshold: float | None, words: str, *, note: str = ""
    ) -> None:
        self.parts, self.top, self.threshold, self.note = tuple(parts), top, threshold, note
        super().__init__(f"{words}, {note}" if note else words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, parts: Sequence[Part], top: float, threshold: float | None, words: str) -> None:
        self.parts, self.top, self.threshold = tuple(parts), top, threshold
        self.say(words)

    def measure(self) -> QSize:
        return QSize(px(120), px(20) + (px(tokens.TYPES["note"].line) if self.note else 0))

    def draw(self, painter: QPainter) -> None:
        tall, high = px(20), px(12)
        box = QRectF(0, (tall - high) / 2, self.width(), high)
        painter.save()
        _track(painter, box)
        left = 0.0
        for part in self.parts:
            wide = box.width() * part.amount / self.top
            painter.fillRect(self.lead(QRectF(left, box.top(), wide, high)), colour(part.ink))
            left += wide
        painter.restore()
        if self.threshold is not None:
            at = box.width() * self.threshold / self.top
            painter.fillRect(self.lead(QRectF(at - 1, 0, 2, tall)), colour(tokens.INK))
            wide = min(width_of(self.note, "note") + 2, box.width())
            left = max(0.0, min(at - wide / 2, box.width() - wide))
            under = self.lead(QRectF(left, tall, wide, self.height() - tall))
            write(painter, under, self.note, "note", tokens.MUTED, align=Qt.AlignmentFlag.AlignHCenter)


class Swatch(Painted):
    """The colour of one part beside its words; hollow where the part gives nothing."""

    def __init__(self, ink: str = "") -> None:
        self.ink = ink
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def measure(self) -> QSize:
        return QSize(px(11), px(11))

    def draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        plate(painter, box, self.ink or tokens.WHITE, self.ink or tokens.FIELD_EDGE, radius=2)


class StageBar(Painted):
    """``step`` of ``steps`` as small blocks; the words are read aloud and shown beside by the screen."""

    def __init__(self, step: int, steps: int = 10, words: str = "", ink: str = tokens.DANGER) -> None:
        self.step, self.steps, self.ink = step, steps, ink
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(step, words)

    def set(self, step: int, words: str = "") -> None:
        self.step = step
        self.say(words or _("Passo {step} di {steps}").format(step=step, steps=self.steps))

    def measure(self) -> QSize:
        return QSize(px(12) * self.steps, px(8))

    def draw(self, painter: QPainter) -> None:
        gap = 3
        wide = (self.width() - gap * (self.steps - 1)) / self.steps
        for place in range(self.steps):
            box = self.lead(QRectF(place * (wide + gap), 0, wide, self.height()))
            plate(painter, box, self.ink if place < self.step else tokens.TRACK, None, radius=2)
