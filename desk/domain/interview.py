"""The interview as data: sections, questions, conditions, and answers. The flow over them is in interview_flow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct

Value = str | int | bool | date | tuple[str, ...]
"""choice: code; several: codes; text, note: words; number: whole; money: cents; date: day; yesno: bool."""


class Kind(StrEnum):
    """What sort of answer a question takes."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YESNO = "yesno"
    NOTE = "note"


class Per(StrEnum):
    """Who is asked: the household once, or each of these members."""

    HOUSEHOLD = "household"
    MEMBER = "member"
    ADULT = "adult"
    MINOR = "minor"


class Need(StrEnum):
    """How much an answer is missed."""

    OPTIONAL = "optional"
    WARNED = "warned"
    REQUIRED = "required"


class Status(StrEnum):
    """How the office came to an answer, or why there is none."""

    SAID = "said"
    READ = "read"
    APPROXIMATE = "approximate"
    UNKNOWN = "unknown"
    ASK_AGAIN = "ask_again"
    DECLINED = "declined"
    TO_CONFIRM = "to_confirm"


SETTLED: Final = frozenset({Status.SAID, Status.READ, Status.APPROXIMATE, Status.UNKNOWN, Status.DECLINED})
"""Nobody needs to ask again today."""

ADULT_AGE: Final = 18


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One choice of a closed list; `tag`: a word shown beside it ("morosità incolpevole")."""

    code: str
    label: str
    tag: str = ""


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """One test, of an answer (`question` with one of the other fields) or of the member asked.

    `one_of`: the value, or one of several values, is among these. `at_least`, `at_most`: whole numbers, cents.
    `age_from`, `age_to`: years, both included. `fact`: what the office knows of the member.
    """

    question: str = ""
    one_of: tuple[str | bool, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    fact: Literal["", "outside_eu"] = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Conditions joined: all of `all` hold and, where `any` is not empty, at least one of those."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `source`: table.column of the first value; `mark`: "seen" in a real form, or "to confirm".

    `lowest`, `highest`: whole numbers or cents; `when`: on which side of today a date may lie.
    """

    id: str
    text: str
    label: str
    kind: Kind
    help: str = ""
    per: Per = Per.HOUSEHOLD
    options: tuple[Option, ...] = ()
    shown_if: Rule | None = None
    need: Need = Need.OPTIONAL
    lowest: int | None = None
    highest: int | None = None
    when: Literal["", "past", "future"] = ""
    unit: str = ""
    group: str = ""
    width: Literal["full", "half", "third", "quarter"] = "full"
    source: str = ""
    mark: Literal["seen", "to confirm"] = "to confirm"
    confidential: bool = False

    def option(self, code: str) -> Option | None:
        return next((each for each in self.options if each.code == code), None)


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One page of the interview: `guide` is the sentence that opens it, `icon` a Tabler name."""

    id: str
    title: str
    guide: str
    icon: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Member:
    """Who can be asked. `age` in years, None where the birth date is unknown (then counted among the adults)."""

    id: str
    age: int | None = None
    outside_eu: bool = False
    given: str = ""

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age < ADULT_AGE


@dataclass(frozen=True)
class Answer:
    """What is known. `value` None goes with unknown, declined and ask_again. `said_by`: a person's id or a paper."""

    value: Value | None
    status: Status = Status.SAID
    said_by: str = ""
    on: date | None = None

    @property
    def settled(self) -> bool:
        return self.status in SETTLED


Key = tuple[str, str | None]
"""Question id and, for questions asked of members, the person id."""

Answers = Mapping[Key, Answer]


def reaches(per: Per, member: Member) -> bool:
    """Is a question of this kind asked of this member?"""
    if per is Per.MEMBER:
        return True
    return per is (Per.MINOR if member.is_minor else Per.ADULT)


def questions_of(sections: tuple[Section, ...]) -> dict[str, Question]:
    """Every question by its id."""
    return {question.id: question for section in sections for question in section.questions}
