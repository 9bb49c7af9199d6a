"""Two records as equals: two cards of one size, their lines at the same height, what differs marked with a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme.measure import px
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label

LABEL = 128
WIDE_FROM, BESIDE_FROM = 820, 480
"""Pixels at 100 % text: from the first on the label stands before its value, from the second on the cards side by
side."""


@dataclass(frozen=True)
class Head:
    """The top of a card: what it is called, and a word on where it comes from."""

    title: str
    tag: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Pair:
    """One line on both sides."""

    label: str
    here: str
    there: str
    same: bool


class SideBySide(QWidget):
    """Beside each other where there is room, else one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(px(24))
        self._shown: tuple[tuple[Head, Head], tuple[Pair, ...]] | None = None
        self._beside = self._wide = True

    def show_pairs(self, heads: tuple[Head, Head], pairs: Sequence[Pair]) -> None:
        self._shown = (heads, tuple(pairs))
        self._fill()

    def fit(self, room: int) -> None:
        """As much as these pixels allow."""
        beside, wide = room >= px(BESIDE_FROM), room >= px(WIDE_FROM)
        if (beside, wide) != (self._beside, self._wide):
            self._beside, self._wide = beside, wide
            self._fill()

    def _fill(self) -> None:
        empty(self._grid)
        for column in (0, 1):
            self._grid.setColumnStretch(column, int(self._beside or column == 0))
        if self._shown is None:
            return
        heads, pairs = self._shown
        high = len(pairs) + 3  # head, lines, the edges' room above and below
        for side, head in enumerate(heads):
            top, column = (0, side) if self._beside else (side * (high + 1), 0)
            card = QFrame()
            card.setProperty("kind", "equal")
            card.setAccessibleName(head.title)
            self._grid.addWidget(card, top, column, high, 1)
            self._grid.setRowMinimumHeight(top, px(14))
            self._grid.setRowMinimumHeight(top + high - 1, px(14))
            if not self._beside:
                self._grid.setRowMinimumHeight(top + high, px(16))
            self._grid.addWidget(self._head(head), top + 1, column)
            for place, pair in enumerate(pairs):
                self._grid.addWidget(self._cell(pair, side), top + 2 + place, column, Qt.AlignmentFlag.AlignTop)

    def _head(self, head: Head) -> QWidget:
        made = QWidget()
        row = QBoxLayout(across(self._wide), made)
        row.setContentsMargins(px(20), px(4), px(20), px(10))
        row.setSpacing(px(8))
        row.addWidget(label(head.title, "card-title", wrap=True), 1)
        row.addWidget(Tag(head.tag, head.tone, head.icon), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        return made

    def _cell(self, pair: Pair, side: int) -> QWidget:
        """Label, value and mark in one line; where there is less room the value stands under the other two."""
        mine, other = (pair.here, pair.there) if side == 0 else (pair.there, pair.here)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(px(20), px(5), px(20), px(5))
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        column.addLayout(row)
        name = label(pair.label, "second", "muted", wrap=True)
        value = label(mine or "–", "text" if pair.same or not mine else "strong", wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        if self._wide:
            name.setFixedWidth(px(LABEL))
            row.addWidget(name, 0, top)
            row.addWidget(value, 1)
        else:
            row.addWidget(name, 1, top)
            column.addWidget(value)
        if mine and not other:
            row.addWidget(Tag(_("solo qui"), "info"), 0, top)
        elif mine and not pair.same:
            row.addWidget(Tag(_("diverso"), "warning"), 0, top)
        return made


def across(wide: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
