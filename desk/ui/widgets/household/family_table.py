"""The table of all families: painted cells on Qt's own table, so arrows, screen readers and scrolling stay Qt's."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desk.i18n import _
from desk.office.household.households import HouseholdRow
from desk.ui.presenters.households import (
    BURNS,
    CODE,
    LANGUAGE,
    NAME,
    NEXT,
    PEOPLE,
    STAGE,
    WORKER,
    ZONE,
    HouseholdsPresenter,
)
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import plate, width_of, write

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
PAD = 12
ROWS_AT_ONCE = 500
TALL = 64
"""A row with a second line, where columns had to go."""


@dataclass(frozen=True)
class Column:
    """`least` in pixels at 100 % text; `share` of what is left over."""

    title: str
    least: int
    share: int = 0


def columns() -> dict[int, Column]:
    return {
        NAME: Column(_("Famiglia"), 200, 4),
        PEOPLE: Column(_("Persone"), 92),
        ZONE: Column(_("Zona"), 140, 2),
        STAGE: Column(_("Tappa"), 150, 2),
        NEXT: Column(_("Prossimo"), 148),
        BURNS: Column(_("Che cosa brucia"), 250, 3),
        WORKER: Column(_("In carico a"), 120, 1),
        LANGUAGE: Column(_("Lingua"), 96),
        CODE: Column(_("Codice"), 96),
    }


GOES_FIRST = (LANGUAGE, CODE, WORKER, ZONE, PEOPLE, STAGE, NEXT, BURNS)
"""What is hidden where there is no room, in this order."""


class FamilyModel(QAbstractTableModel):
    """The presenter's rows; cells are worked out when they are painted. Many thousand rows come as they are scrolled
    to, so that typing and sorting stay quick."""

    def __init__(self, presenter: HouseholdsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._loaded = 0
        self.columns = columns()

    def renew(self, seen: int = 0) -> None:
        """New rows; at least so many as to show the one at `seen`."""
        self.beginResetModel()
        self._loaded = min(len(self._presenter.rows), max(ROWS_AT_ONCE, seen + 1))
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._loaded < len(self._presenter.rows)

    def fetchMore(self, parent: Index) -> None:
        self.load(self._loaded + ROWS_AT_ONCE)

    def load(self, rows: int) -> None:
        """At least so many rows."""
        rows = min(rows, len(self._presenter.rows))
        if rows > self._loaded:
            self.beginInsertRows(QModelIndex(), self._loaded, rows - 1)
            self._loaded = rows
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else self._loaded

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("↓" if self._presenter.backwards else "↑") if section == self._presenter.column else ""
            return f"{self.columns[section].title} {arrow}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("Ordina per {what}").format(what=self.columns[section].title.lower())
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._presenter.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._presenter.cell(row, index.column())
        return None


class FamilyDelegate(QStyledItemDelegate):
    """Paints one cell; `hidden`: the columns that had to go, told under the name."""

    def __init__(self, view: "FamilyTable", presenter: HouseholdsPresenter) -> None:
        super().__init__(view)
        self._view, self._presenter = view, presenter

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = index.data(ROW), QRectF(option.rect)
        chosen = index.row() == self._view.currentIndex().row()
        over = index.row() == self._view.hovered
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, colour(tokens.BLUE_TINT if chosen else tokens.GROUND if over else tokens.WHITE))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour(tokens.ROW_LINE))
        if chosen and index.column() == NAME:
            painter.fillRect(QRectF(box.right() - 4 if rtl else box.left(), box.top(), 4, box.height()), tokens.BLUE)
        inner = box.adjusted(px(PAD), 0, -px(PAD), -1)
        if index.column() == NAME:
            self._name(painter, inner, row, rtl=rtl)
        elif index.column() == BURNS:
            self._burns(painter, inner, row, rtl=rtl)
        else:
            words = self._presenter.cell(row, index.column())
            ink = tokens.MUTED if words == "–" else tokens.BODY if index.column() in (LANGUAGE, CODE) else tokens.INK
            write(painter, inner, words, "text", ink, align=RIGHT if rtl else LEFT)
        painter.restore()

    def _name(self, painter: QPainter, inner: QRectF, row: HouseholdRow, *, rtl: bool) -> None:
        """Surname strong, the head's given name beside it, and what had no column under both."""
        align = RIGHT if rtl else LEFT
        if self._view.hidden_columns and row:
            below = QRectF(inner.left(), inner.top() + px(33), inner.width(), px(22))
            second = self._presenter.second(row, self._view.hidden_columns)
            write(painter, below, second, "second", tokens.BODY, align=align)
            inner = QRectF(inner.left(), inner.top() + px(9), inner.width(), px(24))
        wide = min(inner.width(), width_of(row.name, "strong") + 1)
        gap = px(6)
        first = QRectF(inner.right() - wide if rtl else inner.left(), inner.top(), wide, inner.height())
        write(painter, first, row.name, "strong", tokens.INK, align=align)
        rest = inner.width() - wide - gap
        if row.head and rest > px(24):
            left = inner.left() if rtl else inner.left() + wide + gap
            write(painter, QRectF(left, inner.top(), rest, inner.height()), row.head, "text", tokens.INK, align=align)

    def _burns(self, painter: QPainter, inner: QRectF, row: HouseholdRow, *, rtl: bool) -> None:
        """A tag with its word; the day counts more than the drawing."""
        kind = self._presenter.burns(row)
        if not kind:
            return
        tone, words = tokens.TONES[kind], self._presenter.cell(row, BURNS)
        side, pad, gap, high = px(16), px(8), px(6), px(24)
        needs, drawing = width_of(words, "note-strong") + 2 * pad + 1, float(side + gap)
        if needs + drawing > inner.width():
            drawing = 0
        wide = min(inner.width(), needs + drawing)
        top = inner.top() + (inner.height() - high) / 2
        box = QRectF(inner.right() - wide if rtl else inner.left(), top, wide, high)
        plate(painter, box, tone.tint, None, radius=tokens.RADIUS_TAG)
        if drawing:
            at = QRectF(box.right() - pad - side if rtl else box.left() + pad, top + px(4), side, side)
            icons.paint(painter, "urgent" if kind == "danger" else "clock", at, tone.text)
        text = box.adjusted(pad if rtl else pad + drawing, 0, -(pad + drawing) if rtl else -pad, 0)
        write(painter, text, words, "note-strong", tone.text, align=RIGHT if rtl else LEFT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(80), self._view.row_height)


