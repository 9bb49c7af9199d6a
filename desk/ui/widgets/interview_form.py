"""The page in the middle: headings, members, fields side by side; a refresh changes only what is other.

A big page is built in slices, so that going to it takes no longer than one frame.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.interview import Key, Kind, Member
from desk.i18n import n_
from desk.ui.presenters.interview_page import Block, FieldLine
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.interview_field import InterviewField
from desk.ui.widgets.interview_table import InterviewTable
from desk.ui.widgets.text import label, line

SPANS = {"full": 12, "half": 6, "third": 4, "quarter": 3}
WHOLE = 12
WIDE_FROM, MIDDLE_FROM = 620, 440
SLICE_SECONDS = 0.006
Field = InterviewField | InterviewTable


class InterviewForm(QWidget):
    """`chosen(key, value, status, place)`, `typed(key, text, place)`, `letter`, `confirmed(key)`; lines of tables."""

    chosen = Signal(object, object, object, str)
    typed = Signal(object, str, str)
    letter = Signal(object, str, str)
    confirmed = Signal(object)
    added = Signal(object)
    removed = Signal(object, str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        self._blocks: list[tuple[QGridLayout, list[Field]]] = []
        self._shape: list[tuple[str, str, tuple[Key, ...]]] = []
        self._lines: dict[Key, FieldLine] = {}
        self._rest: Iterator[None] | None = None
        self._kept: dict[Key, Field] = {}
        self.fields: dict[Key, Field] = {}
        self._place = 0
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.timeout.connect(self._slice)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        shape = [
            (each.title, each.member.id if each.member else "", tuple(one.key for one in each.fields))
            for each in blocks
        ]
        self._lines = {one.key: one for block in blocks for one in block.fields}
        if shape == self._shape:
            for key, field in self.fields.items():
                field.show_line(self._lines[key])
            return
        inside = next((key for key, field in self.fields.items() if field.isAncestorOf(self._focused())), None)
        self._kept |= self.fields
        self._shape, self.fields, self._blocks = shape, {}, []
        for field in self._kept.values():
            field.setParent(None)
        empty(self._column)
        self._column.addStretch(1)
        self._place = self._least()
        self._rest = self._build(blocks)
        if inside is None:
            self._slice()
        else:
            self.complete()
            if inside in self.fields:
                self.fields[inside].place_focus()

    def complete(self) -> None:
        """Build what is still to be built."""
        self._slices.stop()
        if self._rest is not None:
            for _step in self._rest:
                pass
            self._over()

    @property
    def is_complete(self) -> bool:
        return self._rest is None

    def _slice(self) -> None:
        """So much as fits into a part of a frame; the rest when the window has drawn itself."""
        if self._rest is None:
            return
        until = perf_counter() + SLICE_SECONDS
        for _step in self._rest:
            if perf_counter() > until:
                self._slices.start(0)
                return
        self._over()

    def _over(self) -> None:
        self._rest = None
        for key, field in self._kept.items():
            if key not in self.fields:
                field.deleteLater()
        self._kept = {}

    def _focused(self) -> QWidget:
        return self.focusWidget() or self

    def _build(self, blocks: Sequence[Block]) -> Iterator[None]:
        """Yields after every field."""
        for number, block in enumerate(blocks):
            self._head(block, first=number == 0)
            grid = QGridLayout()
            grid.setHorizontalSpacing(px(16))
            grid.setVerticalSpacing(px(10))
            for place in range(WHOLE):
                grid.setColumnStretch(place, 1)
            self._column.insertLayout(self._column.count() - 1, grid)
            made: list[Field] = []
            self._blocks.append((grid, made))
            at = (0, 0)
            for one in block.fields:
                known = self._lines.get(one.key, one)
                field = self._kept.get(one.key) or self._made(one.key, known)
                field.show_line(known)
                self.fields[one.key] = field
                made.append(field)
                at = self._put(grid, field, at)
                yield

    def _head(self, block: Block, *, first: bool) -> None:
        def add(part: QWidget) -> None:
            self._column.insertWidget(self._column.count() - 1, part)

        if not first and (block.title or block.member):
            add(line())
        if block.title:
            add(label(block.title, "name", wrap=True))
        if block.member is not None:
            add(_member(block.member))

    def _made(self, key: Key, one: FieldLine) -> Field:
        if one.question.kind is Kind.ROWS:
            return self._table(key, InterviewTable(one, self._today))
        field = InterviewField(one, self._today)
        field.chosen.connect(lambda value, status: self.chosen.emit(key, value, status, ""))
        field.typed.connect(lambda text: self.typed.emit(key, text, ""))
        field.letter.connect(lambda text: self.letter.emit(key, text, ""))
        field.confirmed.connect(lambda: self.confirmed.emit(key))
        return field

    def _table(self, key: Key, table: InterviewTable) -> InterviewTable:
        table.chosen.connect(lambda value, status: self.chosen.emit(key, value, status, ""))
        table.cell_chosen.connect(lambda place, value, status: self.chosen.emit(key, value, status, place))
        table.cell_typed.connect(lambda place, text: self.typed.emit(key, text, place))
        table.cell_letter.connect(lambda place, text: self.letter.emit(key, text, place))
        table.added.connect(lambda: self.added.emit(key))
        table.removed.connect(lambda name: self.removed.emit(key, name))
        table.confirmed.connect(lambda: self.confirmed.emit(key))
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _least(self) -> int:
        """Halves and thirds grow where there is less room."""
        return 1 if self.width() >= px(WIDE_FROM) else 6 if self.width() >= px(MIDDLE_FROM) else WHOLE

    def _lay(self) -> None:
        """As wide as the file says."""
        if self._least() == self._place:
            return
        self._place = self._least()
        for grid, fields in self._blocks:
            while grid.count():
                grid.takeAt(0)
            at = (0, 0)
            for field in fields:
                at = self._put(grid, field, at)

    def _put(self, grid: QGridLayout, field: Field, at: tuple[int, int]) -> tuple[int, int]:
        row, column = at
        question = field.line.question
        span = max(SPANS[question.width], self._place, 4 if question.kind is Kind.YESNO else 1)
        if column + span > WHOLE:
            row, column = row + 1, 0
        grid.addWidget(field, row, column, 1, span)
        field.show()
        return row, column + span

    def settle(self) -> None:
        """Save what is being typed."""
        for field in list(self.fields.values()):
            field.settle()


def _member(member: Member) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Avatar(member.given, size=28, kind=face_kind(member)))
    age = "" if member.age is None else n_("{n} anno", "{n} anni", member.age).format(n=member.age)
    row.addWidget(label(f"{member.given}, {age}" if age else member.given, "strong"))
    row.addStretch(1)
    return made


def face_kind(member: Member) -> str:
    """Children and adults have the tints of the family's page."""
    return "interpreter" if member.is_minor else "info"
