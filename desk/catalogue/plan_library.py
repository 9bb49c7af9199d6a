"""The plan library, from resources/plan/library.toml."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from desk.catalogue import files
from desk.catalogue.interview import load_interview
from desk.catalogue.journey import load_journey
from desk.domain.interview import Question, Rule, questions_of
from desk.domain.interview_check import condition_faults
from desk.domain.plan_library import (
    FACTS,
    PLACEHOLDERS,
    Dimension,
    LibraryCommitment,
    LibraryObjective,
    Outcome,
    PlanLibrary,
    family_texts,
    placeholders,
)
from desk.i18n import _


@lru_cache(maxsize=1)
def load_plan_library() -> PlanLibrary:
    """Dimensions and objectives, checked against the interview. Raises BadResource."""
    path = files.folder() / "plan" / "library.toml"
    tables = files.read(path)
    files.only(path, tables, "dimension", "objective", "outcome")
    found = PlanLibrary(
        files.several(path, tables, "dimension", Dimension),
        files.several(path, tables, "objective", LibraryObjective),
        files.several(path, tables, "outcome", Outcome),
    )
    questions = questions_of(load_interview())
    for entry, fault in _faults(found, questions):
        raise files.wrong(path, entry, fault)
    return found


def _faults(library: PlanLibrary, questions: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    for dimension in library.dimensions:
        yield from ((dimension.id, fault) for fault in _rule_faults(dimension.urgent_if, questions))
    for objective in library.objectives:
        yield from ((objective.id, fault) for fault in _objective_faults(library, objective))
        yield from ((objective.id, fault) for fault in _rule_faults(objective.suggested_if, questions))
    for text in family_texts(library):
        for name in placeholders(text) - PLACEHOLDERS:
            yield text, _("non si conosce il segnaposto «{name}».").format(name=name)


def _objective_faults(library: PlanLibrary, objective: LibraryObjective) -> Iterator[str]:
    if library.dimension(objective.dimension) is None:
        yield _("nomina un’area che non c’è: «{name}».").format(name=objective.dimension)
    if not objective.results or not objective.commitments:
        yield _("serve almeno un risultato e un impegno.")
    if not (objective.suggested_if and objective.reason) and not (objective.stages and objective.stage_reason):
        yield _("dice quando si propone, ma non perché.")
    stages = {stage.id for stage in load_journey().stages}
    for stage in objective.stages:
        if stage not in stages:
            yield _("nomina una tappa che non c’è: «{name}».").format(name=stage)
    ids = [each.id for each in objective.commitments]
    if len(set(ids)) < len(ids):
        yield _("due impegni hanno lo stesso nome.")
    yield from (fault for commitment in objective.commitments for fault in _commitment_faults(commitment))
    filled = [(line.text, line.fill) for line in objective.results]
    filled += [(line.text, line.fill) for line in objective.commitments]
    for text, fill in filled:
        for name, fact in fill.items():
            if fact not in FACTS or name not in placeholders(text):
                yield _("«{text}» riempie «{name}» con «{fact}», che non si conosce.").format(
                    text=text, name=name, fact=fact
                )


def _commitment_faults(commitment: LibraryCommitment) -> Iterator[str]:
    if (commitment.days is None) is (not commitment.how_often):
        yield _("l’impegno «{name}» dice i giorni oppure ogni quanto.").format(name=commitment.id)


def _rule_faults(rule: Rule | None, questions: Mapping[str, Question]) -> Iterator[str]:
    for condition in (*rule.all, *rule.any) if rule else ():
        yield from condition_faults(condition, questions)
