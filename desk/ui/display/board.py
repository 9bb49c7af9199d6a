"""Paints the display: the drawing is 1920 wide and 1080 high, and is scaled to any screen."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from desk.domain.lobby_words import Say
from desk.office.lobby.rows import Call
from desk.settings import RIGHT_TO_LEFT
from desk.ui.kiosk.lines import face, fitted, write
from desk.ui.presenters.display import DisplayPresenter
from desk.ui.theme import icons
from desk.ui.theme import tokens as t
from desk.ui.theme.measure import colour

WIDE, HIGH = 1920.0, 1080.0
GROUND, FOOT, LINE, SECOND = t.INK, "#102338", "#3A536C", t.ON_INK
FRAME, FRAME_DARK = t.CALL, t.BLUE
"""The frame blinks between these."""
PAIRS = (
    (t.WHITE, GROUND),
    (SECOND, GROUND),
    (t.WHITE, FOOT),
    (SECOND, FOOT),
    (t.INK, t.WHITE),
    (t.BLUE, t.WHITE),
    (t.BLUE_ON_TINT, t.WHITE),
    (t.MUTED, t.WHITE),
    (t.BODY, t.WHITE),
    (t.INK, t.CALL),
)
CARD = QRectF(56, 152, 1244, 760)
SIDE = QRectF(1356, 152, 508, 760)
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignHCenter


def paint_board(
    painter: QPainter, window: QRectF, presenter: DisplayPresenter, day: str, clock: str, *, lit: bool
) -> None:
    """Everything, in the middle of the window."""
    painter.fillRect(window, colour(GROUND))
    scale = min(window.width() / WIDE, window.height() / HIGH)
    painter.translate((window.width() - WIDE * scale) / 2, (window.height() - HIGH * scale) / 2)
    painter.scale(scale, scale)
    board = _Board(painter, presenter)
    board.head(day, clock)
    board.card(lit)
    board.side()
    board.foot()


class _Board:
    def __init__(self, painter: QPainter, presenter: DisplayPresenter) -> None:
        self._painter, self._presenter = painter, presenter

    def write(
        self, box: QRectF, text: str, font: QFont, ink: str, align: Qt.AlignmentFlag, language: str = "it"
    ) -> None:
        """A text that shrinks rather than being cut; Arabic with its own direction, on the side that is asked."""
        self._painter.setPen(colour(ink))
        write(self._painter, fitted(font, text, box), text, box, align, rtl=language in RIGHT_TO_LEFT)

    def line(self, y: float, left: float, right: float, name: str = LINE) -> None:
        self._painter.setPen(QPen(colour(name), 2))
        self._painter.drawLine(QLineF(left, y, right, y))

    def icon(self, name: str, box: QRectF, ink: str) -> None:
        icons.paint(self._painter, name, box, ink)

    def head(self, day: str, clock: str) -> None:
        self.icon("home", QRectF(60, 32, 46, 46), t.WHITE)
        bold = face(36, t.SEMIBOLD)
        self.write(QRectF(128, 20, 160, 72), "TO-Home", bold, t.WHITE, LEFT)
        left = 128 + QFontMetricsF(bold).horizontalAdvance("TO-Home") + 20
        self.write(QRectF(left, 20, 880, 72), self._presenter.board.hall.office, face(36), SECOND, LEFT)
        self.write(QRectF(1000, 20, 700, 72), day, face(36), SECOND, RIGHT)
        self.write(QRectF(1700, 16, 164, 80), clock, face(54, t.BOLD), t.WHITE, RIGHT)
        self.line(110, 0, WIDE)

    def card(self, lit: bool) -> None:
        painter, presenter = self._painter, self._presenter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(FRAME if lit else FRAME_DARK))
        painter.drawRoundedRect(CARD, 26, 26)
        painter.setBrush(colour(t.WHITE))
        painter.drawRoundedRect(CARD.adjusted(14, 14, -14, -14), 14, 14)
        call = presenter.last()
        if call is None:
            self.write(CARD.adjusted(80, 80, -80, -80), Say.NOBODY, face(64, t.SEMIBOLD), t.BODY, MIDDLE)
            return
        self.icon("bell", QRectF(130, 204, 48, 48), t.BLUE_ON_TINT)
        self.write(QRectF(198, 192, 420, 72), Say.NOW, face(46, t.SEMIBOLD), t.BLUE_ON_TINT, LEFT)
        self.write(QRectF(620, 192, 610, 72), presenter.now_in_others(), face(34), t.MUTED, RIGHT)
        self._number(call)
        self.line(776, 126, 1230, t.CARD_EDGE)
        self._sentence(call)

    def _number(self, call: Call) -> None:
        room = str(call.number) if call.number is not None else ""
        wide = 700.0 if room else 620.0
        number = face(400, t.BOLD)
        self.write(QRectF(126, 206, wide, 640), call.ticket, number, t.INK, LEFT)
        used = QFontMetricsF(fitted(number, call.ticket, QRectF(0, 0, wide, 640))).horizontalAdvance(call.ticket)
        left = 126 + used + 40
        self.icon("arrow-right", QRectF(left, 466, 120, 120), t.BLUE)
        box = QRectF(left + 140, 330, 1240 - left - 150, 400)
        if room:
            self.write(QRectF(box.left(), 340, box.width(), 90), Say.ROOM, face(64, t.SEMIBOLD), t.INK, MIDDLE)
            self.write(QRectF(box.left(), 360, box.width(), 440), room, face(280, t.BOLD), t.BLUE, MIDDLE)
        else:
            self.write(box, call.room, face(110, t.BOLD), t.BLUE, MIDDLE)

    def _sentence(self, call: Call) -> None:
        presenter, rtl = self._presenter, call.language in RIGHT_TO_LEFT
        said, way = presenter.sentence(call), presenter.way(call)
        start, end = (RIGHT, LEFT) if rtl else (LEFT, RIGHT)
        mark = QRectF(1182, 812, 48, 48) if rtl else QRectF(130, 812, 48, 48)
        self.icon("volume", mark, t.BLUE)
        first, second = QRectF(198, 788, 620, 96), QRectF(830, 788, 400, 96)
        if rtl:
            first, second = QRectF(546, 788, 620, 96), QRectF(126, 788, 400, 96)
        self.write(first, said, face(44, t.BOLD), t.INK, start, call.language)
        self.write(second, way, face(40), t.BODY, end, call.language)

    def side(self) -> None:
        presenter = self._presenter
        self.write(QRectF(SIDE.left(), 148, SIDE.width(), 56), Say.BEFORE, face(36, t.SEMIBOLD), SECOND, LEFT)
        top, step = 219.0, 118.0
        self.line(top, SIDE.left(), SIDE.right())
        for call in presenter.before():
            row = QRectF(SIDE.left(), top, SIDE.width(), step)
            self.write(QRectF(row.left(), top, 170, step), call.ticket, face(64, t.BOLD), t.WHITE, LEFT)
            self.icon("arrow-right", QRectF(row.left() + 176, top + step / 2 - 22, 44, 44), SECOND)
            place = QRectF(row.left() + 236, top, row.width() - 236, step)
            self.write(place, presenter.room_words(call), face(44, t.SEMIBOLD), t.WHITE, RIGHT)
            top += step
            self.line(top, SIDE.left(), SIDE.right())
        self._wait()

    def _wait(self) -> None:
        wait = self._presenter.wait_words()
        if not wait:
            return
        self.icon("clock", QRectF(SIDE.left(), 850, 48, 48), SECOND)
        about = face(34)
        self.write(QRectF(SIDE.left() + 66, 838, 250, 72), Say.WAIT_ABOUT, about, t.WHITE, LEFT)
        left = SIDE.left() + 66 + QFontMetricsF(about).horizontalAdvance(str(Say.WAIT_ABOUT)) + 12
        self.write(QRectF(left, 838, SIDE.right() - left, 72), wait, face(34, t.BOLD), t.WHITE, LEFT)

    def foot(self) -> None:
        painter, presenter = self._painter, self._presenter
        box = QRectF(0, 952, WIDE, 128)
        painter.fillRect(box, colour(t.CALL if presenter.away else FOOT))
        if presenter.away:
            self.icon("wifi-off", QRectF(58, 990, 52, 52), t.INK)
            self.write(QRectF(132, 952, 1728, 128), Say.AWAY, face(38, t.SEMIBOLD), t.INK, LEFT)
            return
        (line, text), (_same, other) = presenter.lines()
        self.icon(_ICONS.get(line.icon, line.icon), QRectF(58, 990, 52, 52), t.CALL)
        self.write(QRectF(132, 956, 990, 120), text, face(36, t.SEMIBOLD), t.WHITE, LEFT)
        self.write(QRectF(1150, 956, 714, 120), other, face(32), SECOND, RIGHT, presenter.line_language())


_ICONS = {"water": "droplet"}
