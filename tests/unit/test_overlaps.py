"""Who has to move is decided alike everywhere, and nobody who stays is held twice."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.overlaps import Booking, to_move

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def booking(name: str, start: int, minutes: int, holds: str, stamp: str) -> Booking:
    begins = NINE + timedelta(minutes=start)
    return Booking(name, begins, begins + timedelta(minutes=minutes), frozenset(holds.split()), stamp)


bookings = st.lists(
    st.builds(
        booking,
        st.uuids().map(str),
        st.integers(0, 300),
        st.integers(5, 90),
        st.sets(st.sampled_from("abcd"), min_size=1, max_size=3).map(" ".join),
        st.integers(0, 5).map(str),
    ),
    max_size=12,
)


@given(bookings, st.randoms())
def test_the_order_in_which_entries_arrive_changes_nothing(found: list[Booking], luck: object) -> None:
    shuffled = list(found)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own random
    assert to_move(shuffled) == to_move(found)


@given(bookings)
def test_those_who_stay_are_never_held_twice(found: list[Booking]) -> None:
    moving = to_move(found)
    staying = [each for each in found if each.id not in moving]
    for one, other in combinations(staying, 2):
        assert not (one.holds & other.holds and one.start < other.end and other.start < one.end)
    known = {each.id: each for each in found}
    for each, overlap in moving.items():
        first, later = known[overlap.first], known[each]
        assert (first.stamp, first.id) < (later.stamp, later.id)
        assert overlap.shared == first.holds & later.holds


def test_one_that_moves_itself_pushes_nobody_away() -> None:
    first = booking("first", 0, 60, "ada", "1")
    second = booking("second", 30, 60, "ada bea", "2")
    third = booking("third", 75, 30, "bea", "3")
    assert set(to_move([third, second, first])) == {"second"}
