"""One question of the interview: its name, its control, its state, and the answers that are no value."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.interview import Kind, Status
from desk.i18n import _
from desk.ui.presenters.interview_page import STAGE, FieldLine
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.bars import StageBar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ROOM_BESIDE, ComboBox
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.interview.control import AnswerControl
from desk.ui.widgets.interview.papers import PaperFoot
from desk.ui.widgets.interview.remark import InterviewRemark
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.papers.paper_row import files_of
from desk.ui.widgets.text import label, set_property

GAP = 16
"""Between neighbours; half of it belongs to each field."""
DOTS, DRAWING, BESIDE_NAME = 24, 16, 4
ROOM_ALONE = DOTS + DRAWING + 2 * BESIDE_NAME + GAP
"""Drawing of the state, button of the other answers, gaps."""
ROOM_OF_ICONS = ROOM_ALONE + 10
"""Where words stand beside the drawing."""
ROOM_OF_TICK = 72
"""Of «È ancora così» beside the answer: edges, the drawing, the gap; its words come on top."""
LEASTS = {Kind.DATE: 148, Kind.MONEY: 92, Kind.NUMBER: 92, Kind.TIME: 80}
LEAST_OF_LIST = 60
ROOM_IN_LINE = 28
MOST_OF_ANSWER = 220
"""A whole date and sum can be read, and of words so much."""


class Dots(IconButton):
    """The other answers: small, beside a name that needs the room."""

    def _dress(self) -> None:
        super()._dress()
        self.setFixedSize(px(DOTS), px(DOTS))


class InterviewField(QWidget):
    """`chosen(value, status)`: an answer; `typed(text)`: words to read; `letter(text)`; `confirmed`: it still holds.

    Of a paper: `copy_wanted`, `copy_opened(copy)`, `files_dropped(paths)`.
    """

    chosen = Signal(object, object)
    typed = Signal(str)
    letter = Signal(str)
    confirmed = Signal()
    remarked = Signal(str)
    remark_letter = Signal(str)
    copy_wanted = Signal()
    copy_opened = Signal(object)
    files_dropped = Signal(list)

    def __init__(self, line: FieldLine, today: date, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self.line = line
        self._is_placed = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.answer = AnswerControl(line, today, self, narrow=narrow)
        self.answer.chosen.connect(self.chosen)
        self.answer.typed.connect(self.typed)
        self.answer.letter.connect(self.letter)
        self.control = self.answer.widget
        name = _(line.question.label)
        self.control.setAccessibleName(name)
        if isinstance(self.control, ComboBox):
            self.control.setMinimumWidth(px(LEAST_OF_LIST))  # its longest words do not push what stands beside it
        asks = (line.question.text, line.question.help)
        self.control.setToolTip("\n".join(_(words) for words in asks if words))
        self.frame = FieldFrame(name, self.control)
        self._still: Button | None = None
        self._remark: InterviewRemark | None = None
        self.more = self._made_more(name)
        self.more.clicked.connect(self._open_menu)
        self._place_top()
        self.stage = StageBar(0) if line.question.id == STAGE else None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP) // 2, 0, px(GAP) // 2, 0)
        column.setSpacing(4)
        column.addWidget(self.frame)
        if self.stage is not None:
            self.frame.between.addWidget(self.stage)
        column.addStretch(1)
        self.papers: PaperFoot | None = None
        if line.question.kind is Kind.DOCUMENT:
            self.papers = PaperFoot(name)
            self.papers.wanted.connect(self.copy_wanted)
            self.papers.opened.connect(self.copy_opened)
            self.frame.between.addWidget(self.papers)
            self.setAcceptDrops(True)
        self._show()

    @property
    def still(self) -> Button:
        """«È ancora così»: made only where something is to be confirmed; a page may have two hundred fields."""
        if self._still is None:
            self._still = self._made_still()
            self._still.setAccessibleName(_("{question}: è ancora così").format(question=_(self.line.question.label)))
            self._still.setToolTip(_("È ancora così"))
            self._still.clicked.connect(self.confirmed)
            self._still.hide()
            self._place_still(self._still)
            self._say_state()
        return self._still

    # — what a cell of a table does otherwise —

    def _made_more(self, name: str) -> IconButton:
        return Dots("dots", _("{question}: altre risposte").format(question=name), ink=tokens.MUTED, size=16)

    def _place_top(self) -> None:
        self.frame.top.setSpacing(px(BESIDE_NAME))
        self.frame.top.addWidget(self.more)

    def _made_still(self) -> Button:
        return Button(_("È ancora così"), "outlined", "check")

    def _place_still(self, still: Button) -> None:
        self.frame.row.addWidget(still)

    def _room_of_state(self) -> int:
        return self.width() - self.frame.name.sizeHint().width() - px(ROOM_OF_ICONS)

    def _show_state(self, *, fits: bool) -> None:
        """The drawing alone where its words have no room: on every field it is seen that there is an answer."""
        room = self.width() - self.frame.name.sizeHint().width() - px(ROOM_ALONE)
        self.frame.state.set_alone(not fits)
        self.frame.state.setVisible(fits or room >= 0)

    def _help(self) -> str:
        if self.line.reserved:
            return _("Detto in confidenza: si vede solo con chi l’ha detto.")
        return self.line.fault or self.line.help

    @property
    def remark(self) -> InterviewRemark:
        """The note at this question: made only where there is one or somebody wants one."""
        if self._remark is None:
            self._remark = InterviewRemark(_(self.line.question.label), self)
            self._remark.written.connect(self.remarked)
            self._remark.letter.connect(self.remark_letter)
            self.frame.between.addWidget(label(_("Nota"), "note", "muted"))
            self.frame.between.addWidget(self._remark)
        return self._remark

    def text(self) -> str:
        """What stands in the field, where it takes words."""
        return self.answer.text()

    def settle(self) -> None:
        """Save what is typed, where it is not saved yet."""
        self.answer.settle()
        if self._remark is not None:
            self._remark.settle()

    def place_focus(self) -> None:
        self.control.setFocus()

    # — showing —

    def show_line(self, line: FieldLine) -> None:
        """The answer as it is known now; what is being typed stays."""
        if line != self.line:
            self.line = line
            self._show()

    def _show(self) -> None:
        line = self.line
        self.answer.show_line(line)
        self._say_state()
        self.frame.set_help(self._help())
        if line.to_confirm or self._still is not None:
            self.still.setVisible(line.to_confirm)
        self.more.setEnabled(not line.reserved)
        if line.remark or self._remark is not None:
            self.remark.show_words(line.remark)
            self.remark.show()
        if self.papers is not None:
            self.papers.show_copies(line.copies)
            self.papers.attach.setEnabled(not line.reserved)
            self.setAcceptDrops(not line.reserved)
        if self.stage is not None:
            self.stage.set(int(line.value) if isinstance(line.value, str) and line.value.isdigit() else 0, line.help)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(files_of(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_placed = True
        self._say_state()

    def _say_state(self) -> None:
        """The longest words that stand beside the name; measured once the field has its place."""
        if not self._is_placed:
            self.frame.set_state(self.line.words.state, self.line.words.words[0])
            return
        if self._still is not None:
            in_words = self._still_in_words()
            set_property(self._still, "tight", "" if in_words else "true")
            self._still.set_words(_("È ancora così") if in_words else "")
        words = self.line.words
        room = self._room_of_state()
        fitting = next((each for each in words.words if width_of(each, "note") <= room), "")
        self.frame.set_state(words.state, fitting or words.words[-1])
        self._show_state(fits=bool(fitting) or not words.words[0])

    def _still_in_words(self) -> bool:
        """Only where the answer can be read beside it; else a tick alone."""
        room = self.width() - px(GAP) - width_of(_("È ancora così"), "strong") - px(ROOM_OF_TICK)
        return room >= self._need_of_answer()

    def _need_of_answer(self) -> int:
        kind, control = self.line.question.kind, self.control
        if kind in LEASTS:
            return px(LEASTS[kind])
        if isinstance(control, ComboBox):
            return min(round(width_of(control.currentText(), "text")), px(MOST_OF_ANSWER)) + px(ROOM_BESIDE)
        if isinstance(control, QLineEdit):
            return min(round(width_of(control.text(), "text")), px(MOST_OF_ANSWER)) + px(ROOM_IN_LINE)
        return control.minimumSizeHint().width()

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
        menu.addAction(_("Scrivi una nota")).triggered.connect(self._open_remark)
        menu.addAction(_("Togli la risposta")).triggered.connect(lambda: self.chosen.emit(None, Status.SAID))
        return menu

    def _open_remark(self) -> None:
        self.remark.show()
        self.remark.setFocus()

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
