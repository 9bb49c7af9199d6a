"""The family's plan: its lines, their numbers, and whether it is complete."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

DRAFT, SIGNED, REPLACED, CLOSED = "draft", "signed", "replaced", "closed"
"""A draft that was handed out and then written anew is replaced; a plan that has come to its end is closed."""
_PAIR = 2
BLANK = "______"
"""Stands where a ready text still needs a sum, a day or a name; on paper, a line to write on with a pen."""

_OF = ":of"
"""After a language's code, among typed translations: the text that was translated, kept once the line says another."""


class Who(StrEnum):
    """Who keeps a commitment."""

    MEMBER = "member"
    CASEWORKER = "caseworker"
    OFFICE = "office"
    PARTNER = "partner"


class Help(StrEnum):
    """What holds the family up meanwhile."""

    MONEY = "money"
    SERVICE = "service"
    PARTNER = "partner"


@dataclass(frozen=True)
class ResultLine:
    """What one can check at the end. `translations`: language → text typed by hand. `line`: the same through all
    versions of the plan."""

    id: str
    text: str
    translations: dict[str, str] = field(default_factory=dict)
    line: str = ""


@dataclass(frozen=True)
class SupportLine:
    """What the family receives: money, a service, a partner's help. `giver`: who gives it."""

    id: str
    kind: str
    text: str
    translations: dict[str, str] = field(default_factory=dict)
    giver: str = ""
    line: str = ""


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
    line: str = ""

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
    supports: tuple[SupportLine, ...] = ()
    line: str = ""


@dataclass(frozen=True)
class PlanView:
    """A version of a household's plan. `signed_words`: the fingerprint of what was signed; `outcome`: how it ended."""

    id: str
    household: str
    version: int
    state: str
    language: str
    made_on: date
    signed_on: date | None
    objectives: tuple[ObjectiveLine, ...]
    signed_words: str = ""
    closed_on: date | None = None
    outcome: str = ""
    closing_words: str = ""

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def is_closed(self) -> bool:
        return self.state == CLOSED

    @property
    def changed_since_signed(self) -> bool:
        """A desk that had not heard of the signature went on writing: the paper that was signed says something else."""
        return bool(self.signed_words) and self.signed_words != words_of(self.objectives)


def words_of(objectives: Sequence[ObjectiveLine]) -> str:
    """The fingerprint of what a plan promises. Order and translations do not change it: the Italian binds."""
    promised: list[tuple[str, ...]] = []
    for objective in objectives:
        promised.append(("objective", objective.line or objective.id, objective.dimension, objective.title))
        promised += [("result", line.line or line.id, line.text) for line in objective.results]
        promised += [_promise(line) for line in objective.commitments]
        promised += [("support", line.line or line.id, line.kind, line.giver, line.text) for line in objective.supports]
    return _fingerprint(promised)


def share_of(person: str, objectives: Sequence[ObjectiveLine]) -> str:
    """The fingerprint of what one member takes on; who has seen it must see it again when it changes."""
    lines = [line for objective in objectives for line in objective.commitments]
    return _fingerprint([_promise(line) for line in lines if line.who_kind == Who.MEMBER and line.who == person])


def _promise(line: CommitmentLine) -> tuple[str, ...]:
    by = line.by_date.isoformat() if line.by_date else ""
    who = line.who or line.who_name
    return ("commitment", line.line or line.id, line.who_kind, who, line.text, by, line.how_often, line.shown_by)


def _fingerprint(parts: Sequence[tuple[str, ...]]) -> str:
    return sha256("\n".join("\t".join(part) for part in sorted(parts)).encode()).hexdigest()


def typed_for(text: str, language: str, translations: Mapping[str, str]) -> str:
    """The translation typed by hand, as long as the line still says what was translated; else empty."""
    of = translations.get(language + _OF, text)
    return translations.get(language, "") if of == text else ""


def outdated(translations: Mapping[str, str], before: str) -> dict[str, str]:
    """The typed translations of a line that says something else from now on: kept, with what they are of."""
    typed = {code: words for code, words in translations.items() if not code.endswith(_OF)}
    return {code + _OF: before for code in typed} | dict(translations)


def translated_anew(translations: Mapping[str, str], language: str, words: str) -> dict[str, str]:
    """With the translation of what the line says now; none where `words` are empty."""
    others = {code: each for code, each in translations.items() if code not in (language, language + _OF)}
    return others | {language: words} if words else others


def line_numbers(objectives: Sequence[ObjectiveLine], *, why: int = 0, road: int = 0) -> dict[str, int]:
    """The number of every result, commitment and support by its id, the same on screen and on paper.

    Paper counts from 1 through `why` sentences, all results, `road` sentences, all commitments, then all supports.
    """
    results = [line.id for objective in objectives for line in objective.results]
    commitments = [line.id for objective in objectives for line in objective.commitments]
    commitments += [line.id for objective in objectives for line in objective.supports]
    first = why + len(results) + road
    return {
        **{name: number for number, name in enumerate(results, start=why + 1)},
        **{name: number for number, name in enumerate(commitments, start=first + 1)},
    }


def number_words(numbers: Sequence[int]) -> str:
    """«5, 9–12»: three or more in a row by their ends."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [[f"{run[0]}–{run[-1]}"] if len(run) > _PAIR else [str(each) for each in run] for run in runs]
    return ", ".join(each for part in parts for each in part)


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
    SEEN = "seen"
    TRANSLATION = "translation"
    """Stops nobody from signing: the Italian binds."""


@dataclass(frozen=True)
class Missing:
    """One gap: `of` is a dimension, a person, an objective, or a line, according to `lack`."""

    lack: Lack
    of: str = ""


def missing(
    objectives: Sequence[ObjectiveLine],
    urgent: Sequence[str] = (),
    adults: Sequence[str] = (),
    seen: Mapping[str, str] | None = None,
) -> tuple[Missing, ...]:
    """Why the plan is not complete; empty when it is.

    `urgent`: dimensions that must have an objective; `adults`: members who must each have a commitment and have seen
    theirs; `seen`: adult → the fingerprint of what they saw, None where nobody asks for it yet.
    """
    gaps = tuple(_missing(objectives, urgent, adults))
    if seen is None or not objectives:
        return gaps
    unseen = [adult for adult in adults if seen.get(adult) != share_of(adult, objectives)]
    return (*gaps, *(Missing(Lack.SEEN, adult) for adult in unseen))


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
    texts += [(each.id, each.text) for each in objective.supports]
    yield from (Missing(Lack.BLANK, name) for name, text in texts if BLANK in text)
