"""Which fields stand side by side in a row of the interview's page."""

from collections.abc import Iterator, Sequence

from desk.domain.interview import Kind
from desk.ui.presenters.interview_members import MemberTable, Part
from desk.ui.presenters.interview_page import FieldLine

SPANS = {"full": 12, "half": 6, "third": 4, "quarter": 3}
WHOLE = 12


def rows_of(fields: Sequence[FieldLine], least: int) -> Iterator[list[tuple[FieldLine, int, int]]]:
    """Field, first twelfth, twelfths: as wide as the file says, wider where there is less room."""
    row: list[tuple[FieldLine, int]] = []
    for one in fields:
        question = one.question
        span = max(SPANS[question.width], least)
        if question.kind is Kind.YESNO:  # three words side by side
            span = max(span, 4 if least == 1 else 6)
        elif question.kind is Kind.DATE and least > 1:  # a whole day beside «È ancora così»
            span = max(span, 6)
        if row and sum(taken for _one, taken in row) + span > WHOLE:
            yield _filled(row)
            row = []
        row.append((one, span))
    if row:
        yield _filled(row)


def _filled(row: Sequence[tuple[FieldLine, int]]) -> list[tuple[FieldLine, int, int]]:
    """Fields side by side share what is left, so that their row ends where the others end; one alone stays as it is."""
    left = WHOLE - sum(span for _one, span in row) if len(row) > 1 else 0
    each, more = divmod(left, len(row))
    placed: list[tuple[FieldLine, int, int]] = []
    column = 0
    for number, (one, span) in enumerate(row):
        wide = span + each + (number < more)
        placed.append((one, column, wide))
        column += wide
    return placed


def lines_of(part: Part, least: int) -> int:
    """About as many rows it will have."""
    return len(part.rows) if isinstance(part, MemberTable) else sum(1 for _row in rows_of(part.fields, least))
