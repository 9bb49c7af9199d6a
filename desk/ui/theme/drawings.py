"""Tabler outline icons by the name of what they mean, stroked at 1.75 in any colour: as paths and as pixmaps."""

import sys
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from desk.ui.theme import strokes, tokens
from desk.ui.theme.measure import colour

STROKE = 1.75
GRID = 24
SOLID_AND_ROUND = b"\x00\xa1"
"""How a pen's stream begins: SolidLine 0x01, RoundCap 0x20, RoundJoin 0x80."""

NAMES = {
    "home": "home",
    "today": "calendar-check",
    "households": "users",
    "person": "user",
    "agenda": "calendar-month",
    "calendar": "calendar-month",
    "appointment": "calendar-month",
    "journey": "route",
    "administration": "settings",
    "search": "search",
    "lock": "lock",
    "saved": "cloud-check",
    "offline": "wifi-off",
    "scale": "scale",
    "clock": "clock",
    "door": "door",
    "language": "world",
    "place": "map-pin",
    "print": "printer",
    "volume": "volume",
    "ticket": "ticket",
    "phone": "phone",
    "message": "message-2",
    "document": "file-text",
    "warning": "alert-triangle",
    "urgent": "alert-circle",
    "done": "circle-check",
    "check": "check",
    "info": "info-circle",
    "unknown": "help-circle",
    "undo": "arrow-back-up",
    "plus": "plus",
    "minus": "minus",
    "close": "x",
    "back": "chevron-left",
    "next": "chevron-right",
    "down": "chevron-down",
    "up": "chevron-up",
    "arrow-right": "arrow-right",
    "pencil": "pencil",
    "trash": "trash",
    "work": "briefcase",
    "school": "school",
    "money": "currency-euro",
    "card": "credit-card",
    "flag": "flag",
    "eye": "eye",
    "save": "device-floppy",
    "grip": "grip-vertical",
    "baby": "mood-kid",
    "parking": "parking",
    "key": "key",
    "heart": "heart",
    "health": "heartbeat",
    "computer": "device-desktop",
    "logout": "logout",
    "download": "download",
    "upload": "upload",
    "refresh": "refresh",
    "filter": "filter",
    "dots": "dots",
    "star": "star",
    "history": "history",
    "wheelchair": "wheelchair",
    "camera": "camera",
    "shield": "shield-check",
    "disk": "database",
    "play": "player-play",
}
"""Our word -> the file. A name that is not here is taken as the file's own."""

OWN = {
    "barcode": '<path d="M4 7v-1a2 2 0 0 1 2 -2h2M4 17v1a2 2 0 0 0 2 2h2M16 4h2a2 2 0 0 1 2 2v1'
    'M16 20h2a2 2 0 0 0 2 -2v-1M7.5 9v6M10.5 9v6M13.5 9v6M16.5 9v6" />',
    "reports": '<path d="M4 4v14a2 2 0 0 0 2 2h14M8.5 16v-3M12.5 16v-8M16.5 16v-5" />',
    "reconcile": '<path d="M12 20v-7M12 13l-6 -7M12 13l6 -7M6 10.500v-4.500h4.500M13.500 6h4.500v4.500" />',
}
"""Drawings of ours where the set has none that says it."""

POINTING = frozenset({"back", "next", "arrow-right", "undo", "logout", "door", "journey", "message", "school"})
"""Drawings that point: mirrored from right to left; the rest never."""


def _folder() -> Path:
    """Where the drawings lie, found without importing the package, which loads an image library."""
    for entry in sys.path:
        folder = Path(entry) / "pytablericons" / "icons" / "outline"
        if folder.is_dir():
            return folder
    raise FileNotFoundError("pytablericons is not installed")


_where: list[Path] = []
_paths: dict[str, QPainterPath] = {}


def outline(name: str) -> QPainterPath:
    """The drawing on its 24-grid."""
    if name not in _paths:
        if name in OWN:
            return _paths.setdefault(name, strokes.read(OWN[name]))
        if not _where:
            _where.append(_folder())
        _paths[name] = strokes.read((_where[0] / f"{NAMES.get(name, name)}.svg").read_text(encoding="utf-8"))
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
    painter.strokePath(outline(name), _round_pen(ink))
    painter.restore()


@lru_cache
def _round_pen(ink: str) -> QPen:
    """A pen with round ends and corners, by way of its stream: to name ``Qt.PenCapStyle`` builds all of ``Qt``'s
    enumerations, a fifth of what an empty window takes, and the sign-in page has a drawing."""
    pen, content = QPen(), QByteArray()
    pen.setColor(colour(ink))
    pen.setWidthF(STROKE)
    stream = QDataStream(content, QIODevice.OpenModeFlag.WriteOnly)
    stream << pen
    stream = QDataStream(QByteArray(SOLID_AND_ROUND + content.data()[2:]))
    stream >> pen
    return pen


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
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    paint(painter, name, QRectF(gap if mirrored != after else 0, 0, size, size), ink, mirrored)
    painter.end()
    return made
