"""From a sentence that says what a plan still needs to the place where one gives it. Nothing is changed by going."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desk.domain.plan import Lack, Missing
from desk.ui.widgets.plan.card import ObjectiveCard
from desk.ui.widgets.plan.rows import CommitmentRow, PlanLine


def place_of(gap: Missing, cards: Sequence[ObjectiveCard], adults: Mapping[str, QWidget]) -> QWidget | None:
    """The field or button that fills a gap; None where the whole plan is meant. `adults`: each one's button."""
    if gap.lack in (Lack.ADULT, Lack.SEEN):
        return adults.get(gap.of)
    if gap.lack in (Lack.RESULT, Lack.COMMITMENT):
        card = next((each for each in cards if each.objective.id == gap.of), None)
        if card is None:
            return None
        return card.adders.result if gap.lack is Lack.RESULT else card.adders.commitment
    row = next((card.rows[gap.of] for card in cards if gap.of in card.rows), None)
    return _field(gap.lack, row) if row is not None else None


def _field(lack: Lack, row: PlanLine) -> QWidget:
    if lack is Lack.TRANSLATION:
        return row.translating()
    if isinstance(row, CommitmentRow) and lack in (Lack.WHO, Lack.WHEN):
        return row.who if lack is Lack.WHO else row.by
    return row.text
