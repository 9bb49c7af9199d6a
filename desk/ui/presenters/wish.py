"""What is looked for when an appointment is booked, and the same as text while it is half filled. No Qt."""

from dataclasses import dataclass
from datetime import date

import msgspec

FIRST_SERVICE = "interview"


@dataclass(frozen=True)
class Wish:
    """What is looked for. `caseworker`: "" for whoever is free; `language`: of the interpreter, "" for none; `beside`:
    further services at the same table; `present`: the members who come, none named for all; `equipment`: what the room
    must have."""

    service: str = FIRST_SERVICE
    minutes: int = 45
    caseworker: str = ""
    language: str = ""
    beside: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    not_before: date | None = None
    not_after: date | None = None
    equipment: tuple[str, ...] = ()


def wish_text(wish: Wish) -> str:
    return msgspec.json.encode(wish).decode()


def read_wish(text: str) -> Wish | None:
    """None where another version of the program wrote it."""
    try:
        return msgspec.json.decode(text, type=Wish)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
