"""Tabler outline icons by the name of what they mean, stroked at 1.75 in any colour."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desk.ui.theme import strokes, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.theme.tabler import GRID, NAMES, OWN, STROKE, svg

__all__ = ["NAMES", "OWN", "icon", "outline", "paint", "pixmap"]

POINTING = frozenset({"back", "next", "arrow-right", "undo", "logout", "door", "journey", "message", "school"})
"""Drawings that point: mirrored from right to left; the rest never."""


_paths: dict[str, QPainterPath] = {}


def outline(name: str) -> QPainterPath:
    """The drawing on its 24-grid."""
    if name not in _paths:
        _paths[name] = strokes.read(svg(name))
    return _paths[name]


def paint(painter: QPainter, name: str, box: QRectF, ink: str, mirrored: bool = False) -> None:
    """Stroke the drawing into a square; ``mirrored`` counts only for those that point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    if mirrored and name in POINTING:
        painter.translate(QPointF(GRID, 0))
        painter.scale(-1, 1)
    pen = QPen(colour(ink), STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(outline(name), pen)
    painter.restore()


@lru_cache(maxsize=1024)
def pixmap(
    name: str,
    ink: str = tokens.INK,
    size: int = 20,
    ratio: float = 1.0,
    *,
    mirrored: bool = False,
    gap: int = 0,
    after: bool = False,
) -> QPixmap:
    """The drawing at ``size`` pixels for a screen of that ratio, with ``gap`` empty pixels towards the text."""
    made = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(gap if mirrored != after else 0, 0, size, size), ink, mirrored)
    painter.end()
    return made


def icon(
    name: str,
    ink: str = tokens.INK,
    size: int = 20,
    *,
    checked: str = "",
    off: str = tokens.OFF_TEXT,
    beside: QWidget | None = None,
    gap: int = 0,
    after: bool = False,
) -> QIcon:
    """A QIcon that stays crisp; ``checked`` is the colour when chosen; ``beside`` gives the reading direction;
    ``gap`` pixels are left towards the words, which come first with ``after``."""
    direction = beside.layoutDirection() if beside is not None else QGuiApplication.layoutDirection()
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    made = QIcon()
    side = px(size)
    screen = QGuiApplication.primaryScreen()
    for ratio in {1.0, 2.0, screen.devicePixelRatio() if screen is not None else 1.0}:
        made.addPixmap(
            pixmap(name, ink, side, ratio, mirrored=mirrored, gap=gap, after=after), QIcon.Mode.Normal, QIcon.State.Off
        )
        made.addPixmap(
            pixmap(name, off, side, ratio, mirrored=mirrored, gap=gap, after=after),
            QIcon.Mode.Disabled,
            QIcon.State.Off,
        )
        if checked:
            made.addPixmap(
                pixmap(name, checked, side, ratio, mirrored=mirrored, gap=gap, after=after),
                QIcon.Mode.Normal,
                QIcon.State.On,
            )
    return made
