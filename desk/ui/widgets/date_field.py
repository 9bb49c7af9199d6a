"""A date typed as gg/mm/aaaa, or picked from a calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from desk.i18n import _
from desk.office.day_words import not_a_day
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.text import set_property

_TYPED = re.compile(r"(\d{1,2})\D+(\d{1,2})(?:\D+(\d{2}|\d{4}))?")

YEARS_AHEAD = 20


def read_date(text: str, near: date, *, past: bool = False) -> date | None:
    """A typed date, or None: 1/12, 1.12.26, 01122026. A missing year is that of ``near``.

    ``past``: of a birth, say; two digits are then never a year to come.
    """
    typed = text.strip()
    if re.fullmatch(r"\d{8}|\d{6}", typed):
        typed = f"{typed[:2]}/{typed[2:4]}/{typed[4:]}"
    match = _TYPED.fullmatch(typed)
    if match is None:
        return None
    day, month, year = int(match[1]), int(match[2]), match[3]
    last = near.year + (0 if past else YEARS_AHEAD)
    whole = near.year if year is None else int(year) + (0 if len(year) == 4 else _century(int(year), last))
    try:
        return date(whole, month, day)
    except ValueError:
        return None


def _century(year: int, last: int) -> int:
    """Two digits are at most the last year that may be meant, else of the century before."""
    return 2000 if 2000 + year <= last else 1900


class DateField(QLineEdit):
    """``changed`` gives a date or None; Alt+Down opens the calendar. ``today`` completes what is typed short, as a day
    that is over where it must be ``past``."""

    changed = Signal(object)
    doubted = Signal(str)
    """What is wrong with what was typed, in words; empty when it is right again."""

    def __init__(self, today: date, parent: QWidget | None = None, *, past: bool = False) -> None:
        super().__init__(parent)
        self._today, self._past = today, past
        self._told: date | None = None
        self._doubtful = False
        self._calendar: QCalendarWidget | None = None
        self.setPlaceholderText(_("gg/mm/aaaa"))
        self.open_button = IconButton("calendar", _("Apri il calendario (Alt+Giù)"), size=18, parent=self)
        self.open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open_button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self._settle)
        self._make_room()

    def value(self) -> date | None:
        return read_date(self.text(), self._today, past=self._past)

    def valid(self) -> bool:
        """Empty or a real date."""
        return not self.text().strip() or self.value() is not None

    @property
    def unread(self) -> str:
        """What was typed and is no day."""
        return "" if self.valid() else self.text().strip()

    def set_value(self, day: date | None) -> None:
        """Show without telling."""
        self._told = day
        self.setText("" if day is None else f"{day:%d/%m/%Y}")
        if self._doubtful:
            self._doubt(False)

    def minimumSizeHint(self) -> QSize:
        """A whole date beside its button is always to be read."""
        usual, letters = super().sizeHint(), self.fontMetrics()
        widest = max(letters.horizontalAdvance(each) for each in (self.placeholderText(), "00/00/0000"))
        return QSize(usual.width() - 17 * letters.horizontalAdvance("x") + widest, usual.height())

    def open_calendar(self) -> None:
        """The calendar below the field; Esc leaves it as it was."""
        calendar = self._made_calendar()
        day = self.value() or self._today
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        calendar.show()
        calendar.setFocus()

    def _made_calendar(self) -> QCalendarWidget:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.setAccessibleName(_("Calendario"))
            self._calendar.activated.connect(self._picked)
            self._calendar.clicked.connect(self._picked)
        return self._calendar

    def _picked(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.setText(f"{day.day():02d}/{day.month():02d}/{day.year()}")
        self._settle()
        self.setFocus()

    def _settle(self) -> None:
        found = self.value()
        if found is not None:
            self.setText(f"{found:%d/%m/%Y}")
        self._doubt(not self.valid())
        if self.valid() and found != self._told:
            self._told = found
            self.changed.emit(found)

    def _doubt(self, on: bool) -> None:
        self._doubtful = on
        set_property(self, "answer", "doubtful" if on else "empty")
        self.doubted.emit(not_a_day(self.unread) if on else "")

    def _make_room(self) -> None:
        rtl = self.isRightToLeft()
        self.setTextMargins(px(32) if rtl else 0, 0, 0 if rtl else px(32), 0)
        side = self.open_button
        side.move(6 if rtl else self.width() - side.width() - 6, (self.height() - side.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._make_room()
        super().changeEvent(event)
