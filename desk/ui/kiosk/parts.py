"""What the kiosk is made of: words that fit their place, tiles, keys. All paint themselves in the look's units."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desk.ui.kiosk.lines import PITCH, SMALLEST_SHARE, advance, fits, fitted, height_of, measured, same_size, write
from desk.ui.kiosk.look import Look
from desk.ui.theme import icons
from desk.ui.theme import tokens as t
from desk.ui.theme.measure import colour


def lead(widget: QWidget) -> Qt.AlignmentFlag:
    """The side on which reading begins."""
    return Qt.AlignmentFlag.AlignRight if mirrored(widget) else Qt.AlignmentFlag.AlignLeft


def mirrored(widget: QWidget) -> bool:
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Words(QWidget):
    """A text that wraps, and shrinks rather than being cut."""

    def __init__(
        self,
        look: Look,
        text: str,
        size: float,
        weight: int = t.REGULAR,
        ink: str = "",
        *,
        align: Qt.AlignmentFlag | None = None,
        lines: int = 0,
    ) -> None:
        super().__init__()
        self.look, self.text, self._size, self._weight = look, text, size, weight
        self._ink, self._align, self._lines = ink or look.palette.ink, align, lines
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(not lines)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        self.text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return self.look.font(self._size, self._weight)

    def heightForWidth(self, width: int) -> int:
        return round(height_of(self._font(), self.text, width)) + 2 if self.text else 0

    def sizeHint(self) -> QSize:
        font = self._font()
        if self._lines:
            return QSize(self.look.px(80), round(font.pixelSize() * PITCH * self._lines) + 2)
        return QSize(round(advance(font, self.text)) + 4, round(font.pixelSize() * PITCH) + 2)

    def minimumSizeHint(self) -> QSize:
        """A set number of lines shrinks, as its letters can, rather than pushing what stands below off the screen."""
        return QSize(self.look.px(60), round(self.sizeHint().height() * SMALLEST_SHARE) if self._lines else 0)

    def cut(self) -> bool:
        """True when even the smaller letters do not fit."""
        box = QRectF(self.rect())
        return bool(self.text) and not fits(fitted(self._font(), self.text, box), self.text, box)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colour(self._ink))
        box = QRectF(self.rect())
        align = lead(self) if self._align is None else self._align
        write(painter, fitted(self._font(), self.text, box), self.text, box, align, rtl=mirrored(self))


class Touch(QAbstractButton):
    """Ground of everything that is touched: named, focusable, at least 64 units high and wide."""

    def __init__(self, look: Look, text: str, act: Callable[[], object], height: float, *, kind: str = "plain") -> None:
        super().__init__()
        self.look, self._height, self._kind = look, height, kind
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("radius", look.px(18))
        self.beside: list[Touch] = [self]
        self.clicked.connect(lambda _checked=False: act())

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(160), self.look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(64), self.look.px(max(64, self._height * 0.6)))

    def colours(self) -> tuple[str, str, str]:
        """Ground, ink, edge."""
        palette = self.look.palette
        ground, ink, edge = {
            "primary": (palette.primary, palette.on_primary, palette.primary),
            "bar": (palette.bar, palette.on_bar, palette.bar_edge),
            "chosen": (palette.chosen, palette.on_chosen, palette.chosen),
        }.get(self._kind, (palette.card, palette.ink, palette.edge))
        if self.isDown():
            return ink, ground, edge
        return ground, ink, edge

    def plate(self, painter: QPainter, radius: float = 18, width: float = 3) -> None:
        ground, _ink, edge = self.colours()
        pen = self.look.px(width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(edge), pen))
        painter.setBrush(colour(ground))
        half = pen / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, self.look.px(radius), self.look.px(radius))

    @property
    def rtl(self) -> bool:
        return mirrored(self)

    def mirrored(self, box: QRectF) -> QRectF:
        """A box given from the left, as it lies in this direction."""
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height()) if self.rtl else box

    def texts(self) -> list[tuple[str, QFont, QRectF]]:
        """What is written where, for painting and for the test that nothing is cut."""
        raise NotImplementedError

    def written(self) -> list[tuple[str, QFont, QRectF]]:
        """The texts in the size in which they are painted: the same as of those that stand beside."""
        every = [part.texts() for part in self.beside]
        made = []
        for number, (text, font, box) in enumerate(self.texts()):
            size = QFont(font)
            size.setPixelSize(same_size([texts[number] for texts in every if number < len(texts)]))
            made.append((text, size, box))
        return made

    def cut(self) -> bool:
        return any(not fits(font, text, box) for text, font, box in self.written())


class Tile(Touch):
    """One of the three large ways in: disc with a drawing, two lines, an arrow."""

    def __init__(
        self, look: Look, icon: str, title: str, second: str, act: Callable[[], object], *, kind: str = "plain"
    ) -> None:
        super().__init__(look, title, act, 212, kind=kind)
        self._icon, self._title, self._second = icon, title, second
        self.setAccessibleName(f"{title}. {second}" if second else title)

    def _disc(self) -> QRectF:
        side = min(self.look.px(132), self.height() * 0.66)
        return QRectF(self.look.px(48), (self.height() - side) / 2, side, side)

    def texts(self) -> list[tuple[str, QFont, QRectF]]:
        disc, px = self._disc(), self.look.px
        left = disc.right() + px(38)
        room = QRectF(left, px(14), self.width() - left - px(120), self.height() - px(28))
        title, second = self.look.font(52, t.BOLD), self.look.font(32)
        if not self._second:
            return [(self._title, title, room)]
        high = min(height_of(title, self._title, room.width()), room.height() * 0.58)
        low = min(height_of(second, self._second, room.width()), room.height() - high)
        top = room.top() + (room.height() - high - low) / 2
        return [
            (self._title, title, QRectF(room.left(), top, room.width(), high)),
            (self._second, second, QRectF(room.left(), top + high, room.width(), low)),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.plate(painter, width=0.1 if self._kind == "primary" else 3)
        palette, px = self.look.palette, self.look.px
        _ground, ink, _edge = self.colours()
        disc = self.mirrored(self._disc())
        painter.setPen(QPen(colour(ink), px(2)) if palette.disc == palette.card else Qt.PenStyle.NoPen)
        primary = self._kind == "primary"
        painter.setBrush(colour(palette.card if primary else palette.disc))
        painter.drawEllipse(disc)
        side = disc.width() * 0.52
        icons.paint(painter, self._icon, _middle(disc, side), palette.mark, self.rtl)
        for number, (text, font, box) in enumerate(self.written()):
            upright = Qt.AlignmentFlag.AlignTop if number else Qt.AlignmentFlag.AlignBottom
            if not self._second:
                upright = Qt.AlignmentFlag.AlignVCenter
            second = palette.on_primary_second if primary and not self.isDown() else ink
            painter.setPen(colour(second if number else ink))
            write(painter, font, text, self.mirrored(box), lead(self), upright, rtl=self.rtl)
        arrow = QRectF(self.width() - px(100), self.height() / 2 - px(28), px(56), px(56))
        icons.paint(painter, "next", self.mirrored(arrow), ink, self.rtl)


class Key(Touch):
    """A key with words, a drawing, or both: one above the other, or side by side."""

    def __init__(
        self,
        look: Look,
        text: str,
        act: Callable[[], object],
        *,
        icon: str = "",
        height: float = 104,
        size: float = 34,
        kind: str = "plain",
        above: bool = False,
        weight: int = t.SEMIBOLD,
    ) -> None:
        super().__init__(look, text, act, height, kind=kind)
        self._icon, self._size, self._above, self._weight = icon, size, above, weight

    def _drawing(self) -> QRectF:
        px = self.look.px
        if not self._icon:
            return QRectF()
        if self._above:
            side = min(px(46), self.height() * 0.3)
            return QRectF((self.width() - side) / 2, self.height() * 0.1, side, side)
        side = min(px(42), self.height() * 0.5)
        room = self.width() - side - px(56)
        wide = min(measured(self.look.font(self._size, self._weight), self.text(), room)[0], room)
        left = (self.width() - wide - side - px(16)) / 2
        return QRectF(max(px(16), left), (self.height() - side) / 2, side, side)

    def texts(self) -> list[tuple[str, QFont, QRectF]]:
        px, drawing = self.look.px, self._drawing()
        if not self.text():
            return []
        if self._icon and self._above:
            box = QRectF(
                px(8), drawing.bottom() + px(6), self.width() - px(16), self.height() - drawing.bottom() - px(14)
            )
        elif self._icon:
            left = drawing.right() + px(16)
            box = QRectF(left, px(8), self.width() - left - px(14), self.height() - px(16))
        else:
            box = QRectF(px(10), px(6), self.width() - px(20), self.height() - px(12))
        return [(self.text(), self.look.font(self._size, self._weight), box)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.plate(painter, radius=14, width=2 if self._kind in ("bar", "chosen") else 3)
        _ground, ink, _edge = self.colours()
        painter.setPen(colour(ink))
        beside = bool(self._icon) and not self._above
        for text, font, box in self.written():
            align = lead(self) if beside else Qt.AlignmentFlag.AlignHCenter
            write(painter, font, text, self.mirrored(box), align, rtl=self.rtl)
        if self._icon:
            icons.paint(painter, self._icon, self.mirrored(self._drawing()), ink, self.rtl)


def write_alike(parts: Sequence[Touch]) -> None:
    """What stands side by side is written in one size: that of the longest words."""
    for part in parts:
        part.beside = list(parts)


def _middle(box: QRectF, side: float) -> QRectF:
    return QRectF(box.center() - QPointF(side / 2, side / 2), box.center() + QPointF(side / 2, side / 2))
