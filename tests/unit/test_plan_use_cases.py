"""The plan: lines are added, changed, translated, removed and undone; a signed version stands still."""

import pytest

from desk.errors import BadInput
from desk.office.plan import lines as plan_lines
from desk.office.plan import plan
from desk.office.plan import versions as plan_versions
from desk.office.plan.words import bilingual
from desk.office.session import Session
from tests.signed_plan import signed_as_it_stands


@pytest.fixture
def household(session: Session) -> str:
    with session.store.write() as unit:
        return unit.put("household", code="TH-0217", name="El Amrani", language="ar")


@pytest.fixture
def draft(session: Session, household: str) -> plan.PlanView:
    plan.start_plan(session, household, language="ar")
    made = plan.read_plan(session, household)
    plan_lines.add_objective(
        session,
        made.id,
        dimension="work",
        title="Un lavoro con più ore",
        results=("34 ore a settimana",),
        commitments=(
            {
                "who_kind": "member",
                "who_name": "Youssef",
                "text": "Va al Centro per l'impiego",
                "by_date": "2026-12-01",
            },
        ),
    )
    return plan.read_plan(session, household)


def test_a_plan_is_started_once(session: Session, household: str, draft: plan.PlanView) -> None:
    plan.start_plan(session, household, language="ro")
    assert plan.read_plan(session, household) == draft


def test_an_objective_brings_its_result_and_commitment(draft: plan.PlanView) -> None:
    (objective,) = draft.objectives
    assert objective.results[0].text == "34 ore a settimana"
    assert objective.commitments[0].by_date.isoformat() == "2026-12-01"


def test_a_removed_line_comes_back_by_undo(session: Session, household: str, draft: plan.PlanView) -> None:
    line = draft.objectives[0].commitments[0]
    changes = plan_lines.remove_line(session, "commitment", line.id)
    assert plan.read_plan(session, household).objectives[0].commitments == ()
    session.store.undo(changes.batch, session.staff)
    assert plan.read_plan(session, household) == draft


def test_a_typed_translation_is_kept_by_language(session: Session, household: str, draft: plan.PlanView) -> None:
    line = draft.objectives[0].results[0]
    plan_lines.translate_line(session, "result", line.id, "ar", "٣٤ ساعة")
    plan_lines.translate_line(session, "result", line.id, "ro", "34 de ore")
    plan_lines.translate_line(session, "result", line.id, "ar", "")
    assert plan.read_plan(session, household).objectives[0].results[0].translations == {"ro": "34 de ore"}


def test_a_line_that_says_something_else_needs_its_translation_anew(
    session: Session, household: str, draft: plan.PlanView
) -> None:
    def said(language: str) -> str | None:
        line = plan.read_plan(session, household).objectives[0].results[0]
        return bilingual(line.text, language, line.translations).translated

    line = draft.objectives[0].results[0]
    for language, words in (("ar", "٣٤ ساعة"), ("ro", "34 de ore")):
        plan_lines.translate_line(session, "result", line.id, language, words)
    assert (said("ar"), said("ro")) == ("٣٤ ساعة", "34 de ore")
    changes = plan_lines.change_line(session, "result", line.id, text="Trenta ore a settimana, e il corso.")
    assert (said("ar"), said("ro")) == (None, None)
    kept = plan.read_plan(session, household).objectives[0].results[0].translations
    assert kept["ar"] == "٣٤ ساعة", "nothing typed is lost"
    plan_lines.translate_line(session, "result", line.id, "ar", "٣٠ ساعة")
    assert (said("ar"), said("ro")) == ("٣٠ ساعة", None)
    plan_lines.change_line(session, "result", line.id, text=line.text)
    assert (said("ar"), said("ro")) == (None, "34 de ore"), "what was translated is said again"
    plan_lines.translate_line(session, "result", line.id, "ar", "")
    session.store.undo(changes.batch, session.staff)
    assert said("ro") == "34 de ore"


def test_a_signed_plan_changes_no_more(session: Session, household: str, draft: plan.PlanView) -> None:
    signed_as_it_stands(session, household)
    with pytest.raises(BadInput, match="firmato"):
        plan_lines.add_result(session, draft.objectives[0].id, "altro")


def test_a_new_version_carries_over_what_is_open(session: Session, household: str, draft: plan.PlanView) -> None:
    done = draft.objectives[0].commitments[0]
    first = draft.objectives[0].id
    plan_lines.add_commitment(session, first, who_kind="member", who_name="Khadija", text="Corso di italiano")
    plan_lines.change_line(session, "commitment", done.id, state="done")
    signed_as_it_stands(session, household)
    plan_versions.next_version(session, draft.id)
    second = plan.read_plan(session, household)
    assert (second.version, second.is_draft) == (2, True)
    assert [line.text for line in second.objectives[0].commitments] == ["Corso di italiano"]
