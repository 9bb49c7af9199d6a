"""Whether commitments are kept: when each is due, how it stands, and what a meeting asks about."""

from datetime import date, timedelta

import pytest

from desk.domain.follow_up import Check, Outcome, Standing, follow, follow_all, next_month, to_check_by
from desk.domain.plan import CommitmentLine

START, TODAY = date(2026, 11, 2), date(2026, 11, 24)


def line(by: date | None = None, how_often: str = "", state: str = "open", name: str = "a") -> CommitmentLine:
    return CommitmentLine(name, "member", "youssef", "", "Va.", by_date=by, how_often=how_often, state=state, line=name)


def check(day: date, outcome: Outcome, moved_to: date | None = None) -> Check:
    return Check(f"{day}{outcome}", "a", day, outcome, "ricevuta", moved_to)


@pytest.mark.parametrize(
    ("days", "standing"),
    [(-1, Standing.OVERDUE), (0, Standing.DUE), (7, Standing.SOON), (8, Standing.LATER)],
)
def test_a_day_comes_nearer_and_passes(days: int, standing: Standing) -> None:
    found = follow(line(TODAY + timedelta(days=days)), (), START, TODAY)
    assert found.standing is standing
    assert found.to_check is (days <= 0)


def test_what_was_kept_is_done_and_says_what_shows_it() -> None:
    found = follow(line(date(2026, 11, 10)), [check(date(2026, 11, 9), Outcome.KEPT)], START, TODAY)
    assert (found.standing, found.kept, found.last and found.last.evidence) == (Standing.DONE, 1, "ricevuta")


def test_what_was_missed_stays_due_until_it_gets_a_new_day() -> None:
    missed = check(date(2026, 11, 12), Outcome.MISSED)
    found = follow(line(date(2026, 11, 10)), [missed], START, TODAY)
    assert (found.standing, found.missed) == (Standing.OVERDUE, 1)
    moved = check(date(2026, 11, 12), Outcome.MOVED, date(2026, 12, 9))
    again = follow(line(date(2026, 11, 10)), [missed, moved], START, TODAY)
    assert (again.standing, again.due) == (Standing.LATER, date(2026, 12, 9))


@pytest.mark.parametrize(
    ("how_often", "due"),
    [
        ("ogni giorno", date(2026, 11, 9)),
        ("ogni settimana", date(2026, 11, 9)),
        ("ogni due settimane", date(2026, 11, 16)),
        ("ogni mese", date(2026, 12, 2)),
        ("quando si può", None),
        ("", None),
    ],
)
def test_a_rhythm_counts_from_the_day_of_the_plan(how_often: str, due: date | None) -> None:
    assert follow(line(how_often=how_often), (), START, TODAY).due == due


def test_a_rhythm_counts_from_the_last_look_and_is_never_done() -> None:
    looks = [check(date(2026, 11, 9), Outcome.KEPT), check(date(2026, 11, 16), Outcome.MISSED)]
    found = follow(line(how_often="ogni settimana"), looks, START, TODAY)
    assert (found.due, found.standing) == (date(2026, 11, 23), Standing.OVERDUE)
    assert (found.kept, found.missed) == (1, 1)


def test_the_most_pressing_comes_first_and_a_meeting_asks_about_what_is_due_by_then() -> None:
    lines = [
        line(date(2026, 12, 4), name="later"),
        line(name="open"),
        line(date(2026, 11, 20), name="late"),
        line(date(2026, 11, 1), state="done", name="done"),
        line(date(2026, 11, 30), name="soon"),
    ]
    found = follow_all(lines, {}, START, TODAY)
    assert [each.line.id for each in found] == ["late", "soon", "later", "open", "done"]
    assert [each.line.id for each in to_check_by(found, date(2026, 12, 1))] == ["late", "soon"]


def test_the_last_day_of_a_month_stays_the_last() -> None:
    assert next_month(date(2027, 1, 31)) == date(2027, 2, 28)
    assert next_month(date(2026, 12, 5)) == date(2027, 1, 5)
