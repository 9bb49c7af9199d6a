"""When a commitment is due, as typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.when import HOW_OFTEN, When, read_when, write_when

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1/12/2026", When(date(2026, 12, 1))),
        ("1.12.26", When(date(2026, 12, 1))),
        ("1/12", When(date(2026, 12, 1))),
        ("3/2", When(date(2027, 2, 3))),
        ("Ogni  settimana", When(how_often="ogni settimana")),
        ("mese", When(how_often="ogni mese")),
        ("", When()),
        ("31/2/2027", None),
        ("domani forse", None),
    ],
)
def test_reads_what_people_type(typed: str, meant: When | None) -> None:
    assert read_when(typed, TODAY) == meant


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(HOW_OFTEN))
def test_reads_back_what_it_shows(by: date, how_often: str) -> None:
    assert read_when(write_when(by, ""), TODAY) == When(by)
    assert read_when(write_when(None, how_often), TODAY) == When(how_often=how_often)
