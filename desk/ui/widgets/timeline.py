"""What happened, newest first: day, drawing on a thread, fact, second line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import Painted, plate
from desk.ui.widgets.text import label


@dataclass(frozen=True)
class Happening:
    """day and words are ready to show; icon: a name of ``theme.icons``."""

    day: str
    icon: str
    fact: str
    second: str = ""


class _Thread(Painted):
    """The drawing in its disc, with the thread to the next."""

    def __init__(self, icon: str, last: bool) -> None:
        self.icon, self.last = icon, last
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def measure(self) -> QSize:
        return QSize(px(26), px(26))

    def draw(self, painter: QPainter) -> None:
        side = px(24)
        middle = self.width() / 2
        if not self.last:
            painter.fillRect(QRectF(middle - 0.5, side, 1, self.height() - side), colour(tokens.CARD_EDGE))
        box = QRectF(middle - side / 2, 0, side, side)
        plate(painter, box, tokens.BLUE_TINT, None, radius=side / 2)
        pad = px(5)
        icons.paint(painter, self.icon, box.adjusted(pad, pad, -pad, -pad), tokens.BLUE_ON_TINT, self.rtl)


class Timeline(QWidget):
    """Rows that wrap; nothing to press."""

    def __init__(self, happenings: Sequence[Happening] = ()) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set(happenings)

    def set(self, happenings: Sequence[Happening]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, happening in enumerate(happenings, 1):
            self._column.addWidget(_row(happening, place == len(happenings)))
        self._column.addStretch(1)


def _row(happening: Happening, last: bool) -> QWidget:
    row = QWidget()
    row.setAccessibleName(f"{happening.day}: {happening.fact}. {happening.second}")
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(px(6))
    day: QLabel = label(happening.day, "second", "muted")
    day.setMinimumWidth(px(44))
    day.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
    across.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(_Thread(happening.icon, last))
    words = QVBoxLayout()
    words.setContentsMargins(px(4), 0, 0, 0 if last else px(12))
    words.setSpacing(0)
    words.addWidget(label(happening.fact, "strong", wrap=True))
    if happening.second:
        words.addWidget(label(happening.second, "second", "muted", wrap=True))
    across.addLayout(words, 1)
    return row
