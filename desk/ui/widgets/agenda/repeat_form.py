"""An appointment again and again: how often, until when, and what a holiday does to it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.availability import weeks_words
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label


class RepeatForm(QWidget):
    """`wanted` with the weeks between, the last day, and whether one that falls on a holiday moves."""

    wanted = Signal(int, object, bool)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.weeks = ComboBox(weeks_words())
        self.weeks.set_value("2")
        self.until = DateField(today)
        self.fault = label("", "second", "danger", wrap=True)
        self.fault.hide()
        self.holidays = Segmented([("skip", _("Salta")), ("move", _("Sposta"))])
        self.holidays.set_value("skip")
        self.book = Button(_("Prenota la serie"), "outlined", "check")
        self.book.clicked.connect(self._ask)
        self.until.changed.connect(self._answered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(FieldFrame(_("Quanto spesso"), self.weeks))
        column.addWidget(FieldFrame(_("Fino al"), self.until))
        column.addWidget(self.fault)
        column.addWidget(FieldFrame(_("Nei giorni di festa"), self.holidays))
        column.addWidget(self.book)

    def _answered(self, _day: date | None) -> None:
        self.say("")

    def say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.until.setAccessibleDescription(fault)

    def _ask(self) -> None:
        until = self.until.value()
        if until is None:
            self.say(_("Scegli fino a che giorno."))
            self.until.setFocus()
        else:
            self.wanted.emit(int(self.weeks.value() or 1), until, self.holidays.value() == "move")
