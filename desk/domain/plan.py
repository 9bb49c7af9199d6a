"""The family's plan: its lines, their numbers, and whether it is complete."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DRAFT, SIGNED = "draft", "signed"
BLANK = "______"
"""Stands where a ready text still needs a sum, a day or a name; on paper, a line to write on with a pen."""


class Who(StrEnum):
    """Who keeps a commitment."""

    MEMBER = "member"
    CASEWORKER = "caseworker"
    OFFICE = "office"
    PARTNER = "partner"


@dataclass(frozen=True)
class ResultLine:
    """What one can check at the end. `translations`: language → text typed by hand."""

    id: str
    text: str
    translations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CommitmentLine:
    """Who does what by when. `who`: a person's or staff's id; `how_often` where there is no one day."""

    id: str
    who_kind: str
    who: str | None
    who_name: str
    text: str
    translations: dict[str, str] = field(default_factory=dict)
    by_date: date | None = None
    how_often: str = ""
    shown_by: str = ""
    state: str = "open"
    made_from: str = ""

    @property
    def has_who(self) -> bool:
        return bool(self.who or self.who_name)

    @property
    def has_when(self) -> bool:
        return bool(self.by_date or self.how_often)


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective with its results and commitments, in order. `made_from`: the ready one."""

    id: str
    dimension: str
    title: str
    translations: dict[str, str] = field(default_factory=dict)
    results: tuple[ResultLine, ...] = ()
    commitments: tuple[CommitmentLine, ...] = ()
    made_from: str = ""


@dataclass(frozen=True)
class PlanView:
    """A version of a household's plan."""

    id: str
    household: str
    version: int
    state: str
    language: str
    made_on: date
    signed_on: date | None
    objectives: tuple[ObjectiveLine, ...]

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT


def line_numbers(objectives: Sequence[ObjectiveLine], *, why: int = 0, road: int = 0) -> dict[str, int]:
    """The number of every result and commitment by its id, the same on screen and on paper.

    Paper counts from 1 through `why` sentences, all results, `road` sentences, then all commitments.
    """
    results = [line.id for objective in objectives for line in objective.results]
    commitments = [line.id for objective in objectives for line in objective.commitments]
    first = why + len(results) + road
    return {
        **{name: number for number, name in enumerate(results, start=why + 1)},
        **{name: number for number, name in enumerate(commitments, start=first + 1)},
    }


class Lack(StrEnum):
    """What a plan still needs before it can be signed."""

    NOTHING_YET = "nothing_yet"
    DIMENSION = "dimension"
    ADULT = "adult"
    RESULT = "result"
    COMMITMENT = "commitment"
    WHO = "who"
    WHEN = "when"
    BLANK = "blank"


@dataclass(frozen=True)
class Missing:
    """One gap: `of` is a dimension, a person, an objective, or a line, according to `lack`."""

    lack: Lack
    of: str = ""


def missing(
    objectives: Sequence[ObjectiveLine], urgent: Sequence[str] = (), adults: Sequence[str] = ()
) -> tuple[Missing, ...]:
    """Why the plan is not complete; empty when it is.

    `urgent`: dimensions that must have an objective; `adults`: members who must each have a commitment.
    """
    return tuple(_missing(objectives, urgent, adults))


def _missing(objectives: Sequence[ObjectiveLine], urgent: Sequence[str], adults: Sequence[str]) -> Iterator[Missing]:
    if not objectives:
        yield Missing(Lack.NOTHING_YET)
    covered = {objective.dimension for objective in objectives}
    yield from (Missing(Lack.DIMENSION, dimension) for dimension in urgent if dimension not in covered)
    busy = {line.who for objective in objectives for line in objective.commitments}
    if objectives:
        yield from (Missing(Lack.ADULT, adult) for adult in adults if adult not in busy)
    for objective in objectives:
        yield from _missing_in(objective)


def _missing_in(objective: ObjectiveLine) -> Iterator[Missing]:
    if not objective.results:
        yield Missing(Lack.RESULT, objective.id)
    if not objective.commitments:
        yield Missing(Lack.COMMITMENT, objective.id)
    for line in objective.commitments:
        if not line.has_who:
            yield Missing(Lack.WHO, line.id)
        if not line.has_when:
            yield Missing(Lack.WHEN, line.id)
    texts = [(each.id, each.text) for each in objective.results]
    texts += [(each.id, each.text) for each in objective.commitments]
    yield from (Missing(Lack.BLANK, name) for name, text in texts if BLANK in text)
