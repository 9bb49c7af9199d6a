"""Texts of kiosk and display: broken into lines that stand close, and shrunk before they would be cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from desk.ui.theme import tokens

PITCH, ARABIC_PITCH = 1.28, 1.62
"""From line to line, in sizes of the type: the fonts' own leading is made for mixed scripts and leaves holes."""
SMALLEST_SHARE = 0.55
"""Long words of some language are drawn smaller, down to this share, before they would be cut."""


def face(size: float, weight: int = tokens.REGULAR) -> QFont:
    """The one face of kiosk and display; figures stand under each other."""
    made = QFont(list(tokens.FAMILIES))
    made.setPixelSize(max(8, round(size)))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@dataclass(frozen=True)
class Block:
    """A text broken to a width. `layout` holds the lines alive."""

    layout: QTextLayout
    lines: tuple[QTextLine, ...]
    pitch: float
    width: float

    @property
    def height(self) -> float:
        return self.pitch * len(self.lines)


def pitch_of(font: QFont, text: str) -> float:
    """From line to line: Arabic needs room for its marks."""
    arabic = any("\u0600" <= sign <= "\u06ff" for sign in text)
    return font.pixelSize() * (ARABIC_PITCH if arabic else PITCH)


def block_of(font: QFont, text: str, width: float, *, rtl: bool = False) -> Block:
    """The text in lines no wider than `width`, as far as its words allow."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        lines.append(line)
    layout.endLayout()
    widest = max((line.naturalTextWidth() for line in lines), default=0.0)
    return Block(layout, tuple(lines), pitch_of(font, text), widest)


@lru_cache(maxsize=4096)
def _measured(size: int, weight: int, text: str, width: float) -> tuple[float, float]:
    """Width and height: the same few texts are measured again for every page."""
    block = block_of(face(size, weight), text, width)
    return block.width, block.height


def measured(font: QFont, text: str, width: float) -> tuple[float, float]:
    """How wide and how high the text stands in a column."""
    return _measured(font.pixelSize(), int(font.weight()), text, width) if text else (0.0, 0.0)


def height_of(font: QFont, text: str, width: float) -> float:
    return measured(font, text, width)[1]


def fits(font: QFont, text: str, box: QRectF) -> bool:
    """Whether the wrapped text is inside the box, no word of it wider."""
    width, height = measured(font, text, box.width())
    return height <= box.height() + 1 and width <= box.width() + 1


def fitted(font: QFont, text: str, box: QRectF) -> QFont:
    """The font, or a smaller one with which the whole text is inside the box."""
    size = font.pixelSize()
    smallest = max(8, round(size * SMALLEST_SHARE))
    made = QFont(font)
    while size > smallest and not fits(made, text, box):
        size -= max(1, size // 24)
        made.setPixelSize(size)
    return made


def write(
    painter: QPainter,
    font: QFont,
    text: str,
    box: QRectF,
    across: Qt.AlignmentFlag,
    upright: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    *,
    rtl: bool = False,
) -> None:
    """The text inside the box; `across` is a side of the screen, whatever the direction of the text."""
    block = block_of(font, text, box.width(), rtl=rtl)
    spare = box.height() - block.height
    top = box.top() + {Qt.AlignmentFlag.AlignTop: 0.0, Qt.AlignmentFlag.AlignBottom: spare}.get(upright, spare / 2)
    for number, line in enumerate(block.lines):
        room = box.width() - line.naturalTextWidth()
        left = {Qt.AlignmentFlag.AlignRight: room, Qt.AlignmentFlag.AlignHCenter: room / 2}.get(across, 0.0)
        inner = (block.pitch - line.height()) / 2
        shift = line.naturalTextRect().left() - line.position().x()  # a line set from the right starts inside its width
        line.draw(painter, QPointF(box.left() + left - shift, top + number * block.pitch + inner))


def same_size(texts: Sequence[tuple[str, QFont, QRectF]]) -> int:
    """The size at which each of several texts fits its place: what stands side by side is written alike."""
    return min((fitted(font, text, box).pixelSize() for text, font, box in texts), default=0)


def advance(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
