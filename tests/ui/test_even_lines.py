"""What stands in lines is spread evenly: boxes to tick, fields side by side, the names of a table."""

from itertools import pairwise
from typing import Literal

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.interview import Kind, Member, Question
from desk.office.household.details import AnswerLine, DocumentLine
from desk.office.interview.lacks import papers_told
from desk.ui.presenters.interview_page import FieldLine
from desk.ui.presenters.interview_words import EMPTY
from desk.ui.widgets.household.header import HouseholdHeader
from desk.ui.widgets.household.lists import under_headings
from desk.ui.widgets.interview.members import row_name
from desk.ui.widgets.interview.rows import rows_of
from desk.ui.widgets.several import Several


def in_lines(several: Several) -> list[int]:
    """How many boxes each line has."""
    tops = [box.y() for box in several.boxes.values()]
    return [tops.count(top) for top in dict.fromkeys(tops)]


@pytest.mark.parametrize(("boxes", "fit", "lines"), [(4, 3, [2, 2]), (9, 7, [5, 4]), (7, 3, [3, 3, 1]), (3, 3, [3])])
def test_no_box_is_left_over_in_a_line_of_its_own(
    boxes: int, fit: int, lines: list[int], dressed: QApplication, qtbot: QtBot
) -> None:
    several = Several([(str(number), "Preoccupazione") for number in range(boxes)])
    qtbot.addWidget(several)
    each = next(iter(several.boxes.values())).sizeHint().width()
    several.resize(fit * each + (fit - 1) * 20 + 5, 400)
    several.show()
    assert in_lines(several) == lines


def line_of(width: Literal["full", "half", "third", "quarter"]) -> FieldLine:
    question = Question("home.x", "Quanti mesi?", "Mesi", Kind.NUMBER, width=width)
    return FieldLine((question.id, None), question, None, None, "", EMPTY)


@pytest.mark.parametrize(
    ("widths", "spans"),
    [
        (["third", "half", "third"], [[5, 7], [4]]),
        (["third", "third"], [[6, 6]]),
        (["half", "quarter", "quarter"], [[6, 3, 3]]),
        (["quarter", "quarter", "quarter"], [[4, 4, 4]]),
        (["half"], [[6]]),
    ],
)
def test_fields_side_by_side_end_where_the_others_end(
    widths: list[Literal["half", "third", "quarter"]], spans: list[list[int]]
) -> None:
    rows = list(rows_of([line_of(width) for width in widths], least=1))
    assert [[span for _one, _column, span in row] for row in rows] == spans
    assert all(first[1] + first[2] == then[1] for row in rows for first, then in pairwise(row))


def test_a_row_is_no_higher_for_a_long_name(dressed: QApplication, qtbot: QtBot) -> None:
    given = "Maria Guadalupe Esperanza de los Ángeles Wilhelmina Alexandrina Konstantinopoulou"
    row = row_name(Member("1", 46, given=given))
    qtbot.addWidget(row)
    name = row.findChildren(QLabel)[-2]
    assert name.text().count("\n") == 1
    assert name.text().endswith("…")
    assert name.toolTip() == name.accessibleName() == given


def test_a_paper_that_several_owe_is_told_once() -> None:
    papers = (
        DocumentLine("1", "identity", "Documento d'identità", "Youssef", "missing", None, ""),
        DocumentLine("2", "lease", "Contratto", "", "missing", None, ""),
        DocumentLine("3", "identity", "Documento d'identità", "Khadija", "asked", None, ""),
    )
    told = papers_told(papers)
    assert [(each.title, each.whose) for each in told] == [
        ("Documento d'identità", ("Youssef", "Khadija")),
        ("Contratto", ()),
    ]


def test_answers_stand_under_their_headings_and_those_of_each_person_together() -> None:
    answers = (
        AnswerLine("Titolo di godimento", "", "Affitto", "said", None),
        AnswerLine("Mesi", "", "8", "said", None, "Affitto non pagato"),
        AnswerLine("Condizione", "Khadija", "Cerca", "said", None),
        AnswerLine("Condizione", "Youssef", "Lavora", "said", None),
        AnswerLine("Ore", "Khadija", "20", "said", None),
        AnswerLine("Quanto", "", "3.760 €", "said", None, "Affitto non pagato"),
    )
    told = [(heading, [each.label for each in lines]) for heading, lines in under_headings(answers)]
    assert told == [
        ("", ["Titolo di godimento"]),
        ("Affitto non pagato", ["Mesi", "Quanto"]),
        ("Khadija", ["Condizione", "Ore"]),
        ("Youssef", ["Condizione"]),
    ]


def test_in_a_narrow_page_the_people_make_way_for_the_part_that_is_asked_for(
    dressed: QApplication, qtbot: QtBot
) -> None:
    header = HouseholdHeader()
    qtbot.addWidget(header)
    people = header.members.parentWidget()
    header.resize(900, 600)
    header.show()
    assert people.isVisible()
    header.tabs.choose("documents")
    assert not people.isVisible()
    header.resize(1300, 600)
    assert people.isVisible()
