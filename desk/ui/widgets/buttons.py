"""Push buttons in four kinds and three sizes, with a working state, and the icon button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from desk.i18n import _
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import plate, width_of, write
from desk.ui.widgets.text import set_property

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionButton

_INKS = {
    "primary": tokens.WHITE,
    "danger": tokens.WHITE,
    "outlined": tokens.BLUE_DARK,
    "quiet": tokens.BLUE_DARK,
    "neutral": tokens.INK,
}
_ICON = {"small": 18, "": 20, "large": 22, "link": 18}
_KEY_PAD = 8


class Button(QPushButton):
    """kind: primary (one a screen), outlined, neutral, quiet (a text action), danger. size: "", small, large, link.

    ``key`` is a shortcut such as "F9": it works in the window and stands at the end of the button.
    """

    def __init__(
        self, text: str, kind: str = "neutral", icon: str = "", *, size: str = "", key: str = "", trailing: bool = False
    ) -> None:
        super().__init__(text)
        self._kind, self._icon, self._size, self._key = kind, icon, size, key
        self._words, self._key_words = text, key.replace("Return", _("Invio"))
        self._icon_ink = ""
        self.setProperty("kind", kind)
        self.setProperty("extent", size)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(kind == "primary")
        self._trailing = trailing
        if key:
            self.setShortcut(key)
        self._dress()

    def set_words(self, text: str) -> None:
        """Change the words of the button at rest."""
        self._words = text
        if not self.working:
            bare = not self.text()
            self.setText(text)
            if bare != (not text):
                self._dress()  # a drawing alone stands in the middle
            if self._key:
                self.setShortcut(self._key)

    def set_icon(self, name: str, ink: str = "") -> None:
        """Another drawing, or none where there is no room for it; `ink`: in its own colour."""
        if (name, ink) != (self._icon, self._icon_ink):
            self._icon, self._icon_ink = name, ink
            self._dress()

    @property
    def working(self) -> bool:
        return bool(self.property("working") == "true")

    def set_working(self, verb: str | None) -> None:
        """Show a clock and the verb ("Stampo…") and take no clicks; None: back to rest."""
        set_property(self, "working", "true" if verb is not None else "false")
        self.setEnabled(verb is None)
        self.setText(self._words if verb is None else verb)
        if verb is None and self._key:
            self.setShortcut(self._key)
        self._dress()

    def _ink(self) -> str:
        return _INKS[self._kind] if self.isEnabled() or self.working else tokens.OFF_TEXT

    def _dress(self) -> None:
        name = "clock" if self.working else self._icon
        side = _ICON[self._size]
        if name:
            ink = self._icon_ink or _INKS[self._kind]
            off = ink if self.working else tokens.OFF_TEXT
            gap = px(6) if self.text() else 0
            self.setIcon(icons.icon(name, ink, side, off=off, beside=self, gap=gap, after=self._trailing))
            self.setIconSize(QSize(px(side) + gap, px(side)))
        else:
            self.setIcon(QIcon())
        self.updateGeometry()

    def _key_width(self) -> float:
        return width_of(self._key_words, "second") + 2 * _KEY_PAD

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._key:
            hint.setWidth(hint.width() + round(self._key_room() * (2 if self._size == "large" else 1)))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _key_room(self) -> float:
        return self._key_width() + px(8)

    def initStyleOption(self, option: "QStyleOptionButton") -> None:
        super().initStyleOption(option)
        if self._trailing and not self.working:  # the drawing after the words: "Avanti >"
            rtl = self.isRightToLeft()
            option.direction = Qt.LayoutDirection.LeftToRight if rtl else Qt.LayoutDirection.RightToLeft

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._key or self._size == "large":
            super().paintEvent(event)
        else:
            self._paint_beside_key()
        if self._key:
            self._paint_key()

    def _paint_beside_key(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter  # start-up: no such button there

        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        room = round(self._key_room())
        rtl = self.isRightToLeft()
        option.rect = self.rect().adjusted(room if rtl else 0, 0, 0 if rtl else -room, 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        painter.end()

    def _at_end(self, width: float, height: float, margin: float) -> QRectF:
        left = margin if self.isRightToLeft() else self.width() - margin - width
        return QRectF(left, (self.height() - height) / 2, width, height)

    def _paint_key(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._at_end(self._key_width(), px(20), px(16) - (0 if self._size == "large" else 2))
        if self._kind != "primary":
            plate(painter, box, tokens.WHITE, tokens.CARD_EDGE, radius=tokens.RADIUS_TAG)
        ink = self._ink() if self._kind == "primary" else tokens.BODY
        write(
            painter,
            box,
            self._key_words,
            "second" if self._kind == "primary" else "note",
            ink,
            align=Qt.AlignmentFlag.AlignHCenter,
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._dress()
        super().changeEvent(event)


class IconButton(QToolButton):
    """A drawing alone, where words would crowd: its name is read aloud and shown as a tip."""

    def __init__(
        self, icon: str, name: str, *, ink: str = tokens.INK, size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._drawing = (icon, ink, size)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._dress()

    def _dress(self) -> None:
        name, ink, size = self._drawing
        self.setIcon(icons.icon(name, ink, size, beside=self))
        self.setIconSize(QSize(px(size), px(size)))
        side = max(px(size) + 12, px(tokens.BUTTON_SMALL))
        self.setFixedSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._dress()
        super().changeEvent(event)
