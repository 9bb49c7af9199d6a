"""A box to tick, with an edge that is seen and the tick of our drawings."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import plate


class CheckBox(QCheckBox):
    """As the platform's, painted with the tokens."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        box.adjust(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        ink = tokens.BLUE if self.isEnabled() else tokens.OFF_TEXT
        plate(painter, box, ink if on else tokens.WHITE, ink if on else tokens.FIELD_EDGE, radius=px(3))
        if on:
            icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), tokens.WHITE, self.isRightToLeft())
        option.rect = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        self.style().drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)
