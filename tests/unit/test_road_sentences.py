"""What the road says of households in trouble: one clear sentence each, on the screen and on paper."""

import json
from datetime import date

import pytest

from desk.domain.road_scenario import Scenario
from desk.office.plan.road import road_sentences
from desk.office.road.household_road import RoadSketch, read_road
from desk.office.road.page import read_road_page
from desk.office.session import Session
from desk.ui.presenters.road_words import sentences

START = date(2026, 11, 24)
Told = tuple[tuple[str, object], ...]
IN_ARREARS: Told = (
    ("housing.eviction_stage", "5"), ("housing.release_date", "2026-11-23"), ("economy.wages", 1800_00),
    ("economy.savings", 400_00), ("economy.saving_monthly", 150_00), ("economy.sought_rent", 440_00),
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "screen", "paper"),
    [
        pytest.param(
            (("economy.sought_rent", 440_00),),
            ("Oggi non entra niente: <b>nessun affitto</b> è alla portata.", "Mancano <b>1.467 €</b> di reddito"),
            ("Oggi non resta niente per l’affitto.", "Oggi l’affitto costa troppo."),
            id="no income",
        ),
        pytest.param(
            (
                ("economy.incomes", {"source": "wages", "monthly": 1500_00, "to": "2026-12-01"}),
                ("economy.savings", 2000_00),
                ("economy.sought_rent", 400_00),
            ),
            ("Oggi la famiglia può pagare", "Da <b>gennaio 2027</b> l’affitto costa troppo"),
            ("Oggi potete pagare", "L’affitto va bene solo per pochi mesi."),
            id="income ending next week",
        ),
        pytest.param(
            (
                ("economy.wages", 1000_00),
                ("economy.debts", {"to_whom": "banca", "total": 90_000_00, "monthly": 1500_00}),
                ("economy.sought_rent", 350_00),
            ),
            ("Le rate (1.500 € al mese) prendono tutte le entrate", "Mancano <b>1.530 €</b> di reddito"),
            ("Oggi non resta niente per l’affitto.", "Oggi l’affitto costa troppo."),
            id="a debt larger than all income",
        ),
        pytest.param(
            IN_ARREARS,
            ("Oggi la famiglia può pagare", "<b>La data di rilascio è passata</b>: chiedi a che punto è lo sfratto."),
            ("Oggi potete pagare", "Il 23/11 è passato. Cerchiamo un aiuto."),
            id="eviction date yesterday",
        ),
    ],
)
def test_a_household_in_trouble(session: Session, told: Told, screen: tuple[str, str], paper: tuple[str, str]) -> None:
    with session.store.write() as unit:
        home = unit.put("household", code="TH-0217", name="El Amrani")
        for place in range(3):
            person = unit.put("person", given=f"P{place}", surname="El Amrani", birth_date="1990-01-01")
            unit.put("membership", household=home, person=person, role="other", position=place)
        for question, value in told:
            unit.put("answer", household=home, question=question, value=json.dumps(value))
    page = read_road_page(session, home)
    road = page.road(Scenario())
    pays, _saved, comes = [said.text.replace("\u00a0", " ") for said in sentences(road, Scenario(), page)]
    assert screen[0] in pays and screen[1] in comes
    with session.store.read() as connection:
        read = read_road(connection, [home], 3, session.today())
    for language in ("it", "ar", "zh"):
        printed = road_sentences(RoadSketch(road, "", told=read, scenario=Scenario()), language)
        assert paper[0] in printed[0].italian and paper[1] in printed[2].italian
        assert language == "it" or all(each.translated for each in printed)
