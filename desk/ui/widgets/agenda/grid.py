"""The agenda as a picture: columns by resource, blocks by kind of work, moved with the mouse or the arrows.

Heads and hours stay while the rest scrolls. The chosen block is the widget's accessible name, so that a screen reader
hears each one as the arrows go from block to block."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from desk.i18n import _, n_
from desk.office.appointments.agenda_layout import NOTHING, RASTER, Block, Layout
from desk.ui.theme import measure
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.paint import AgendaPainter, Geometry, edges_of

NARROWEST, HOURS_WIDE, GROUP_HIGH, HEAD_HIGH = 76, 52, 24, 28
"""Of a column, and of each lane where several begin together: a name can be read."""
HOUR_HIGH = 60
"""At least: half an hour still says whose it is and what kind of work. Nine hours fit with both bands above them."""
NEAR_EDGE = 6
PIECE_MILLISECONDS = 6
"""So long blocks are painted at one go."""


@dataclass(frozen=True)
class Ghost:
    """Where a block would go. `fault`: why it cannot stay there, in words."""

    block: Block
    column: str
    start: int
    end: int
    fault: str = ""


class _Part(QWidget):
    """Heads or hours: painted by the grid, moved along with its scroll bars."""

    def __init__(self, grid: QWidget, paint: Callable[[QPainter], None]) -> None:
        super().__init__(grid)
        self._paint = paint
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)


class AgendaGrid(QAbstractScrollArea):
    """`chosen` with an appointment, or "" for none; `opened` on Enter or a double click; `moved` with where to;
    `called_off` on Delete.

    `judge` gives the fault of a place before it is taken, or "" where it is free: (block, column, start, end)."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(object)
    called_off = Signal()

    def __init__(self, judge: Callable[[Block, str, int, int], str]) -> None:
        super().__init__()
        self._judge = judge
        self.layout_shown: Layout = NOTHING
        self._lanes: tuple[int, ...] = (1,)
        self.now: int | None = None
        self.current: Block | None = None
        self.ghost: Ghost | None = None
        self._pressed: tuple[Block, QPoint, bool] | None = None
        self._painter = AgendaPainter()
        self._still = QPixmap()
        self._painted: object = None
        self._placed = 0
        self._seek_now = False
        self._heads = _Part(self, self._paint_heads)
        self._hours = _Part(self, self._paint_hours)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "agenda")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._name()

    # — showing —

    def show_layout(self, layout: Layout, now: int | None) -> None:
        """`now`: minutes of the day where the line stands, or None on another day."""
        keep = (self.current.appointment, self.current.column) if self.current else None
        self._seek_now |= now is not None and self.now is None
        ghost, self.ghost = self.ghost, None
        self.layout_shown, self.now = layout, now
        lanes = {each.key: 1 for each in layout.columns}
        for block in layout.blocks:
            lanes[block.column] = max(lanes[block.column], block.lanes)
        self._lanes = tuple(lanes.values()) or (1,)
        same = [each for each in layout.blocks if keep and each.appointment == keep[0]]
        self.current = next((each for each in same if keep and each.column == keep[1]), same[0] if same else None)
        if ghost is not None:
            self._keep(ghost)
        self._measure()
        self._name()

    def _keep(self, ghost: Ghost) -> None:
        """News and the minute's turn take nothing out of a hand, unless somebody else has moved that very block."""
        block, layout = ghost.block, self.layout_shown
        place = (block.appointment, block.column, block.start, block.end)
        same = next(
            (each for each in layout.blocks if (each.appointment, each.column, each.start, each.end) == place), None
        )
        there = any(each.key == ghost.column for each in layout.columns)
        if same is not None and there and layout.opens <= ghost.start and ghost.end <= layout.closes:
            fault = self._judge(same, ghost.column, ghost.start, ghost.end)
            self.ghost = replace(ghost, block=same, fault=fault)

    def choose(self, appointment: str) -> None:
        """Light an appointment in every column it holds."""
        found = next((each for each in self.layout_shown.blocks if each.appointment == appointment), None)
        self._take(found)

    def geometry_now(self) -> Geometry:
        """The measures of this moment: of the scrolled canvas, not of the viewport."""
        layout = self.layout_shown
        hours = max(1, (layout.closes - layout.opens)) / 60
        room = self.viewport().size()
        hour_high = max(px(HOUR_HIGH), (room.height() - 2) / hours)
        edges = edges_of(tuple(each * px(NARROWEST) for each in self._lanes), room.width())
        return Geometry(edges, hour_high, layout.opens, self.isRightToLeft())

    def box_of(self, block: Block) -> QRect:
        """A block's place in the viewport."""
        geometry = self.geometry_now()
        number = [each.key for each in self.layout_shown.columns].index(block.column)
        return geometry.box(block, number).translated(-self._offset()).toRect()

    def _offset(self) -> QPoint:
        across = self.horizontalScrollBar()
        left = across.maximum() - across.value() if self.isRightToLeft() else across.value()
        return QPoint(left, self.verticalScrollBar().value())

    def _measure(self) -> None:
        wide, high = px(HOURS_WIDE), px(GROUP_HIGH) + px(HEAD_HIGH)
        rtl = self.isRightToLeft()
        self.setViewportMargins(0 if rtl else wide, high, wide if rtl else 0, 0)
        inside = self.viewport().geometry()
        left = inside.right() + 1 if rtl else inside.left() - wide
        self._heads.setGeometry(inside.left(), inside.top() - high, inside.width(), high)
        self._hours.setGeometry(left, inside.top(), wide, inside.height())
        geometry = self.geometry_now()
        tall = round(geometry.hour_high * (self.layout_shown.closes - self.layout_shown.opens) / 60)
        for bar, whole, room in (
            (self.horizontalScrollBar(), geometry.width, inside.width()),
            (self.verticalScrollBar(), tall, inside.height()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(room)
            bar.setSingleStep(px(40))
        if self._seek_now and self.now is not None and self.isVisible():  # come to today in a low window
            self._seek_now = False
            self.verticalScrollBar().setValue(round(geometry.y(self.now)) - inside.height() // 3)
        self._refresh()

    def _refresh(self) -> None:
        self.viewport().update()
        self._heads.update()
        self._hours.update()

    def _name(self) -> None:
        if self.ghost is not None:
            name = self._ghost_words(self.ghost)
        elif self.current is not None:
            name = self.current.said
        else:
            count = len({each.appointment for each in self.layout_shown.blocks})
            name = n_(
                "Agenda, {n} appuntamento: ci si arriva con le frecce",
                "Agenda, {n} appuntamenti: le frecce vanno dall'uno all'altro",
                count,
            ).format(n=count)
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("Invio: apri. M: sposta con le frecce, con Maiusc cambia la durata, poi Invio. Canc: disdici.")
        )

    def _ghost_words(self, ghost: Ghost) -> str:
        title = next(each.title for each in self.layout_shown.columns if each.key == ghost.column)
        clock = f"{ghost.start // 60}:{ghost.start % 60:02d} – {ghost.end // 60}:{ghost.end % 60:02d}"
        return f"{title}, {clock}" + (f": {ghost.fault}" if ghost.fault else "")

    # — painting —

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._offset())
        painter.drawPixmap(0, 0, self._picture())
        layout, geometry = self.layout_shown, self.geometry_now()
        if self.current is not None:
            self._painter.chosen(painter, layout, geometry, self.current, focus=self.hasFocus())
        if self.ghost is not None:
            words = self._ghost_words(self.ghost)
            number = [each.key for each in self.layout_shown.columns].index(self.ghost.column)
            self._painter.ghost(painter, self._as_block(self.ghost), self.geometry_now(), number, words)

    def _picture(self) -> QPixmap:
        """The whole canvas without choice and ghost, painted once for each layout, size and minute. A full day's blocks
        are painted in pieces, or turning the page to it would hold the window up."""
        geometry, ratio = self.geometry_now(), self.devicePixelRatioF()
        wanted = (self.layout_shown, geometry, self.now, ratio, measure.scale())
        if self._painted != wanted:
            tall = geometry.y(self.layout_shown.closes) + 1
            made = QPixmap(max(1, round(geometry.width * ratio)), max(1, round(tall * ratio)))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = self._on(made)
            self._painter.ground(painter, self.layout_shown, geometry, self.now)
            painter.end()
            self._still, self._painted, self._placed = made, wanted, 0
        if self._placed < len(self.layout_shown.blocks):
            self._place_blocks(geometry)
        return self._still

    def _place_blocks(self, geometry: Geometry) -> None:
        """As many more as fit in a piece; at least one, and the rest at the next turn."""
        painter = self._on(self._still)
        piece = QElapsedTimer()
        piece.start()
        for _done in self._painter.blocks(painter, self.layout_shown, geometry, self._placed):
            self._placed += 1
            if piece.elapsed() >= PIECE_MILLISECONDS:
                break
        painter.end()
        if self._placed < len(self.layout_shown.blocks):
            QTimer.singleShot(0, self.viewport(), self.viewport().update)

    @staticmethod
    def _on(picture: QPixmap) -> QPainter:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    @staticmethod
    def _as_block(ghost: Ghost) -> Block:
        tone = "danger" if ghost.fault else ghost.block.tone
        return replace(
            ghost.block, column=ghost.column, start=ghost.start, end=ghost.end, lane=0, lanes=1, tone=tone,
            words=ghost.fault or ghost.block.words, to_move=bool(ghost.fault),
        )  # fmt: skip

    def _paint_heads(self, painter: QPainter) -> None:
        painter.translate(-self._offset().x(), 0)
        self._painter.heads(painter, self.layout_shown, self.geometry_now(), px(GROUP_HIGH), px(HEAD_HIGH))

    def _paint_hours(self, painter: QPainter) -> None:
        painter.translate(0, -self._offset().y())
        self._painter.hours(painter, self.layout_shown, self.geometry_now(), px(HOURS_WIDE), self.now)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop_ghost()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(HOURS_WIDE + 2 * NARROWEST), px(260))

    # — the mouse —

    def block_at(self, point: QPoint) -> Block | None:
        """The topmost block under a point of the viewport."""
        return next((each for each in reversed(self.layout_shown.blocks) if self.box_of(each).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        block = self.block_at(point)
        self._take(block)
        if block is not None and event.button() is Qt.MouseButton.LeftButton and not block.over:
            stretch = self.box_of(block).bottom() - point.y() <= NEAR_EDGE
            self._pressed = (block, point, stretch)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            over = self.block_at(point)
            stretch = over is not None and self.box_of(over).bottom() - point.y() <= NEAR_EDGE
            shape = Qt.CursorShape.SizeVerCursor if stretch else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape if over and not over.over else Qt.CursorShape.ArrowCursor)
            return
        block, pressed, stretch = self._pressed
        if self.ghost is None and (point - pressed).manhattanLength() < px(6):
            return
        geometry = self.geometry_now()
        steps = round((point.y() - pressed.y()) / geometry.hour_high * 60 / RASTER) * RASTER
        if stretch:
            self._haunt(block, block.column, block.start, max(block.start + RASTER, block.end + steps))
            return
        column = geometry.column_at(point.x() + self._offset().x(), len(self.layout_shown.columns))
        self._haunt(block, self.layout_shown.columns[column].key, block.start + steps, block.end + steps)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self._settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.current is not None:
            self.opened.emit(self.current.appointment)

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            block = self.block_at(event.pos())
            QToolTip.showText(event.globalPos(), block.said if block else "", self.viewport())
            return True
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]  # Qt hands every event through here

    # — moving —

    def _haunt(self, block: Block, column: str, start: int, end: int) -> None:
        layout = self.layout_shown
        long = end - start
        start = max(layout.opens, min(start, layout.closes - long))
        end = min(start + long, layout.closes)
        self.ghost = Ghost(block, column, start, end, self._judge(block, column, start, end))
        self._show_box(self._as_block(self.ghost))
        self._name()
        self._refresh()

    def _settle(self) -> None:
        ghost = self.ghost
        self._drop_ghost()
        if ghost is None:
            return
        before = (ghost.block.column, ghost.block.start, ghost.block.end)
        if (ghost.column, ghost.start, ghost.end) != before:
            self.moved.emit(ghost)

    def _drop_ghost(self) -> None:
        self.ghost = None
        self._name()
        self._refresh()

    # — the keyboard —

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.ghost is not None:
            if not self._steer(self.ghost, key, event.modifiers()):
                super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current.appointment)
        elif key == Qt.Key.Key_M and self.current is not None and not self.current.over:
            block = self.current
            self._haunt(block, block.column, block.start, block.end)
        elif key == Qt.Key.Key_Escape and self.current is not None:
            self._take(None)
        elif key == Qt.Key.Key_Delete and self.current is not None and not self.current.over:
            self.called_off.emit()
        elif not self._walk(key):
            super().keyPressEvent(event)

    def _steer(self, ghost: Ghost, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Arrows move the ghost, with Shift they make it longer or shorter; Enter leaves it there, Esc gives up."""
        down = {Qt.Key.Key_Down: RASTER, Qt.Key.Key_Up: -RASTER}.get(key, 0)
        across = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0) * (-1 if self.isRightToLeft() else 1)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        elif key == Qt.Key.Key_Escape:
            self._drop_ghost()
        elif down and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._haunt(ghost.block, ghost.column, ghost.start, max(ghost.start + RASTER, ghost.end + down))
        elif down:
            self._haunt(ghost.block, ghost.column, ghost.start + down, ghost.end + down)
        elif across:
            keys = [each.key for each in self.layout_shown.columns]
            to = max(0, min(len(keys) - 1, keys.index(ghost.column) + across))
            self._haunt(ghost.block, keys[to], ghost.start, ghost.end)
        else:
            return False
        return True

    def _walk(self, key: Qt.Key) -> bool:
        """To the next block of the column, or the nearest one of the next column that has any."""
        blocks, keys = self.layout_shown.blocks, [each.key for each in self.layout_shown.columns]
        arrows = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key not in arrows or not blocks:
            return False
        if self.current is None:
            self._take(blocks[0])
            return True
        here = self.current
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            beside = sorted((each for each in blocks if each.column == here.column), key=lambda each: each.start)
            place = beside.index(here) + (1 if key == Qt.Key.Key_Down else -1)
            self._take(beside[max(0, min(place, len(beside) - 1))])
            return True
        step = (1 if key == Qt.Key.Key_Right else -1) * (-1 if self.isRightToLeft() else 1)
        number = keys.index(here.column) + step
        while 0 <= number < len(keys):
            there = [each for each in blocks if each.column == keys[number]]
            if there:
                self._take(min(there, key=lambda each: abs(each.start - here.start)))
                break
            number += step
        return True

    def _take(self, block: Block | None) -> None:
        before = self.current
        self.current = block
        self._name()
        self._refresh()
        if block is not None:
            self._show_box(block)
        if (before and before.appointment) != (block and block.appointment):
            self.chosen.emit(block.appointment if block else "")

    def _show_box(self, block: Block) -> None:
        """Scroll until the block is in view."""
        box, room = self.box_of(block), self.viewport().size()
        for bar, low, high, size in (
            (self.horizontalScrollBar(), box.left(), box.right(), room.width()),
            (self.verticalScrollBar(), box.top(), box.bottom(), room.height()),
        ):
            if low < 0:
                bar.setValue(bar.value() + low)
            elif high > size:
                bar.setValue(bar.value() + min(high - size, low))
