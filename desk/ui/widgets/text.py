"""Labels by type token, separators, and the icon as a label."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px


class Words(QLabel):
    """A label that stands as high as its type token says: the font's own lines are a tenth higher."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            wanted = tokens.TYPES.get(str(self.property("kind")))
            if wanted is not None and not self.frameWidth():  # a box of the sheet's keeps its own padding
                over = max(0, self.fontMetrics().height() - px(wanted.line))
                self.setContentsMargins(0, -(over // 2), 0, -(over - over // 2))


def label(text: str = "", kind: str = "text", tone: str = "", *, wrap: bool = False, rich: bool = False) -> QLabel:
    """A label of one type token (``tokens.TYPES``); tone: "", body, muted, info, success, warning, danger.

    ``rich`` allows bold inside the text: escape what people typed.
    """
    made = Words(text)
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


class OneLine(Words):
    """A name or a line about it, in one line: where there is no room the tip tells it whole."""

    def __init__(self, kind: str = "text", tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def line(upright: bool = False) -> QFrame:
    """A hairline between rows or columns."""
    made = QFrame()
    made.setProperty("kind", "upright" if upright else "line")
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and dress the widget again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class IconLabel(QLabel):
    """One drawing beside a text that says the same: hidden from screen readers by an empty name."""

    def __init__(self, name: str, ink: str = tokens.INK, size: int = 20) -> None:
        super().__init__()
        self._drawing = (name, ink, size)
        self._show()

    def set_icon(self, name: str, ink: str) -> None:
        if (name, ink) != self._drawing[:2]:
            self._drawing = (name, ink, self._drawing[2])
            self._show()

    def _show(self) -> None:
        name, ink, size = self._drawing
        mirrored = self.isRightToLeft()
        self.setPixmap(icons.pixmap(name, ink, px(size), self.devicePixelRatioF(), mirrored=mirrored))
        self.setFixedSize(px(size), px(size))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._show()
        super().changeEvent(event)
