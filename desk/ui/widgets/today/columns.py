"""The columns of the Today screen: their heads, their notes, and how they stand beside or under each other."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.front.today import Aside, DayCounts
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import DashedCard
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.tag import Count
from desk.ui.widgets.text import IconLabel, label
from desk.ui.widgets.today.room_cards import FreeRoom, RoomList
from desk.ui.widgets.today.rows import Row, RowList

WIDTHS = (288, 364, 252, 336)
"""Expected, waiting, rooms, pane: in this proportion where all stand side by side."""
NARROW = (240, 330, 270)
"""Expected over rooms, waiting, pane: where the window is small."""
COUNTED = 4
FOUR_FROM, THREE_FROM, TWO_FROM = 1180, 880, 640


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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    whole = False

    def hasHeightForWidth(self) -> bool:
        """Only where the page scrolls; else the lists inside take whatever height there is."""
        return self.whole and super().hasHeightForWidth()

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
        view.hide()
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
        self.stand(self.whole)

    def stand(self, whole: bool) -> None:
        """`whole`: the page scrolls, so the list shows every row; else the list scrolls itself."""
        self.whole = whole
        self.view.setMinimumHeight(self.view.whole_height() if whole else 0)


class RoomColumn(_Column):
    """Rooms with families, free rooms, and the counts of the day."""

    back = Signal(str)
    again = Signal(str)
    come = Signal(str, str)
    """Somebody marked as not coming is here: household, name."""
    opened = Signal(str)
    """The page of a family that is aside: its phone, a contact attempt."""

    def __init__(self, rooms: RoomList) -> None:
        super().__init__(_("In colloquio"))
        self.area = OwnScroll()
        self.body.addWidget(self.area, 1)
        inside = self.area.column
        inside.setSpacing(px(8))
        inside.addWidget(rooms)
        self._free = QVBoxLayout()
        self._free.setSpacing(px(8))
        inside.addLayout(self._free)
        self._counts = QGridLayout()
        self._counts.setContentsMargins(4, 4, 4, 0)
        self._counts.setVerticalSpacing(px(4))
        self._counts.setColumnStretch(0, 1)
        self._words: list[QLabel] = []
        for number in range(COUNTED):
            name, value = label("", "second", "body"), label("", "second-strong")
            self._counts.addWidget(name, number, 0)
            self._counts.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTrailing)
            self._words += [name, value]
        inside.addLayout(self._counts)
        self.follow = Button("", "quiet", "flag", size="link")
        self.follow.hide()
        inside.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeading)
        self._aside = QVBoxLayout()
        self._aside.setSpacing(4)
        inside.addLayout(self._aside)
        inside.addStretch(1)

    def stand(self, whole: bool) -> None:
        """`whole`: the page scrolls, so the rooms are shown whole."""
        self.whole = whole
        self.area.stand(whole)

    def set_free(self, cards: Sequence[FreeRoom]) -> None:
        _clear(self._free)
        for card in cards:
            self._free.addWidget(card)

    def set_counts(self, counts: DayCounts, *, before_noon: bool) -> None:
        done = _("Chiusi stamattina") if before_noon else _("Chiusi oggi")
        lines = (
            (done, counts.done),
            (_("Non presentati"), counts.missed),
            (_("Parcheggiati"), counts.parked),
            (_("Andati via"), counts.left),
        )
        for number, (name, value) in enumerate(lines):
            self._words[2 * number].setText(name)
            self._words[2 * number + 1].setText(str(value))
        for part in self._words[-2:]:
            part.setVisible(counts.left > 0)

    def set_follow(self, words: str) -> None:
        """What has to be followed today; hidden where nothing has."""
        self.follow.set_words(words)
        self.follow.setVisible(bool(words))

    def set_aside(self, parked: Sequence[Aside], missed: Sequence[Aside], *, may_call: bool) -> None:
        """A way back for each family that is parked (with its room) or was missed."""
        _clear(self._aside)
        for row in parked:
            place = row.room or _("parcheggiata")
            self._aside.addWidget(self._line(row, place, _("In attesa"), may_call, partial(self.back.emit, row.visit)))
        for row in missed:
            what = _("non presentata")
            if row.ticket:
                again = partial(self.again.emit, row.visit)
                self._aside.addWidget(self._line(row, what, _("Chiama di nuovo"), may_call, again))
            else:
                here = partial(self.come.emit, row.household, row.name)
                self._aside.addWidget(self._line(row, what, _("È arrivata"), may_call, here))

    def aside_buttons(self) -> list[Button]:
        """For each family that is aside: its name, then the way back."""
        found: list[Button] = []
        for number in range(self._aside.count()):
            item = self._aside.itemAt(number)
            line = item.widget() if item is not None else None
            found += line.findChildren(Button) if line is not None else []
        return found

    def _line(self, row: Aside, what: str, act: str, may: bool, pressed: Callable[[], None]) -> QWidget:
        """Who (its page is one click away), what is the matter, the way back."""
        words = f"{row.ticket} {row.name}".strip()
        made = QWidget()
        inside = QHBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(6))
        left = QVBoxLayout()
        left.setSpacing(0)
        inside.addLayout(left, 1)
        if row.household:
            name = Button(words, "quiet", size="link")
            name.setAccessibleName(_("Scheda: {name}").format(name=words))
            name.clicked.connect(lambda _on=False: self.opened.emit(row.household))
            left.addWidget(name, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            left.addWidget(label(words, "second"))
        note = label(what, "note", wrap=True)
        note.setContentsMargins(4, 0, 0, 0)  # under the words of the link above
        left.addWidget(note)
        button = Button(act, "quiet", size="link")
        button.setAccessibleName(f"{act}: {words}")
        button.setVisible(may)
        button.clicked.connect(lambda _on=False: pressed())
        inside.addWidget(button)
        return made


class _Side(QWidget):
    """Where the pane or a panel stands."""

    def hasHeightForWidth(self) -> bool:
        """Never: inside, the body scrolls, so any height will do."""
        return False


class TodayColumns(QWidget):
    """Four side by side, each scrolling for itself; in a small window the rooms stand under the expected; with large
    text all stack and the page scrolls."""

    def __init__(self, expected: ListColumn, waiting: ListColumn, rooms: RoomColumn, pane: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "scrolled")
        self._lists = (expected, waiting, rooms)
        self._side = _Side()
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(pane)
        self._parts = (expected, waiting, rooms, self._side)
        self._grid = QGridLayout(self)
        margin = tokens.PAGE_MARGIN
        self._grid.setContentsMargins(margin, 4, margin, margin)
        self._grid.setSpacing(tokens.CARD_GAP)
        self._standing = 0
        self.arrange(px(FOUR_FROM))

    def add_pane(self, pane: QWidget) -> None:
        """Another in the place of the family's; one at a time is shown."""
        layout = self._side.layout()
        assert layout is not None
        layout.addWidget(pane)
        for area in pane.findChildren(OwnScroll):
            area.stand(self._standing < 3)

    def arrange(self, width: int) -> int:
        """Stand the parts for a page of that many pixels; gives how many stand beside each other."""
        beside = 4 if width >= px(FOUR_FROM) else 3 if width >= px(THREE_FROM) else 2 if width >= px(TWO_FROM) else 1
        if beside == self._standing:
            return beside
        self._standing = beside
        while self._grid.count():
            self._grid.takeAt(0)
        expected, waiting, rooms, pane = self._parts
        places = {
            4: ((expected, 0, 0, 1), (waiting, 0, 1, 1), (rooms, 0, 2, 1), (pane, 0, 3, 1)),
            3: ((expected, 0, 0, 1), (rooms, 1, 0, 1), (waiting, 0, 1, 1), (pane, 0, 2, 1)),
            2: ((waiting, 0, 0, 1), (rooms, 0, 1, 1), (pane, 1, 0, 2), (expected, 2, 0, 2)),
            1: ((waiting, 0, 0, 1), (pane, 1, 0, 1), (rooms, 2, 0, 1), (expected, 3, 0, 1)),
        }[beside]
        for part, row, column, span in places:
            tall = 2 if beside == 3 and part in (waiting, pane) else 1
            self._grid.addWidget(part, row, column, tall, span)
        stretches = {4: WIDTHS, 3: NARROW, 2: (WIDTHS[1], WIDTHS[2]), 1: (1,)}[beside]
        for column in range(4):
            self._grid.setColumnStretch(column, stretches[column] if column < len(stretches) else 0)
        for row in range(4):
            self._grid.setRowStretch(row, int(row < {4: 1, 3: 2}.get(beside, 0)))
        for part in self._lists:
            part.stand(beside < 3)
        for area in self._side.findChildren(OwnScroll):
            area.stand(beside < 3)
        return beside


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
