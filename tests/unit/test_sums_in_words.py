"""Sums as each language writes them, and read again whichever way they were typed."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from desk import i18n
from desk.catalogue.interview import load_interview
from desk.domain.interview import Kind, Question
from desk.domain.interview_typed import read_typed, shown
from desk.i18n import amount, decimal, grouped, money, percent
from tests.unit.test_road import START


@pytest.fixture(params=["it", "en"])
def language(request: pytest.FixtureRequest) -> str:
    i18n.use(request.param)
    return str(request.param)


@pytest.fixture(autouse=True)
def _italian_again() -> object:
    yield
    i18n.use("it")


def wages() -> Question:
    questions = (each for section in load_interview() for each in section.questions)
    return replace(next(each for each in questions if each.kind is Kind.MONEY), highest=None)


def test_the_screens_write_sums_in_their_language(language: str) -> None:
    english = language == "en"
    assert money(376_000) == ("3,760 €" if english else "3.760 €")
    assert money(9_450) == ("94.50 €" if english else "94,50 €")
    assert money(-1) == ("-0.01 €" if english else "-0,01 €")
    assert grouped(1_234_567) == ("1,234,567" if english else "1.234.567")
    assert decimal(Decimal("18.30")) == ("18.3" if english else "18,3")
    assert decimal(Decimal(20)) == "20"
    assert percent(30) == ("30%" if english else "30 %")


@pytest.mark.parametrize(
    ("of", "said"),
    [("ro", "3.760,50 €"), ("fr", "3\u00a0760,50 €"), ("zh", "3,760.50欧元"), ("ar", "3760.50 يورو")],
)
def test_a_family_reads_its_own(of: str, said: str) -> None:
    assert money(376_050, of) == said


@pytest.mark.parametrize("cents", [1, 50, 94_50, 3_760_00, 3_760_05, 1_234_567_89])
def test_what_a_field_shows_is_read_as_the_same_sum(language: str, cents: int) -> None:
    assert shown(wages(), cents) == amount(cents)
    assert read_typed(wages(), amount(cents), START) == cents


@pytest.mark.parametrize("typed", ["3.760", "3,760", "3'760", "3 760", "3760", "3760,00", "3,760.00", "3.760,00 €"])
def test_either_way_of_typing_a_sum_is_the_same_in_both_languages(language: str, typed: str) -> None:
    assert read_typed(wages(), typed, START) == 3_760_00


@pytest.mark.parametrize("typed", ["€ 470", "470 €", "470€", "470 euro", "470 Euro", "470"])
def test_a_sum_with_its_coin_is_a_sum(typed: str) -> None:
    assert read_typed(wages(), typed, START) == 470_00
