"""What an interview still lacks: for the funder's record of each adult, and on paper; each with its why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desk.domain.interview import Answer, Key, Member, Question, reaches
from desk.i18n import _
from desk.office.household.details import DocumentLine
from desk.office.household.documents import document_reasons
from desk.office.household.family import Relative

ESF: Final = "esf."
_QUIET: Final = frozenset({"disability", "pregnancy"})
"""Papers whose very name is a confidence: not on a screen that others at the table can see."""


@dataclass(frozen=True)
class EsfTold:
    """How many adults have a complete record (Reg. (EU) 1304/2013: gender, age, employment, education, household).

    `missing`: «Khadija: titolo di studio».
    """

    complete: int
    total: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class PaperTold:
    """A paper that is not here yet, whose, and what it is for."""

    title: str
    why: str
    whose: tuple[str, ...] = ()


def esf_told(
    questions: Mapping[str, Question],
    answers: Mapping[Key, Answer],
    members: tuple[Member, ...],
    relatives: tuple[Relative, ...],
) -> EsfTold:
    """Adults take part; a record without one of these counts only in the grand total."""
    known = {each.person: each for each in relatives}
    adults = [each for each in members if not each.is_minor]
    lacking = {each.id: tuple(_lacks(questions, answers, each, known.get(each.id))) for each in adults}
    said = tuple(f"{each.given}: {', '.join(lacking[each.id])}" for each in adults if lacking[each.id])
    return EsfTold(sum(not each for each in lacking.values()), len(adults), said)


def _lacks(
    questions: Mapping[str, Question], answers: Mapping[Key, Answer], member: Member, relative: Relative | None
) -> Iterator[str]:
    if relative is None or relative.born is None:
        yield _("data di nascita")
    if relative is None or relative.sex is None:
        yield _("sesso")
    words = {"employment": _("lavoro"), "education": _("titolo di studio"), "household": _("legame in famiglia")}
    for question in questions.values():
        fed = [each.removeprefix(ESF) for each in question.feeds if each.startswith(ESF)]
        if fed and reaches(question.per, member):
            found = answers.get((question.id, member.id))
            if found is None or found.value is None:
                yield words[fed[0]]


def papers_told(papers: tuple[DocumentLine, ...]) -> tuple[PaperTold, ...]:
    """Asked for or missing, each kind once with all who owe it, and the reason where there is a usual one."""
    reasons = document_reasons()
    waiting = [each for each in papers if each.state != "present" and each.kind not in _QUIET]
    kinds = dict.fromkeys((each.kind, each.title) for each in waiting)
    return tuple(
        PaperTold(
            title, reasons.get(kind, ""), tuple(each.whose for each in waiting if each.kind == kind and each.whose)
        )
        for kind, title in kinds
    )
