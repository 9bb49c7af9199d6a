"""Stamps never go back, whatever the wall clock does, and stay as near to it as they may."""

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.journal.clock import STAMP_LENGTH, milliseconds_of, next_stamp, stamp

DEVICE = "0190c000-0000-7000-8000-00000000abcd"
moments = st.integers(0, 2**44)


@given(st.lists(moments, min_size=2, max_size=40))
def test_stamps_rise_whatever_the_clock_does(walls: list[int]) -> None:
    latest, given_out = "", []
    for wall in walls:
        latest = next_stamp(latest, wall, DEVICE)
        given_out.append(latest)
        assert len(latest) == STAMP_LENGTH
        assert milliseconds_of(latest) >= wall
        assert milliseconds_of(latest) <= max(walls[: len(given_out)])  # and never ahead of every clock that was seen
    assert given_out == sorted(set(given_out))


@given(moments, moments, st.text("0123456789abcdef", min_size=8, max_size=8))
def test_what_was_heard_counts_as_seen(heard: int, wall: int, other: str) -> None:
    theirs = stamp(heard, 0xFFFF, other)
    ours = next_stamp(theirs, wall, DEVICE)
    assert ours > theirs
    assert milliseconds_of(ours) in (wall, heard + 1)


@given(moments, st.integers(0, 0xFFFF), moments, st.integers(0, 0xFFFF))
def test_the_order_of_text_is_the_order_of_time(one: int, count: int, other: int, again: int) -> None:
    assert (stamp(one, count, DEVICE) < stamp(other, again, DEVICE)) == ((one, count) < (other, again))
