"""The page in the middle: headings, members, fields side by side; a refresh changes only what is other."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.interview import Key, Kind, Member
from desk.i18n import n_
from desk.ui.presenters.interview_page import Block
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.interview_field import InterviewField
from desk.ui.widgets.text import label, line

SPANS = {"full": 12, "half": 6, "third": 4, "quarter": 3}
WHOLE = 12
WIDE_FROM, MIDDLE_FROM = 620, 440


class InterviewForm(QWidget):
    """`chosen(key, value, status)`, `typed(key, text)`, `confirmed(key)` as the fields say them."""

    chosen = Signal(object, object, object)
    typed = Signal(object, str)
    confirmed = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        self._blocks: list[tuple[QGridLayout, list[InterviewField]]] = []
        self._shape: list[tuple[str, str, tuple[Key, ...]]] = []
        self.fields: dict[Key, InterviewField] = {}
        self._place = 0

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        shape = [
            (each.title, each.member.id if each.member else "", tuple(one.key for one in each.fields))
            for each in blocks
        ]
        if shape == self._shape:
            for block in blocks:
                for one in block.fields:
                    self.fields[one.key].show_line(one)
            return
        inside = next((key for key, field in self.fields.items() if field.isAncestorOf(self._focused())), None)
        kept = self.fields
        self._shape, self.fields, self._blocks = shape, {}, []
        for field in kept.values():
            field.setParent(None)
        empty(self._column)
        for number, block in enumerate(blocks):
            self._add(block, kept, first=number == 0)
        for key, field in kept.items():
            if key not in self.fields:
                field.deleteLater()
        self._column.addStretch(1)
        self._place = 0
        self._lay()
        if inside in self.fields:
            self.fields[inside].control.setFocus()

    def _focused(self) -> QWidget:
        return self.focusWidget() or self

    def _add(self, block: Block, kept: dict[Key, InterviewField], *, first: bool) -> None:
        if not first and (block.title or block.member):
            self._column.addWidget(line())
        if block.title:
            self._column.addWidget(label(block.title, "name", wrap=True))
        if block.member is not None:
            self._column.addWidget(_member(block.member))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(10))
        for place in range(WHOLE):
            grid.setColumnStretch(place, 1)
        self._column.addLayout(grid)
        made = []
        for one in block.fields:
            field = kept.get(one.key) or self._field(one.key, InterviewField(one, self._today))
            field.show_line(one)
            self.fields[one.key] = field
            made.append(field)
        self._blocks.append((grid, made))

    def _field(self, key: Key, field: InterviewField) -> InterviewField:
        field.chosen.connect(lambda value, status: self.chosen.emit(key, value, status))
        field.typed.connect(lambda text: self.typed.emit(key, text))
        field.confirmed.connect(lambda: self.confirmed.emit(key))
        return field

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """As wide as the file says; halves and thirds grow where there is less room."""
        least = 1 if self.width() >= px(WIDE_FROM) else 6 if self.width() >= px(MIDDLE_FROM) else WHOLE
        if least == self._place:
            return
        self._place = least
        for grid, fields in self._blocks:
            while grid.count():
                grid.takeAt(0)
            row, at = 0, 0
            for field in fields:
                span = max(SPANS[field.line.question.width], least, 4 if field.line.question.kind is Kind.YESNO else 1)
                if at + span > WHOLE:
                    row, at = row + 1, 0
                grid.addWidget(field, row, at, 1, span)
                field.show()
                at += span

    def settle(self) -> None:
        """Save what is being typed."""
        for field in self.fields.values():
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
