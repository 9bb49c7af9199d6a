"""The control that a question's kind needs, and how it shows and gives its answer; in a field or in a table's cell."""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk.domain.interview import Kind, Status, Value
from desk.domain.interview_typed import shown
from desk.i18n import _
from desk.ui.presenters.interview_page import FieldLine
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit, TextArea
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.settling import Settling
from desk.ui.widgets.several import Several

PAUSE_MILLISECONDS = 600
"""After the last key: then what was typed is saved."""
MOST_SEGMENTS, MOST_LETTERS = 4, 27
MOST_PASTED = 1_000_000
"""Too long a text is told, not cut in silence as a line does by itself after 32,767 letters."""
UNKNOWN = "unknown"
LISTS = frozenset({Kind.CHOICE, Kind.PERSON, Kind.DOCUMENT})


class _Note(TextArea):
    """Tells when somebody leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class AnswerControl(QObject):
    """`chosen(value, status)`: an answer; `typed(text)`: words to read; `letter(text)`: each letter as it comes."""

    chosen = Signal(object, object)
    typed = Signal(str)
    letter = Signal(str)

    def __init__(self, line: FieldLine, today: date, parent: QObject, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self.line = line
        self._narrow = narrow
        self._pause: Settling | None = None
        self._telling = True
        self.widget = self._made(today)

    def _made(self, today: date) -> QWidget:
        kind = self.line.question.kind
        if kind is Kind.YESNO:
            made = Segmented(
                [("yes", _("Sì")), ("no", _("No")), *([] if self._narrow else [(UNKNOWN, _("Non lo sa"))])]
            )
            made.changed.connect(self._picked_yes_no)
            return made
        if kind in LISTS:
            return self._choice()
        if kind is Kind.SEVERAL:
            boxes = Several(self.line.choices)
            boxes.changed.connect(lambda codes: self.chosen.emit(codes or None, Status.SAID))
            return boxes
        if kind is Kind.DATE:
            day = DateField(today, past=self.line.question.when == "past")
            day.changed.connect(self._picked_day)
            day.textEdited.connect(self.letter)
            day.editingFinished.connect(lambda: self._odd_day(day))
            return day
        if kind is Kind.NOTE:
            note = _Note(rows=2)
            note.textChanged.connect(lambda: self._typing(note.toPlainText()))
            note.left.connect(self.settle)
            return note
        edit = LineEdit(_("9:30") if kind is Kind.TIME else "", unit=self._unit())
        edit.setMaxLength(MOST_PASTED)
        edit.textEdited.connect(self._typing)
        edit.editingFinished.connect(self.settle)
        return edit

    def _unit(self) -> str:
        question = self.line.question
        return _(question.unit) if question.unit else "€" if question.kind is Kind.MONEY else ""

    def _choice(self) -> QWidget:
        options = self.line.choices
        short = len(options) <= MOST_SEGMENTS and sum(len(words) for _code, words in options) <= MOST_LETTERS
        if short and not self._narrow and self.line.question.kind is not Kind.PERSON:
            few = Segmented(options)
            few.changed.connect(self._picked)
            return few
        many = ComboBox(options)
        many.activated.connect(lambda _index: self._picked(many.value() or ""))
        return many

    def _picked(self, code: str) -> None:
        if self._telling:
            self.chosen.emit(code or None, Status.SAID)

    def _picked_yes_no(self, value: str) -> None:
        if not self._telling:
            return
        if value == UNKNOWN:
            self.chosen.emit(None, Status.UNKNOWN)
        else:
            self.chosen.emit({"yes": True, "no": False}.get(value), Status.SAID)

    def _picked_day(self, day: date | None) -> None:
        if self._telling:
            self.chosen.emit(day, Status.SAID)

    def _odd_day(self, field: DateField) -> None:
        """Words that are no date are kept as they are."""
        if self._telling and not field.valid():
            self.typed.emit(field.text())

    def _typing(self, text: str) -> None:
        if self._telling:
            self.letter.emit(text)
            if self._pause is None:
                self._pause = Settling(PAUSE_MILLISECONDS, self)
                self._pause.timeout.connect(self.settle)
            self._pause.touch()

    @property
    def is_busy(self) -> bool:
        """Is somebody typing here at this moment?"""
        return self._pause is not None and self._pause.isActive()

    def text(self) -> str:
        """What stands in the field, where it takes words."""
        if isinstance(self.widget, TextArea):
            return self.widget.toPlainText()
        return self.widget.text() if isinstance(self.widget, QLineEdit) else ""

    def settle(self) -> None:
        """Save what is typed, where it is not saved yet."""
        if self._pause is not None:
            self._pause.stop()
        if isinstance(self.widget, DateField) or not isinstance(self.widget, QLineEdit | TextArea):
            return
        if self.text() != self._known_text():
            self.typed.emit(self.text())

    def _known_text(self) -> str:
        return self.line.typed or shown(self.line.question, self.line.value)

    def show_line(self, line: FieldLine) -> None:
        """The answer as it is known now; what is being typed stays."""
        if line.choices != self.line.choices and isinstance(self.widget, ComboBox):
            self.widget.set_options(line.choices)
        self.line = line
        self.widget.setEnabled(not line.reserved)
        if not self.is_busy:
            self._telling = False
            self._show_value(line.value, line.typed)
            self._telling = True

    def _show_value(self, value: Value | None, typed: str) -> None:
        control = self.widget
        if isinstance(control, Segmented):
            if self.line.question.kind is Kind.YESNO:
                code = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
                control.set_value(UNKNOWN if self.line.status is Status.UNKNOWN and not self._narrow else code)
            else:
                control.set_value(value if isinstance(value, str) else None)
        elif isinstance(control, ComboBox):
            control.set_value(value if isinstance(value, str) else None)
        elif isinstance(control, Several):
            control.set_codes(value if isinstance(value, tuple) else ())
        elif isinstance(control, DateField):
            if typed and value is None:
                control.setText(typed)
            elif not (control.hasFocus() and not control.valid()):
                control.set_value(value if isinstance(value, date) else None)
        elif isinstance(control, TextArea | QLineEdit):
            words = typed or shown(self.line.question, value)
            if self.text() != words and not (control.hasFocus() and self.text().strip() == words.strip()):
                if isinstance(control, TextArea):
                    control.setPlainText(words)
                    return
                control.setText(words)
                if not control.hasFocus():
                    control.home(False)  # of what is too long the beginning can be read
