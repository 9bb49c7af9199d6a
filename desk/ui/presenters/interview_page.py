"""One page of the interview as it stands now: groups, members, fields with the state of their answers. No Qt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from desk.domain.interview import Answer, Key, Kind, Member, Question, Rows, Section, Status, TableRow, Value
from desk.domain.interview_flow import Situation, Slot, asked_on, count
from desk.domain.interview_typed import Typed, read_typed
from desk.domain.interview_values import row_fault
from desk.i18n import _
from desk.office.household.attachments import CopyLine
from desk.office.household.details import answer_words as value_words
from desk.office.household.documents import paper_words
from desk.office.interview.interview import InterviewView
from desk.office.interview.what_it_tells import Tells
from desk.ui.presenters.interview_words import EMPTY, RESERVED, AnswerWords, answer_words, with_before

STAGE = "housing.eviction_stage"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FieldLine:
    """One field: `typed` holds words that are no answer yet, `fault` what is wrong, in a sentence.

    `remark`: the note at it. `place`: line and column where it stands in a table; `lines`: of a table;
    `reserved`: not shown to those here.
    """

    key: Key
    question: Question
    value: Value | None
    status: Status | None
    typed: str
    words: AnswerWords
    fault: str = ""
    help: str = ""
    place: str = ""
    choices: Choices = ()
    reserved: bool = False
    lines: tuple["TableLine", ...] = ()
    remark: str = ""
    copies: tuple[CopyLine, ...] = ()

    @property
    def to_confirm(self) -> bool:
        return self.status is Status.TO_CONFIRM and self.value is not None


@dataclass(frozen=True)
class TableLine:
    """One line of a table; `earlier`: from an interview of before, not confirmed yet."""

    id: str
    cells: tuple[FieldLine, ...]
    earlier: bool


@dataclass(frozen=True)
class Block:
    """Fields under one heading; `member`: whose they are; `columns`: what of it may stand in a table of the members."""

    title: str
    member: Member | None
    fields: tuple[FieldLine, ...]
    columns: tuple[Question, ...] = ()


@dataclass(frozen=True)
class SectionLine:
    """A page in the list at the side."""

    id: str
    title: str
    icon: str
    answered: int
    asked: int

    @property
    def complete(self) -> bool:
        return self.asked > 0 and self.answered == self.asked


@dataclass(frozen=True)
class Found:
    """A question that fits what was typed."""

    key: Key
    section: str
    label: str
    where: str


@dataclass(frozen=True)
class Page:
    """What a page is made from: the answers as they stand on this screen, saved or not. `blank`: lines just added."""

    view: InterviewView
    answers: Mapping[Key, Answer]
    typed: Mapping[Key, str]
    failed: Mapping[Key, str]
    tells: Tells
    today: date
    blank: Mapping[Key, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def _slots(self) -> dict[str, tuple[Slot, ...]]:
        """Worked out once for all pages: conditions look across them."""
        view = self.view
        situation = Situation(view.questionnaire.questions, self.answers, view.members, view.alone)
        return {section.id: asked_on(section, situation) for section in view.questionnaire.sections}

    @cached_property
    def people(self) -> Choices:
        return tuple((each.id, each.given) for each in self.view.members)

    @cached_property
    def _made(self) -> dict[str, tuple[Block, ...]]:
        return {}

    def blocks(self, section: Section) -> tuple[Block, ...]:
        if section.id not in self._made:
            self._made[section.id] = tuple(self._blocks(section))
        return self._made[section.id]

    def _blocks(self, section: Section) -> Iterator[Block]:
        """Neighbours of one group stand together; questions of members are put member by member."""
        slots = self._slots[section.id]
        for (title, of_members), run in groupby(slots, key=lambda slot: (slot.question.group, slot.member is not None)):
            here = list(run)
            if not of_members:
                yield Block(_(title) if title else "", None, tuple(self.line(slot) for slot in here))
                continue
            columns = tuple(each for each in section.questions if each.table and each.group == title)
            first = True
            for member in self.view.members:
                fields = tuple(self.line(slot) for slot in here if slot.member == member)
                if fields:
                    yield Block(_(title) if title and first else "", member, fields, columns)
                    first = False

    def line(self, slot: Slot) -> FieldLine:
        answer, question, key = self.answers.get(slot.key), slot.question, slot.key
        typed = self.typed.get(key, "")
        reserved = key in self.view.told.reserved
        words, fault = self._state(answer, question, key, typed)
        advice = _(question.help) if question.help and (question.confidential or question.kind is Kind.ROWS) else ""
        return FieldLine(
            key,
            question,
            answer.value if answer else None,
            answer.status if answer else None,
            typed,
            RESERVED if reserved else words,
            fault,
            self.tells.stage_words if question.id == STAGE else advice,
            choices=self._choices(question),
            reserved=reserved,
            remark=self.view.told.remarks.get(key, ""),
            lines=tuple(self._lines(key, question, answer)) if question.kind is Kind.ROWS else (),
            copies=() if reserved else self.view.papers.get((question.paper, key[1]), ()),
        )

    def _state(self, answer: Answer | None, question: Question, key: Key, typed: str) -> tuple[AnswerWords, str]:
        words, fault = answer_words(answer, self.view.family, self.today), ""
        if answer is not None and answer.before is not None:
            words = with_before(words, value_words(question, answer.before, dict(self.people)))
        if key in self.tells.agree and words.state in ("confirmed", "read"):
            words = AnswerWords("confirmed", (self.tells.agree[key], *words.words[1:]))
        if key in self.tells.doubts:
            words, fault = AnswerWords("doubtful", (_("da controllare"),)), self.tells.doubts[key]
        if typed:
            read = read_typed(question, typed, self.today)
            words, fault = AnswerWords("doubtful", (_("da correggere"),)), read.fault if isinstance(read, Typed) else ""
        if key in self.failed:
            words, fault = AnswerWords("doubtful", (_("non ancora salvato"),)), self.failed[key]
        return words, fault

    def _choices(self, question: Question) -> Choices:
        if question.kind is Kind.PERSON:
            return self.people
        if question.kind is Kind.DOCUMENT:
            return tuple(paper_words().items())
        return tuple((each.code, _(each.label)) for each in question.options)

    def _lines(self, key: Key, table: Question, answer: Answer | None) -> Iterator[TableLine]:
        known = answer.value.rows if answer is not None and isinstance(answer.value, Rows) else ()
        ids = {row.id for row in known}
        blank = tuple(TableRow(name) for name in self.blank.get(key, ()) if name not in ids)
        for row in (*known, *blank):
            cells = tuple(self._cell(key, table, row, column) for column in table.columns)
            yield TableLine(row.id, cells, row.earlier)

    def _cell(self, key: Key, table: Question, row: TableRow, column: Question) -> FieldLine:
        typed, value, fault = row.typed.get(column.id, ""), row.cells.get(column.id), ""
        if typed:
            read = read_typed(column, typed, self.today)
            if isinstance(read, Typed):
                fault = read.fault
            elif read is not None and not isinstance(read, Rows):
                fault = row_fault(table, {**row.cells, column.id: read}, self.today) or ""
        words = AnswerWords("doubtful", (_("da correggere"),)) if typed else EMPTY
        place = f"{row.id}|{column.id}"
        return FieldLine(key, column, value, None, typed, words, fault, place=place, choices=self._choices(column))

    @cached_property
    def _counted(self) -> tuple[SectionLine, ...]:
        lines = []
        for section in self.view.questionnaire.sections:
            each = count(section, self._slots[section.id], self.answers)
            lines.append(SectionLine(section.id, _(section.title), section.icon, each.answered, each.asked))
        return tuple(lines)

    def sections(self) -> tuple[SectionLine, ...]:
        return self._counted

    def find(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """Questions that are asked now and have every typed word in their label, sentence, page or heading; those that
        only their heading names come after the others."""
        wanted = text.casefold().split()
        found = [each for each in self._everything() if _has(each[1] + each[2], wanted)] if wanted else []
        found.sort(key=lambda each: not _has(each[1], wanted))
        return tuple(each for each, _words, _heading in found[:most])

    def _everything(self) -> Iterator[tuple[Found, str, str]]:
        """Each with the words it is found by, and its heading: «Mesi» alone does not say of what."""
        for section in self.view.questionnaire.sections:
            page = _(section.title)
            for slot in self._slots[section.id]:
                label, heading = _(slot.question.label), _(slot.question.group) if slot.question.group else ""
                member = slot.member.given if slot.member else ""
                where = " · ".join(each for each in (page, heading, member) if each)
                words = f"{label} {_(slot.question.text)} {page} {member} "
                yield Found(slot.key, section.id, label, where), words.casefold(), heading.casefold()


def _has(words: str, wanted: Sequence[str]) -> bool:
    return all(each in words for each in wanted)
