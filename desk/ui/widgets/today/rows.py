"""The lists of the Today screen: one delegate for each kind of row, one model that holds them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desk.i18n import _
from desk.ui.presenters.today_rows import ExpectedRow, UndoRow, WaitingRow
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.today.row_art import RowArt, rounded

Row = ExpectedRow | WaitingRow | UndoRow
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class RowModel(QAbstractListModel):
    """Rows in order; their whole sentence is what a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Take new rows; where the same ones stand in the same order, only those that changed are painted."""
        fresh = tuple(rows)
        if [row.id for row in fresh] == [row.id for row in self.rows]:
            before, self.rows = self.rows, fresh
            for number, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], UndoRow):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place(self, row_id: str) -> int:
        """The number of a row, -1 where it is not here."""
        return next((number for number, row in enumerate(self.rows) if row.id == row_id), -1)


def spoken(row: Row) -> str:
    """The row as one sentence."""
    if isinstance(row, UndoRow):
        return _("{what}. Annulla con Ctrl+Z.").format(what=row.text)
    if isinstance(row, ExpectedRow):
        return ", ".join(filter(None, (row.time, row.name, row.late.text if row.late else "", row.second)))
    waited = _("{n} min").format(n=row.minutes)
    return ", ".join((row.place, row.ticket, row.name, row.reason.text, row.second, waited))


class RowDelegate(QStyledItemDelegate):
    """Paints the three kinds of rows. ``pressed`` gives the id of a row whose button was clicked."""

    pressed = Signal(str)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        heights = {UndoRow: tokens.ROW_UNDO, ExpectedRow: tokens.ROW_EXPECTED, WaitingRow: tokens.ROW_WAITING}
        return QSize(px(220), px(heights[type(row)]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = index.data(ROW), QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = index.row() == index.model().rowCount() - 1
        painter.setClipPath(rounded(*self._seen(box, option, index.row() == 0, last)))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        art = RowArt(painter, box, rtl)
        if isinstance(row, UndoRow):
            art.undo(row)
        elif isinstance(row, ExpectedRow):
            art.ground(tokens.BLUE_TINT if chosen else tokens.WARNING_FIELD if row.late else tokens.WHITE, chosen)
            roomy = box.width() >= px(250)
            art.expected(row, button=(bool(row.late) and roomy) or chosen or hover)
        else:
            art.ground(tokens.BLUE_TINT if chosen else tokens.GROUND if hover else tokens.WHITE, chosen)
            art.waiting(row)
        if not last:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour(tokens.ROW_LINE))
        painter.restore()

    @staticmethod
    def _seen(box: QRectF, option: QStyleOptionViewItem, first: bool, last: bool) -> tuple[QRectF, bool, bool]:
        """The part of the row inside its list; one that the list cuts is round where the list is."""
        if not isinstance(option.widget, QAbstractItemView):
            return box, first, last
        room = QRectF(option.widget.viewport().rect())
        return box.intersected(room), first or box.top() < room.top(), last or box.bottom() > room.bottom()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            row, box = index.data(ROW), QRectF(option.rect)
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            art = RowArt(None, box, rtl)
            target = art.undo_button() if isinstance(row, UndoRow) else art.arrived_button()
            if not isinstance(row, WaitingRow) and target.contains(event.position()):
                self.pressed.emit(row.id)
                return True
        return False


class RowList(QListView):
    """As high as its rows where there is room, scrolling where there is not."""

    chosen = Signal(str)
    """A row was selected by mouse or keyboard."""
    opened = Signal()
    """Enter or a double click."""
    acted = Signal(str)
    """The row's own button, or Space: «Arrivato», or undo for the undo line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("ring", "none")  # the one selected row shows where the keyboard is
        self.rows = RowModel()
        self.setModel(self.rows)
        self.art = RowDelegate(self)
        self.art.pressed.connect(self.acted)
        self.setItemDelegate(self.art)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.selectionModel().currentChanged.connect(self._current)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._telling = True

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._telling = False
        self.rows.set_rows(rows)
        self._telling = True
        self.setMaximumHeight(self.whole_height())
        self.updateGeometry()

    def select(self, row_id: str) -> None:
        """Show a row as selected, or none, without telling anybody."""
        self._telling = False
        place = self.rows.place(row_id)
        if place < 0:
            self.selectionModel().clear()
        elif self.currentIndex().row() != place or not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.rows.index(place))
        self._telling = True

    def whole_height(self) -> int:
        """What all rows need."""
        option = QStyleOptionViewItem()
        heights = (self.art.sizeHint(option, self.rows.index(n)).height() for n in range(len(self.rows.rows)))
        return sum(heights) + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        return QSize(px(220), self.whole_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), min(self.whole_height(), px(tokens.ROW_WAITING) + 2))

    def _current(self, index: QModelIndex) -> None:
        row = index.data(ROW) if index.isValid() else None
        if self._telling and row is not None and not isinstance(row, UndoRow):
            self.chosen.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(ROW)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and isinstance(row, ExpectedRow):
            self.acted.emit(row.id)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
            self.setMaximumHeight(self.whole_height())
            self.updateGeometry()
        super().changeEvent(event)
