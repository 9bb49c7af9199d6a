"""What an import tells: the outcome of each row, of each household and of each person."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from desk.office.enrolment.read_file import RawRow


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REVIEW = "review"
    REJECTED = "rejected"


WRITTEN = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)
"""The strongest first: what a household or a person is when several rows speak of it."""


@dataclass(frozen=True)
class Told:
    """A row that somebody must look at. `reason` names nobody."""

    line: int
    reason: str
    raw: RawRow


@dataclass
class Report:
    """`rows`: all that are no empty lines; the counts add up to them unless `stopped`."""

    rows: int = 0
    empty: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    rejected: list[Told] = field(default_factory=list)
    to_review: list[Told] = field(default_factory=list)
    stopped: bool = False
    fields: tuple[str, ...] = ()
    homes: dict[str, Outcome] = field(default_factory=dict)
    people: dict[str, Outcome] = field(default_factory=dict)

    @property
    def households(self) -> int:
        """New ones."""
        return sum(outcome is Outcome.CREATED for outcome in self.homes.values())

    def note(self, home: str, outcome: Outcome, person: str = "") -> None:
        """A household or a person is as new as its newest row."""
        for found, key in ((self.homes, home), (self.people, person)):
            if key and (key not in found or WRITTEN.index(outcome) < WRITTEN.index(found[key])):
                found[key] = outcome
