"""What the road says of households in trouble: one clear sentence each, on the screen and on paper."""

import json
from datetime import date

import pytest

from desk.domain.road_scenario import Scenario
from desk.office.day_words import with_ad
from desk.office.plan.assumptions import road_assumptions
from desk.office.plan.road import road_sentences
from desk.office.road.household_road import RoadSketch, read_road
from desk.office.road.page import read_road_page
from desk.office.session import Session
from desk.ui.presenters.road_help_words import (
    assumptions,
    deposit_words,
    fund_words,
    home_words,
    permit_words,
    work_words,
)
from desk.ui.presenters.road_words import sentences, whole

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


def test_what_is_not_sure_and_what_ends_on_the_way_is_said_beside_the_picture(session: Session) -> None:
    with session.store.write() as unit:
        home = unit.put("household", code="TH-0217", name="Neri")
        person = unit.put("person", given="Ugo", surname="Neri", birth_date="1990-01-01")
        unit.put("membership", household=home, person=person, role="head", position=0)
        for question, who, value in (
            ("economy.wages", None, 1500_00),
            ("economy.saving_monthly", None, 180_00),
            ("documents.permit_expires", person, "2027-01-20"),
        ):
            unit.put("answer", household=home, question=question, person=who, value=json.dumps(value))
    page = read_road_page(session, home)
    road = page.road(Scenario())
    assert permit_words(page) == "Il permesso di Ugo scade il 20/01/2027. Va rinnovato prima di firmare."
    said = assumptions(road, Scenario(), page)
    assert "Spese per 1 persona: 380 € al mese (da confermare)." in said
    assert "Cauzione: 3 mesi di affitto." in said
    assert "L’affitto cercato non è detto: qui è il più basso della zona." in said
    assert "non è detto" not in assumptions(road, Scenario(sought_cents=300_00), page)
    assert "da 2 a 6 mesi. Si paga a chi c’è per il 70 % delle ore (da confermare)." in work_words(Scenario(), page)
    printed = [
        each.italian for each in road_assumptions(RoadSketch(road, "", told=page.told, scenario=Scenario()), "ro")
    ]
    assert printed[0] == "Affitto: 290\u00a0€ (da confermare) al mese."
    assert deposit_words(road, Scenario(), page).endswith("c’è a marzo 2027.")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("A aprile 2027 avete da parte 5 €.", "Ad aprile 2027 avete da parte 5 €."),
        ("c’è a <b>agosto 2027</b>", "c’è ad <b>agosto 2027</b>"),
        ("da aprile a marzo", "da aprile a marzo"),
    ],
)
def test_italian_says_ad_before_a_month_that_begins_alike(said: str, read: str) -> None:
    assert with_ad(said) == read


def test_sums_of_a_cent_are_not_nothing() -> None:
    assert [whole(cents) for cents in (0, 1, 99, 100, 199_99)] == ["0 €", "0,01 €", "0,99 €", "1 €", "199 €"]


def test_what_was_told_and_what_a_deposit_needs_is_said_to_the_cent(session: Session) -> None:
    with session.store.write() as unit:
        home = unit.put("household", code="TH-0217", name="Neri")
        person = unit.put("person", given="Ugo", surname="Neri", birth_date="1990-01-01")
        unit.put("membership", household=home, person=person, role="head", position=0)
        for question, value in (
            ("economy.wages", 1500_50), ("economy.sought_rent", 390_33), ("economy.savings", 150_05),
            ("economy.saving_monthly", 137_77),
        ):  # fmt: skip
            unit.put("answer", household=home, question=question, value=json.dumps(value))
    page = read_road_page(session, home)
    road = page.road(Scenario())
    assert deposit_words(road, Scenario(), page).replace("\u00a0", " ") == (
        "Cauzione: 1.170,99 €. Da parte oggi: 150,05 €. Con 137,77 € al mese c’è a giugno 2027."
    )
    pays, saved, _comes = [said.text.replace("\u00a0", " ") for said in sentences(road, Scenario(), page)]
    assert "<b>1.170,99 €</b>: la cauzione" in saved
    assert "<b>450 € al mese</b>" in pays, "of 450,15: what is reckoned is an estimate"


def test_newer_figures_that_nobody_confirmed_stand_beside_those_that_count(session: Session) -> None:
    with session.store.write() as unit:
        home = unit.put("household", code="TH-0217", name="Neri")
        person = unit.put("person", given="Ugo", surname="Neri", birth_date="1990-01-01")
        unit.put("membership", household=home, person=person, role="head", position=0)
    page = read_road_page(session, home)
    need, cost = home_words(page)
    assert need == "1 stanza, almeno 28 m². Dal 2024 può bastare meno: 20 m² (da confermare)."
    assert cost.endswith("In media in città 497 €.")
    held = [each.limits for each in (fund_words(time, Scenario(), page) for time in page.times(Scenario()))]
    assert sum("il certificato vale 12 mesi" in limits for limits in held) == 3