class FamilyTable(QTableView):
    """``opened``: a row by Enter or click. ``typed``: a letter, for the line that narrows the list."""

    opened = Signal(int)
    typed = Signal(str)
    sorted = Signal(int)

    def __init__(self, presenter: HouseholdsPresenter) -> None:
        super().__init__()
        self.rows = FamilyModel(presenter)
        self.hovered = -1
        self.hidden_columns: tuple[int, ...] = ()
        self.setModel(self.rows)
        self.setItemDelegate(FamilyDelegate(self, presenter))
        self.setAccessibleName(_("Famiglie"))
        self.setProperty("ring", "none")  # the one selected row shows where the keyboard is
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(1)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.sorted)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))
        self.entered.connect(self._hover)
        self._measure()

    @property
    def row_height(self) -> int:
        return px(TALL if self.hidden_columns else tokens.ROW_TABLE)

    def show_rows(self, place: int) -> None:
        """The presenter has new rows; `place` is selected and seen."""
        self.rows.renew(place)
        self._measure()
        if 0 <= place < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place, NAME))

    def _measure(self) -> None:
        self._lay_columns(self.viewport().width())
        if self.verticalHeader().defaultSectionSize() != self.row_height:  # dear with many thousand rows
            self.verticalHeader().setDefaultSectionSize(self.row_height)

    def _lay_columns(self, width: int) -> None:
        """The least of each, and the rest by share; what does not fit goes under the name."""
        every = self.rows.columns
        shown = set(every)
        for column in GOES_FIRST:
            if sum(px(every[each].least) for each in shown) <= width:
                break
            shown.discard(column)
        hidden = tuple(column for column in (PEOPLE, ZONE, STAGE, NEXT) if column not in shown)
        self.hidden_columns = hidden
        left = max(0, width - sum(px(every[each].least) for each in shown))
        shares = sum(every[each].share for each in shown)
        given = 0
        for column, what in every.items():
            if self.isColumnHidden(column) == (column in shown):
                self.setColumnHidden(column, column not in shown)
            if column in shown and column != NAME:
                wide = px(what.least) + left * what.share // shares
                self.setColumnWidth(column, wide)
                given += wide
        self.setColumnWidth(NAME, width - given)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _hover(self, index: QModelIndex) -> None:
        self.hovered = index.row()
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered = -1
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if at >= 0:
                self.opened.emit(at)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(event.key() == Qt.Key.Key_End)
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, last: bool) -> None:
        if last:
            self.rows.load(EVERY)
        self.setCurrentIndex(self.rows.index(self.rows.rowCount() - 1 if last else 0, NAME))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()


EVERY = 1_000_000_000
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
