"""Members' short questions as one table: a row for each member, a column for each question. No Qt."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from desk.domain.interview import Key, Member, Question
from desk.ui.presenters.interview_page import Block, FieldLine

LEAST_ROWS = 2
"""One member alone reads better as a block."""


@dataclass(frozen=True)
class MemberRow:
    """None: this member is not asked that now."""

    member: Member
    cells: tuple[FieldLine | None, ...]


@dataclass(frozen=True)
class MemberTable:
    """`columns`: those asked of one member at least."""

    title: str
    columns: tuple[Question, ...]
    rows: tuple[MemberRow, ...]

    @cached_property
    def _down(self) -> tuple[Key, ...]:
        """Column after column, each from its first row on."""
        cells = (row.cells[place] for place in range(len(self.columns)) for row in self.rows)
        return tuple(cell.key for cell in cells if cell is not None)

    def onward(self, key: Key, step: int) -> Key | None:
        """The same question of the next member who is asked it; after the last the next question, from the first on."""
        place = self._down.index(key) + step
        return self._down[place] if 0 <= place < len(self._down) else None

    def __contains__(self, key: Key) -> bool:
        return key in self._down


Part = Block | MemberTable


def arranged(blocks: Sequence[Block], fitting: Collection[tuple[Question, ...]]) -> tuple[Part, ...]:
    """Tables where the file wants them and there is room; what is long stands under it, member by member."""
    return tuple(_arranged(blocks, fitting))


def _arranged(blocks: Sequence[Block], fitting: Collection[tuple[Question, ...]]) -> Iterator[Part]:
    for columns, run in groupby(blocks, key=lambda block: block.columns):
        here = list(run)
        table = _table(here, columns) if columns in fitting else None
        if table is None:
            yield from here
            continue
        yield table
        for block in here:
            rest = tuple(one for one in block.fields if not one.question.table)
            if rest:
                yield Block("", block.member, rest, columns)


def _table(blocks: Sequence[Block], columns: Sequence[Question]) -> MemberTable | None:
    asked = {one.question.id for block in blocks for one in block.fields}
    shown = tuple(column for column in columns if column.id in asked)
    rows = []
    for block in blocks:
        known = {one.question.id: one for one in block.fields}
        cells = tuple(known.get(column.id) for column in shown)
        if block.member is not None and any(cells):
            rows.append(MemberRow(block.member, cells))
    return MemberTable(blocks[0].title, shown, tuple(rows)) if len(rows) >= LEAST_ROWS else None
