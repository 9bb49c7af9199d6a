"""One page of the interview as it stands now: groups, members, fields with the state of their answers. No Qt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from desk.catalogue.interview import load_interview
from desk.domain.interview import Answer, Key, Kind, Member, Question, Section, Status, Value
from desk.domain.interview_flow import Slot, progress, visible
from desk.domain.interview_typed import Typed, read_typed
from desk.i18n import _
from desk.office.interview import InterviewView
from desk.office.what_it_tells import Tells
from desk.ui.presenters.interview_words import AnswerWords, answer_words


@dataclass(frozen=True)
class FieldLine:
    """One field: `typed` holds words that are no answer yet, `fault` what is wrong, in a sentence."""

    key: Key
    question: Question
    value: Value | None
    status: Status | None
    typed: str
    words: AnswerWords
    fault: str = ""
    help: str = ""

    @property
    def to_confirm(self) -> bool:
        return self.status is Status.TO_CONFIRM and self.value is not None


@dataclass(frozen=True)
class Block:
    """Fields under one heading; `member`: whose they are."""

    title: str
    member: Member | None
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True)
class SectionLine:
    """A page in the list at the side."""

    id: str
    title: str
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
    """What a page is made from: the answers as they stand on this screen, saved or not."""

    view: InterviewView
    answers: Mapping[Key, Answer]
    typed: Mapping[Key, str]
    failed: Mapping[Key, str]
    tells: Tells
    today: date

    def blocks(self, section: Section) -> tuple[Block, ...]:
        return tuple(self._blocks(visible(section, load_interview(), self.answers, self.view.members)))

    def _blocks(self, slots: Sequence[Slot]) -> Iterator[Block]:
        """Neighbours of one group stand together; questions of members are put member by member."""
        for (title, of_members), run in groupby(slots, key=lambda slot: (slot.question.group, slot.member is not None)):
            here = list(run)
            if not of_members:
                yield Block(_(title) if title else "", None, tuple(self.line(slot) for slot in here))
                continue
            for place, member in enumerate(self.view.members):
                fields = tuple(self.line(slot) for slot in here if slot.member == member)
                if fields:
                    yield Block(_(title) if title and not place else "", member, fields)

    def line(self, slot: Slot) -> FieldLine:
        answer, question = self.answers.get(slot.key), slot.question
        typed = self.typed.get(slot.key, "")
        words, fault = answer_words(answer, self.view.family, self.today), ""
        if slot.key in self.tells.agree and words.state in ("confirmed", "read"):
            words = AnswerWords("confirmed", (self.tells.agree[slot.key], *words.words[1:]))
        if slot.key in self.tells.doubts:
            words, fault = AnswerWords("doubtful", (_("da controllare"),)), self.tells.doubts[slot.key]
        if typed:
            read = read_typed(question, typed, self.today)
            words, fault = AnswerWords("doubtful", (_("da correggere"),)), read.fault if isinstance(read, Typed) else ""
        if slot.key in self.failed:
            words, fault = AnswerWords("doubtful", (_("non ancora salvato"),)), self.failed[slot.key]
        advice = _(question.help) if question.help and question.confidential else ""
        stage = self.tells.stage_words if question.id == STAGE else advice
        return FieldLine(
            slot.key,
            question,
            answer.value if answer else None,
            answer.status if answer else None,
            typed,
            words,
            fault,
            stage,
        )

    def sections(self) -> tuple[SectionLine, ...]:
        sections = load_interview()
        counted = progress(sections, self.answers, self.view.members)
        return tuple(
            SectionLine(section.id, _(section.title), each.answered, each.asked)
            for section, each in zip(sections, counted, strict=True)
        )

    def find(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """Questions that are asked now and have every typed word in their label, sentence or page."""
        wanted = text.casefold().split()
        found = [each for each in self._everything() if _has(each[1], wanted)] if wanted else []
        return tuple(each for each, _words in found[:most])

    def _everything(self) -> Iterator[tuple[Found, str]]:
        sections = load_interview()
        for section in sections:
            for slot in visible(section, sections, self.answers, self.view.members):
                label = _(slot.question.label)
                where = _(section.title) + (f" · {slot.member.given}" if slot.member else "")
                yield Found(slot.key, section.id, label, where), f"{label} {_(slot.question.text)} {where}".casefold()


STAGE = "housing.eviction_stage"


def _has(words: str, wanted: Sequence[str]) -> bool:
    return all(each in words for each in wanted)


def is_note(question: Question) -> bool:
    return question.kind is Kind.NOTE
