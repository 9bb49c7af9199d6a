"""Words that change with every move of a slider: they paint themselves and ask for a new layout only when they must.

A label asks for one at every change, and laying a whole page out anew takes longer than a frame.
"""

import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, font, px
from desk.ui.widgets.painted import Painted, width_of, write

_MARKS = re.compile(r"<[^>]+>")


class QuickFigure(Painted):
    """One short figure at the end of its line, as wide as the widest that may come; wider where it has to be."""

    def __init__(self, kind: str, widest: str) -> None:
        self._kind, self._widest, self.words = kind, widest, ""
        super().__init__("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self.setAccessibleName(words)
            if self.measure().width() > self.width():
                self.updateGeometry()
            self.update()

    def measure(self) -> QSize:
        widest = max(width_of(self._widest, self._kind), width_of(self.words, self._kind))
        return QSize(round(widest) + 2, px(tokens.TYPES[self._kind].line))

    def draw(self, painter: QPainter) -> None:
        align = Qt.AlignmentFlag.AlignLeft if self.rtl else Qt.AlignmentFlag.AlignRight
        write(painter, QRectF(self.rect()), self.words, self._kind, tokens.INK, align=align)


class QuickSentence(Painted):
    """Rich words that wrap; `lines`: for how many lines room is kept."""

    def __init__(self, kind: str, ink: str = tokens.INK, lines: int = 1) -> None:
        self._kind, self._ink, self._lines, self._rich = kind, ink, lines, ""
        self._page = QTextDocument()
        self._page.setDocumentMargin(0)
        super().__init__("")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress()

    def set(self, rich: str) -> None:
        if rich == self._rich:
            return
        self._rich = rich
        self._page.setHtml(self._kept_together)
        self.setAccessibleName(self.words)
        if self._needed(self.width()) > self.height():  # with room to spare the page stays as it is laid out
            self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """Without marks."""
        return _MARKS.sub("", self._rich)

    @property
    def _kept_together(self) -> str:
        """A sum never breaks before its sign."""
        return self._rich.replace(" €", "\u00a0€")

    def measure(self) -> QSize:
        return QSize(px(300), self._needed(px(300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self._least())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._needed(width)

    def draw(self, painter: QPainter) -> None:
        self._page.setTextWidth(self.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, colour(self._ink))
        painter.translate(0, max(0.0, (self.height() - self._page.size().height()) / 2))
        self._page.documentLayout().draw(painter, context)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.setTextWidth(self.width())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self._page.setDefaultFont(font(self._kind))
        self._page.setHtml(self._kept_together)

    def _least(self) -> int:
        return self._lines * px(tokens.TYPES[self._kind].line + 1)

    def _needed(self, width: int) -> int:
        self._page.setTextWidth(max(1, width))
        return max(self._least(), round(self._page.size().height() + 0.499))
