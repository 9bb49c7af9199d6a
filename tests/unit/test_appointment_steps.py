"""The steps of an appointment: the table itself, and that visits never leave it."""

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.appointment import NEXT, UNTIMED, Step, may_follow, step_of
from desk.domain.visit import TABLE, State

STEPS = st.sampled_from(Step)


def reached_from(first: Step) -> set[Step]:
    found, fresh = {first}, [first]
    while fresh:
        fresh = [step for each in fresh for step in NEXT[each] if step not in found]
        found.update(fresh)
    return found


def test_every_step_is_reached_from_the_first_wish() -> None:
    assert reached_from(Step.REQUESTED) == set(Step)
    assert set(NEXT) == set(Step)
    assert not NEXT[Step.COMPLETED]


def test_only_what_has_a_time_is_arrived_for_and_only_who_was_let_in_is_finished() -> None:
    assert {step for step in Step if may_follow(step, Step.ARRIVED)} & UNTIMED == set()
    assert {step for step in Step if may_follow(step, Step.COMPLETED)} == {Step.IN_PROGRESS}
    assert {step for step in Step if may_follow(step, Step.CANCELLED)} == {*UNTIMED, Step.SCHEDULED}


def test_whatever_a_visit_does_is_a_step_that_may_follow() -> None:
    for (before, _move), after in TABLE.items():
        now, then = step_of(Step.SCHEDULED, before), step_of(Step.SCHEDULED, after)
        assert now is then or may_follow(now, then), (before, after)


@given(st.one_of(STEPS, st.none(), st.text(max_size=12)), st.one_of(st.sampled_from(State), st.none(), st.text()))
def test_any_row_of_any_version_has_a_step(row: str | None, visit: str | None) -> None:
    step = step_of(row, visit)
    if visit in set(State) - {State.EXPECTED}:
        assert step not in UNTIMED
    elif row in set(Step):
        assert step == row
    else:
        assert step is Step.SCHEDULED


@given(st.lists(STEPS, max_size=30))
def test_a_walk_through_the_table_comes_back_from_cancelled_and_never_from_completed(wanted: list[Step]) -> None:
    now = Step.REQUESTED
    for step in wanted:
        before = now
        now = step if may_follow(now, step) else now
        assert before is not Step.COMPLETED or now is Step.COMPLETED
        assert now not in UNTIMED or before in {*UNTIMED, Step.SCHEDULED, Step.CANCELLED}
