"""One visit to the office: its states, the moves between them, and which moment each move stamps."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

MOST_CALLS: Final = 3
"""After this many calls without an answer the visit is missed; before, the family goes back to wait."""

WAITING_TIME, SERVICE_TIME = "waiting", "service"
"""The two times of a visit that staff may mark as wrong: a wrong one stays, but counts nowhere."""


class State(StrEnum):
    """Where a visit stands."""

    EXPECTED = "expected"
    WAITING = "waiting"
    CALLED = "called"
    INSIDE = "with_caseworker"
    PARKED = "parked"
    DONE = "done"
    MISSED = "missed"
    LEFT = "left"


class Move(StrEnum):
    """What somebody does with a visit."""

    ARRIVE = "arrive"
    CALL = "call"
    RECALL = "recall"
    ENTER = "enter"
    NOT_APPEARED = "not_appeared"
    PARK = "park"
    UNPARK = "unpark"
    CLOSE = "close"
    LEAVE = "leave"
    MISS = "miss"
    HAND_OVER = "hand_over"


#: from state, by move, to state; what is not here cannot be done
TABLE: Final = MappingProxyType(
    {
        (State.EXPECTED, Move.ARRIVE): State.WAITING,
        (State.EXPECTED, Move.MISS): State.MISSED,
        (State.MISSED, Move.ARRIVE): State.WAITING,
        (State.MISSED, Move.CALL): State.CALLED,
        (State.LEFT, Move.ARRIVE): State.WAITING,
        (State.WAITING, Move.CALL): State.CALLED,
        (State.WAITING, Move.PARK): State.PARKED,
        (State.WAITING, Move.LEAVE): State.LEFT,
        (State.CALLED, Move.RECALL): State.CALLED,
        (State.CALLED, Move.ENTER): State.INSIDE,
        (State.CALLED, Move.NOT_APPEARED): State.WAITING,
        (State.CALLED, Move.PARK): State.PARKED,
        (State.CALLED, Move.LEAVE): State.LEFT,
        (State.CALLED, Move.MISS): State.MISSED,
        (State.INSIDE, Move.PARK): State.PARKED,
        (State.INSIDE, Move.CLOSE): State.DONE,
        (State.PARKED, Move.UNPARK): State.WAITING,
        (State.PARKED, Move.CALL): State.CALLED,
        (State.PARKED, Move.LEAVE): State.LEFT,
        (State.WAITING, Move.HAND_OVER): State.WAITING,
        (State.CALLED, Move.HAND_OVER): State.WAITING,
        (State.INSIDE, Move.HAND_OVER): State.WAITING,
        (State.PARKED, Move.HAND_OVER): State.WAITING,
    }
)

STAMPS: Final = MappingProxyType(
    {
        Move.ARRIVE: "arrived_at",
        Move.CALL: "called_at",
        Move.ENTER: "entered_at",
        Move.CLOSE: "left_at",
        Move.LEAVE: "left_at",
    }
)

OPEN: Final = frozenset({State.WAITING, State.CALLED, State.INSIDE, State.PARKED})
"""The family is in the office."""


def calls_left(calls: int, times_missed: int = 0) -> int:
    """How often the family may still be called; who was missed and turns up has all its calls again."""
    return max(0, MOST_CALLS * (times_missed + 1) - calls)


def after(state: State, move: Move, calls: int = 0, times_missed: int = 0) -> State | None:
    """The state after a move, None where it cannot be made. `calls`: how often this visit has been called."""
    left = calls_left(calls, times_missed)
    if (state, move) == (State.CALLED, Move.RECALL) and not left:
        return None
    if (state, move) == (State.CALLED, Move.NOT_APPEARED) and not left:
        move = Move.MISS
    return TABLE.get((state, move))


def stamp(move: Move, moments: Mapping[str, str | None]) -> str | None:
    """The column that takes the present moment; None where there is none, or where its time runs already.

    A wrong click never resets a running time; only a new call after a return to the queue has a new moment.
    """
    column = STAMPS.get(move)
    if column is None or (moments.get(column) and move is not Move.CALL):
        return None
    return column
