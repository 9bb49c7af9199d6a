"""Who is in which room: one card with a part for each room, and the dashed card of a free one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desk.i18n import _
from desk.ui.presenters.today_rows import RoomRow
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import DashedCard
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line, set_property


class RoomPart(QFrame):
    """One room: who is inside since when, or who was called and has not come in."""

    chosen = Signal(str)
    opened = Signal()
    recalled = Signal(str)
    entered = Signal(str)
    not_come = Signal(str)
    kept = Signal(str, str)
    """Of two calls this one is the good one: visit, machine."""
    menu_wanted = Signal()

    def __init__(self, row: RoomRow, *, may_call: bool) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "room")
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        spoken = (row.room, row.ticket, row.name, row.who, row.called or row.since)
        self.setAccessibleName(", ".join(filter(None, spoken)))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(IconLabel("door", tokens.BLUE_DARK, 18))
        head.addWidget(label(row.room, "second-strong", "info"))
        head.addStretch(1)
        head.addWidget(label(row.ticket, "second"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(13), px(10), px(12), px(8))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(label(row.name, "name", wrap=True))
        column.addWidget(label(row.who, "second", wrap=True))
        self.buttons: tuple[Button, ...] = ()
        self.rivals: list[Button] = []
        if row.rivals:
            column.addSpacing(2)
            column.addWidget(label(_("Chiamata da due postazioni: chi la vede?"), "second-strong", "danger", wrap=True))
            for device, words in row.rivals if may_call else ():
                keep = Button(words, "outlined", size="small")
                keep.clicked.connect(lambda _on=False, machine=device: self.kept.emit(row.id, machine))
                self.rivals.append(keep)
                column.addSpacing(px(4))
                column.addWidget(keep)
        if self.rivals:  # first who sees the family, then the rest
            return
        if row.called is None:
            column.addWidget(label(row.since, "second", wrap=True))
            return
        column.addSpacing(2)
        column.addWidget(Tag(row.called, "warning", "volume"))
        if may_call:
            column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        if self.row.may_recall:
            again = Button(_("Richiama"), "outlined", "volume", size="small")
            again.clicked.connect(lambda: self.recalled.emit(self.row.id))
        else:  # called as often as may be
            again = Button(_("Non si presenta"), "outlined", size="small")
            again.clicked.connect(lambda: self.not_come.emit(self.row.id))
        inside = Button(_("Entrata"), "neutral", size="small")
        inside.clicked.connect(lambda: self.entered.emit(self.row.id))
        self.buttons = (again, inside)
        for button in self.buttons:
            button.setProperty("tight", "true")
        row = QHBoxLayout()
        row.setContentsMargins(0, px(6), 0, px(2))
        row.setSpacing(px(8))
        row.addWidget(again, 1)
        row.addWidget(inside, 1)
        return row

    def mark(self, chosen: bool) -> None:
        set_property(self, "chosen", "true" if chosen else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.row.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.chosen.emit(self.row.id)
        self.menu_wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.chosen.emit(self.row.id)


class RoomList(QFrame):
    """All rooms with a family; parts whose words did not change stay as they are."""

    chosen = Signal(str)
    opened = Signal()
    recalled = Signal(str)
    entered = Signal(str)
    not_come = Signal(str)
    kept = Signal(str, str)
    menu_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("In colloquio"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.parts: list[RoomPart] = []
        self._may_call = False

    def show_rows(self, rows: Sequence[RoomRow], *, may_call: bool) -> None:
        if [part.row for part in self.parts] == list(rows) and may_call == self._may_call:
            return
        self._may_call = may_call
        focused = next((part.row.id for part in self.parts if part.hasFocus()), "")
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.parts = [self._part(row) for row in rows]
        for number, part in enumerate(self.parts):
            if number:
                self._column.addWidget(line())
            self._column.addWidget(part)
            if part.row.id == focused:
                part.setFocus()
        self.setVisible(bool(rows))

    def select(self, visit: str) -> None:
        for part in self.parts:
            part.mark(part.row.id == visit)

    def _part(self, row: RoomRow) -> RoomPart:
        part = RoomPart(row, may_call=self._may_call)
        part.chosen.connect(self.chosen)
        part.opened.connect(self.opened)
        part.recalled.connect(self.recalled)
        part.entered.connect(self.entered)
        part.not_come.connect(self.not_come)
        part.kept.connect(self.kept)
        part.menu_wanted.connect(self.menu_wanted)
        return part


class FreeRoom(DashedCard):
    """A room without a family, and who waits there for the next one."""

    def __init__(self, room: str, caseworker: str) -> None:
        super().__init__()
        words = _("{room} · libera").format(room=room)
        second = _("{who} aspetta la prossima famiglia").format(who=caseworker)
        self.setAccessibleName(f"{words}, {second}")
        self.body.setContentsMargins(px(13), px(9), px(12), px(9))
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(IconLabel("door", tokens.SUCCESS_TEXT, 18))
        head.addWidget(label(words, "second-strong", "success", wrap=True), 1)
        self.body.addLayout(head)
        self.body.addWidget(label(second, "second", wrap=True))
