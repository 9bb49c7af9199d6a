"""Ground for widgets that paint themselves: a label whose text is the equal of the picture."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from desk.ui.theme.measure import colour, font
from desk.ui.theme.tokens import Tone


class Painted(QLabel):
    """A picture that a screen reader reads as text; subclasses give ``measure`` and ``draw``."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text)

    def say(self, text: str) -> None:
        """Set the text equal; the picture is measured and painted again."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def measure(self) -> QSize:
        """The size that the picture wants."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint in the widget's own pixels; ``self.rtl`` tells the reading direction."""
        raise NotImplementedError

    @property
    def rtl(self) -> bool:
        return self.isRightToLeft()

    def lead(self, box: QRectF) -> QRectF:
        """The box as it lies in this reading direction: given from the left, mirrored from the right."""
        if not self.rtl:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def sizeHint(self) -> QSize:
        return self.measure()

    def minimumSizeHint(self) -> QSize:
        return self.measure()

    def heightForWidth(self, width: int) -> int:
        return -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


def plate(painter: QPainter, box: QRectF, ground: str, edge: str | None, *, radius: float, width: float = 1) -> None:
    """A rounded ground with an inner edge."""
    half = width / 2 if edge else 0
    painter.setPen(QPen(colour(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def edged(painter: QPainter, box: QRectF, tone: Tone, *, rtl: bool, radius: float = 6, edge: float = 4) -> None:
    """A tint with a thin edge, and a thick one at the leading side."""
    plate(painter, box, tone.tint, tone.edge, radius=radius)
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    painter.save()
    painter.setClipPath(shape)
    left = box.right() - edge if rtl else box.left()
    painter.fillRect(QRectF(left, box.top(), edge, box.height()), colour(tone.strong))
    painter.restore()


def write(painter: QPainter, box: QRectF, text: str, kind: str, ink: str, *, align: Qt.AlignmentFlag) -> None:
    """One line of text, middle of the box's height, shortened with an ellipsis only when it cannot fit."""
    face = font(kind)
    painter.setFont(face)
    painter.setPen(colour(ink))
    shown = elided(text, kind, box.width())
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), shown)


def elided(text: str, kind: str, room: float) -> str:
    """The text, with an ellipsis for its end only when it cannot fit."""
    metrics = QFontMetricsF(font(kind))
    if metrics.horizontalAdvance(text) <= room + 1:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def width_of(text: str, kind: str) -> float:
    """Pixels that one line needs."""
    return QFontMetricsF(font(kind)).horizontalAdvance(text)
