"""Questions that wait, one under the other: painted rows in a white panel, those decided below with their undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.painted import plate, width_of, write
from desk.ui.widgets.text import IconLabel, label

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
HEIGHT, BRIEF, WIDTH, MOST_DECIDED = 100, 70, 288, 4
QWIDGETSIZE_MAX = 16_777_215


@dataclass(frozen=True)
class CaseRow:
    """`note`: small, at the end of the first line; `values`: what stands against what."""

    id: str
    title: str
    note: str
    second: str
    values: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        against = _(" o ").join(self.values)
        return ", ".join(filter(None, (self.title, self.second, against, self.note)))


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[CaseRow, ...] = ()

    def set_rows(self, rows: Sequence[CaseRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        return row.spoken if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None


class _Delegate(QStyledItemDelegate):
    brief = False
    """Without the values, where they stand just below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(HEIGHT) if index.data(ROW).values and not self.brief else px(BRIEF))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = index.data(ROW), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        lead, end = (RIGHT, LEFT) if rtl else (LEFT, RIGHT)

        def at(start: float, top: float, width: float, height: float) -> QRectF:
            left = box.right() - start - width if rtl else box.left() + start
            return QRectF(left, box.top() + top, width, height)

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, colour(tokens.BLUE_TINT if chosen else tokens.GROUND if over else tokens.WHITE))
        if chosen:
            painter.fillRect(at(0, 0, 4, box.height()), colour(tokens.BLUE))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour(tokens.ROW_LINE))
        start, room = px(24), box.width() - px(24) - px(16)
        noted = width_of(row.note, "note") + 1 if row.note else 0
        write(painter, at(start, px(12), room - noted - px(8), px(22)), row.title, "strong", tokens.INK, align=lead)
        write(painter, at(start + room - noted, px(12), noted, px(22)), row.note, "note", tokens.MUTED, align=end)
        write(painter, at(start, px(36), room, px(20)), row.second, "second", tokens.BODY, align=lead)
        if row.values and not self.brief:
            _values(painter, at, row.values, start, room)
        painter.restore()


def _values(
    painter: QPainter,
    at: Callable[[float, float, float, float], QRectF],
    values: tuple[str, ...],
    start: float,
    room: float,
) -> None:
    """Small plates of one size, «o» between them."""
    word, gap, pad = _("o"), px(8), px(8)
    between = width_of(word, "second") + 2 * gap
    wanted = [width_of(value, "second-strong") + 2 * pad + 1 for value in values]
    free = room - between * (len(values) - 1)
    for place, value in enumerate(values):
        rest = sum(min(each, free / len(values)) for each in wanted[place + 1 :])
        wide = min(wanted[place], free - rest)
        free -= wide
        box = at(start, px(62), wide, px(25))
        plate(painter, box, tokens.WHITE, tokens.DASHED_EDGE, radius=tokens.RADIUS_TAG)
        inner = box.adjusted(pad, 0, -pad, 0)
        write(painter, inner, value, "second-strong", tokens.INK, align=Qt.AlignmentFlag.AlignHCenter)
        start += wide
        if place < len(values) - 1:
            box = at(start, px(62), between, px(25))
            write(painter, box, word, "second", tokens.BODY, align=Qt.AlignmentFlag.AlignHCenter)
            start += between


class _List(QListView):
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class CaseList(QFrame):
    """``chosen`` gives a row's id; ``opened``: Enter, to go on to what it asks; ``undone``: the place of a decided."""

    chosen = Signal(str)
    opened = Signal()
    undone = Signal(int)

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.model = _Model()
        self.view = _List()
        self.view.setProperty("kind", "bare")
        self.view.setProperty("ring", "none")  # the selected row shows where the keyboard is
        self.view.setAccessibleName(title)
        self.view.setModel(self.model)
        self._delegate = _Delegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setUniformItemSizes(True)  # two hundred rows are not asked one by one how high they are
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.view.opened.connect(self.opened)
        self._telling = self._beside = True
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(px(20), px(16), px(16), px(12))
        head.setSpacing(4)
        head.addWidget(label(title, "page-title", wrap=True))
        head.addWidget(label(sentence, "second", "muted", wrap=True))
        self._lines: tuple[str, ...] = ()
        self._decided = QVBoxLayout()
        self._decided.setContentsMargins(0, 0, 0, 0)
        self._decided.setSpacing(px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        column.addLayout(self._decided)

    def show_rows(self, rows: Sequence[CaseRow], chosen: str) -> None:
        """The same rows keep their place in the list."""
        self._telling = False
        if tuple(rows) != self.model.rows:
            self.model.set_rows(rows)
        place = next((number for number, row in enumerate(rows) if row.id == chosen), -1)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place))
        self._telling = True
        self._share()

    def show_decided(self, lines: Sequence[str]) -> None:
        """The same lines stay as they are, with whatever key is in hand."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        empty(self._decided)
        self._decided.setContentsMargins(*((px(20), px(8), px(12), px(12)) if lines else (0, 0, 0, 0)))
        if lines:
            self._decided.addWidget(label(_("Decisi oggi"), "second", "muted"))
        for place, words in enumerate(lines[:MOST_DECIDED]):
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(px(8))
            across.addWidget(IconLabel("done", tokens.SUCCESS, 18), 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(label(words, "second", wrap=True), 1)
            undo = Button(_("Annulla"), "quiet", size="link")
            undo.setAccessibleName(_("Annulla: {what}").format(what=words))
            undo.clicked.connect(lambda _checked=False, place=place: self.undone.emit(place))
            across.addWidget(undo)
            self._decided.addWidget(row)

    def _share(self) -> None:
        """In a narrow window the room goes to what is decided, or to the title where nothing waits."""
        waits = bool(self.model.rows)
        self._head.setVisible(self._beside or not waits)
        self.view.setVisible(self._beside or waits)

    def go_beside(self, beside: bool) -> None:
        """A column of its own, or one row at a time on top where the window is narrow."""
        self.setMinimumWidth(px(WIDTH) if beside else 0)
        self.setMaximumWidth(px(WIDTH) if beside else QWIDGETSIZE_MAX)
        self._beside = beside
        self._share()
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if beside else QSizePolicy.Policy.Fixed
        )
        self._delegate.brief = not beside
        self.view.scheduleDelayedItemsLayout()
        self.view.setMinimumHeight(px(HEIGHT if beside else BRIEF))
        self.view.setMaximumHeight(QWIDGETSIZE_MAX if beside else px(BRIEF))
        self.view.scrollTo(self.view.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.scrollTo(self.view.currentIndex())

    def _current(self, index: QModelIndex) -> None:
        if self._telling and index.isValid():
            self.chosen.emit(self.model.rows[index.row()].id)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.view.scheduleDelayedItemsLayout()
        super().changeEvent(event)
