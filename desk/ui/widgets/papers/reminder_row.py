"""One reminder of the list: when, which family, the way or what became of it, and what can be done."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.ui.presenters.reminders import Row
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label

WIDE_FROM = 720
LINK_PAD = 4
"""What the text of a button without an edge stands in from its side."""


class ReminderRow(QWidget):
    """`acted` with the code of the button, `opened` when the family's name is pressed."""

    acted = Signal(str)
    opened = Signal()

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.setAccessibleName(f"{row.name}, {row.when}")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, px(10), 0, px(10))
        self._line.setSpacing(px(16))
        when = label(row.when, "strong")
        when.setMinimumWidth(px(132))
        who = QVBoxLayout()
        who.setSpacing(px(2))
        name = FlowLayout(px(10))
        self.name = Button(row.name, "quiet", size="link")
        self.name.clicked.connect(self.opened)
        name.addWidget(self.name)
        name.addWidget(label(row.second, "second", "muted"))
        for words, kind in row.tags:
            name.addWidget(Tag(words, kind))
        who.addLayout(name)
        way = label(row.way, "second", wrap=True)
        under = QHBoxLayout()
        under.setContentsMargins(px(LINK_PAD), 0, 0, 0)
        under.addWidget(way)
        who.addLayout(under)
        self.buttons: dict[str, Button] = {}
        actions = QHBoxLayout()
        actions.setSpacing(px(8))
        for place, (code, words) in enumerate(row.actions):
            button = Button(words, "outlined" if place == 0 else "neutral", size="small")
            button.setAccessibleName(f"{words}: {row.name}")
            button.clicked.connect(partial(self.acted.emit, code))
            self.buttons[code] = button
            actions.addWidget(button)
        actions.addStretch(1)
        self._line.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(who, 1)
        self._line.addLayout(actions)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= px(WIDE_FROM)
        wanted = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            self._line.setSpacing(px(16) if wide else px(6))
