"""Safety of persons: who is alone here, and which answers are not shown back to whom."""

from collections.abc import Sequence

from desk.domain.interview import Answer, Member, Question


def alone(members: Sequence[Member], present: Sequence[str]) -> str | None:
    """The adult who is the only one of the family at the table."""
    here = [each for each in members if each.id in present]
    return here[0].id if len(here) == 1 and not here[0].is_minor else None


def may_be_shown(question: Question, answer: Answer, members: Sequence[Member], present: Sequence[str]) -> bool:
    """A confidential answer is shown back only where every adult at the table has heard it already.

    With nobody of the family at the table the caseworker reads alone.
    """
    if not question.confidential:
        return True
    adults = {each.id for each in members if each.id in present and not each.is_minor}
    return adults <= {answer.said_by, *answer.heard}
