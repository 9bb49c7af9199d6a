"""The parts of the table of members: how wide it must be, its head, a row."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.interview import Kind, Member, Question
from desk.i18n import _
from desk.ui.presenters.interview_members import MemberTable
from desk.ui.presenters.interview_words import age_words
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.combo import ROOM_BESIDE
from desk.ui.widgets.interview.field import GAP
from desk.ui.widgets.painted import elided, width_of
from desk.ui.widgets.text import label, line

NAME_WIDTH, FACE, BESIDE_FACE = 148, 28, 8
MOST_LINES = 2
LEASTS = {Kind.CHOICE: 130, Kind.YESNO: 112, Kind.NUMBER: 120, Kind.MONEY: 112, Kind.DATE: 152, Kind.TIME: 96}
ROOM_OF_CHOICE, MOST_OF_CHOICE = ROOM_BESIDE + GAP + 2, 102
"""The longest words of a list may lose their end: they are seldom the answer, and the list itself shows them whole."""


def need_of(question: Question) -> int:
    """How wide a column has to be; what there is more is shared in the same measure."""
    words = max(width_of(word, "strong") for word in _(question.label).split())
    longest = min(max((width_of(_(each.label), "text") for each in question.options), default=0), px(MOST_OF_CHOICE))
    return max(px(LEASTS[question.kind]), round(words) + px(GAP + 2), round(longest) + px(ROOM_OF_CHOICE))


def fits(columns: Sequence[Question], width: int) -> bool:
    return px(NAME_WIDTH) + sum(map(need_of, columns)) <= width


def across(first: QWidget, parent: QWidget) -> QWidget:
    """One line of the table; every line shares the width in the same way, so that columns stand under each other."""
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    first.setFixedWidth(px(NAME_WIDTH))
    row.addWidget(first)
    return made


def add_cell(made: QWidget, cell: QWidget, need: int) -> None:
    """The next of the line."""
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    row = made.layout()
    assert isinstance(row, QHBoxLayout)
    row.addWidget(cell, need)


def heads(table: MemberTable, parent: QWidget) -> QWidget:
    made = across(QWidget(), parent)
    for column in table.columns:
        add_cell(made, _head(column), need_of(column))
    return made


def _head(question: Question) -> QWidget:
    name = label(_(question.label), "strong", wrap=True)
    name.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
    name.setToolTip(_(question.text))
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(px(GAP) // 2, 0, px(GAP) // 2, 0)
    column.addWidget(name)
    return made


def helps(table: MemberTable) -> Iterator[QWidget]:
    """What explains a question stands once, under the table."""
    for place, question in enumerate(table.columns):
        if any(one.help for row in table.rows if (one := row.cells[place]) is not None):
            yield _inset(label(f"{_(question.label)}: {_(question.help)}", "note", "muted", wrap=True))


def row_name(member: Member) -> QWidget:
    """Face, name and years at the start of a row; in the middle of the control beside it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(px(GAP) // 2, px(3), 0, 0)
    row.setSpacing(px(BESIDE_FACE))
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(Avatar(member.given, size=FACE, kind=face_kind(member)), 0, top)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(_name_in_lines(member.given))
    if member.age is not None:
        words.addWidget(label(age_words(member), "note", "muted"))
    words.addStretch(1)
    row.addLayout(words, 1)
    return made


def _name_in_lines(given: str) -> QLabel:
    """Two lines at most: a row is no higher for a long name, which the tip tells whole."""
    room = px(NAME_WIDTH) - px(GAP) // 2 - px(FACE) - px(BESIDE_FACE) - 2
    lines = [""]
    for word in given.split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(joined, "strong") > room and len(lines) < MOST_LINES:
            lines.append(word)
        else:
            lines[-1] = joined
    cut = [elided(each, "strong", room) for each in lines]
    name = label("\n".join(cut), "strong")
    name.setAccessibleName(given)
    name.setToolTip(given if cut != lines else "")
    return name


# — headings of blocks —


def block_heads(title: str, member: Member | None, *, first: bool, after_members: bool) -> Iterator[QWidget]:
    """`after_members`: what follows is not of the last of them."""
    if not first and (title or member or after_members):
        yield _inset(line())
    if title:
        yield _inset(label(title, "name", wrap=True))
    if member is not None:
        yield member_head(member)


def one_line_heads(title: str, *, first: bool) -> Iterator[QWidget]:
    """Above members who have one question each: their names stand beside it."""
    if not first:
        yield _inset(line())
    if title:
        yield _inset(label(title, "name", wrap=True))


def member_head(member: Member) -> QWidget:
    """Whose questions follow."""
    return _inset(_member(member))


def _inset(part: QWidget) -> QWidget:
    """Headings stand in line with the fields, which bring half a gap."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    row = QHBoxLayout(made)
    row.setContentsMargins(px(GAP) // 2, 0, px(GAP) // 2, 0)
    row.addWidget(part)
    return made


def _member(member: Member) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Avatar(member.given, size=FACE, kind=face_kind(member)))
    age = age_words(member)
    row.addWidget(label(f"{member.given}, {age}" if age else member.given, "strong", wrap=True), 1)
    return made


def face_kind(member: Member) -> str:
    """Children and adults have the tints of the family's page."""
    return "interpreter" if member.is_minor else "info"
