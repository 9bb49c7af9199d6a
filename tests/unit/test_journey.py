"""Where a family stands on its journey, and which clocks run."""

from datetime import date

from desk.catalogue.journey import load_journey
from desk.domain.journey import Event, JourneyFacts, Place, running, stage_of

JOURNEY = load_journey()
TODAY = date(2026, 11, 24)
EVENTS: dict[Event, date] = {
    "applied": date(2026, 8, 19),
    "welcomed": date(2026, 9, 12),
    "analysed": date(2026, 10, 6),
    "first_credit": date(2026, 10, 19),
}


def test_the_strip_of_a_family_that_has_to_sign() -> None:
    state = stage_of(JOURNEY, JourneyFacts(EVENTS, {"lease": date(2027, 6, 1)}))
    assert [(each.stage.title, each.place.value, each.on) for each in state.stages] == [
        ("Domanda SIA", "done", date(2026, 8, 19)),
        ("Accoglienza", "done", date(2026, 9, 12)),
        ("Analisi", "done", date(2026, 10, 6)),
        ("Piano", "now", date(2026, 12, 18)),
        ("Lavoro e reddito", "later", None),
        ("Ricerca casa", "later", None),
        ("Contratto", "later", date(2027, 6, 1)),
        ("Accompagnamento", "later", None),
    ]
    assert state.now is not None
    assert (state.now.number, state.now.words) == (4, "da firmare entro")


def test_a_new_family_stands_at_the_beginning() -> None:
    state = stage_of(JOURNEY, JourneyFacts({}))
    assert state.now is not None and state.now.stage.id == "application"


def test_a_stage_passed_over_counts_as_done_without_a_day() -> None:
    state = stage_of(JOURNEY, JourneyFacts({"applied": date(2026, 8, 19), "plan_signed": date(2026, 11, 2)}))
    assert [each.place for each in state.stages[:4]] == [Place.DONE] * 4
    assert state.stages[1].on is None


def test_the_journey_ends() -> None:
    assert stage_of(JOURNEY, JourneyFacts({"accompaniment_ended": TODAY})).now is None


def test_sixty_days_to_sign_from_the_first_credit() -> None:
    sign = next(each for each in running(JOURNEY.clocks, JourneyFacts(EVENTS), TODAY) if each.clock.id == "sign")
    assert (sign.passed, sign.left, sign.severity) == (36, 24, "warning")


def test_a_clock_stops_when_what_it_waits_for_has_happened() -> None:
    signed: dict[Event, date] = {**EVENTS, "plan_signed": date(2026, 11, 20)}
    assert "sign" not in [each.clock.id for each in running(JOURNEY.clocks, JourneyFacts(signed), TODAY)]


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    facts = JourneyFacts({"welcomed": date(2026, 8, 31)})
    found = running(JOURNEY.clocks, facts, TODAY)
    assert [(each.clock.id, each.ends) for each in found] == [("accompaniment", date(2028, 2, 29))]
