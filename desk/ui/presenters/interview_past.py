"""What a closed interview says of one answer. No Qt."""

from desk.domain.interview import Rows
from desk.i18n import _
from desk.office.household.details import answer_words
from desk.ui.presenters.interview_page import FieldLine


def past_words(field: FieldLine, people: dict[str, str]) -> str:
    """The answer in words, a table line by line; empty where there was none. `people`: person → given name."""
    if field.reserved:
        return _("Detto in confidenza")
    if isinstance(field.value, Rows) and field.lines:
        return "\n".join(
            " · ".join(
                words for cell in row.cells if (words := cell.typed or answer_words(cell.question, cell.value, people))
            )
            for row in field.lines
        )
    return field.typed or answer_words(field.question, field.value, people)
