"""An appointment from the first wish to its end: the steps of Bahmni's appointment module, and which may follow which.

Until the family stands at the door the appointment's own row says the step; from then on its visit does."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from desk.domain.visit import State


class Step(StrEnum):
    """Where an appointment stands. The first three, and cancelled, are written in its row."""

    REQUESTED = "requested"
    WAITING_LIST = "waiting_list"
    SCHEDULED = "scheduled"
    ARRIVED = "arrived"
    CHECKED_IN = "checked_in"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    MISSED = "missed"


NEXT: Final[Mapping[Step, frozenset[Step]]] = MappingProxyType(
    {
        Step.REQUESTED: frozenset({Step.WAITING_LIST, Step.SCHEDULED, Step.CANCELLED}),
        Step.WAITING_LIST: frozenset({Step.SCHEDULED, Step.CANCELLED}),
        Step.SCHEDULED: frozenset({Step.SCHEDULED, Step.WAITING_LIST, Step.ARRIVED, Step.CANCELLED, Step.MISSED}),
        Step.ARRIVED: frozenset({Step.CHECKED_IN, Step.MISSED}),
        Step.CHECKED_IN: frozenset({Step.ARRIVED, Step.IN_PROGRESS, Step.MISSED}),
        Step.IN_PROGRESS: frozenset({Step.ARRIVED, Step.CHECKED_IN, Step.COMPLETED}),
        Step.MISSED: frozenset({Step.ARRIVED, Step.CHECKED_IN}),
        Step.CANCELLED: frozenset({Step.REQUESTED, Step.WAITING_LIST, Step.SCHEDULED}),
        Step.COMPLETED: frozenset(),
    }
)
"""What may follow. Scheduled after scheduled is another time; after cancelled the cancelling is taken back; who was
missed may still turn up."""

UNTIMED: Final = frozenset({Step.REQUESTED, Step.WAITING_LIST})
"""Has no time yet."""

_OF_VISIT: Final[Mapping[State, Step]] = MappingProxyType(
    {
        State.EXPECTED: Step.SCHEDULED,
        State.WAITING: Step.ARRIVED,
        State.CALLED: Step.CHECKED_IN,
        State.PARKED: Step.CHECKED_IN,
        State.INSIDE: Step.IN_PROGRESS,
        State.DONE: Step.COMPLETED,
        State.MISSED: Step.MISSED,
        State.LEFT: Step.MISSED,
    }
)

_SEEN, _STEPS = frozenset(State) - {State.EXPECTED}, frozenset(Step)


def step_of(row_state: str | None, visit_state: str | None = None) -> Step:
    """The step that row and visit say together: what happened at the door outweighs the diary. A row of another
    version, with a state that is not known here, holds its time."""
    if visit_state in _SEEN:
        return _OF_VISIT[State(visit_state)]
    return Step(row_state) if row_state in _STEPS else Step.SCHEDULED


def may_follow(now: Step, then: Step) -> bool:
    """The step can be taken."""
    return then in NEXT[now]
