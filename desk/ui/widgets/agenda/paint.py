"""How the agenda looks: what `AgendaGrid` draws, in the pixels of its whole canvas."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from desk.office.appointments.agenda_layout import Block, Layout
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, font, px
from desk.ui.widgets.painted import plate, width_of, write

GAP = 2
EDGE = 4
STEP_IN = 2
SECOND_LINES = 3
SIGN = 13
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Geometry:
    """Where each column begins and the last one ends, height of an hour, the minute at the top, the direction."""

    edges: tuple[float, ...]
    hour_high: float
    opens: int
    rtl: bool

    @property
    def width(self) -> int:
        return round(self.edges[-1])

    def wide(self, number: int) -> float:
        return self.edges[number + 1] - self.edges[number]

    def y(self, minute: int) -> float:
        return (minute - self.opens) / 60 * self.hour_high

    def x(self, number: int) -> float:
        """The left edge of a column."""
        return self.edges[-1] - self.edges[number + 1] if self.rtl else self.edges[number]

    def column_at(self, x: float, columns: int) -> int:
        number = bisect_right(self.edges, self.edges[-1] - x if self.rtl else x) - 1
        return max(0, min(number, columns - 1))

    def box(self, block: Block, number: int) -> QRectF:
        """A block's place: its lane of the column, or a step in from the one below it."""
        top, left, whole = self.y(block.start), self.x(number) + GAP, self.wide(number) - 2 * GAP
        high = self.y(block.end) - top - 2
        if block.lanes == 1:
            step = block.lane * px(STEP_IN)
            return QRectF(left if self.rtl else left + step, top + 1, whole - step, high)
        lane = whole / block.lanes
        place = block.lanes - 1 - block.lane if self.rtl else block.lane
        return QRectF(left + place * lane, top + 1, lane - 1, high)


@lru_cache(maxsize=8)
def edges_of(least: tuple[int, ...], room: int) -> tuple[float, ...]:
    """Columns as wide as each other, but none below its least: what one takes more, the others give."""
    left, count = float(room), len(least)
    for each in sorted(least, reverse=True):
        if each <= left / count:
            break
        left, count = left - each, count - 1
    share = left / count if count else 0.0
    return (0.0, *accumulate(max(each, share) for each in least))


