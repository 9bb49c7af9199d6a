"""What the colours mean, each with its word."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import Painted, plate, width_of, write

_GAP = 14


class Legend(Painted):
    """Entries are (tone, word)."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        self._entries = tuple(entries)
        super().__init__(", ".join(word for _tone, word in entries))

    def measure(self) -> QSize:
        wide = sum(px(18) + width_of(word, "second") + px(_GAP) for _tone, word in self._entries)
        return QSize(round(wide), px(32))

    def draw(self, painter: QPainter) -> None:
        left = 0.0
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        for tone, word in self._entries:
            mark = self.lead(QRectF(left, (self.height() - px(13)) / 2, px(10), px(13)))
            plate(painter, mark, tokens.TONES[tone].strong, None, radius=2)
            wide = width_of(word, "second") + 1
            write(
                painter,
                self.lead(QRectF(left + px(18), 0, wide, self.height())),
                word,
                "second",
                tokens.BODY,
                align=side,
            )
            left += px(18) + wide + px(_GAP)
