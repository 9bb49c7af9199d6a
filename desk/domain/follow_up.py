"""Are commitments kept? When each is due to be looked at, and how it stands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desk.domain.plan import CommitmentLine

SOON_DAYS: Final = 7
LOOKED_AT: Final = {"ogni giorno": 7, "ogni settimana": 7, "ogni due settimane": 14}
"""After how many days somebody asks again; what is done every day is asked once a week."""
MONTHLY: Final = "ogni mese"


class Outcome(StrEnum):
    """What came out when somebody looked; `moved`: not yet, and there is a new day."""

    KEPT = "kept"
    MISSED = "missed"
    MOVED = "moved"


class Standing(StrEnum):
    """How a commitment stands today, the most pressing first; `open`: it has no day."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    LATER = "later"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class Check:
    """One look at a commitment. `line`: that of the commitment; `evidence`: what showed it, or why not."""

    id: str
    line: str
    day: date
    outcome: Outcome
    evidence: str = ""
    moved_to: date | None = None
    by: str = ""


@dataclass(frozen=True)
class Followed:
    """A commitment with its next day and what was seen so far; `last`: the newest look."""

    line: CommitmentLine
    due: date | None
    standing: Standing
    kept: int = 0
    missed: int = 0
    last: Check | None = None

    @property
    def order(self) -> tuple[int, date]:
        """The most pressing first."""
        return list(Standing).index(self.standing), self.due or date.max

    @property
    def to_check(self) -> bool:
        """Somebody has to ask about it now."""
        return self.standing in (Standing.OVERDUE, Standing.DUE)


def follow(line: CommitmentLine, checks: Iterable[Check], start: date, today: date) -> Followed:
    """`checks`: those of this commitment; `start`: the day of the plan, from which a rhythm counts."""
    seen = sorted(checks, key=lambda each: (each.day, each.id))
    last = seen[-1] if seen else None
    counts = {outcome: sum(1 for each in seen if each.outcome is outcome) for outcome in Outcome}
    due = _due(line, seen, start)
    return Followed(
        line,
        due,
        _standing(line, seen, due, today),
        counts[Outcome.KEPT],
        counts[Outcome.MISSED],
        last,
    )


def follow_all(
    lines: Sequence[CommitmentLine], checks: Mapping[str, Sequence[Check]], start: date, today: date
) -> tuple[Followed, ...]:
    """All of a plan, the most pressing first. `checks`: by line."""
    found = [follow(line, checks.get(line.line or line.id, ()), start, today) for line in lines]
    return tuple(sorted(found, key=lambda each: each.order))


def to_check_by(followed: Iterable[Followed], day: date) -> tuple[Followed, ...]:
    """What a meeting on that day asks about: everything that is due until then."""
    return tuple(each for each in followed if each.standing is not Standing.DONE and each.due and each.due <= day)


def _due(line: CommitmentLine, seen: Sequence[Check], start: date) -> date | None:
    if line.by_date:
        moved = [each.moved_to for each in seen if each.outcome is Outcome.MOVED and each.moved_to]
        return moved[-1] if moved else line.by_date
    since = max((each.day for each in seen), default=start)
    if line.how_often == MONTHLY:
        return next_month(since)
    days = LOOKED_AT.get(line.how_often)
    return since + timedelta(days=days) if days else None


def _standing(line: CommitmentLine, seen: Sequence[Check], due: date | None, today: date) -> Standing:
    kept_once = line.by_date is not None and any(each.outcome is Outcome.KEPT for each in seen)
    if line.state == "done" or kept_once:
        return Standing.DONE
    if due is None:
        done = any(each.outcome is Outcome.KEPT for each in seen)  # no day, no rhythm: kept once is kept
        return Standing.DONE if done else Standing.OPEN
    left = (due - today).days
    if left < 0:
        return Standing.OVERDUE
    return Standing.DUE if left == 0 else Standing.SOON if left <= SOON_DAYS else Standing.LATER


def next_month(day: date) -> date:
    """The same day a month later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
