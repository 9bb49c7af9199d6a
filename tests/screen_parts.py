"""What tests of screens share: recorded messages and journeys, a context that works at once, pictures."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QScrollArea, QWidget

from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.theme import measure
from tests.dressing import dress_all


@dataclass
class Said:
    """The message door: keeps what was said, and the last undo."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    undo: Callable[[], None] | None = None

    def notify(self, text: str, kind: str = "info", undo: Callable[[], None] | None = None) -> None:
        self.lines.append((text, kind))
        self.undo = undo


@dataclass
class Gone:
    """Where somebody was sent."""

    places: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def open(self, screen: str, **facts: str) -> None:
        self.places.append((screen, facts))

    def front(self) -> Any:
        return None

    def send_now(self) -> None:
        self.open("", send="now")


class GoodPress:
    """A printer that takes every sheet at once."""

    def lacking(self, _content: bytes) -> tuple[str, ...]:
        return ()

    def print(self, _job: object) -> str:
        return ""


class Waiting(ImmediateRunner):
    """Gives its answers when it is told to."""

    def __init__(self) -> None:
        self.owed: list[Callable[[], object]] = []

    def run(self, work: Any, done: Any = None, failed: Any = None) -> None:
        self.owed.append(lambda: super(Waiting, self).run(work, done, failed))

    def answer(self) -> None:
        """In the order in which it was asked, and what is asked meanwhile."""
        while self.owed:
            self.owed.pop(0)()


def context_of(session: Session) -> ScreenContext:
    return ScreenContext(session, ImmediateRunner(), Said(), Gone())


def photograph(widget: QWidget, name: str, size: tuple[int, int], scale: float = 1.0, *, rtl: bool = False) -> None:
    """Paints the widget at that size and text scale; a PNG of it where somebody has named a folder for pictures."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = measure.scale()
    if scale != before:  # dressing a whole window again takes longer than its picture
        dress_all(application, scale)
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    widget.resize(*size)
    widget.show()
    for _ in range(4):
        application.processEvents()
    picture = widget.grab()
    if "DESK_PICTURES" in os.environ:
        folder = Path(os.environ["DESK_PICTURES"])
        folder.mkdir(parents=True, exist_ok=True)
        picture.save(str(folder / f"{name}.png"))
    if scale != before:
        dress_all(application, before)


def cut_off(widget: QWidget) -> list[str]:
    """Texts of visible labels and buttons that do not fit their place, and pages wider than what shows of them."""
    found = []
    for area in widget.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            over = inside.width() - area.viewport().width()
            if over > 0:
                found.append(f"{type(inside).__name__} of {type(area.parent()).__name__} is {over} pixels too wide")
    for part in widget.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            fits = part.height() + 1 >= part.heightForWidth(part.width())
        else:
            fits = part.width() + 1 >= part.minimumSizeHint().width()
        shown = part.visibleRegion().boundingRect()
        if not fits or (shown.height() and shown.width() + 1 < part.width() and not _can_be_moved_aside(part)):
            found.append(f"{type(part).__name__} «{part.text()[:40]}»")
    return found


def _can_be_moved_aside(part: QWidget) -> bool:
    """Where a bar at the foot brings the rest into sight."""
    place: QWidget | None = part
    while place is not None:
        if isinstance(place, QAbstractScrollArea) and place.horizontalScrollBar().maximum() > 0:
            return place.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        place = place.parentWidget()
    return False


def nameless(widget: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    return [
        type(part).__name__
        for part in widget.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and not (part.accessibleName() or getattr(part, "text", lambda: "")())
        and part.metaObject().className() not in ("QScrollArea", "SheetView")
    ]
