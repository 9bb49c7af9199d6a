"""The answers that count: to questions that are asked now, read as the kind of value that a rule looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desk.domain.interview import Answer, Key, Member, Rows, Value
from desk.domain.interview_flow import Situation, asked_on
from desk.office.interview.interview import InterviewView


@dataclass(frozen=True)
class Asked:
    """None and empty: nothing that counts."""

    answers: Mapping[Key, Answer]
    members: tuple[Member, ...]

    def value(self, question: str, person: str | None = None) -> Value | None:
        found = self.answers.get((question, person))
        return found.value if found else None

    def whole(self, question: str, person: str | None = None) -> int | None:
        found = self.value(question, person)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def text(self, question: str, person: str | None = None) -> str:
        found = self.value(question, person)
        return found if isinstance(found, str) else ""

    def yes(self, question: str, person: str | None = None) -> bool | None:
        found = self.value(question, person)
        return found if isinstance(found, bool) else None

    def codes(self, question: str) -> tuple[str, ...] | None:
        found = self.value(question)
        return found if isinstance(found, tuple) else None

    def rows(self, question: str) -> Rows:
        found = self.value(question)
        return found if isinstance(found, Rows) else Rows()

    def day(self, question: str) -> date | None:
        found = self.value(question)
        return found if isinstance(found, date) else None


def asked_now(answers: Mapping[Key, Answer], view: InterviewView) -> Asked:
    """Only what is asked now: an answer to a question that is hidden counts for nothing."""
    situation = Situation(view.questionnaire.questions, answers, view.members, view.alone)
    keys = {slot.key for section in view.questionnaire.sections for slot in asked_on(section, situation)}
    return Asked({key: answer for key, answer in answers.items() if key in keys}, view.members)
