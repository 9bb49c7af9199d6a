"""The fields of an interview's page: each is made here, and what happens in it is told with its key."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.interview import Key, Kind
from desk.ui.presenters.interview_page import FieldLine
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.cell import InterviewCell
from desk.ui.widgets.interview.field import InterviewField
from desk.ui.widgets.interview.table import InterviewTable
from desk.ui.widgets.sliced_column import SlicedColumn

Field = InterviewField | InterviewTable


class FieldsColumn(SlicedColumn):
    """`chosen(key, value, status, place)`, `typed(key, text, place)`, `letter`, `confirmed(key)`; lines of tables.

    `reached(field)`: where the keyboard went by itself; `onward(key, step)`: where it is to go from a cell of a table.
    """

    chosen = Signal(object, object, object, str)
    typed = Signal(object, str, str)
    letter = Signal(object, str, str)
    confirmed = Signal(object)
    added = Signal(object)
    removed = Signal(object, str)
    remarked = Signal(object, str)
    remark_letter = Signal(object, str)
    copy_wanted = Signal(object)
    copy_opened = Signal(object, object)
    reached = Signal(QWidget)
    onward = Signal(object, int)
    files_dropped = Signal(object, list)

    def __init__(self, today: date) -> None:
        super().__init__(px(10))
        self._today = today
        self._touched: set[Key] = set()
        self.fields: dict[Key, Field] = {}

    def _made(self, key: Key, one: FieldLine, row: QWidget, cell_of: str) -> Field:
        """In its row from the beginning: what is moved under another is dressed twice."""
        if one.question.kind is Kind.ROWS:
            return self._noted(key, self._table(key, InterviewTable(one, self._today, row)))
        if cell_of:
            cell = InterviewCell(one, cell_of, self._today, row)
            cell.onward.connect(lambda step: self.onward.emit(key, step))
            field: InterviewField = cell
        else:
            field = InterviewField(one, self._today, row)
        field.chosen.connect(lambda value, status: self.chosen.emit(key, value, status, ""))
        field.typed.connect(lambda text: self.typed.emit(key, text, ""))
        field.letter.connect(lambda text: self._typing(key, text, ""))
        field.confirmed.connect(lambda: self.confirmed.emit(key))
        field.copy_wanted.connect(lambda: self.copy_wanted.emit(key))
        field.copy_opened.connect(lambda copy: self.copy_opened.emit(key, copy))
        field.files_dropped.connect(lambda paths: self.files_dropped.emit(key, paths))
        return self._noted(key, field)

    def _noted(self, key: Key, field: Field) -> Field:
        def typing(text: str) -> None:
            self._touched.add(key)
            self.remark_letter.emit(key, text)

        field.remarked.connect(lambda text: self.remarked.emit(key, text))
        field.remark_letter.connect(typing)
        return field

    def _table(self, key: Key, table: InterviewTable) -> InterviewTable:
        table.chosen.connect(lambda value, status: self.chosen.emit(key, value, status, ""))
        table.cell_chosen.connect(lambda place, value, status: self.chosen.emit(key, value, status, place))
        table.cell_typed.connect(lambda place, text: self.typed.emit(key, text, place))
        table.cell_letter.connect(lambda place, text: self._typing(key, text, place))
        table.added.connect(lambda: self.added.emit(key))
        table.removed.connect(lambda name: self.removed.emit(key, name))
        table.confirmed.connect(lambda: self.confirmed.emit(key))
        return table

    def _typing(self, key: Key, text: str, place: str) -> None:
        self._touched.add(key)
        self.letter.emit(key, text, place)

    def leave(self) -> None:
        self.settle()
        super().leave()

    def settle(self) -> None:
        """Save what is being typed; only where somebody has typed."""
        touched, self._touched = self._touched, set()
        for key in touched:
            if key in self.fields:
                self.fields[key].settle()