class AgendaPainter:
    """Paints; holds nothing."""

    def heads(self, painter: QPainter, layout: Layout, geometry: Geometry, group_high: int, head_high: int) -> None:
        """The groups above, the names below."""
        number = 0
        for group, columns in groupby(layout.columns, key=lambda each: each.group):
            here = list(columns)
            ends = (geometry.x(number), geometry.x(number + len(here) - 1))
            wide = geometry.edges[number + len(here)] - geometry.edges[number]
            box = QRectF(min(ends) + 1, 0, wide - 2, group_high - 4)
            plate(painter, box, tokens.TRACK, None, radius=tokens.RADIUS_TAG)
            write(painter, box, group, "axis-strong", tokens.BODY, align=CENTRE)
            for place, column in enumerate(here):
                head = QRectF(geometry.x(number + place) + 2, group_high, geometry.wide(number + place) - 4, head_high)
                write(painter, head, column.title, "note-strong", tokens.INK, align=CENTRE)
            number += len(here)

    def hours(self, painter: QPainter, layout: Layout, geometry: Geometry, wide: int, now: int | None) -> None:
        """The clock beside the columns; the present minute stands on red."""
        align = Qt.AlignmentFlag.AlignLeft if geometry.rtl else Qt.AlignmentFlag.AlignRight
        for hour in range(-(-layout.opens // 60), layout.closes // 60 + 1):
            if now is not None and abs(now - hour * 60) * geometry.hour_high / 60 < px(18):
                continue
            middle = geometry.y(hour * 60)
            box = QRectF(8 if geometry.rtl else 0, middle - px(9), wide - 8, px(18))
            box.moveTop(max(0.0, min(box.top(), geometry.y(layout.closes) - box.height())))
            write(painter, box, f"{hour}:00", "note", tokens.MUTED, align=align)
        if now is not None and layout.opens <= now <= layout.closes:
            box = QRectF(2, geometry.y(now) - px(10), wide - 6, px(20))
            plate(painter, box, tokens.DANGER, None, radius=tokens.RADIUS_TAG)
            write(painter, box, f"{now // 60}:{now % 60:02d}", "axis-strong", tokens.WHITE, align=CENTRE)

    def ground(self, painter: QPainter, layout: Layout, geometry: Geometry, now: int | None) -> None:
        """What stands under the blocks."""
        bottom = geometry.y(layout.closes)
        painter.fillRect(QRectF(0, 0, geometry.width, bottom), colour(tokens.WHITE))
        self._lines(painter, layout, geometry, bottom)
        for number, column in enumerate(layout.columns):
            for start, end, words in column.off:
                box = self._stretch(geometry, layout, start, end, geometry.x(number), geometry.wide(number))
                painter.fillRect(box.adjusted(1, 0, 0, 0), colour(tokens.OFF))
                write(painter, box.adjusted(3, 0, -3, 0), words, "axis", tokens.MUTED, align=CENTRE)
        self._group_lines(painter, layout, geometry, bottom)
        for start, end, words in layout.across:
            box = self._stretch(geometry, layout, start, end, 0, geometry.width)
            painter.fillRect(box, colour(tokens.OFF))
            write(painter, box, words, "axis", tokens.MUTED, align=CENTRE)
        if now is not None and layout.opens <= now <= layout.closes:
            painter.setPen(QPen(colour(tokens.DANGER), 2))
            painter.drawLine(QLineF(0, geometry.y(now), geometry.width, geometry.y(now)))

    def blocks(self, painter: QPainter, layout: Layout, geometry: Geometry, first: int) -> Iterator[None]:
        """One block after the other from `first`, so that whoever paints a full day can stop and go on."""
        numbers = {column.key: number for number, column in enumerate(layout.columns)}
        for block in layout.blocks[first:]:
            box = geometry.box(block, numbers[block.column])
            seen = box if block.covered is None else box.adjusted(0, 0, 0, geometry.y(block.covered) - box.bottom())
            self.block(painter, block, box, rtl=geometry.rtl, seen=seen)
            yield

    def chosen(self, painter: QPainter, layout: Layout, geometry: Geometry, current: Block, *, focus: bool) -> None:
        """A ring around the chosen appointment in every column it holds."""
        numbers = {column.key: number for number, column in enumerate(layout.columns)}
        for block in layout.blocks:
            if block.appointment == current.appointment:
                strong = focus and block.column == current.column
                self._ring(painter, geometry.box(block, numbers[block.column]), strong=strong)

    def ghost(self, painter: QPainter, block: Block, geometry: Geometry, number: int, words: str) -> None:
        """The block where it would go, and where that is in words beside it."""
        box = geometry.box(block, number)
        painter.setOpacity(0.92)
        self.block(painter, block, box, rtl=geometry.rtl)
        self._ring(painter, box, strong=True)
        painter.setOpacity(1)
        wide = min(width_of(words, "note-strong") + px(20), px(360))
        left = box.right() + 6 if box.right() + 6 + wide <= geometry.width else box.left() - 6 - wide
        tip = QRectF(max(0.0, left), box.top(), wide, px(26))
        plate(painter, tip, tokens.DANGER_DARK if block.to_move else tokens.INK, None, radius=tokens.RADIUS_TAG)
        write(painter, tip.adjusted(6, 0, -6, 0), words, "note-strong", tokens.WHITE, align=CENTRE)

    def block(self, painter: QPainter, block: Block, box: QRectF, *, rtl: bool, seen: QRectF | None = None) -> None:
        """Tint, thin edge, thick leading edge; name and words as far as there is room in what is `seen` of it."""
        tone = tokens.TONES[block.tone]
        strong = tokens.MUTED if block.tone == "neutral" else tone.strong
        radius = float(tokens.RADIUS_TAG)
        shape = QPainterPath()
        shape.addRoundedRect(box, radius, radius)
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.fillRect(box, colour(tone.tint))
        left = box.right() - EDGE if rtl else box.left()
        painter.fillRect(QRectF(left, box.top(), EDGE, box.height()), colour(strong))
        painter.restore()
        pen = QPen(colour(tone.strong if block.to_move else tone.edge), 2 if block.to_move else 1)
        if block.to_move:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = pen.widthF() / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
        if block.sign and block.lanes == 1:
            self._sign(painter, block.sign, box, rtl=rtl)
        self._text(painter, block, seen or box, tone, rtl=rtl)

    def _text(self, painter: QPainter, block: Block, box: QRectF, tone: tokens.Tone, *, rtl: bool) -> None:
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        high: float = px(tokens.TYPES["axis"].line)
        inner = box.adjusted(px(5) if rtl else EDGE + px(5), 0, -(EDGE + px(5)) if rtl else -px(3), 0)
        ink = tone.text if block.to_move else tokens.INK
        room = int((box.height() - 2) // high)
        if room == 1 and block.words and box.height() >= px(28):
            high, room = int((box.height() - 2) / 2), 2
        if room < 2 or not block.words:
            words = f"{block.title} · {block.words}" if block.words and not block.to_move else block.title
            if block.to_move and block.words and room < 2:
                words = block.words
            row = QRectF(inner.left(), box.top() + (2 if room >= 2 else 0), inner.width(), high)
            if room < 2:
                row.setHeight(box.height())
            if width_of(words, "axis-strong") > inner.width():
                words = block.title if room < 2 and not block.to_move else words
            write(painter, row, words, "axis-strong", ink, align=align)
            return
        below = _wrapped(block.words, inner.width(), min(room - 1, SECOND_LINES))
        tight = (box.height() - 2) / (room + 1)
        if tight >= px(14) and room <= SECOND_LINES and width_of(below[-1], "axis") > inner.width():
            high, below = tight, _wrapped(block.words, inner.width(), room)
        free = box.height() - (1 + len(below)) * high
        row = QRectF(inner.left(), box.top() + min(4.0, free / 2), inner.width(), high)
        write(painter, row, block.title, "axis-strong", ink, align=align)
        for words in below:
            row.translate(0, high)
            write(painter, row, words, "axis", tokens.BODY, align=align)

    def _sign(self, painter: QPainter, name: str, box: QRectF, *, rtl: bool) -> None:
        """Begun, over or missed: a small drawing at the end of the block."""
        side = px(SIGN)
        left = box.left() + px(3) if rtl else box.right() - px(3) - side
        icons.paint(painter, name, QRectF(left, box.top() + px(3), side, side), tokens.BODY)

    def _ring(self, painter: QPainter, box: QRectF, *, strong: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(tokens.INK if strong else tokens.BLUE), 3 if strong else 2))
        painter.drawRoundedRect(box.adjusted(0, 0, 0, 0), tokens.RADIUS_TAG, tokens.RADIUS_TAG)

    def _stretch(self, geometry: Geometry, layout: Layout, start: int, end: int, left: float, wide: float) -> QRectF:
        top, low = geometry.y(max(start, layout.opens)), geometry.y(min(end, layout.closes))
        return QRectF(left, top, wide, max(0.0, low - top))

    def _lines(self, painter: QPainter, layout: Layout, geometry: Geometry, bottom: float) -> None:
        for half in range(-(-layout.opens // 30), layout.closes // 30 + 1):
            whole = half % 2 == 0
            painter.setPen(QPen(colour(tokens.CARD_EDGE if whole else tokens.ROW_LINE), 1))
            y = geometry.y(half * 30)
            painter.drawLine(QLineF(0, y, geometry.width, y))

    def _group_lines(self, painter: QPainter, layout: Layout, geometry: Geometry, bottom: float) -> None:
        before = None
        for number, column in enumerate(layout.columns):
            left = geometry.x(number) + (geometry.wide(number) if geometry.rtl else 0)
            first = column.group != before
            painter.setPen(QPen(colour(tokens.DASHED_EDGE if first else tokens.CARD_EDGE), 1))
            painter.drawLine(QLineF(left, 0, left, bottom))
            before = column.group


def _wrapped(text: str, width: float, lines: int) -> list[str]:
    """At most so many lines; the last takes all that is left."""
    metrics = QFontMetricsF(font("axis"))
    found, words = [""], text.split()
    for place, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and metrics.horizontalAdvance(longer) > width:
            if len(found) == lines:
                found[-1] = " ".join([found[-1], *words[place:]])
                break
            found.append(word)
        else:
            found[-1] = longer
    return found
