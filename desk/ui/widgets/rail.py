"""The dark rail at the leading side: an icon over its word for each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.i18n import _
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import plate, width_of, write
from desk.ui.widgets.text import IconLabel, label

BUTTON_HEIGHT = 72


@dataclass(frozen=True)
class RailEntry:
    """name: what ``chosen`` says; word: what a person reads; icon: a name of ``theme.icons``."""

    name: str
    word: str
    icon: str


class RailButton(QToolButton):
    """One page; ``count`` above 0 shows in a bubble."""

    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self.count, self.tip = 0, ""
        self.setProperty("kind", "rail")
        self.setProperty("ring", "inside")
        self.setText(entry.word)
        self.setAccessibleName(entry.word)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress()

    def set_count(self, count: int, words: str) -> None:
        """`words`: what is counted, for the tip and for screen readers."""
        self.count = count
        self.setAccessibleName(f"{self.entry.word}, {words}" if count else self.entry.word)
        self.setToolTip(", ".join(filter(None, (self.tip, words if count else ""))))
        self.update()

    def _dress(self) -> None:
        self.setIcon(icons.icon(self.entry.icon, tokens.ON_INK, 24, checked=tokens.WHITE, beside=self))
        self.setIconSize(QSize(px(24), px(24)))

    def sizeHint(self) -> QSize:
        wide = width_of(self.text(), "note-strong") + 2
        return QSize(max(px(tokens.RAIL), round(wide)), px(BUTTON_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = str(self.count)
        high = px(20)
        wide = max(high, width_of(words, "axis-strong") + px(10))
        rtl = self.isRightToLeft()
        middle = self.width() / 2
        box = QRectF(middle - px(8) - wide if rtl else middle + px(8), px(6), wide, high)
        plate(painter, box, tokens.CALL, None, radius=high / 2)
        write(painter, box, words, "axis-strong", tokens.INK, align=Qt.AlignmentFlag.AlignHCenter)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._dress()
        super().changeEvent(event)


class Rail(QFrame):
    """Alt+1, Alt+2 … choose a page by its place. Where the window is low or the text large the pages scroll."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[RailEntry], office: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(_("Pagine"))
        self.buttons = {entry.name: RailButton(entry) for entry in entries}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._top = self._brand()
        self._column.addWidget(self._top)
        inside = QWidget()
        self._area = self._scrolling(inside)
        self._column.addWidget(self._area, 1)
        pages = QVBoxLayout(inside)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        for place, (name, button) in enumerate(self.buttons.items(), 1):
            self._group.addButton(button)
            button.setShortcut(QKeySequence(f"Alt+{place}"))
            button.tip = f"{button.entry.word} (Alt+{place})"
            button.setToolTip(button.tip)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            pages.addWidget(button)
        pages.addStretch(1)
        foot = label(office, "axis", wrap=True)
        foot.setProperty("tone", "rail-foot")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pages.addWidget(foot)
        self._measure()

    def _scrolling(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        inside.setProperty("kind", "scrolled")
        area.setWidget(inside)
        area.verticalScrollBar().rangeChanged.connect(self._measure)
        return area

    def _brand(self) -> QWidget:
        top = QFrame()
        top.setProperty("kind", "rail-top")
        row = QHBoxLayout(top)
        row.setContentsMargins(5, 0, 3, 0)
        row.setSpacing(px(6))
        words = label("TO-Home", "name")
        words.setProperty("tone", "on-ink")
        row.addWidget(IconLabel("home", tokens.WHITE))
        row.addWidget(words, 1)
        return top

    def set_count(self, name: str, count: int, words: str) -> None:
        """A bubble at one entry; nothing where this role has no such page."""
        if name in self.buttons:
            self.buttons[name].set_count(count, words)

    def light(self, name: str) -> None:
        """Light one entry; a name that is none lights nothing."""
        self._group.setExclusive(False)
        for known, button in self.buttons.items():
            button.setChecked(known == name)
            if known == name:
                self._area.ensureWidgetVisible(button, 0, 0)
        self._group.setExclusive(True)

    def _measure(self) -> None:
        bar = self._area.verticalScrollBar()
        self.setFixedWidth(px(tokens.RAIL) + (bar.sizeHint().width() if bar.maximum() else 0))
        self._top.setFixedHeight(px(tokens.TOP_BAR))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)
