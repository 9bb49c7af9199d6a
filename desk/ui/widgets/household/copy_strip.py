"""Small pictures of the copies of one paper; each opens its copy."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desk.i18n import _
from desk.office.household.attachments import CopyLine
from desk.ui.presenters.copies import copy_words
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty

SIDE = 48


class CopyButton(QAbstractButton):
    """One copy; a clock while parts of it are still on their way."""

    def __init__(self, copy: CopyLine, place: int, title: str) -> None:
        super().__init__()
        self.copy = copy
        self._picture = QImage.fromData(copy.thumbnail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Apri la copia {n} di {title}").format(n=place, title=title))
        self.setToolTip(copy_words(copy) if copy.whole else _("Sta ancora arrivando da un altro computer."))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(px(SIDE), px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        edge = QPainterPath()
        edge.addRoundedRect(box, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
        painter.fillPath(edge, colour(tokens.WHITE))
        if self._picture.isNull() or not self.copy.whole:
            side = px(22)
            middle = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            icons.paint(painter, "document" if self.copy.whole else "clock", middle, tokens.MUTED, self.isRightToLeft())
        else:
            painter.setClipPath(edge)
            drawn = QSize(self._picture.size()).scaled(
                box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            left = box.center().x() - drawn.width() / 2
            painter.drawImage(QRectF(left, box.top(), drawn.width(), drawn.height()), self._picture)
            painter.setClipping(False)
        painter.setPen(colour(tokens.BLUE if self.underMouse() else tokens.FIELD_EDGE))
        painter.drawPath(edge)


class CopyStrip(QWidget):
    """`opened(copy)`."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)
        self._shown: tuple[CopyLine, ...] = ()
        self.buttons: list[CopyButton] = []

    def show_copies(self, copies: Sequence[CopyLine], title: str) -> None:
        if not copies or self.parentWidget() is not None:  # never shown before it has its place
            self.setVisible(bool(copies))
        if tuple(copies) == self._shown:
            return
        self._shown = tuple(copies)
        empty(self._flow)
        self.buttons = []
        for place, copy in enumerate(copies, 1):
            made = CopyButton(copy, place, title)
            made.clicked.connect(lambda _on=False, copy=copy: self.opened.emit(copy))
            self._flow.addWidget(made)
            self.buttons.append(made)
