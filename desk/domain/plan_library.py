"""Ready objectives for plans, and which of them fit what a family has told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from msgspec import Struct

from desk.domain.interview import Rule
from desk.domain.interview_flow import Situation
from desk.domain.plan import BLANK, Help, Who

PLACEHOLDER: Final = re.compile(r"\{([a-z_]*)\}")
PLACEHOLDERS: Final = frozenset({"amount", "child", "date", "hours", "month"})
"""What a caseworker fills in: a sum, a child's name, a day, a number of hours, a month with its year."""
FACTS: Final = frozenset(
    {"contract_month", "hearing", "hours_then", "infants", "minors", "pupils", "saving", "sought_rent", "work_month"}
)
"""What the record may know of a family, to fill placeholders with."""
HOW_OFTEN: Final = ("ogni giorno", "ogni settimana", "ogni due settimane", "ogni mese")
"""The rhythms that paper knows in every language."""


class LibraryResult(Struct, frozen=True, forbid_unknown_fields=True):
    """What one can check at the end. `fill`: placeholder → the fact (of `FACTS`) that fills it where it is known."""

    id: str
    text: str
    fill: dict[str, str] = {}


class LibraryCommitment(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to do: within `days` from the day of the plan, or `how_often`; `role`: which office or partner.

    `fill` as in a result.
    """

    id: str
    who: Who
    text: str
    shown_by: str
    days: int | None = None
    how_often: Literal["", "ogni giorno", "ogni settimana", "ogni due settimane", "ogni mese"] = ""
    role: str = ""
    fill: dict[str, str] = {}


class LibrarySupport(Struct, frozen=True, forbid_unknown_fields=True):
    """What the family receives; `giver`: who gives it, as paper says it."""

    id: str
    kind: Help
    text: str
    giver: str


class LibraryObjective(Struct, frozen=True, forbid_unknown_fields=True):
    """An objective with its results, commitments and supports. `reason`: why the answers suggest it, in a staff
    sentence. `stages`: where on the journey it is suggested whatever was answered, with `stage_reason`."""

    id: str
    dimension: str
    title: str
    results: tuple[LibraryResult, ...]
    commitments: tuple[LibraryCommitment, ...]
    suggested_if: Rule | None = None
    reason: str = ""
    supports: tuple[LibrarySupport, ...] = ()
    stages: tuple[str, ...] = ()
    stage_reason: str = ""


class Dimension(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of life that a plan looks at. `topic`: its word on paper. Where `urgent_if` holds, an objective is due."""

    id: str
    title: str
    topic: str
    icon: str
    urgent_if: Rule | None = None
    reason: str = ""


class Outcome(Struct, frozen=True, forbid_unknown_fields=True):
    """How a plan may end; `reached`: it came to what it was for."""

    id: str
    title: str
    reached: bool = False


@dataclass(frozen=True)
class PlanLibrary:
    """All dimensions, objectives and outcomes, in file order."""

    dimensions: tuple[Dimension, ...]
    objectives: tuple[LibraryObjective, ...]
    outcomes: tuple[Outcome, ...] = ()

    def objective(self, name: str) -> LibraryObjective | None:
        return next((each for each in self.objectives if each.id == name), None)

    def dimension(self, name: str) -> Dimension | None:
        return next((each for each in self.dimensions if each.id == name), None)


@dataclass(frozen=True)
class Suggestion:
    """An objective that fits, and why."""

    objective: LibraryObjective
    reason: str
    urgent: bool


def suggestions(
    library: PlanLibrary, situation: Situation, taken: Sequence[str] = (), stage: str = ""
) -> tuple[Suggestion, ...]:
    """Objectives that fit what is known, urgent dimensions first. `taken`: library ids that the plan already has;
    `stage`: where the family stands on its journey."""
    urgent = urgent_dimensions(library, situation)
    fitting = [
        Suggestion(each, reason, each.dimension in urgent)
        for each in library.objectives
        if each.id not in taken and (reason := _reason(each, situation, stage))
    ]
    return tuple(sorted(fitting, key=lambda each: not each.urgent))


def _reason(objective: LibraryObjective, situation: Situation, stage: str) -> str:
    """Why it fits; empty where it does not. What the family told comes before where it stands."""
    if objective.suggested_if is not None and situation.holds(objective.suggested_if):
        return objective.reason
    return objective.stage_reason if stage and stage in objective.stages else ""


def urgent_dimensions(library: PlanLibrary, situation: Situation) -> tuple[str, ...]:
    """Dimensions without whose objective a plan is not complete."""
    return tuple(
        each.id for each in library.dimensions if each.urgent_if is not None and situation.holds(each.urgent_if)
    )


def family_texts(library: PlanLibrary) -> Iterator[str]:
    """Every text that may stand on paper in the family's language, without repetitions."""
    seen: set[str] = set()
    for text in _family_texts(library):
        if text and text not in seen:
            seen.add(text)
            yield text


def _family_texts(library: PlanLibrary) -> Iterator[str]:
    for dimension in library.dimensions:
        yield dimension.topic
    for objective in library.objectives:
        yield objective.title
        for result in objective.results:
            yield result.text
        for commitment in objective.commitments:
            yield commitment.text
            yield commitment.shown_by
            yield commitment.role
        for support in objective.supports:
            yield support.text
            yield support.giver


def filled(text: str, fill: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """A ready text with what is known of the family; a blank where nothing is."""
    found = PLACEHOLDER.sub(lambda found: facts.get(fill.get(found[1], ""), BLANK), text)
    return HOURS.sub("1 ora", found) if facts.get(fill.get("hours", "")) == "1" else found


HOURS = re.compile(r"\b1 ore\b")
"""One hour, in Italian; the other languages say it so that the number changes nothing."""


def placeholders(text: str) -> frozenset[str]:
    """What has to be filled in before a text can be printed."""
    return frozenset(PLACEHOLDER.findall(text))
