"""What the library proposes: filled with what is known, moved and recorded as the use cases say."""

from datetime import date

import pytest

from desk.domain.plan import BLANK, CommitmentLine, Lack, Missing, ObjectiveLine, ResultLine, missing
from desk.errors import NotFound
from desk.office.interview.answers import save_answer
from desk.office.interview.course import start_interview
from desk.office.papers.ledger import record_given
from desk.office.plan.lines import add_commitment, add_objective, move_line
from desk.office.plan.plan import PlanView, read_plan, start_plan
from desk.office.plan.printed import last_printed, record_printed
from desk.office.plan.sheet import plan_sheet
from desk.office.plan.suggestions import (
    add_ready_commitment,
    add_suggested,
    further_commitments,
    read_proposals,
)
from desk.office.plan.words import in_language
from desk.office.session import Session


@pytest.fixture
def home(session: Session) -> str:
    with session.store.write() as unit:
        made = unit.put("household", code="TH-0217", name="El Amrani", language="ar")
        born = {"Youssef": "1985-02-09", "Amina": "2014-03-01", "Ilyas": "2018-03-01", "Sara": "2016-03-01"}
        for position, (given, birth) in enumerate(born.items()):
            person = unit.put("person", given=given, surname="El Amrani", birth_date=birth)
            unit.put("membership", household=made, person=person, role="head", position=position)
    start_plan(session, made, language="ar")
    return made


def view_of(session: Session, home: str) -> PlanView:
    found = read_plan(session, home)
    assert found is not None
    return found


@pytest.fixture
def told(session: Session, home: str) -> str:
    start_interview(session, home)
    for question, value in (
        ("housing.tenure", "private_4_4"),
        ("housing.eviction_stage", "5"),
        ("housing.hearing_date", date(2026, 12, 11)),
        ("economy.sought_rent", 48_000),
    ):
        save_answer(session, home, question, value)
    return home


def test_without_an_interview_nothing_is_proposed(session: Session, home: str) -> None:
    found = read_proposals(session, home, view_of(session, home))
    assert (found.fitting, found.urgent, found.facts) == ((), (), None)


def test_what_brings_the_lease_sooner_is_proposed_with_its_months(session: Session, told: str) -> None:
    """Four people, 2,000 €: 480 is within reach, the deposit of 1,440 at 100 € a month only in month 15; 150 € a month
    from the second month on make it month 10, five months sooner; a fund that pays the deposit helps at once."""
    for question, value in (("economy.wages", 200_000), ("economy.saving_monthly", 10_000)):
        save_answer(session, told, question, value)
    found = {each.objective.id: each.reason for each in read_proposals(session, told, view_of(session, told)).fitting}
    assert found["economy_budget"] == "Anticipa il contratto di 5 mesi."
    assert found["housing_rent"].endswith("Anticipa il contratto di 14 mesi.")
    assert list(found)[-1] != "housing_rent"


def test_a_ready_objective_is_filled_with_what_is_known(session: Session, told: str) -> None:
    add_suggested(session, told, view_of(session, told).id, "housing_time")
    (added,) = view_of(session, told).objectives
    hearing = next(line for line in added.commitments if line.text.startswith("Va in tribunale"))
    assert hearing.text == "Va in tribunale il 11/12/2026."
    assert hearing.by_date == date(2026, 12, 11)
    assert hearing.made_from == "housing_time.hearing"
    assert added.results[0].text == f"Restate in casa fino al {BLANK}."
    assert {line.who_kind: line.who_name for line in added.commitments}["office"] == "ufficio casa"


def test_what_is_filled_in_keeps_its_translation(session: Session, told: str) -> None:
    add_suggested(session, told, view_of(session, told).id, "children_school")
    (added,) = view_of(session, told).objectives
    assert added.results[0].text == "Amina, Ilyas e Sara a scuola ogni giorno."
    for line in (*added.results, *added.commitments):
        assert in_language(line.text, "ar"), line.text


def test_a_ready_commitment_is_offered_once(session: Session, told: str) -> None:
    plan = view_of(session, told).id
    add_objective(session, plan, dimension="housing", title="Una casa")
    (objective,) = view_of(session, told).objectives
    offered = [name for name, _line in further_commitments(objective)]
    assert "housing_rent.save" in offered
    add_ready_commitment(session, told, objective.id, "housing_rent.save")
    (objective,) = view_of(session, told).objectives
    assert objective.commitments[0].text == f"Mette da parte {BLANK}."
    assert "housing_rent.save" not in [name for name, _line in further_commitments(objective)]


def test_an_unknown_name_is_said(session: Session, home: str) -> None:
    with pytest.raises(NotFound):
        add_suggested(session, home, view_of(session, home).id, "moon")
    with pytest.raises(NotFound):
        add_ready_commitment(session, home, "x", "housing_rent.moon")


@pytest.mark.parametrize(("to", "order"), [(0, "cab"), (1, "acb"), (99, "abc")])
def test_a_line_moves_among_its_own(session: Session, home: str, to: int, order: str) -> None:
    add_objective(session, view_of(session, home).id, dimension="work", title="Un lavoro")
    (objective,) = view_of(session, home).objectives
    for text in "abc":
        add_commitment(session, objective.id, text=text, who_name="Youssef")
    last = view_of(session, home).objectives[0].commitments[-1]
    changes = move_line(session, "commitment", last.id, to)
    assert "".join(line.text for line in view_of(session, home).objectives[0].commitments) == order
    session.store.undo(changes.batch, session.staff) if changes.batch else None
    assert "".join(line.text for line in view_of(session, home).objectives[0].commitments) == "abc"


def test_the_last_paper_and_who_took_it(session: Session, home: str) -> None:
    plan = view_of(session, home)
    with session.store.read() as connection:
        assert last_printed(connection, plan.id) is None
    record_printed(session, plan, plan_sheet(session, home, "ar").page)
    with session.store.read() as connection:
        paper = last_printed(connection, plan.id)
    assert paper is not None
    record_given(session, paper.id, "Youssef El Amrani")
    with session.store.read() as connection:
        paper = last_printed(connection, plan.id)
    assert paper is not None
    assert (paper.version, paper.language, paper.given_to) == (1, "ar", "Youssef El Amrani")


def test_every_adult_must_find_a_commitment_and_no_blank_may_stay() -> None:
    line = CommitmentLine("c", "member", "youssef", "", f"Mette da parte {BLANK}.", how_often="ogni mese")
    plan = (ObjectiveLine("o", "housing", "Casa", results=(ResultLine("r", "Un contratto."),), commitments=(line,)),)
    assert missing(plan, urgent=["housing"], adults=["youssef", "khadija"]) == (
        Missing(Lack.ADULT, "khadija"),
        Missing(Lack.BLANK, "c"),
    )
