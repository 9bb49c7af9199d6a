"""A row of tabs with an underline; left and right move, a tag may say what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import plate, width_of, write


@dataclass(frozen=True)
class Tab:
    """name: what ``chosen`` says; tag: words in amber after the tab's own."""

    name: str
    words: str
    tag: str = ""


class TabButton(QAbstractButton):
    """One tab."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self.tab = tab
        self.setText(tab.words)
        self.setAccessibleName(f"{tab.words}, {tab.tag}" if tab.tag else tab.words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", "inside")

    def _tag_width(self) -> float:
        return width_of(self.tab.tag, "note-strong") + px(12) if self.tab.tag else 0

    def sizeHint(self) -> QSize:
        return QSize(round(self._said_width()) + 2 * px(14), px(44))

    def minimumSizeHint(self) -> QSize:
        """In a narrow row tabs stand closer."""
        return QSize(round(self._said_width()) + 2 * px(9), px(44))

    def _said_width(self) -> float:
        return width_of(self.text(), "strong") + (self._tag_width() + px(6) if self.tab.tag else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.isRightToLeft()
        on, pad, tag = self.isChecked(), (self.width() - self._said_width()) / 2, self._tag_width()
        ink = tokens.BLUE_DARK if on else tokens.INK
        wide = width_of(self.text(), "strong") + 1
        left = self.width() - pad - wide if rtl else pad
        centre = Qt.AlignmentFlag.AlignHCenter
        write(painter, QRectF(left, 0, wide, self.height()), self.text(), "strong" if on else "text", ink, align=centre)
        if self.tab.tag:
            box = QRectF(pad if rtl else self.width() - pad - tag, (self.height() - px(22)) / 2, tag, px(22))
            plate(painter, box, tokens.WARNING_TINT, None, radius=tokens.RADIUS_TAG)
            write(painter, box, self.tab.tag, "note-strong", tokens.WARNING_TEXT, align=centre)
        if on or self.underMouse():
            line = tokens.BLUE if on else tokens.LATER_LINE
            plate(painter, QRectF(0, self.height() - 3, self.width(), 3), line, None, radius=0)


class TabRow(QWidget):
    """``chosen`` gives a tab's name."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, TabButton] = {}
        for tab in tabs:
            made = TabButton(tab)
            self.buttons[tab.name] = made
            self._group.addButton(made)
            made.clicked.connect(lambda _checked=False, name=tab.name: self.choose(name))
            self._row.addWidget(made)
        self._row.addStretch(1)
        if tabs:
            self.choose(tabs[0].name)

    def choose(self, name: str) -> None:
        """Light a tab and tell."""
        self._light(name)
        self.chosen.emit(name)

    def current(self) -> str:
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def set_tag(self, name: str, words: str) -> None:
        button = self.buttons[name]
        button.tab = Tab(name, button.tab.words, words)
        button.setAccessibleName(f"{button.tab.words}, {words}" if words else button.tab.words)
        button.updateGeometry()
        button.update()

    def _light(self, name: str) -> None:
        for known, button in self.buttons.items():
            button.setChecked(known == name)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if known == name else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.isRightToLeft():
            step = -step
        names = list(self.buttons)
        name = names[(names.index(self.current()) + step) % len(names)]
        self.choose(name)
        self.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            for button in self.buttons.values():
                button.updateGeometry()
        super().changeEvent(event)
