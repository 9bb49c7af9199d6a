"""What one version of a plan says otherwise than the one before. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.domain.plan import CommitmentLine, ObjectiveLine, ResultLine, SupportLine

Line = ObjectiveLine | ResultLine | CommitmentLine | SupportLine


class Change(StrEnum):
    """What happened to a line; `done`: kept since, so it is not carried over."""

    NEW = "new"
    CHANGED = "changed"
    DONE = "done"
    GONE = "gone"


@dataclass(frozen=True)
class PlanChange:
    """`id`: the line in the newer version, empty where it is no longer there; `before`: its words then."""

    change: Change
    kind: str
    id: str
    text: str
    translations: dict[str, str]
    before: str = ""


def plan_changes(
    old: Sequence[ObjectiveLine], new: Sequence[ObjectiveLine], done: frozenset[str] = frozenset()
) -> tuple[PlanChange, ...]:
    """In the order of the newer version; what is no longer there last. `done`: lines that were kept."""
    return tuple(_changes(dict(_lines(old)), dict(_lines(new)), done))


def _changes(
    old: dict[str, tuple[str, Line]], new: dict[str, tuple[str, Line]], done: frozenset[str]
) -> Iterator[PlanChange]:
    for name, (kind, line) in new.items():
        if name not in old:
            yield PlanChange(Change.NEW, kind, line.id, words(line), line.translations)
        elif _promise(line) != _promise(old[name][1]):
            yield PlanChange(Change.CHANGED, kind, line.id, words(line), line.translations, words(old[name][1]))
    for name, (kind, line) in old.items():
        if name not in new:
            kept = name in done or (isinstance(line, CommitmentLine) and line.state == "done")
            yield PlanChange(Change.DONE if kept else Change.GONE, kind, "", words(line), line.translations)


def words(line: Line) -> str:
    """What a line says."""
    return line.title if isinstance(line, ObjectiveLine) else line.text


def _lines(objectives: Sequence[ObjectiveLine]) -> Iterator[tuple[str, tuple[str, Line]]]:
    """Every line by the name that it keeps through the versions."""
    for objective in objectives:
        yield objective.line or objective.id, ("objective", objective)
        for result in objective.results:
            yield result.line or result.id, ("result", result)
        for commitment in objective.commitments:
            yield commitment.line or commitment.id, ("commitment", commitment)
        for support in objective.supports:
            yield support.line or support.id, ("support", support)


def _promise(line: Line) -> tuple[object, ...]:
    """Everything of a line that a family would notice; not its translations."""
    if isinstance(line, CommitmentLine):
        who = line.who or line.who_name
        return (who, line.text, line.by_date, line.how_often, line.shown_by)
    if isinstance(line, SupportLine):
        return (line.kind, line.giver, line.text)
    return (words(line), line.dimension) if isinstance(line, ObjectiveLine) else (line.text,)
