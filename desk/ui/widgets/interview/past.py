"""A page of an interview that is closed: each question with its answer, to be read only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.interview_page import Block, FieldLine
from desk.ui.presenters.interview_past import past_words
from desk.ui.theme.measure import px
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label, line


class InterviewPast(QWidget):
    """Shown anew with each page."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(8), 0, px(8), 0)
        self._column.setSpacing(px(10))

    def show_blocks(self, blocks: Sequence[Block], people: dict[str, str]) -> None:
        empty(self._column)
        for number, block in enumerate(blocks):
            if number:
                self._column.addWidget(line())
            if block.title:
                self._column.addWidget(label(block.title, "name", wrap=True))
            if block.member is not None:
                self._column.addWidget(label(block.member.given, "strong", wrap=True))
            self._column.addWidget(_grid(block.fields, people))
        self._column.addStretch(1)


def _grid(fields: Sequence[FieldLine], people: dict[str, str]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    for column, share in enumerate((3, 4, 3)):
        grid.setColumnStretch(column, share)
    top = Qt.AlignmentFlag.AlignTop
    for place, field in enumerate(fields):
        words = "\n".join(each for each in (past_words(field, people), field.remark) if each)
        grid.addWidget(label(_(field.question.label), "second", "body", wrap=True), place, 0, top)
        answer = label(words or "–", "strong", wrap=True)
        answer.setAccessibleName(f"{_(field.question.label)}: {words or _('nessuna risposta')}")
        grid.addWidget(answer, place, 1, top)
        grid.addWidget(label(field.words.words[0], "note", wrap=True), place, 2, top)
    return made
