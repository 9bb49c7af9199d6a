"""The interview as data: sections, questions, conditions, and answers. The flow over them is in interview_flow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct

Cell = str | int | bool | date | tuple[str, ...]
"""choice, document: code; several: codes; text, note: words; number: whole; money: cents; date: day; yesno: bool;
time: «09:30»; person: id."""


@dataclass(frozen=True)
class TableRow:
    """One line of a table; `typed`: words that are no value of their column yet."""

    id: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    earlier: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.cells and not self.typed


@dataclass(frozen=True)
class Rows:
    """The lines of a table, in the order in which they were added."""

    rows: tuple[TableRow, ...] = ()

    def filled(self) -> tuple[TableRow, ...]:
        return tuple(row for row in self.rows if not row.is_blank)


Value = Cell | Rows


class Kind(StrEnum):
    """What sort of answer a question takes."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    YESNO = "yesno"
    PERSON = "person"
    DOCUMENT = "document"
    ROWS = "rows"
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

PAPER_STATES: Final = ("present", "asked", "missing")
"""What a document question is answered with; the codes are those of the office's list of papers."""


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One choice of a closed list; `tag`: a word shown beside it ("morosità incolpevole")."""

    code: str
    label: str
    tag: str = ""


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """One test, of an answer (`question` with one of the other fields) or of the member asked.

    `one_of`: the value, or one of several values, is among these. `at_least`, `at_most`: whole numbers, cents.
    `exists`: is there a value at all, a line in the table? `age_from`, `age_to`: years, both included.
    `fact`: what the office knows of the member.
    """

    question: str = ""
    one_of: tuple[str | bool, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    exists: bool | None = None
    age_from: int | None = None
    age_to: int | None = None
    fact: Literal["", "outside_eu"] = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Conditions joined: all of `all` hold and, where `any` is not empty, at least one of those."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `source`: table.column of the first value; `mark`: "seen" in a real form, or "to confirm".

    `lowest`, `highest`: whole numbers or cents; `when`: on which side of today a date may lie. `columns`, `add`: of a
    table, and what its button says. `paper`: which document is asked for. `confidential`: only for those who interview,
    and not shown back to an adult who did not hear it. `apart`: asked of an adult who is alone with the caseworker.
    `feeds`: what the answer counts for ("sia.work", "ethos", "esf.employment").
    `read_back`: on the summary that the family reads and takes home; a confidential answer never is.
    `special`: on health; not asked of who has said no to such data, nor counted.
    `table`: asked of members and short, it is a column of one table with a row for each, where there is room.
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
    apart: bool = False
    special: bool = False
    read_back: bool = True
    feeds: tuple[str, ...] = ()
    columns: tuple["Question", ...] = ()
    add: str = ""
    paper: str = ""
    table: bool = False

    @property
    def on_paper(self) -> bool:
        """May the answer stand on a sheet that anybody of the family can see? Notes are the office's own words."""
        return self.read_back and not self.confidential and self.kind is not Kind.NOTE

    def column(self, name: str) -> "Question | None":
        return next((each for each in self.columns if each.id == name), None)

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
    """Who can be asked. `age` in years, None where the birth date is unknown (then counted among the adults).

    `months`: the age of a small child, which years do not tell.
    `declines`: has said no to data of special kinds; a minor where every adult has.
    """

    id: str
    age: int | None = None
    outside_eu: bool = False
    given: str = ""
    months: int | None = None
    declines: bool = False

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age < ADULT_AGE


@dataclass(frozen=True)
class Answer:
    """What is known. `value` None goes with unknown, declined and ask_again. `said_by`: a person's id or a paper.

    `heard`: the people at the table when it was said. `before`: what an earlier interview had, where it was other.
    """

    value: Value | None
    status: Status = Status.SAID
    said_by: str = ""
    on: date | None = None
    heard: tuple[str, ...] = ()
    before: Value | None = None

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


def is_empty_table(question: Question, answer: "Answer | None") -> bool:
    """A table that nobody needs to fill and that nobody has begun: like a note, it is not counted."""
    return question.kind is Kind.ROWS and question.need is Need.OPTIONAL and answer is None


def questions_of(sections: tuple[Section, ...]) -> dict[str, Question]:
    """Every question by its id."""
    return {question.id: question for section in sections for question in section.questions}
