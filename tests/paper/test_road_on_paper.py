"""The road of families in every trouble, drawn and said in every language: nothing touches, nothing is missing."""

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from desk.catalogue.programmes import load_programmes
from desk.domain.road import Flow, Loan, RoadFacts
from desk.domain.road_scenario import DepositAid, RoadBase, Scenario, Work, road_of
from desk.office.plan.road import printed_road, road_sentences
from desk.office.road.household_road import Hours, RoadSketch
from desk.paper import look, words
from desk.paper.model import Road, RoadStep
from desk.paper.plan import plan_sheet
from desk.paper.road import statures
from desk.paper.words import Text
from tests.paper.paper_reading import read_pages
from tests.paper.paper_samples import EL_AMRANI
from tests.paper.test_every_sheet import struck
from tests.paper.test_printed_plan import sound

START = date(2026, 11, 24)
FIGURES = load_programmes().road_on(START)
FAMILIES = {
    "no income": RoadFacts(3, (), 440_00),
    "income ends next week": RoadFacts(2, (Flow(2000_00, end=date(2026, 12, 1)),), 290_00, saved_cents=2000_00),
    "debt above income": RoadFacts(1, (Flow(1000_00),), 290_00, loans=(Loan(90_000_00, 1500_00),)),
    "fourteen people": RoadFacts(14, (Flow(2400_00),), 1250_00, savings=(Flow(100_00),), leave_by=date(2027, 7, 15)),
    "too late": RoadFacts(2, (Flow(1500_00),), 400_00, savings=(Flow(100_00),), leave_by=date(2026, 12, 20)),
    "money that ends": RoadFacts(2, (Flow(1500_00, end=date(2027, 8, 31)),), 400_00, saved_cents=1500_00),
    "very much money": RoadFacts(2, (Flow(99_999_99),), 9_999_00, saved_cents=99_999_00, leave_by=date(2029, 1, 1)),
}
SCENARIO = Scenario(work=(Work("p", 38, 7_20, 561_60, date(2027, 3, 1)),), deposit_paid=True)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", ["it", "en", "ro", "ar", "es", "fr", "zh", "sq"])
def test_every_road_is_whole_on_paper(language: str, large: bool) -> None:
    for place, (name, facts) in enumerate(FAMILIES.items()):
        scenario = SCENARIO if place % 2 == large else Scenario()
        hours = (Hours(20), Hours(38, date(2027, 3, 1))) if scenario.work else ()
        sketch = RoadSketch(road_of(RoadBase(facts, deposit_aid=DepositAid()), scenario, FIGURES, START), "", hours)
        sentences = road_sentences(sketch, language)
        assert len(sentences) == 3, name
        assert all(each.translated for each in sentences) or language == "it", name
        page = replace(
            EL_AMRANI,
            family_language=language,
            road=printed_road(sketch),
            road_sentences=sentences,
            commitments=(),
            results=(),
            large=large,
        )
        sound(plan_sheet(page))


def test_in_large_print_the_rent_looked_for_ends_at_the_edge_in_every_language() -> None:
    """Amber words are no sign of a missing translation."""
    sketch = RoadSketch(road_of(RoadBase(FAMILIES["too late"]), Scenario(), FIGURES, START), "")
    for language in ("en", "zh"):
        sheet = plan_sheet(replace(EL_AMRANI, family_language=language, road=printed_road(sketch), large=True))
        sought = words.pair(language, Text.SOUGHT_RENT, amount=words.money(language, 400_00)).translated
        (said,) = [line for line in sheet.drawn if line.text == sought]
        assert said.right == pytest.approx(look.RIGHT, abs=1), language


def test_a_smaller_sum_never_looks_like_a_greater_one_and_has_room_for_its_words() -> None:
    low = Road((RoadStep(200_00), RoadStep(360_00, date(2026, 12, 1)), RoadStep(900_00, date(2027, 12, 1))), 300_00)
    for road in (
        low,
        replace(low, sought_cents=5),
        replace(low, steps=(RoadStep(0), RoadStep(6_00)), sought_cents=500),
    ):
        reaches = statures(road, 48, 68)
        sums = sorted({road.sought_cents, *(step.rent_cents for step in road.steps)})
        tall = [reaches(each) for each in sums]
        assert tall == sorted(set(tall))
        assert tall[0] >= 48
        assert tall[-1] == 68
    usual = statures(EL_AMRANI.road or low, 48, 68)
    assert usual(360_00) / usual(490_00) == pytest.approx(360 / 490)
    assert statures(Road((RoadStep(0),), 0), 48, 68)(0) == 48


HARD = {
    "nothing": Road((RoadStep(0),), 0, date(2027, 7, 15)),
    "both near nothing": Road((RoadStep(0, hours=4), RoadStep(6_00, date(2027, 3, 1), contract=True)), 5_00),
    "at once": Road((RoadStep(600_00, hours=38, contract=True),), 480_00, date(2027, 7, 15)),
    "far above": Road((RoadStep(900_00, hours=20), RoadStep(1200_00, date(2026, 12, 1), hours=40)), 100_00),
    "four steps": Road(
        (
            RoadStep(300_00, hours=20),
            RoadStep(345_00, date(2027, 9, 1), hours=40),
            RoadStep(467_00, date(2027, 11, 1), saving_cents=144_000),
            RoadStep(480_00, date(2028, 9, 1), saving_cents=98_765_400, contract=True),
        ),
        479_00,
        date(2028, 10, 31),
    ),
}


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", ["it", "ar", "zh", "es", "sq"])
def test_the_words_of_a_hard_road_are_all_there_and_none_is_tiny(language: str, large: bool) -> None:
    for name, road in HARD.items():
        sheet = plan_sheet(replace(EL_AMRANI, family_language=language, road=road, results=(), large=large))
        sound(sheet)
        document = pdfium.PdfDocument(sheet.pdf())
        assert list(struck(read_pages(document))) == [], name
        document.close()
        drawn = {line.text: (line.top - line.bottom) / 1.01 for line in sheet.drawn}
        amount = words.money(language, road.sought_cents)
        sought = words.pair(language, Text.SOUGHT_RENT, amount=amount)
        contract = words.pair(language, Text.CONTRACT)
        for both, told in ((sought, road.sought_cents > 0), (contract, any(step.contract for step in road.steps))):
            for said in {both.italian, both.translated if language != "it" else both.italian}:
                assert (said in drawn) == told, (name, said)
        assert min(drawn.values()) >= 7, name
