"""What stands in a row of the Today screen, painted: ticket, name, reason, minutes, the row's own button."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from desk.i18n import _
from desk.ui.presenters.today_rows import ExpectedRow, TagWords, UndoRow, WaitingRow
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.painted import plate, width_of, write

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
PART = " · "
"""Between what and who, in the second line of a row."""


class RowArt:
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


def rounded(box: QRectF, first: bool, last: bool) -> QPainterPath:
    """The row's shape inside its card: round where the card is."""
    radius, path = tokens.RADIUS_CARD - 1, QPainterPath()
    path.addRoundedRect(box, radius, radius)
    if not first:
        path.addRect(QRectF(box.left(), box.top(), box.width(), box.height() / 2))
    if not last:
        path.addRect(QRectF(box.left(), box.center().y(), box.width(), box.height() / 2))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
