"""The lists of the Today screen: one delegate paints each kind of row, one model holds them."""

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
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desk.i18n import _
from desk.ui.presenters.today_rows import ExpectedRow, TagWords, UndoRow, WaitingRow
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import plate, width_of, write

Row = ExpectedRow | WaitingRow | UndoRow
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter

PART = " · "
"""Between what and who, in the second line of a row."""


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
        painter.setClipPath(_rounded(*self._seen(box, option, index.row() == 0, last)))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        art = _Art(painter, box, rtl)
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
            art = _Art(None, box, rtl)
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


class _Art:
    """Draws in a row's box, given from the leading side."""

    def __init__(self, painter: QPainter | None, box: QRectF, rtl: bool) -> None:
        self._painter, self.box, self.rtl = painter, box, rtl

    @property
    def painter(self) -> QPainter:
        assert self._painter is not None
        return self._painter

    def at(self, lead: float, top: float, width: float, height: float) -> QRectF:
        """A box by its distance from the leading edge and the top of the row."""
        left = self.box.right() - lead - width if self.rtl else self.box.left() + lead
        return QRectF(left, self.box.top() + top, width, height)

    def text(self, box: QRectF, words: str, kind: str, ink: str, *, end: bool = False) -> None:
        write(self.painter, box, words, kind, ink, align=RIGHT if self.rtl is not end else LEFT)

    def ground(self, ink: str, chosen: bool) -> None:
        self.painter.fillRect(self.box, colour(ink))
        if chosen:
            self.painter.fillRect(self.at(0, 0, 4, self.box.height()), colour(tokens.BLUE))

    def tag(self, lead: float, top: float, words: TagWords, most: float) -> None:
        tone, side, pad, gap = tokens.TONES[words.tone], px(16), px(8), px(6)
        needs, drawing = width_of(words.text, "note-strong") + 2 * pad + 1, float(side + gap)
        if needs + drawing > most:  # the words matter more than the drawing
            drawing = 0
        width = min(most, needs + drawing)
        plate(self.painter, self.at(lead, top, width, px(24)), tone.tint, None, radius=tokens.RADIUS_TAG)
        if drawing:
            icons.paint(self.painter, words.icon, self.at(lead + pad, top + px(4), side, side), tone.text, self.rtl)
        box = self.at(lead + pad + drawing, top, width - 2 * pad - drawing, px(24))
        self.text(box, words.text, "note-strong", tone.text)

    def expected(self, row: ExpectedRow, *, button: bool) -> None:
        width, lead = self.box.width(), px(68)
        room = width - lead - px(12) - (self.arrived_button().width() + px(8) if button else 0)
        self.text(self.at(px(14), 0, px(52), self.box.height()), row.time, "name", tokens.INK)
        lines = [row.second]
        if not row.late and width_of(row.second, "second") > width - lead - px(12):  # the button on it moves nothing
            what, *who = row.second.split(PART)
            lines = [what, PART.join(who)]
        top = px(14) if len(lines) == 1 else px(5)
        self.text(self.at(lead, top, room, px(22)), row.name, "name", tokens.INK)
        if row.late:
            self.tag(lead, px(38), row.late, room)
            lines = []
        for number, words in enumerate(lines):
            self.text(self.at(lead, top + px(24 + 19 * number), room, px(20)), words, "second", tokens.BODY)
        if button:
            box = self.arrived_button()
            plate(self.painter, box, tokens.WHITE, tokens.BLUE, radius=tokens.RADIUS_FIELD)
            write(self.painter, box, _("Arrivato"), "second-strong", tokens.BLUE_DARK, align=CENTRE)

    def arrived_button(self) -> QRectF:
        width, height = width_of(_("Arrivato"), "second-strong") + 2 * px(12), px(tokens.BUTTON_SMALL)
        return self.at(self.box.width() - px(12) - width, (self.box.height() - height) / 2, width, height)

    def waiting(self, row: WaitingRow) -> None:
        lead, end = px(108), max(px(26), width_of(row.minutes, "card-title") + 1)
        room, high = self.box.width() - lead - end - px(20), self.box.height()
        self.text(self.at(px(14), 0, px(28), high), row.place, "text", tokens.BODY)
        box = self.at(px(43), (high - px(40)) / 2, px(56), px(40))
        plate(self.painter, box, tokens.WHITE, tokens.DASHED_EDGE, radius=tokens.RADIUS_FIELD)
        write(self.painter, box, row.ticket, "card-title", tokens.INK, align=CENTRE)
        self.text(self.at(lead, px(12), room, px(22)), row.name, "name", tokens.INK)
        self.tag(lead, px(36), row.reason, room)
        self.text(self.at(lead, px(63), self.box.width() - lead - px(12), px(19)), row.second, "second", tokens.BODY)
        at = self.box.width() - end - px(12)
        self.text(self.at(at, px(24), end, px(24)), row.minutes, "card-title", tokens.INK, end=True)
        self.text(self.at(at, px(46), end, px(18)), _("min"), "second", tokens.BODY, end=True)

    def undo(self, row: UndoRow) -> None:
        self.painter.fillRect(self.box, colour(tokens.BAND))
        side, button = px(18), self.undo_button()
        icons.paint(self.painter, "done", self.at(px(12), (self.box.height() - side) / 2, side, side), tokens.INK)
        room = self.box.width() - px(38) - button.width() - px(12)
        self.text(self.at(px(38), 0, room, self.box.height()), row.text, "text", tokens.INK)
        inner = self.box.width() - px(12) - button.width()
        top = (self.box.height() - side) / 2
        icons.paint(self.painter, "undo", self.at(inner + px(8), top, side, side), tokens.BLUE_DARK, self.rtl)
        words = self.at(inner + px(8) + side + px(6), 0, button.width(), self.box.height())
        self.text(words, _("Annulla"), "strong", tokens.BLUE_DARK)

    def undo_button(self) -> QRectF:
        width = width_of(_("Annulla"), "strong") + px(18) + px(6) + 2 * px(8)
        height = px(tokens.BUTTON_SMALL)
        return self.at(self.box.width() - px(12) - width, (self.box.height() - height) / 2, width, height)


def _rounded(box: QRectF, first: bool, last: bool) -> QPainterPath:
    """The row's shape inside its card: round where the card is."""
    radius, path = tokens.RADIUS_CARD - 1, QPainterPath()
    path.addRoundedRect(box, radius, radius)
    if not first:
        path.addRect(QRectF(box.left(), box.top(), box.width(), box.height() / 2))
    if not last:
        path.addRect(QRectF(box.left(), box.center().y(), box.width(), box.height() / 2))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
