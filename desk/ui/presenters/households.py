"""The list of all families: filter by typing, by caseworker, by what burns; sort by any column. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.db.changes import Changes
from desk.domain.deadlines import Deadline, DeadlineKind, Severity
from desk.domain.languages import language_name
from desk.domain.names import search_key
from desk.domain.roles import May, allowed
from desk.i18n import _, n_
from desk.office.day_words import days_left, hour, short_day
from desk.office.enrolment.cases import count_waiting
from desk.office.household.households import HouseholdRow, list_households
from desk.office.household.view_household import view_household
from desk.ui.presenters.context import ScreenContext

ALL, MINE, BURNING, UNBOOKED, UNFINISHED = "all", "mine", "burning", "unbooked", "unfinished"
NAME, PEOPLE, ZONE, STAGE, NEXT, BURNS, WORKER, LANGUAGE, CODE = range(9)
TABLES = frozenset(
    {
        "household", "membership", "appointment", "visit", "plan", "enrolment", "answer", "document", "staff",
        "person", "address", "identifier", "interview", "review",
    }
)  # fmt: skip
LAST = "~"
"""Sorts after every word and date: what a family does not have comes last."""

_KEYS: dict[int, Callable[[HouseholdRow], Any]] = {
    NAME: lambda row: row.sort_key,
    PEOPLE: lambda row: -row.people,
    ZONE: lambda row: (row.zone or LAST).casefold(),
    STAGE: lambda row: row.stage_number,
    NEXT: lambda row: row.next_at or LAST,
    BURNS: lambda row: (0, row.most_urgent.date.isoformat()) if row.most_urgent else (1, ""),
    WORKER: lambda row: (row.caseworker or LAST).casefold(),
    LANGUAGE: lambda row: _(language_name(row.language)),
    CODE: lambda row: row.code,
}


def _short(deadline: Deadline) -> str:
    """In a cell the days must have room."""
    words = {
        DeadlineKind.ACCESS: _("Accesso"),
        DeadlineKind.RELEASE: _("Rilascio"),
        DeadlineKind.SIGN: _("Firma"),
        DeadlineKind.PERMIT: _("Permesso"),
    }
    return words.get(deadline.kind, deadline.text)


@dataclass(frozen=True)
class _Wanted:
    """What the list should show."""

    which: str
    words: tuple[str, ...]
    staff: str
    column: int
    backwards: bool


def _arranged(every: tuple[HouseholdRow, ...], wanted: _Wanted) -> tuple[HouseholdRow, ...]:
    """Sifted and sorted; `every` stands by name already, and equals keep that order."""
    rows = [
        row
        for row in every
        if (wanted.which != MINE or row.caseworker_id == wanted.staff)
        and (wanted.which != UNBOOKED or not row.next_at)
        and (wanted.which != UNFINISHED or row.unfinished)
        and (not wanted.words or all(word in row.words for word in wanted.words))
        and (wanted.which != BURNING or row.alerts)
    ]
    if wanted.column != NAME or wanted.backwards:
        rows.sort(key=_KEYS[wanted.column], reverse=wanted.backwards)
    return tuple(rows)


class HouseholdsPresenter:
    """`refresh` is called when the rows to show have changed. Reading and sifting happen off the GUI thread."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.every: tuple[HouseholdRow, ...] = ()
        self.rows: tuple[HouseholdRow, ...] = ()
        self.which, self.typed = ALL, ""
        self.column, self.backwards = NAME, False
        self.read = False
        self.to_review = 0
        self._reading = self._stale = False
        self._asked = 0

    @property
    def may_import(self) -> bool:
        return allowed(self._context.session.role, May.IMPORT)

    def show(self) -> None:
        """Read; where a reading is under way, once more after it."""
        if self._reading:
            self._stale = True
            return
        session, self._reading, self._stale = self._context.session, True, False
        may_review = allowed(session.role, May.REVIEW)
        self._context.run.run(
            lambda: (list_households(session), count_waiting(session) if may_review else 0),
            self._shown,
            self._failed,
        )

    def _shown(self, found: tuple[tuple[HouseholdRow, ...], int]) -> None:
        self.every, self.to_review = found
        self._reading, self.read = False, True
        if self._stale:
            self.show()
        else:
            self._sift()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self._context.messages.notify(str(error), "danger")

    def choose(self, which: str) -> None:
        """One of ALL, MINE, BURNING, UNBOOKED."""
        self.which = which
        self._sift()

    def type(self, text: str) -> None:
        """Every word typed must be somewhere in code, names of the members, zone or caseworker."""
        self.typed = text
        self._sift()

    def sort(self, column: int) -> None:
        """By a column; the same one again: backwards."""
        self.backwards = not self.backwards if column == self.column else False
        self.column = column
        self._sift()

    def sort_by(self, column: int) -> None:
        self.column, self.backwards = column, False
        self._sift()

    def _sift(self) -> None:
        words = tuple(search_key(self.typed).split())
        wanted = _Wanted(self.which, words, self._context.session.staff, self.column, self.backwards)
        every = self.every
        self._asked += 1
        asked = self._asked

        def have(rows: tuple[HouseholdRow, ...]) -> None:
            if asked == self._asked:  # else somebody typed on meanwhile
                self.rows = rows
                self._refresh()

        self._context.run.run(lambda: _arranged(every, wanted), have)

    def counted(self) -> str:
        """«12 famiglie», «3 famiglie su 500»."""
        text = n_("{n} famiglia", "{n} famiglie", len(self.rows)).format(n=len(self.rows))
        return (
            text if len(self.rows) == len(self.every) else _("{some} su {all}").format(some=text, all=len(self.every))
        )

    def cell(self, row: HouseholdRow, column: int) -> str:
        """The words of one cell."""
        if column == BURNS:
            urgent = row.most_urgent
            return f"{_short(urgent)}: {days_left(urgent.date, row.today)}" if urgent else ""
        if column == NEXT:
            return f"{short_day(row.next_start.date())}, {hour(row.next_start)}" if row.next_start else "–"
        return {
            NAME: f"{row.name} {row.head}".strip(),
            PEOPLE: str(row.people) if row.people else "–",
            ZONE: row.zone or "–",
            STAGE: row.stage,
            WORKER: row.caseworker or "–",
            LANGUAGE: _(language_name(row.language)),
            CODE: row.code,
        }[column]

    def second(self, row: HouseholdRow, hidden: tuple[int, ...]) -> str:
        """What the hidden columns would say, under the name."""
        people = n_("{n} persona", "{n} persone", row.people).format(n=row.people)
        told = {PEOPLE: people if row.people else "", ZONE: row.zone, STAGE: row.stage, NEXT: self.cell(row, NEXT)}
        return " · ".join(filter(None, (told[each] for each in hidden if each in told)))

    def burns(self, row: HouseholdRow) -> str:
        """danger, warning or nothing: the tone of what burns."""
        urgent = row.most_urgent
        if urgent is None:
            return ""
        return "danger" if urgent.severity is Severity.DANGER else "warning"

    def open(self, household: str) -> None:
        """The family's page; from the list of those to finish one's own interview, where it was left."""
        session = self._context.session
        mine = any(row.id == household and row.caseworker_id == session.staff for row in self.rows)
        if self.which != UNFINISHED or not mine or not allowed(session.role, May.INTERVIEW):
            self._context.navigate.open("household", household=household)
            return
        self._context.run.run(
            lambda: view_household(session, household),
            lambda _seen: self._context.navigate.open("interview", household=household),
        )

    def review(self) -> None:
        self._context.navigate.open("reviews")

    def fill(self) -> None:
        """An empty office: bring in a list."""
        self._context.navigate.open("enrolments")

    def take_scan(self, household: str) -> bool:
        self.open(household)
        return True

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TABLES:
            self.show()
