"""The page in the middle: headings, members, fields side by side; a refresh changes only what is other.

A big page is built in slices, so that going to it takes no longer than one frame.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk.domain.interview import Key, Kind, Member, Question
from desk.ui.presenters.interview_members import MemberTable, Part, arranged
from desk.ui.presenters.interview_page import Block, FieldLine
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.cell import InterviewCell
from desk.ui.widgets.interview.field import InterviewField
from desk.ui.widgets.interview.members import across, add_cell, block_heads, fits, heads, helps, need_of, row_name
from desk.ui.widgets.interview.rows import WHOLE, lines_of, rows_of
from desk.ui.widgets.interview.sticky import Span
from desk.ui.widgets.interview.table import InterviewTable
from desk.ui.widgets.page_column import PageColumn

WIDE_FROM, MIDDLE_FROM = 620, 440
SLICE_SECONDS = 0.002
"""With the step that is over it and the drawing of what it made, less than a frame of a screen."""
MOST_STEPS = 3
"""Of a slice: what is shown has to be drawn too."""
AT_ONCE = 4
"""Rows and headings that are drawn with the change of the page; the others follow from frame to frame."""
FIRST_FRAME = 16
"""Milliseconds: the head of a page is drawn before more of it is built."""
BESIDE = 30
"""Milliseconds between slices of a page that nobody sees: whoever types has the processor, and so has what is saved."""
AWAY_AFTER = 400
"""Milliseconds: the page that was left is put away when the new one stands."""
ROW_HEIGHT = 78
"""About: a name, a control, the gap."""
Field = InterviewField | InterviewTable


class InterviewForm(PageColumn):
    """`chosen(key, value, status, place)`, `typed(key, text, place)`, `letter`, `confirmed(key)`; lines of tables.

    `reached(field)`: where the keyboard went by itself.
    """

    chosen = Signal(object, object, object, str)
    typed = Signal(object, str, str)
    letter = Signal(object, str, str)
    confirmed = Signal(object)
    added = Signal(object)
    removed = Signal(object, str)
    remarked = Signal(object, str)
    remark_letter = Signal(object, str)
    completed = Signal()
    copy_wanted = Signal(object)
    copy_opened = Signal(object, object)
    reached = Signal(QWidget)
    resized = Signal()
    files_dropped = Signal(object, list)

    def __init__(self, today: date) -> None:
        super().__init__(px(10))
        self._today = today
        self._shape: list[tuple[str, str, tuple[Key, ...]]] = []
        self._shown: tuple[Block, ...] = ()
        self._lines: dict[Key, FieldLine] = {}
        self._rest: Iterator[None] | None = None
        self._away: Iterator[None] | None = None
        self._kept: dict[Key, Field] = {}
        self._arranged: tuple[Part, ...] = ()
        self._tables: frozenset[tuple[Question, ...]] = frozenset()
        self.fields: dict[Key, Field] = {}
        self.spans: list[Span] = []
        self._span: Span | None = None
        self._place = 0
        self._touched: set[Key] = set()
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.timeout.connect(self._slice)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        shape = [
            (each.title, each.member.id if each.member else "", tuple(one.key for one in each.fields))
            for each in blocks
        ]
        self._shown = tuple(blocks)
        self._lines = {one.key: one for block in blocks for one in block.fields}
        if shape == self._shape:
            for key, field in self.fields.items():
                field.show_line(self._lines[key])
            return
        self._shape = shape
        self._build_anew()

    def _build_anew(self) -> None:
        """Fields that are there already are kept; whoever types keeps the keyboard."""
        inside = next((key for key, field in self.fields.items() if field.isAncestorOf(self._focused())), None)
        self._kept |= self.fields
        self.fields = {}
        for field in self._kept.values():
            field.hide()
            field.setParent(self)
        self.clear()
        self.spans.clear()  # the list itself: whoever shows a head must not keep one that is gone
        self._span = None
        self._away = None
        self._place, self._tables = self._least(), self._fitting()
        self._arranged = arranged(self._shown, self._tables)
        self._rest = self._build(self._arranged)
        rows = sum(lines_of(part, self._place) for part in self._arranged)
        self.expect(rows * px(ROW_HEIGHT))
        if inside is None:
            if self.isVisible():
                self._slice()
            else:
                self._slices.start(BESIDE)
            return
        self.complete()
        if inside in self.fields:
            self.fields[inside].place_focus()

    # — in slices —

    def complete(self) -> None:
        """Build what is still to be built; of a page that was left, put away what is still there."""
        self._slices.stop()
        if self._away is not None:
            for _step in self._away:
                pass
            self._away = None
        elif self._rest is not None:
            for _step in self._rest:
                pass
            self._over()

    @property
    def is_complete(self) -> bool:
        return self._rest is None

    def leave(self) -> None:
        """Out of sight at once and put away in slices: to hide two hundred fields takes a whole frame."""
        self.settle()
        self.sleep()
        self.move(0, -self.height() - px(ROW_HEIGHT))
        self._away = self._put_away()
        self._slices.start(AWAY_AFTER)

    def _put_away(self) -> Iterator[None]:
        """Only the head of the page is to be shown at once when it comes back."""
        for part in reversed(self.parts[AT_ONCE:]):
            part.hide()
            yield
        self.hide()

    def enter(self) -> None:
        """Back in sight: the head of the page at once, the rest when it is drawn."""
        self._away = None
        self.wake()
        self.show()
        self._rest = self._again(self._rest)
        self._slices.start(FIRST_FRAME)

    def _again(self, rest: Iterator[None] | None) -> Iterator[None]:
        for part in self.parts:
            if part.isHidden():
                part.show()
                yield
        yield from rest or ()

    def _slice(self) -> None:
        """So much as fits into a part of a frame; the rest when the window has drawn itself."""
        steps = self._away or self._rest
        if steps is None:
            return
        until, number = perf_counter() + SLICE_SECONDS, 0
        for number, _step in enumerate(steps, 1):
            if number == MOST_STEPS or perf_counter() > until:
                self._slices.start(0 if self._away is None and self.isVisible() else BESIDE)
                return
        if self._away is not None:
            self._away = None
        elif number:
            self._slices.start(0)  # what follows a whole page is a slice of its own
        else:
            self._over()

    def _over(self) -> None:
        self._rest = None
        self.expect(0)
        for key, field in self._kept.items():
            if self.fields.get(key) is not field:
                field.deleteLater()
        self._kept = {}
        self.completed.emit()

    def _focused(self) -> QWidget:
        return self.focusWidget() or self

    # — building —

    def _build(self, parts: Sequence[Part]) -> Iterator[None]:
        """Part by part; yields after each."""
        for number, part in enumerate(parts):
            member = part.member if isinstance(part, Block) else None
            self._span = None
            for head in block_heads(part.title, member, first=number == 0):
                self._add(head)
                yield
            if member is not None:
                self._begin(member, head)
            if isinstance(part, MemberTable):
                yield from self._build_table(part)
                continue
            for row in rows_of(part.fields, self._place):
                yield from self._build_row(row)

    def _build_table(self, table: MemberTable) -> Iterator[None]:
        """A row of cells may be more than one slice."""
        head = heads(table, self)
        self._add(head)
        self._begin(table, head)
        yield
        for row in table.rows:
            made = across(row_name(row.member), self)
            yield
            for column, one in zip(table.columns, row.cells, strict=True):
                cell: QWidget = QWidget(made) if one is None else self._field(one, made, row.member.given)
                add_cell(made, cell, need_of(column))
                cell.show()
                yield
                cell.ensurePolished()
                yield
            self._add(made)
            yield
        for each in helps(table):
            self._add(each)
            yield

    def _build_row(self, places: Sequence[tuple[FieldLine, int, int]]) -> Iterator[None]:
        """Fields side by side, in twelfths of the width; a widget of its own, so that the others keep their place."""
        row = QWidget(self)
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)  # each field brings half a gap: so the edges of all rows stand in line
        across.setSpacing(0)
        for one, _column, span in places:
            field = self._field(one, row)
            across.addWidget(field, span)
            field.show()
            yield
            field.ensurePolished()
            yield
        _one, column, span = places[-1]
        if column + span < WHOLE:
            across.addStretch(WHOLE - column - span)
        self._add(row)
        yield

    def _field(self, one: FieldLine, row: QWidget, cell_of: str = "") -> Field:
        """The one that is there already, where it has the same shape. `cell_of`: the member in whose row it stands."""
        known = self._lines.get(one.key, one)
        field = self._kept.get(one.key)
        if field is None or isinstance(field, InterviewCell) is not bool(cell_of):
            field = self._made(one.key, known, row, cell_of)
        else:
            field.setParent(row)
        field.show_line(known)
        self.fields[one.key] = field
        return field

    def _begin(self, subject: MemberTable | Member, head: QWidget) -> None:
        """What is added from here on belongs to it."""
        self._span = Span(subject, head, head)
        self.spans.append(self._span)

    def _add(self, part: QWidget) -> None:
        """Below the others; of a page that is built before somebody goes to it only the head is to be shown at once."""
        if self._span is not None:
            self._span.last = part
        self.add(part, hidden=self.isHidden() and len(self.parts) >= AT_ONCE)

    def _made(self, key: Key, one: FieldLine, row: QWidget, cell_of: str) -> Field:
        """In its row from the beginning: what is moved under another is dressed twice."""
        if one.question.kind is Kind.ROWS:
            return self._noted(key, self._table(key, InterviewTable(one, self._today, row)))
        if cell_of:
            cell = InterviewCell(one, cell_of, self._today, row)
            cell.onward.connect(lambda step: self._onward(key, step))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.parts and (self._least() != self._place or self._fitting() != self._tables):
            self.settle()
            self._build_anew()
        self.resized.emit()

    def _fitting(self) -> frozenset[tuple[Question, ...]]:
        """Columns of the tables for which there is room: all that the file names, so that no answer turns the page."""
        return frozenset(each.columns for each in self._shown if each.columns and fits(each.columns, self.width()))

    def _onward(self, key: Key, step: int) -> None:
        """In a table of members: to the same question of the next one."""
        table = next((each for each in self._arranged if isinstance(each, MemberTable) and key in each), None)
        wanted = table.onward(key, step) if table is not None else None
        if wanted is not None:
            self.complete()
            self.fields[wanted].place_focus()
            self.reached.emit(self.fields[wanted])

    def _least(self) -> int:
        """Halves and thirds grow where there is less room."""
        return 1 if self.width() >= px(WIDE_FROM) else 6 if self.width() >= px(MIDDLE_FROM) else WHOLE

    def _typing(self, key: Key, text: str, place: str) -> None:
        self._touched.add(key)
        self.letter.emit(key, text, place)

    def settle(self) -> None:
        """Save what is being typed; only where somebody has typed."""
        touched, self._touched = self._touched, set()
        for key in touched:
            if key in self.fields:
                self.fields[key].settle()
