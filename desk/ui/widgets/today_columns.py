"""The columns of the Today screen: their heads, their notes, and how they stand beside or under each other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.today import Aside, DayCounts
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import DashedCard
from desk.ui.widgets.room_cards import FreeRoom, RoomList
from desk.ui.widgets.tag import Count
from desk.ui.widgets.text import IconLabel, label
from desk.ui.widgets.today_rows import Row, RowList

WIDTHS = (288, 364, 252, 336)
"""Expected, waiting, rooms, pane: in this proportion where all stand side by side."""
FOUR_FROM, THREE_FROM, TWO_FROM = 1180, 840, 640


class _Column(QWidget):
    """A head with its count, and ``body``."""

    def __init__(self, title: str, *, note: str = "", strong: bool = False) -> None:
        super().__init__()
        self.count = Count(0, strong)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(label(title, "card-title"))
        head.addWidget(self.count)
        if note:
            words = label(note, "second", "body", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            head.addWidget(words, 1)
        else:
            head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(8))
        self.body.addLayout(head)

    def set_count(self, number: int) -> None:
        self.count.set(number)


class ListColumn(_Column):
    """A list with what is said when it is empty, and the sentence of its rule."""

    def __init__(
        self, title: str, view: RowList, empty: str, *, note: str = "", strong: bool = False, rule: str = ""
    ) -> None:
        super().__init__(title, note=note, strong=strong)
        self.view = view
        self.empty = DashedCard()
        self.empty.body.addWidget(label(empty, "second", "body", wrap=True))
        self.body.addWidget(self.empty)
        self.body.addWidget(view, 1000)
        if rule:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(IconLabel("info", tokens.MUTED, 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(rule, "note", wrap=True), 1)
            self.body.addLayout(row)
        self.body.addStretch(1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.view.show_rows(rows)
        self.view.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.stand(self._whole)

    _whole = False

    def stand(self, whole: bool) -> None:
        """`whole`: the page scrolls, so the list shows every row; else the list scrolls itself."""
        self._whole = whole
        self.view.setMinimumHeight(self.view.whole_height() if whole else 0)


class RoomColumn(_Column):
    """Rooms with families, free rooms, and the counts of the day."""

    back = Signal(str)
    again = Signal(str)

    def __init__(self, rooms: RoomList) -> None:
        super().__init__(_("In colloquio"))
        self.body.addWidget(rooms)
        self._free = QVBoxLayout()
        self._free.setSpacing(px(8))
        self.body.addLayout(self._free)
        self._counts = QGridLayout()
        self._counts.setContentsMargins(4, 4, 4, 0)
        self._counts.setVerticalSpacing(px(4))
        self._counts.setColumnStretch(0, 1)
        self._words: list[QLabel] = []
        for number in range(3):
            name, value = label("", "second", "body"), label("", "second-strong")
            self._counts.addWidget(name, number, 0)
            self._counts.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTrailing)
            self._words += [name, value]
        self.body.addLayout(self._counts)
        self._aside = QVBoxLayout()
        self._aside.setSpacing(4)
        self.body.addLayout(self._aside)
        self.body.addStretch(1)

    def set_free(self, cards: Sequence[FreeRoom]) -> None:
        _clear(self._free)
        for card in cards:
            self._free.addWidget(card)

    def set_counts(self, counts: DayCounts, *, before_noon: bool) -> None:
        done = _("Chiusi stamattina") if before_noon else _("Chiusi oggi")
        lines = ((done, counts.done), (_("Non presentati"), counts.missed), (_("Parcheggiati"), counts.parked))
        for number, (name, value) in enumerate(lines):
            self._words[2 * number].setText(name)
            self._words[2 * number + 1].setText(str(value))

    def set_aside(self, parked: Sequence[Aside], missed: Sequence[Aside]) -> None:
        """A way back for each family that is parked or was missed."""
        _clear(self._aside)
        for row in parked:
            self._aside.addWidget(self._line(row, _("Rimetti in attesa"), self.back))
        for row in missed:
            if row.ticket:
                self._aside.addWidget(self._line(row, _("Chiama"), self.again))

    def _line(self, row: Aside, words: str, signal: object) -> QWidget:
        made = QWidget()
        inside = QHBoxLayout(made)
        inside.setContentsMargins(4, 0, 0, 0)
        inside.addWidget(label(f"{row.ticket} {row.name}", "note", wrap=True), 1)
        button = Button(words, "quiet", size="link")
        button.setAccessibleName(f"{words}: {row.ticket} {row.name}")
        button.clicked.connect(lambda: signal.emit(row.visit))  # type: ignore[attr-defined]
        inside.addWidget(button)
        return made


class TodayColumns(QWidget):
    """Four side by side; with less room or larger text the pane drops under the columns, then they stack."""

    def __init__(self, expected: ListColumn, waiting: ListColumn, rooms: RoomColumn, panes: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("kind", "scrolled")
        self._lists = (expected, waiting)
        self._side = QWidget()
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(0, 0, 0, 0)
        for pane in panes:
            inside.addWidget(pane)
        self._parts = (expected, waiting, rooms, self._side)
        self._grid = QGridLayout(self)
        margin = tokens.PAGE_MARGIN
        self._grid.setContentsMargins(margin, 0, margin, margin)
        self._grid.setSpacing(tokens.CARD_GAP)
        self._standing = 0
        self.arrange(px(FOUR_FROM))

    def arrange(self, width: int) -> None:
        """Stand the parts for a page of that many pixels."""
        beside = 4 if width >= px(FOUR_FROM) else 3 if width >= px(THREE_FROM) else 2 if width >= px(TWO_FROM) else 1
        if beside == self._standing:
            return
        self._standing = beside
        while self._grid.count():
            self._grid.takeAt(0)
        expected, waiting, rooms, pane = self._parts
        places = {
            4: ((expected, 0, 0, 1), (waiting, 0, 1, 1), (rooms, 0, 2, 1), (pane, 0, 3, 1)),
            3: ((expected, 0, 0, 1), (waiting, 0, 1, 1), (rooms, 0, 2, 1), (pane, 1, 0, 3)),
            2: ((waiting, 0, 0, 1), (rooms, 0, 1, 1), (pane, 1, 0, 2), (expected, 2, 0, 2)),
            1: ((waiting, 0, 0, 1), (pane, 1, 0, 1), (rooms, 2, 0, 1), (expected, 3, 0, 1)),
        }[beside]
        for part, row, column, span in places:
            self._grid.addWidget(part, row, column, 1, span)
        stretches = {4: WIDTHS, 3: WIDTHS[:3], 2: (WIDTHS[1], WIDTHS[2]), 1: (1,)}[beside]
        for column in range(4):
            self._grid.setColumnStretch(column, stretches[column] if column < len(stretches) else 0)
        for part in self._lists:
            part.stand(beside < 4)


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
