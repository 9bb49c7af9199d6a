"""The one line at the top: a scan, a name half spelled, a phone number."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desk.i18n import _
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import plate, width_of, write

HINT = "Ctrl K"
WIDTH, HEIGHT = 440, 44


LEAST = 220
"""Pixels: where text is large, the words beside the field need the room more."""


class SearchField(QLineEdit):
    """A line edit with the barcode in front and its shortcut at the end; Ctrl+K comes here from anywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Scansiona tessera, QR o cerca…"))
        self.setAccessibleName(_("Cerca o scansiona"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self._come)
        self._measure()

    def _come(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _measure(self) -> None:
        front, end = px(32), round(width_of(HINT, "note")) + px(20)
        rtl = self.isRightToLeft()
        self.setTextMargins(end if rtl else front, 0, front if rtl else end, 0)
        self.setFixedHeight(px(HEIGHT))
        self.setMinimumWidth(min(px(260), LEAST))
        self.setMaximumWidth(px(WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._measure()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.isRightToLeft()
        side, wide, high = px(20), width_of(HINT, "note") + px(12), px(20)
        front = self.width() - px(14) - side if rtl else px(14)
        icons.paint(painter, "barcode", QRectF(front, (self.height() - side) / 2, side, side), tokens.BLUE)
        box = QRectF(px(12) if rtl else self.width() - px(12) - wide, (self.height() - high) / 2, wide, high)
        plate(painter, box, tokens.WHITE, tokens.CARD_EDGE, radius=tokens.RADIUS_TAG)
        write(painter, box, HINT, "note", tokens.MUTED, align=Qt.AlignmentFlag.AlignHCenter)
