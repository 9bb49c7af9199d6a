"""The drawings as QIcon; the rest of ``drawings`` under the same name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QWidget

from desk.ui.theme import tokens
from desk.ui.theme.drawings import NAMES, OWN, outline, paint, pixmap
from desk.ui.theme.measure import px

__all__ = ["NAMES", "OWN", "icon", "outline", "paint", "pixmap"]


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
