"""The page in the middle: headings, members, fields side by side; a refresh changes only what is other."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desk.domain.interview import Key, Kind, Member, Question
from desk.ui.presenters.interview_members import MemberTable, Part, arranged
from desk.ui.presenters.interview_page import Block, FieldLine
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.cell import InterviewCell
from desk.ui.widgets.interview.fields_column import Field, FieldsColumn
from desk.ui.widgets.interview.members import (
    across,
    add_cell,
    block_heads,
    fits,
    heads,
    helps,
    need_of,
    one_line_heads,
    row_name,
)
from desk.ui.widgets.interview.rows import WHOLE, lines_of, rows_of
from desk.ui.widgets.interview.sticky import Span
from desk.ui.widgets.sliced_column import AT_ONCE, BESIDE, ROW_HEIGHT

LEASTS = ((1, 660), (4, 560), (6, 440))
"""Least twelfths of a field, and the width from which they are enough."""


class InterviewForm(FieldsColumn):
    """Parts of the page in front, or of one that is built before somebody goes to it."""

    resized = Signal()
    completed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.onward.connect(self._onward)
        self._shape: list[tuple[str, str, tuple[Key, ...]]] = []
        self._shown: tuple[Block, ...] = ()
        self._lines: dict[Key, FieldLine] = {}
        self._kept: dict[Key, Field] = {}
        self._arranged: tuple[Part, ...] = ()
        self._tables: frozenset[tuple[Question, ...]] = frozenset()
        self.spans: list[Span] = []
        self._span: Span | None = None
        self._place = 0

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

    def _over(self) -> None:
        super()._over()
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
            if isinstance(part, Block) and self._is_one_line(part):
                follows = number > 0 and self._is_one_line(parts[number - 1]) and not part.title
                for head in one_line_heads(part.title, first=number == 0 or follows):
                    self._add(head)
                    yield
                yield from self._build_one_line(part)
                continue
            after_members = number > 0 and _is_of_members(parts[number - 1])
            for head in block_heads(part.title, member, first=number == 0, after_members=after_members):
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

    def _is_one_line(self, part: Part) -> bool:
        """One question of one member, where there is room: name and answer side by side."""
        return (
            isinstance(part, Block)
            and part.member is not None
            and len(part.fields) == 1
            and part.fields[0].question.kind is not Kind.ROWS
            and self._place < WHOLE
        )

    def _build_one_line(self, part: Block) -> Iterator[None]:
        assert part.member is not None
        one = part.fields[0]
        made = across(row_name(part.member), self)
        across_row = made.layout()
        assert isinstance(across_row, QHBoxLayout)
        field = self._field(one, made)
        across_row.addWidget(field, 1)
        field.show()
        yield
        field.ensurePolished()
        yield
        self._add(made)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.parts and (self._least() != self._place or self._fitting() != self._tables):
            self.settle()
            self._build_anew()
        self.resized.emit()

    def _fitting(self) -> frozenset[tuple[Question, ...]]:
        """Columns of the tables for which there is room: all that the file names, so that no answer turns the page."""
        width = self._sure_width()
        return frozenset(each.columns for each in self._shown if each.columns and fits(each.columns, width))

    def _onward(self, key: Key, step: int) -> None:
        """In a table of members: to the same question of the next one."""
        table = next((each for each in self._arranged if isinstance(each, MemberTable) and key in each), None)
        wanted = table.onward(key, step) if table is not None else None
        if wanted is not None:
            self.complete()
            self.fields[wanted].place_focus()
            self.reached.emit(self.fields[wanted])

    def _least(self) -> int:
        """Quarters, then thirds, then halves grow where there is less room."""
        width = self._sure_width()
        fitting = (least for least, enough in LEASTS if width >= px(enough))
        return next(fitting, WHOLE)

    def _sure_width(self) -> int:
        """What is left with the bar of the page beside it: a shape that brings the bar, and another that takes it away
        again, would follow each other for ever."""
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        bar = above.verticalScrollBar() if above is not None else None
        return self.width() - (bar.sizeHint().width() if bar is not None and not bar.isVisible() else 0)


def _is_of_members(part: Part) -> bool:
    return isinstance(part, MemberTable) or part.member is not None
