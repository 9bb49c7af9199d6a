"""What the plan prints of its road: each figure behind it, the unsure ones marked, in all languages."""

from datetime import date

import pytest

from desk.catalogue.programmes import load_programmes
from desk.domain.funds import FundTime
from desk.domain.road import Flow, RoadFacts
from desk.domain.road_scenario import RoadBase, Scenario, Work, road_of
from desk.office.plan.assumptions import road_assumptions
from desk.office.road.funds_told import counted, deposit_aid, hoped, with_arrears
from desk.office.road.household_road import RoadSketch, ToldRoad

START = date(2026, 11, 24)
FIGURES = load_programmes().road_on(START)


def sketch(
    scenario: Scenario, aid_cents: int = 0, *, open_debts: bool = False, begins: date = START, sure: bool = True
) -> RoadSketch:
    """FIMI, which pays arrears and deposit: from a day on, or not sure yet."""
    incomes = (Flow(1200_00), Flow(300_00, end=date(2027, 8, 31)), Flow(90_00, end=date(2026, 1, 31)))
    fund = next(each for each in load_programmes().funds if each.id == "fimi")
    time = FundTime(fund, () if sure else ("one_year",), begins)
    facts = with_arrears(RoadFacts(5, incomes, 480_00), aid_cents, time if sure else None, FIGURES, START)
    base = RoadBase(facts, deposit_aid=deposit_aid([time], aid_cents), arrears_cents=aid_cents)
    told = ToldRoad(
        base, Scenario(), FIGURES, START, True, {}, (time,),
        arrears_cents=aid_cents, aid=counted([time], aid_cents), hoped=hoped([time], aid_cents), open_debts=open_debts,
    )  # fmt: skip
    return RoadSketch(road_of(base, scenario, FIGURES, START), "", told=told, scenario=scenario)


def italian(made: RoadSketch) -> list[str]:
    return [line.italian.replace("\u00a0", " ") for line in road_assumptions(made, "it")]


def test_as_things_are_it_names_rent_share_costs_months_what_ends_and_the_day_of_the_figures() -> None:
    assert italian(sketch(Scenario())) == [
        "Affitto: 480 € al mese.",
        "Ogni 100 € che entrano: al massimo 30 € di affitto.",
        "Spese per vivere: 840 € (da confermare) al mese.",
        "Mesi in cui l’affitto deve andare bene: 6.",
        "Mesi di cauzione: 3.",
        "Un’entrata finisce: agosto.",
        "Cifre del 01/01/2020 (da confermare).",
    ]


def test_work_funds_and_debts_without_an_instalment_are_told_where_they_are_in_the_sum() -> None:
    work = (Work("a", 30, 7_22, 300_00, date(2027, 3, 1)), Work("b", 20, 7_19, 100_00, date(2027, 3, 1)))
    said = italian(sketch(Scenario(work=work, deposit_paid=True), 2000_00, open_debts=True))
    assert "Un’ora di lavoro: 7,20 € (da confermare)." in said
    assert "La cauzione la paga un fondo: 1.440 € (da confermare)." in said
    assert "Dal fondo per i mesi non pagati: 2.000 € (da confermare)." in said
    assert any(line.startswith("Regole dei fondi del ") for line in said)
    assert said[-1] == "Nel conto non ci sono i debiti senza una rata."
    own = italian(sketch(Scenario(arrears_cents=50_00), 2000_00))
    assert not any("fond" in line for line in own)


def test_a_fund_that_pays_later_is_told_with_its_month_and_one_that_is_not_sure_as_left_out() -> None:
    later = italian(sketch(Scenario(), 2000_00, begins=date(2027, 3, 10)))
    assert "Dal fondo per i mesi non pagati, da marzo: 2.000 € (da confermare)." in later
    unsure = italian(sketch(Scenario(), 2000_00, sure=False))
    assert "Nel conto non c’è il fondo per i mesi non pagati." in unsure
    assert not any("Dal fondo" in line for line in unsure)


@pytest.mark.parametrize("language", ["en", "ro", "ar", "es", "fr", "zh", "sq"])
def test_every_line_is_in_the_familys_language(language: str) -> None:
    work = (Work("a", 30, 7_20, 300_00, date(2027, 3, 1)),)
    for made in (
        sketch(Scenario(work=work, deposit_paid=True), 2000_00, open_debts=True),
        sketch(Scenario(), 2000_00, begins=date(2027, 3, 10)),
        sketch(Scenario(), 2000_00, sure=False),
    ):
        lines = road_assumptions(made, language)
        assert all(line.translated and line.translated != line.italian for line in lines)
