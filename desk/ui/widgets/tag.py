"""Tags, count bubbles and chips: a word, often with its drawing, on a tint."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import Painted, plate, width_of, write


class Tag(Painted):
    """Always with a word. kind: a key of ``tokens.TONES``."""

    letters, height_, pad, icon_, gap = "note-strong", 24, 8, 16, 4

    def __init__(self, text: str, kind: str = "neutral", icon: str = "") -> None:
        self.kind, self.icon = kind, icon
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, text: str, kind: str, icon: str = "") -> None:
        self.kind, self.icon = kind, icon
        self.say(text)

    def measure(self) -> QSize:
        width = width_of(self.text(), self.letters) + 2 * px(self.pad)
        if self.icon:
            width += px(self.icon_) + px(self.gap)
        return QSize(round(width) + 1, px(self.height_))

    def draw(self, painter: QPainter) -> None:
        tone = tokens.TONES[self.kind]
        self.ground(painter)
        left = float(px(self.pad))
        if self.icon:
            side = px(self.icon_)
            box = self.lead(QRectF(left, (self.height() - side) / 2, side, side))
            icons.paint(painter, self.icon, box, tone.text, self.rtl)
            left += side + px(self.gap)
        words = self.lead(QRectF(left, 0, self.width() - left - px(self.pad), self.height()))
        align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        write(painter, words, self.text(), self.letters, tone.text, align=align)

    def ground(self, painter: QPainter) -> None:
        tint = tokens.TONES[self.kind].tint
        plate(painter, QRectF(self.rect()), tint, None, radius=tokens.RADIUS_TAG)


class Chip(Tag):
    """A full pill with an edge: what the machine is doing now."""

    letters, height_, pad, icon_, gap = "second", 32, 14, 18, 8

    def ground(self, painter: QPainter) -> None:
        tone = tokens.TONES[self.kind]
        plate(painter, QRectF(self.rect()), tone.tint, tone.edge, radius=self.height() / 2)


SYNC = {
    "saved": ("success", "saved"),
    "offline": ("plain", "offline"),
    "reconcile": ("warning", "reconcile"),
    "danger": ("danger", "warning"),
}


class SyncChip(Chip):
    """state: saved (saved and sent), offline (how many to send), reconcile, danger (this machine is in danger).

    ``pressed`` by mouse, Space or Enter: somebody wants to know more.
    """

    pressed = Signal()

    def __init__(self, state: str, text: str) -> None:
        super().__init__(text, *SYNC[state])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_state(state, text)

    def minimumSizeHint(self) -> QSize:
        """In a narrow bar its drawing and the first word, or number and word; all of it is said and its tip."""
        whole = self.measure()
        words = self.text().split(" ")
        first = " ".join(words[: 2 if words[0].isdecimal() else 1]) + "…"
        rest = width_of(self.text(), self.letters) - width_of(first, self.letters)
        return QSize(whole.width() - max(0, round(rest)), whole.height())

    def set_state(self, state: str, text: str) -> None:
        self.state = state
        self.letters = "second-strong" if state in ("reconcile", "danger") else "second"
        self.set(text, *SYNC[state])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class Count(Painted):
    """A number in a bubble beside a title; ``strong`` in blue."""

    def __init__(self, number: int, strong: bool = False) -> None:
        self.strong = strong
        super().__init__(str(number))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, number: int) -> None:
        self.say(str(number))

    def measure(self) -> QSize:
        return QSize(max(px(26), round(width_of(self.text(), "second-strong")) + px(16)), px(24))

    def draw(self, painter: QPainter) -> None:
        ground, ink = (tokens.BLUE, tokens.WHITE) if self.strong else (tokens.COUNT, tokens.INK)
        box = QRectF(self.rect())
        plate(painter, box, ground, None, radius=box.height() / 2)
        write(painter, box, self.text(), "second-strong", ink, align=Qt.AlignmentFlag.AlignHCenter)
