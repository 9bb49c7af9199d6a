"""The two flags above the road to rent: by their poles, never outside, never over each other."""

from hypothesis import assume, given
from hypothesis import strategies as st

from desk.ui.widgets.road.signs import side_by_side

GAP = 4.0


def test_one_before_its_pole_the_other_after_it() -> None:
    assert side_by_side([(230.0, 200.0), (290.0, 170.0)], 850.0, GAP) == [30.0, 290.0]


def test_where_there_is_no_room_before_the_first_pole_it_begins_there() -> None:
    """The release was yesterday: its pole is the first line of the picture."""
    assert side_by_side([(47.0, 190.0), (250.0, 210.0)], 850.0, GAP) == [47.0, 250.0]
    assert side_by_side([(100.0, 210.0), (240.0, 170.0)], 850.0, GAP) == [26.0, 240.0]


def test_one_alone() -> None:
    assert side_by_side([(840.0, 200.0)], 850.0, GAP) == [640.0]
    assert side_by_side([(10.0, 200.0)], 850.0, GAP) == [10.0]
    assert side_by_side([], 850.0, GAP) == []


POLES, WIDTHS = st.floats(0, 850), st.floats(50, 400)


@given(POLES, WIDTHS, POLES, WIDTHS)
def test_inside_and_apart_wherever_the_days_are(one: float, one_wide: float, two: float, two_wide: float) -> None:
    assume(one <= two and one_wide + two_wide + GAP <= 850)
    left, right = side_by_side([(one, one_wide), (two, two_wide)], 850.0, GAP)
    assert left >= 0
    assert left + one_wide + GAP <= right + 0.001
    assert right + two_wide <= 850.001
