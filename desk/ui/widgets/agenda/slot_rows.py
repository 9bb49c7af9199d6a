"""Free times as a short list: number, day and hour, who and where, why; Enter or a double click takes one."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.i18n import _
from desk.office.appointments.find_slots import FreeSlot
from desk.office.day_words import hour, long_day, short_day
from desk.ui.presenters.booking import who_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import width_of, write

Index = QModelIndex | QPersistentModelIndex
SLOT = Qt.ItemDataRole.UserRole
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
HEIGHT = 44


def short_who(slot: FreeSlot) -> str:
    """«Ferrero · Stanza 2»."""
    return " · ".join(filter(None, (slot.caseworker_name.rpartition(" ")[2], slot.room_name)))


def spoken(slot: FreeSlot) -> str:
    day = f"{long_day(slot.start.date())}, {hour(slot.start)}"
    return ", ".join(filter(None, (day, who_words(slot), slot.room_name, slot.why)))


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.slots: tuple[FreeSlot, ...] = ()

    def set_slots(self, slots: Sequence[FreeSlot]) -> None:
        self.beginResetModel()
        self.slots = tuple(slots)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.slots)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        slot = self.slots[index.row()]
        if role == SLOT:
            return slot
        return spoken(slot) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        slot, box = index.data(SLOT), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        lead = RIGHT if rtl else LEFT

        def at(start: float, top: float, width: float) -> QRectF:
            left = box.right() - start - width if rtl else box.left() + start
            return QRectF(left, box.top() + top, width, px(19))

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, colour(tokens.BLUE_TINT if chosen else tokens.GROUND if over else tokens.WHITE))
        if chosen:
            edge = QRectF(box.right() - 4 if rtl else box.left(), box.top(), 4, box.height())
            painter.fillRect(edge, colour(tokens.BLUE))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour(tokens.ROW_LINE))
        day = short_day(slot.start.date())
        when = max(px(76), width_of(day, "second-strong") + 1)
        rest = px(34) + when + px(8)
        room = box.width() - rest - px(6)
        write(painter, at(px(6), px(12), px(22)), str(index.row() + 1), "note", tokens.MUTED, align=RIGHT)
        write(painter, at(px(34), px(4), when), day, "second-strong", tokens.INK, align=lead)
        write(painter, at(px(34), px(22), when), hour(slot.start), "second-strong", tokens.INK, align=lead)
        write(painter, at(rest, px(4), room), short_who(slot), "second", tokens.INK, align=lead)
        kind, ink = ("note-strong", tokens.SUCCESS_TEXT) if index.row() == 0 else ("note", tokens.MUTED)
        write(painter, at(rest, px(22), room), _fitting(slot.why, kind, room), kind, ink, align=lead)
        painter.restore()


def _fitting(why: str, kind: str, room: float) -> str:
    """As many of the reasons as there is room for, the first always."""
    reasons = why.split(", ")
    while len(reasons) > 1 and width_of(", ".join(reasons), kind) > room:
        reasons.pop()
    return ", ".join(reasons)


class SlotRows(QListView):
    """`taken` when the person takes the current one."""

    taken = Signal(object)
    went = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setProperty("kind", "bare")
        self.setProperty("ring", "none")  # the selected row shows where the keyboard is
        self.setAccessibleName(_("I posti migliori"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self.take())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.went.emit())

    def show_slots(self, slots: Sequence[FreeSlot]) -> None:
        """The first is chosen."""
        if tuple(slots) == self._model.slots:
            return
        self._model.set_slots(slots)
        if slots:
            self.setCurrentIndex(self._model.index(0, 0))
        self.went.emit()

    def slot_now(self) -> FreeSlot | None:
        row = self.currentIndex().row()
        return self._model.slots[row] if 0 <= row < len(self._model.slots) else None

    def take(self) -> None:
        slot = self.slot_now()
        if slot is not None:
            self.taken.emit(slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)
