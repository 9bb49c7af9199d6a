"""What came after SIA: dated, marked, without a sum that nobody has confirmed."""

from datetime import date

import pytest

from desk.catalogue.programmes import load_programmes
from desk.domain.measures import measure_on
from desk.domain.sia import SiaFacts, score
from desk.office.interview.whys import why_closed

PROGRAMMES = load_programmes()


@pytest.mark.parametrize(
    ("day", "measure"),
    [
        (date(2017, 12, 31), None),
        (date(2018, 1, 1), "rei"),
        (date(2018, 12, 31), "rei"),
        (date(2020, 6, 1), "rdc"),
        (date(2023, 12, 31), "rdc"),
        (date(2024, 1, 1), "adi"),
        (date(2026, 11, 24), "adi"),
    ],
)
def test_the_measure_of_a_day(day: date, measure: str | None) -> None:
    found = measure_on(PROGRAMMES.measures, day)
    assert (found.id if found else None) == measure


def test_sia_and_rei_last_no_longer_than_eighteen_months_together() -> None:
    rei = measure_on(PROGRAMMES.measures, date(2018, 3, 1))
    assert rei is not None
    assert [rei.months_left({"sia": months}) for months in (0, 12, 18, 20)] == [18, 6, 0, 0]
    assert rei.months_left({"sia": 12, "rei": 5, "rdc": 9}) == 1
    adi = measure_on(PROGRAMMES.measures, date(2026, 1, 1))
    assert adi is not None and adi.months_left({"sia": 12}) is None


def test_a_day_that_nobody_has_read_is_not_in_the_file() -> None:
    """Of the citizenship income only the year is known; every measure says where it was read."""
    unknown = [each.id for each in PROGRAMMES.measures if each.valid_from is None]
    assert unknown == ["rdc"]
    assert all(each.source for each in PROGRAMMES.measures)
    assert {each.id for each in PROGRAMMES.measures if each.mark == "to confirm"} == {"rdc"}


def test_no_application_for_sia_since_november_2017() -> None:
    assert PROGRAMMES.sia_until == date(2017, 10, 31)
    late = SiaFacts(date(2017, 11, 1), ())
    assert score(PROGRAMMES.sia[-1], late, PROGRAMMES.sia_until).to_confirm
    assert not list(why_closed(PROGRAMMES.sia_until, date(2017, 10, 31), None))
    (said,) = why_closed(PROGRAMMES.sia_until, date(2026, 8, 19), measure_on(PROGRAMMES.measures, date(2026, 11, 24)))
    assert said.words == (
        "Il SIA non prende più domande dal 01/11/2017. "
        "Dal 01/01/2024 c’è: Assegno di inclusione (ADI). Importo e requisiti da confermare."
    )
    (said,) = why_closed(PROGRAMMES.sia_until, date(2020, 1, 1), measure_on(PROGRAMMES.measures, date(2020, 1, 1)))
    assert "Giorno, importo e requisiti da confermare." in said.words
