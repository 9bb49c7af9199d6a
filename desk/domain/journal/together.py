"""Fields that one person writes in one breath: what is decided of the first that waits goes for the rest. And fields
that say that something is over: nobody has to choose between two moments of it."""

from collections.abc import Collection
from typing import Any, Final

from desk.domain.journal.merge import Settled

_CALL: Final = ("caseworker", "room", "called_at", "calls", "state", "picked_why", "entered_at", "left_at")
_PLACED: Final = ("start", "minutes", "caseworker", "room", "interpreter", "others", "equipment", "booked_by")
_SENT: Final = ("state", "at", "by", "way", "contact", "device", "gateway_id", "tries", "fault", "key", "start")
TOGETHER: Final = {
    "answer": (("value", "status", "said_by", "answered_on", "interview", "heard", "before"),),
    "appointment": (_PLACED,),
    "confirmation": (("answer", "why", "staff", "at", "by", "start"),),
    "consent": (("state", "on_date", "recorded_by", "basis"),),
    "document": (("state", "how", "seen_on", "seen_by"),),
    "follow_up": (("outcome", "moved_to", "day", "at", "by", "visit"),),
    "identifier": (("value", "canonical"),),
    "interview": (("state", "ended_at", "section", "present", "visit"),),
    "objective": (("title", "translations", "library"),),
    "result": (("text", "translations", "library"),),
    "commitment": (("text", "translations", "library"),),
    "support": (("text", "translations", "library"),),
    "help_call": (("answered_by", "answered_at"),),
    "reminder": (_SENT,),
    "visit": (_CALL, ("ticket", "arrived_at")),
}
"""A value with where it comes from, an hour with its room, words with their translations."""

TOLD: Final = {
    "appointment": ("minutes", "caseworker", "room", "interpreter", "others", "equipment"),
    "consent": ("on_date",),
    "document": ("how",),
    "follow_up": ("moved_to", "day"),
    "visit": ("caseworker", "room", "arrived_at"),
}
"""What is shown with a value when it is decided along with it: the rest nobody would miss, or it is seen already."""

PAIRS: Final = tuple(
    (table, first, then)
    for table, groups in TOGETHER.items()
    for group in groups
    for place, first in enumerate(group)
    for then in group[place + 1 :]
)


def goes_with(table: str, field: str) -> tuple[str, ...]:
    """The fields after it in its group."""
    return tuple(then for name, first, then in PAIRS if (name, first) == (table, field))


def stands_alone(table: str, field: str, others: Collection[str]) -> bool:
    """False where one of the others of its row is decided for it too."""
    return not any(name == table and then == field and first in others for name, first, then in PAIRS)


_OVER_ANYWHERE: Final = frozenset({"removed"})
_OVER: Final = frozenset(
    {
        ("day_end", "at"),
        ("day_end", "by"),
        ("help_call", "over_at"),
        ("interview", "ended_at"),
        ("plan", "closed_on"),
        ("visit", "left_at"),
    }
)
"""When, or by whom, something was taken away or closed."""


def says_the_same(table: str, field: str, one: Any, other: Any) -> bool:
    """Two who both took a line away say the same of it, whatever the minute; who put it back says something else."""
    is_over = field in _OVER_ANYWHERE or (table, field) in _OVER
    return bool(one == other or (is_over and one and other))


def is_question(table: str, field: str, settled: Settled) -> bool:
    """True when a person has to decide."""
    return not all(says_the_same(table, field, head.value, settled.current.value) for head in settled.heads)


def seen_by_next(table: str, field: str, settled: Settled) -> str:
    """The `base` of the next plain write: all heads that say what the one that shows says."""
    shown = settled.current.value
    return " ".join(sorted(head.at for head in settled.heads if says_the_same(table, field, head.value, shown)))
