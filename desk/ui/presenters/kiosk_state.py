"""What the kiosk shows: its pages, where the paper is, and the words for each refusal. No Qt."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk.domain.lobby_words import Say
from desk.office.lobby.kiosk import Refusal

DIGITS = 8
OLDEST = 1900


class Page(StrEnum):
    """What is on the screen."""

    HOME = "home"
    BORN = "born"
    LETTERS = "letters"
    WORKING = "working"
    TICKET = "ticket"
    MESSAGE = "message"
    STAFF = "staff"


class Printed(StrEnum):
    """Where the paper is."""

    NONE = "none"
    UNDER_WAY = "under_way"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Message:
    """Words for the person. `numbers`: offer to take a number; `calm`: nothing went wrong."""

    title: Say
    how: tuple[Say, ...] = ()
    day: date | None = None
    numbers: bool = False
    calm: bool = False


MESSAGES = {
    Refusal.GARBAGE: Message(Say.GARBAGE, (Say.GARBAGE_HOW,)),
    Refusal.OTHER_OFFICE: Message(Say.OTHER_OFFICE, (Say.OTHER_OFFICE_HOW,)),
    Refusal.OTHER_DAY: Message(Say.OTHER_DAY, (Say.OTHER_DAY_HOW,), numbers=True),
    Refusal.FORGED: Message(Say.FORGED, (Say.TO_DESK,)),
    Refusal.NOT_EXPECTED: Message(Say.NOT_EXPECTED, (Say.NOT_EXPECTED_HOW,), numbers=True),
    Refusal.SEVERAL: Message(Say.TO_DESK, (Say.DESK_KNOWS,)),
    Refusal.NO_KEY: Message(Say.TO_DESK, (Say.NOT_EXPECTED_HOW,), numbers=True),
}
FAULT = Message(Say.NO_NUMBERS, (Say.TO_DESK,))


def born_of(digits: str, today: date) -> date | None:
    """Day, month and year as typed, if that is somebody's birth date."""
    if len(digits) != DIGITS:
        return None
    try:
        day = date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
    return day if day.year >= OLDEST and day <= today else None
