"""One question of the interview: the control that its kind needs, its state, and the answers that are no value."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.interview import Kind, Question, Status, Value
from desk.domain.interview_typed import shown
from desk.i18n import _
from desk.ui.presenters.interview_page import STAGE, FieldLine
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.bars import StageBar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit, TextArea
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.several import Several

PAUSE_MILLISECONDS = 600
"""After the last key: then what was typed is saved."""
MOST_SEGMENTS, MOST_LETTERS = 4, 27
UNKNOWN = "unknown"
ROOM_OF_ICONS = 70
"""Drawing of the state, button of the other answers, gaps."""
ROOM_OF_WORDS = 250
"""Narrower fields show «È ancora così» as a tick alone."""


class _Note(TextArea):
    """Tells when somebody leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class InterviewField(QWidget):
    """`chosen(value, status)`: an answer; `typed(text)`: words to read; `confirmed`: it still holds."""

    chosen = Signal(object, object)
    typed = Signal(str)
    confirmed = Signal()

    def __init__(self, line: FieldLine, today: date) -> None:
        super().__init__()
        self.line = line
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.settle)
        self._telling = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.control = self._control(line.question, today)
        self.control.setAccessibleName(_(line.question.label))
        asks = (line.question.text, line.question.help)
        self.control.setToolTip("\n".join(_(words) for words in asks if words))
        self.still = Button(_("È ancora così"), "outlined", "check")
        self.still.setAccessibleName(_("{question}: è ancora così").format(question=_(line.question.label)))
        self.still.setToolTip(_("È ancora così"))
        self.still.clicked.connect(self.confirmed)
        self.frame = FieldFrame(_(line.question.label), self.control, beside=self.still)
        self.more = IconButton(
            "dots", _("{question}: altre risposte").format(question=_(line.question.label)), ink=tokens.MUTED, size=16
        )
        self.more.clicked.connect(self._open_menu)
        self.frame.top.addWidget(self.more)
        self.stage = StageBar(0) if line.question.id == STAGE else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.frame)
        if self.stage is not None:
            self.frame.between.addWidget(self.stage)
        column.addStretch(1)
        self.show_line(line)

    # — the control —

    def _control(self, question: Question, today: date) -> QWidget:
        kind = question.kind
        if kind is Kind.YESNO:
            made = Segmented([("yes", _("Sì")), ("no", _("No")), (UNKNOWN, _("Non lo sa"))])
            made.changed.connect(self._picked_yes_no)
            return made
        if kind is Kind.CHOICE:
            return self._choice(question)
        if kind is Kind.SEVERAL:
            boxes = Several([(each.code, _(each.label)) for each in question.options])
            boxes.changed.connect(lambda codes: self.chosen.emit(codes or None, Status.SAID))
            return boxes
        if kind is Kind.DATE:
            day = DateField(today)
            day.changed.connect(self._picked_day)
            day.editingFinished.connect(lambda: self._odd_day(day))
            return day
        if kind is Kind.NOTE:
            note = _Note(rows=2)
            note.textChanged.connect(self._typing)
            note.left.connect(self.settle)
            return note
        edit = LineEdit(unit=question.unit or ("€" if kind is Kind.MONEY else ""))
        edit.textEdited.connect(self._typing)
        edit.editingFinished.connect(self.settle)
        return edit

    def _choice(self, question: Question) -> QWidget:
        options = [(option.code, _(option.label)) for option in question.options]
        if len(options) <= MOST_SEGMENTS and sum(len(words) for _code, words in options) <= MOST_LETTERS:
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

    def _typing(self) -> None:
        if self._telling:
            self._pause.start()

    def text(self) -> str:
        """What stands in the field, where it takes words."""
        if isinstance(self.control, TextArea):
            return self.control.toPlainText()
        return self.control.text() if isinstance(self.control, QLineEdit) else ""

    def settle(self) -> None:
        """Save what is typed, where it is not saved yet."""
        self._pause.stop()
        if isinstance(self.control, DateField) or not isinstance(self.control, QLineEdit | TextArea):
            return
        if self.text() != self._known_text():
            self.typed.emit(self.text())

    def _known_text(self) -> str:
        return self.line.typed or shown(self.line.question, self.line.value)

    # — showing —

    def show_line(self, line: FieldLine) -> None:
        """The answer as it is known now; what is being typed stays."""
        busy = self._pause.isActive()
        self.line = line
        self._telling = False
        if not busy:
            self._show_value(line.value, line.typed)
        self._telling = True
        self._say_state()
        self.frame.set_help(line.fault or line.help)
        self.still.setVisible(line.to_confirm)
        if self.stage is not None:
            self.stage.set(int(line.value) if isinstance(line.value, str) and line.value.isdigit() else 0, line.help)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_state()

    def _say_state(self) -> None:
        """The longest words that stand beside the name."""
        self.still.set_words(_("È ancora così") if self.width() >= px(ROOM_OF_WORDS) else "")
        words = self.line.words
        room = self.width() - self.frame.name.sizeHint().width() - px(ROOM_OF_ICONS)
        fitting = next((each for each in words.words if width_of(each, "note") <= room), "")
        self.frame.set_state(words.state, fitting or words.words[-1])
        self.frame.state.setVisible(bool(fitting) or not words.words[0])

    def _show_value(self, value: Value | None, typed: str) -> None:
        control = self.control
        if isinstance(control, Segmented):
            if self.line.question.kind is Kind.YESNO:
                code = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
                control.set_value(UNKNOWN if self.line.status is Status.UNKNOWN else code)
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
                control.setPlainText(words) if isinstance(control, TextArea) else control.setText(words)

    # — answers that are no value —

    def menu(self) -> QMenu:
        """«Non lo sa», «preferisce non dire», «da chiedere», empty again."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, status in (
            (_("Non lo sa"), Status.UNKNOWN),
            (_("Preferisce non dire"), Status.DECLINED),
            (_("Da chiedere ancora"), Status.ASK_AGAIN),
        ):
            menu.addAction(words).triggered.connect(lambda _on, why=status: self.chosen.emit(None, why))
        if self.line.value is not None and self.line.status is not Status.APPROXIMATE:
            about = menu.addAction(_("È una cifra circa"))
            about.triggered.connect(lambda: self.chosen.emit(self.line.value, Status.APPROXIMATE))
        menu.addSeparator()
        menu.addAction(_("Togli la risposta")).triggered.connect(lambda: self.chosen.emit(None, Status.SAID))
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
