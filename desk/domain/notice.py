"""The privacy notice as data: what it says, and what an adult may say yes or no to."""

from msgspec import Struct


class NoticeSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A heading and its sentences, read by families."""

    id: str
    title: str
    lines: tuple[str, ...]


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """`text` is what the adult agrees to, in the first person; `staff` what the screens call it."""

    id: str
    text: str
    staff: str


class Notice(Struct, frozen=True):
    """The whole sheet."""

    title: str
    choices_title: str
    sections: tuple[NoticeSection, ...]
    choices: tuple[Choice, ...]

    def texts(self) -> tuple[str, ...]:
        """Everything that a family reads."""
        lines = (text for section in self.sections for text in (section.title, *section.lines))
        return (self.title, *lines, self.choices_title, *(choice.text for choice in self.choices))
