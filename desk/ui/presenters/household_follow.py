"""What is done with a family's commitments and terms on its page. No Qt."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from desk.db.changes import Changes
from desk.domain.follow_up import Outcome
from desk.i18n import _
from desk.office.household.milestones import milestones, record_milestone
from desk.office.plan.follow import record_check

Failed = Callable[[str], None]


class Change(Protocol):
    """The page's own way to write, with what is said and where a fault is."""

    def __call__(self, work: Callable[[Any], Changes], said: str, failed: Failed | None = None) -> None: ...


class HouseholdFollow:
    """`home`: the family that is open."""

    def __init__(self, home: Callable[[], str], change: Change) -> None:
        self._home, self._change = home, change

    def check(self, commitment: str, outcome: Outcome, words: str, day: date | None, failed: Failed) -> None:
        """Somebody looked whether it was kept."""
        self._change(
            lambda s: record_check(s, commitment, outcome, evidence=words, moved_to=day), _("Verifica segnata."), failed
        )

    def record_informed(self) -> None:
        """The programme's office has the project."""
        home, words = self._home(), milestones()["informed"]
        self._change(lambda s: record_milestone(s, home, "informed"), _("Segnato: {step}.").format(step=words))
