"""Which questions are asked of whom, how far the interview is, and what comes next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desk.domain.interview import (
    Answer,
    Answers,
    Condition,
    Key,
    Kind,
    Member,
    Per,
    Question,
    Rows,
    Rule,
    Section,
    Value,
    is_empty_table,
    questions_of,
    reaches,
)


@dataclass(frozen=True)
class Slot:
    """One question put to the household (`member` None) or to one member."""

    question: Question
    member: Member | None = None

    @property
    def key(self) -> Key:
        return self.question.id, self.member.id if self.member else None


@dataclass(frozen=True)
class Progress:
    """How far a section is; a note is never counted."""

    section: str
    answered: int
    asked: int

    @property
    def complete(self) -> bool:
        return self.answered == self.asked


@dataclass(frozen=True)
class Situation:
    """What conditions look at. `alone`: the adult who is alone with the caseworker; `known`: what was worked out."""

    questions: Mapping[str, Question]
    answers: Answers
    members: Sequence[Member]
    alone: str | None = None
    known: dict[Key, bool] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, rule: Rule | None, member: Member | None = None) -> bool:
        """Does the rule hold for the household, or for this member?"""
        if rule is None:
            return True
        every = all(self._meets(condition, member) for condition in rule.all)
        return every and (not rule.any or any(self._meets(condition, member) for condition in rule.any))

    def _meets(self, condition: Condition, member: Member | None) -> bool:
        asked = (member,) if member else tuple(self.members)
        if not condition.question:
            return any(_fits(condition, each) for each in asked)
        question = self.questions[condition.question]
        if question.per is Per.HOUSEHOLD:
            return _matches(condition, self._value(question, None))
        return any(
            _matches(condition, self._value(question, each)) and _fits(condition, each)
            for each in asked
            if reaches(question.per, each)
        )

    def _value(self, question: Question, member: Member | None) -> Value | None:
        given = self.answers.get((question.id, member.id if member else None))
        if given is None or not self._is_asked(question, member):
            return None
        return given.value

    def _is_asked(self, question: Question, member: Member | None) -> bool:
        """Worked out once: twelve members and four hundred questions look at the same answers again and again."""
        key = question.id, member.id if member else None
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._is_heard(question, member) and self.holds(question.shown_if, member)
        return found

    def _is_heard(self, question: Question, member: Member | None) -> bool:
        """What is asked apart is asked, and shown, only of whoever is alone here; what is special, of who allows it."""
        if question.special and (member.declines if member else _all_decline(self.members)):
            return False
        if not question.apart:
            return True
        return self.alone is not None and (member is None or member.id == self.alone)

    def slots(self, question: Question) -> Iterator[Slot]:
        """Where this question is asked now."""
        asked: Iterable[Member | None] = (
            (None,) if question.per is Per.HOUSEHOLD else (each for each in self.members if reaches(question.per, each))
        )
        return (Slot(question, each) for each in asked if self._is_asked(question, each))


def visible(
    section: Section,
    sections: tuple[Section, ...],
    answers: Answers,
    members: Sequence[Member],
    alone: str | None = None,
) -> tuple[Slot, ...]:
    """The questions of one section as they are asked now, in file order, members in theirs.

    An answer to a question that is not asked any more counts for nothing, but is not thrown away.
    """
    return asked_on(section, Situation(questions_of(sections), answers, members, alone))


def asked_on(section: Section, situation: Situation) -> tuple[Slot, ...]:
    """The same where the situation is at hand."""
    return tuple(slot for question in section.questions for slot in situation.slots(question))


def progress(
    sections: tuple[Section, ...], answers: Answers, members: Sequence[Member], alone: str | None = None
) -> tuple[Progress, ...]:
    """Answered and asked, section by section."""
    situation = Situation(questions_of(sections), answers, members, alone)
    return tuple(count(section, asked_on(section, situation), answers) for section in sections)


def count(section: Section, slots: Sequence[Slot], answers: Answers) -> Progress:
    counted = [slot for slot in slots if is_counted(slot, answers)]
    return Progress(section.id, sum(_settled(answers.get(slot.key)) for slot in counted), len(counted))


def is_counted(slot: Slot, answers: Answers) -> bool:
    """Notes are never counted, tables that nobody needs only once they are begun."""
    return slot.question.kind is not Kind.NOTE and not is_empty_table(slot.question, answers.get(slot.key))


def next_unanswered(slots: Sequence[Slot], answers: Answers, after: Key | None = None) -> Slot | None:
    """The next open question after one, going round to the first; None when nothing is open. Notes never are."""
    keys = [slot.key for slot in slots]
    start = keys.index(after) + 1 if after in keys else 0
    turned = [*slots[start:], *slots[:start]]
    return next((slot for slot in turned if is_counted(slot, answers) and not _settled(answers.get(slot.key))), None)


def _all_decline(members: Sequence[Member]) -> bool:
    adults = [each for each in members if not each.is_minor]
    return bool(adults) and all(each.declines for each in adults)


def _settled(answer: Answer | None) -> bool:
    return answer is not None and answer.settled


def _fits(condition: Condition, member: Member) -> bool:
    if condition.fact == "outside_eu" and not member.outside_eu:
        return False
    if condition.age_from is None and condition.age_to is None:
        return True
    if member.age is None:
        return False
    return (condition.age_from or 0) <= member.age <= (member.age if condition.age_to is None else condition.age_to)


def _matches(condition: Condition, value: Value | None) -> bool:
    if condition.exists is not None:
        there = bool(value.filled()) if isinstance(value, Rows) else value is not None
        return there is condition.exists
    if value is None or isinstance(value, Rows):
        return False
    if isinstance(value, tuple):
        return any(code in condition.one_of for code in value)
    if condition.at_least is not None and not (isinstance(value, int) and value >= condition.at_least):
        return False
    if condition.at_most is not None and not (isinstance(value, int) and value <= condition.at_most):
        return False
    return not condition.one_of or value in condition.one_of
