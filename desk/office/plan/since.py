"""What changed since the version that the family knows, in the sheet's words: the new lines by their number."""

from collections.abc import Mapping, Sequence

from desk.domain.plan import number_words
from desk.domain.plan_changes import Change, PlanChange
from desk.office.plan.words import bilingual
from desk.paper.model import Bilingual
from desk.paper.words import COMMA, Text, pair

_ON_PAPER = ("result", "commitment", "support")
"""The sheet has no line for an objective; its results say what it is."""


def changed_lines(changes: Sequence[PlanChange], numbers: Mapping[str, int], language: str) -> tuple[Bilingual, ...]:
    """New and changed lines by number in one sentence, then what has been done, then what is no longer there."""
    shown = [each for each in changes if each.kind in _ON_PAPER]
    numbered, found = [], []
    for change, text in ((Change.NEW, Text.NEW_LINES), (Change.CHANGED, Text.CHANGED_LINES)):
        lines = sorted(numbers[each.id] for each in shown if each.change is change and each.id in numbers)
        if lines:
            told = number_words(lines)
            both = Bilingual(told, told.replace(", ", COMMA.get(language, ", ")))
            numbered.append(pair(language, text, lines=both))
    if numbered:
        found.append(_together(numbered))
    for change, text in ((Change.DONE, Text.DONE_LINE), (Change.GONE, Text.GONE_LINE)):
        for each in shown:
            if each.change is change:
                found.append(pair(language, text, what=bilingual(each.text, language, each.translations)))
    return tuple(found)


def _together(texts: Sequence[Bilingual]) -> Bilingual:
    other = [each.translated for each in texts]
    translated = " ".join(each for each in other if each) if all(other) else None
    return Bilingual(" ".join(each.italian for each in texts), translated)
