"""The story of the demo's family: the same figures on every screen and on paper."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.domain.languages import LANGUAGES
from desk.office.demo.make import build_demo
from desk.office.household.family import household_named
from desk.office.plan.lines import translate_line
from desk.office.plan.plan import read_plan
from desk.office.plan.sheet import plan_sheet
from desk.office.session import Session, system_session
from desk.paper.plan import plan_sheet as drawn

CODE = "TH-0217"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Session:
    morning = datetime(2026, 11, 24, 9, 34, tzinfo=UTC)
    made = build_demo(tmp_path_factory.mktemp("demo") / "office", now=lambda: morning, families=1)
    return replace(system_session(made.store), now=lambda: morning)


def test_the_sheet_tells_the_road_of_the_pictures(demo: Session) -> None:
    page = plan_sheet(demo, CODE, "ar").page
    assert page.road is not None
    assert page.road.sought_cents == 480_00
    assert [step.rent_cents for step in page.road.steps] == [360_00, 490_00, 490_00]
    assert [result.text.italian for result in page.results][:2] == [
        "34 ore a settimana da marzo 2027.",
        "Un contratto a 480 € entro giugno 2027.",
    ]
    assert page.office_phone == "011 011 0117"


def test_one_line_waits_for_its_translation_and_then_only_the_figures_take_a_second_page(
    demo: Session,
) -> None:
    sheet = plan_sheet(demo, CODE, "ar")
    assert sheet.missing == (14,)
    with demo.store.read() as connection:
        plan = read_plan(demo, household_named(connection, CODE))
    assert plan is not None
    (judge,) = [line.id for each in plan.objectives for line in each.commitments if "giudice" in line.text]
    for language in LANGUAGES:
        translate_line(demo, "commitment", judge, language, "…")
    for language in ("it", "ar", "ro", "en", "es", "fr", "zh", "sq"):
        page = plan_sheet(demo, CODE, language).page
        assert drawn(page).page == 2, language
        assert drawn(replace(page, road_assumptions=())).page == 1, language


def test_the_name_in_the_family_s_script_stands_only_beside_its_language(demo: Session) -> None:
    assert plan_sheet(demo, CODE, "ar").page.household_name_translated
    assert plan_sheet(demo, CODE, "ro").page.household_name_translated is None
