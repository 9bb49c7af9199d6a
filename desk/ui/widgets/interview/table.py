"""A table of the interview: one line for each income or debt; lines are added, removed and put back."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.interview import Kind, Rows, Status
from desk.i18n import _
from desk.ui.presenters.interview_page import FieldLine, TableLine
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.answer import AnswerState
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.interview.control import AnswerControl
from desk.ui.widgets.interview.field import GAP, Dots
from desk.ui.widgets.interview.remark import InterviewRemark
from desk.ui.widgets.text import label, set_property

WIDTHS = {Kind.CHOICE: 5, Kind.PERSON: 4, Kind.TEXT: 5, Kind.MONEY: 4, Kind.NUMBER: 4, Kind.DATE: 5, Kind.YESNO: 4}
LEAST = {Kind.DATE: 142, Kind.MONEY: 92, Kind.NUMBER: 92, Kind.YESNO: 92}
"""A whole date and a whole sum can be read."""
STACKED_UNDER = 760
"""Narrower than this a line takes two rows, each cell under its own name."""
FIRST, SIXTHS = 2, 6


class _Line:
    """The controls of one line."""

    def __init__(self, table: "InterviewTable", line: TableLine, today: date) -> None:
        self.id = line.id
        self.cells = [AnswerControl(cell, today, table, narrow=True) for cell in line.cells]
        self.names = [label(_(cell.question.label), "note", "muted") for cell in line.cells]
        self.fault = label("", "note", "danger", wrap=True)
        self.remove = IconButton("trash", _("Togli questa riga"), ink=tokens.MUTED, size=18)
        self.show(line)

    def show(self, line: TableLine) -> None:
        for control, cell in zip(self.cells, line.cells, strict=True):
            control.show_line(cell)
            state = "doubtful" if cell.fault or cell.typed else "to_confirm" if line.earlier else "empty"
            set_property(control.widget, "answer", state)
        said = next((cell.fault for cell in line.cells if cell.fault), "")
        self.fault.setText(said)
        self.fault.setVisible(bool(said))

    def widgets(self) -> list[QWidget]:
        return [*(cell.widget for cell in self.cells), *self.names, self.fault, self.remove]


class InterviewTable(QWidget):
    """As InterviewField, with the place in the table; `added`, `removed(line)`, `confirmed`: all lines still hold."""

    cell_chosen = Signal(str, object, object)
    cell_typed = Signal(str, str)
    cell_letter = Signal(str, str)
    chosen = Signal(object, object)
    added = Signal()
    removed = Signal(str)
    confirmed = Signal()
    remarked = Signal(str)
    remark_letter = Signal(str)

    def __init__(self, line: FieldLine, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self._today = line, today
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        question = line.question
        self.name = label(_(question.label), "strong", wrap=True)
        self.state = AnswerState()
        self.help = label(line.help, "note", "muted", wrap=True)
        if not line.help:  # never shown before it has its place: that would be a window of its own for a moment
            self.help.hide()
        self.still = Button(_("È ancora così"), "outlined", "check", size="small")
        self.still.setAccessibleName(_("{question}: è ancora così").format(question=_(question.label)))
        self.still.clicked.connect(self.confirmed)
        self.add = Button(_(question.add) if question.add else _("Aggiungi una riga"), "outlined", "plus", size="small")
        self.add.clicked.connect(self._add)
        self.none = Button(_("Nessuno"), "quiet", size="small")
        self.none.setAccessibleName(_("{question}: nessuno").format(question=_(question.label)))
        self.none.clicked.connect(lambda: self.chosen.emit(Rows(), Status.SAID))
        self.more = Dots(
            "dots", _("{question}: altre risposte").format(question=_(question.label)), ink=tokens.MUTED, size=16
        )
        self.more.clicked.connect(lambda: self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.lines: dict[str, _Line] = {}
        self.heads = [label(_(column.label), "note", "muted") for column in question.columns]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self._stacked: bool | None = None
        self._wanted = False
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        for part in (self.state, self.still, self.more):
            top.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.none)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP) // 2, 0, px(GAP) // 2, 0)
        column.setSpacing(px(6))
        column.addLayout(top)
        column.addWidget(self.help)
        column.addLayout(self._grid)
        column.addLayout(foot)
        self._column = column
        self._remark: InterviewRemark | None = None
        self._show()

    @property
    def remark(self) -> InterviewRemark:
        """The note at this table."""
        if self._remark is None:
            self._remark = InterviewRemark(_(self.line.question.label), self)
            self._remark.written.connect(self.remarked)
            self._remark.letter.connect(self.remark_letter)
            self._column.addWidget(label(_("Nota"), "note", "muted"))
            self._column.addWidget(self._remark)
        return self._remark

    def in_order(self) -> list[QWidget]:
        """As the keyboard goes: line by line, what takes a line away after what is written in it."""
        lines = [part for line in self.lines.values() for part in (*(cell.widget for cell in line.cells), line.remove)]
        return [*lines, self.add, self.none, self.still, self.more, *([self._remark] if self._remark else [])]

    def place_focus(self) -> None:
        first = next(iter(self.lines.values()), None)
        (first.cells[0].widget if first else self.add).setFocus()

    def settle(self) -> None:
        """Save what is typed, where it is not saved yet."""
        for each in list(self.lines.values()):
            for cell in each.cells:
                cell.settle()
        if self._remark is not None:
            self._remark.settle()

    def show_line(self, line: FieldLine) -> None:
        if line != self.line:
            self.line = line
            self._show()

    def _show(self) -> None:
        line = self.line
        wanted = [each.id for each in line.lines]
        if wanted != list(self.lines):
            self._rebuild(line.lines)
        for each in line.lines:
            self.lines[each.id].show(each)
        self.state.set(line.words.state, line.words.words[0])
        self.state.setVisible(line.status is not None and not (line.reserved or line.to_confirm))
        self.still.setVisible(line.to_confirm)
        self.none.setVisible(not line.lines and not isinstance(line.value, Rows) and not line.reserved)
        for button in (self.add, self.more):
            button.setEnabled(not line.reserved)
        if line.remark or self._remark is not None:
            self.remark.show_words(line.remark)
            self.remark.show()

    def _rebuild(self, lines: tuple[TableLine, ...]) -> None:
        kept = self.lines
        self.lines = {each.id: kept.get(each.id) or self._made(each) for each in lines}
        for name, old in kept.items():
            if name not in self.lines:
                for widget in old.widgets():
                    widget.hide()
                    widget.deleteLater()
        self._stacked = None
        self._lay()
        if self._wanted and lines:
            self._wanted = False
            self.lines[lines[-1].id].cells[0].widget.setFocus()

    def _made(self, line: TableLine) -> _Line:
        made = _Line(self, line, self._today)
        for control in made.cells:
            place = control.line.place
            control.chosen.connect(lambda value, status, at=place: self.cell_chosen.emit(at, value, status))
            control.typed.connect(lambda text, at=place: self.cell_typed.emit(at, text))
            control.letter.connect(lambda text, at=place: self.cell_letter.emit(at, text))
            question = control.line.question
            control.widget.setToolTip(_(question.text))
            control.widget.setMinimumWidth(px(LEAST.get(question.kind, 60)))
            if isinstance(control.widget, ComboBox):
                control.widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            control.widget.setAccessibleName(f"{_(self.line.question.label)}: {_(question.label)}")
        made.cells[-1].widget.installEventFilter(self)
        made.remove.clicked.connect(lambda: self.removed.emit(made.id))
        return made

    def _add(self) -> None:
        self.settle()
        self._wanted = True
        self.added.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the last cell of the last line begins the next line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            last = next(reversed(self.lines.values()), None)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and last and watched is last.cells[-1].widget:
                last.remove.setFocus()  # the cell is left, so that what is in it is saved
                self._add()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < px(STACKED_UNDER)
        if stacked != self._stacked:
            self._stacked = stacked
            self._lay()

    def _lay(self) -> None:
        stacked = self.width() < px(STACKED_UNDER) if self._stacked is None else self._stacked
        self._stacked = stacked
        while self._grid.count():
            self._grid.takeAt(0)
        for head in self.heads:
            head.setParent(self)
            head.setVisible(bool(self.lines) and not stacked)
        row = 0
        if self.lines and not stacked:
            for place, head in enumerate(self.heads):
                self._grid.addWidget(head, row, place)
            row += 1
        columns = self.line.question.columns
        for place in range(SIXTHS + 1):
            wide = WIDTHS.get(columns[place].kind, 4) if place < len(columns) else 0
            self._grid.setColumnStretch(place, (place < SIXTHS) if stacked else wide)
        for each in self.lines.values():
            row = self._lay_stacked(each, row) if stacked else self._lay_flat(each, row)

    def _lay_flat(self, line: _Line, row: int) -> int:
        for place, cell in enumerate(line.cells):
            line.names[place].hide()
            self._grid.addWidget(cell.widget, row, place)
            cell.widget.show()
        self._grid.addWidget(line.remove, row, len(line.cells))
        line.remove.show()
        self._grid.addWidget(line.fault, row + 1, 0, 1, len(line.cells))
        return row + 2

    def _lay_stacked(self, line: _Line, row: int) -> int:
        """What it is and whose on the first row, sums and days on the second; each under its own name."""
        first, rest = line.cells[:FIRST], line.cells[FIRST:]
        for up, cells in ((0, first), (2, rest)):
            span = SIXTHS // max(1, len(cells))
            for place, cell in enumerate(cells):
                name = line.names[line.cells.index(cell)]
                self._grid.addWidget(name, row + up, place * span, 1, span)
                self._grid.addWidget(cell.widget, row + up + 1, place * span, 1, span)
                name.show()
                cell.widget.show()
        self._grid.addWidget(line.remove, row + 1, SIXTHS)
        line.remove.show()
        self._grid.addWidget(line.fault, row + 4, 0, 1, SIXTHS)
        return row + 5

    def _open_remark(self) -> None:
        self.remark.show()
        self.remark.setFocus()

    def menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, status in (
            (_("Non lo sa"), Status.UNKNOWN),
            (_("Preferisce non dire"), Status.DECLINED),
            (_("Da chiedere ancora"), Status.ASK_AGAIN),
        ):
            menu.addAction(words).triggered.connect(lambda _on, why=status: self.chosen.emit(None, why))
        menu.addSeparator()
        menu.addAction(_("Scrivi una nota")).triggered.connect(self._open_remark)
        menu.addAction(_("Togli la risposta")).triggered.connect(lambda: self.chosen.emit(None, Status.SAID))
        return menu
