"""What one line of a proposal says, painted in one piece: sixty lines of labels took longer to lay out than a frame."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap, QResizeEvent

from desk.i18n import _
from desk.office.replan.words import Line
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, font, px
from desk.ui.widgets.painted import Painted

GAP, ARROW, NARROWEST, NARROW_GAP = 12, 18, 180, 2
TALL = 10_000.0
AFTER = 2
"""The column of what would be."""


@dataclass(frozen=True)
class _Laid:
    """Each text with its box, the whole height, and where the arrow is that leads to the new time."""

    texts: list[tuple[QRectF, str, str, str]]
    high: int
    arrow: QRectF


class ReplanWords(Painted):
    """The family, what was, what would be and why: beside each other, or below where there is no room."""

    def __init__(self, shown: Line) -> None:
        self._columns: tuple[tuple[tuple[str, str, str], ...], ...] = ()
        self._wide = True
        self._placed: dict[tuple[int, bool], _Laid] = {}
        self._still = QPixmap()
        self._drawn: tuple[object, ...] | None = None
        super().__init__()
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_line(shown)

    def show_line(self, shown: Line) -> None:
        after = shown.after or _("Senza posto")
        self._columns = (
            ((shown.family, "strong", tokens.INK), (shown.service, "second", tokens.MUTED)),
            ((shown.before, "second", tokens.MUTED), (shown.who_before, "second", tokens.MUTED)),
            (
                (after, "strong", tokens.INK if shown.after else tokens.TONES["danger"].text),
                (shown.who_after, "second", tokens.INK),
            ),
            ((shown.why, "second", tokens.INK),),
        )
        self._placed.clear()
        self._drawn = None
        words = [text for column in self._columns for text, _kind, _ink in column if text]
        self.say("\n".join(words))

    def fit(self, wide: bool) -> None:
        if wide != self._wide:
            self._wide = wide
            self.updateGeometry()
            self.update()

    def measure(self) -> QSize:
        return QSize(px(NARROWEST), self.heightForWidth(max(self.width(), px(NARROWEST))))

    def heightForWidth(self, width: int) -> int:
        return self._place(width).high

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _place(self, width: int) -> _Laid:
        known = self._placed.get((width, self._wide))
        if known is not None:
            return known
        gap, arrow = px(GAP), px(ARROW)
        share = (width - 4 * gap - arrow) / 4 if self._wide else width
        found, high, left, top = [], 0.0, 0.0, 0.0
        at = QRectF(2 * (share + gap), 0, arrow, arrow)
        for number, column in enumerate(self._columns):
            room = share
            if self._wide:
                left, top = number * (share + gap) + (arrow + gap if number > 1 else 0), 0.0
            elif number == AFTER:  # the arrow before it says which of the two times is the new one
                left, room, at = arrow + gap / 2, share - arrow - gap / 2, QRectF(0, top, arrow, arrow)
            else:
                left = 0.0
            for text, kind, ink in column:
                if text:
                    box = QFontMetricsF(font(kind)).boundingRect(
                        QRectF(0, 0, room, TALL), int(Qt.TextFlag.TextWordWrap), text
                    )
                    found.append((QRectF(left, top, room, box.height()), text, kind, ink))
                    if at.top() == top:
                        at.moveTop(top + (box.height() - arrow) / 2)  # in the middle of its line
                    top += box.height()
            high = max(high, top)
            top += 0 if self._wide else px(NARROW_GAP)
        if self._wide:
            at.moveTop((high - arrow) / 2)
        self._placed[width, self._wide] = _Laid(found, -int(-high // 1), at)
        return self._placed[width, self._wide]

    def draw(self, painter: QPainter) -> None:
        """From the picture of last time: ten rows of wrapped text at each step of the wheel would take a frame."""
        ratio = self.devicePixelRatioF()
        wanted = (self.size(), self._wide, ratio, self.rtl)
        if self._drawn != wanted:
            self._drawn = wanted
            self._still = QPixmap(self.size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            self._still.fill(Qt.GlobalColor.transparent)
            with QPainter(self._still) as still:
                self._write(still)
        painter.drawPixmap(0, 0, self._still)

    def _write(self, painter: QPainter) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        how = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextWordWrap)
        laid = self._place(self.width())
        for box, text, kind, ink in laid.texts:
            painter.setFont(font(kind))
            painter.setPen(colour(ink))
            painter.drawText(self.lead(box), how, text)
        size = round(laid.arrow.width())
        drawing = icons.pixmap("arrow-right", tokens.MUTED, size, self.devicePixelRatioF(), mirrored=self.rtl)
        painter.drawPixmap(self.lead(laid.arrow).topLeft(), drawing)
