"""A visit moves only along its table, and a running time is never reset."""

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.visit import MOST_CALLS, OPEN, STAMPS, TABLE, Move, State, after, stamp

STATES, MOVES = st.sampled_from(State), st.sampled_from(Move)


def test_a_visit_from_the_door_to_the_end() -> None:
    state = State.EXPECTED
    for move in (Move.ARRIVE, Move.CALL, Move.RECALL, Move.ENTER, Move.CLOSE):
        reached = after(state, move)
        assert reached is not None
        state = reached
    assert state is State.DONE


def test_who_does_not_answer_waits_again_and_is_missed_after_the_last_call() -> None:
    assert after(State.CALLED, Move.NOT_APPEARED, MOST_CALLS - 1) is State.WAITING
    assert after(State.CALLED, Move.NOT_APPEARED, MOST_CALLS) is State.MISSED


def test_a_missed_family_can_be_called_again() -> None:
    assert after(State.MISSED, Move.CALL) is State.CALLED


@given(STATES, MOVES, st.integers(0, 9))
def test_what_is_not_in_the_table_cannot_be_done(state: State, move: Move, calls: int) -> None:
    reached = after(state, move, calls)
    if (state, move) not in TABLE:
        assert reached is None
    if state is State.DONE:
        assert reached is None


@given(st.lists(MOVES, max_size=30))
def test_nobody_enters_without_a_call_and_nobody_is_called_without_an_arrival_or_a_miss(moves: list[Move]) -> None:
    state, made, calls = State.EXPECTED, [], 0
    for move in moves:
        reached = after(state, move, calls)
        if reached is None:
            continue
        calls += move in (Move.CALL, Move.RECALL)
        made.append(move)
        state = reached
    if Move.ENTER in made:
        assert Move.CALL in made[: made.index(Move.ENTER)]
    if state in OPEN:
        assert Move.ARRIVE in made or Move.MISS in made


@given(MOVES, st.sampled_from([None, "", "2026-11-24T09:21:00+00:00"]))
def test_only_a_new_call_writes_over_a_moment(move: Move, already: str | None) -> None:
    column = stamp(move, dict.fromkeys(STAMPS.values(), already))
    if already and move is not Move.CALL:
        assert column is None
    if column:
        assert column == STAMPS[move]


def test_every_state_can_be_left_or_is_an_end() -> None:
    ends = set(State) - {state for state, _ in TABLE}
    assert ends == {State.DONE}
