"""The list of all families: filter by typing, by caseworker, by what burns. No Qt."""

from collections.abc import Callable

from desk.db.changes import Changes
from desk.domain.deadlines import Severity
from desk.domain.languages import language_name
from desk.domain.names import search_key
from desk.i18n import _, n_
from desk.office.day_words import days_left, hour, short_day
from desk.office.households import HouseholdRow, list_households
from desk.ui.presenters.context import ScreenContext

ALL, MINE, BURNING, UNBOOKED = "all", "mine", "burning", "unbooked"
TABLES = frozenset(
    {"household", "membership", "appointment", "visit", "plan", "enrolment", "answer", "document", "staff", "person"}
)


class HouseholdsPresenter:
    """`refresh` is called when the rows to show have changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.every: tuple[HouseholdRow, ...] = ()
        self.rows: tuple[HouseholdRow, ...] = ()
        self.which, self.typed = ALL, ""

    def show(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: list_households(session), self._shown)

    def _shown(self, rows: tuple[HouseholdRow, ...]) -> None:
        self.every = rows
        self._sift()

    def choose(self, which: str) -> None:
        """One of ALL, MINE, BURNING, UNBOOKED."""
        self.which = which
        self._sift()

    def type(self, text: str) -> None:
        """Every word typed must be somewhere in name, code or caseworker."""
        self.typed = text
        self._sift()

    def _sift(self) -> None:
        words = search_key(self.typed).split()
        mine = self._context.session.staff
        self.rows = tuple(
            row
            for row in self.every
            if all(word in row.key for word in words)
            and (self.which != MINE or row.caseworker_id == mine)
            and (self.which != BURNING or row.alerts)
            and (self.which != UNBOOKED or row.next_start is None)
        )
        self._refresh()

    def counted(self) -> str:
        """«12 famiglie»."""
        return n_("{n} famiglia", "{n} famiglie", len(self.rows)).format(n=len(self.rows))

    def cells(self, row: HouseholdRow) -> tuple[str, ...]:
        """Name, code, language, stage, next appointment, what burns, caseworker."""
        today = self._context.session.today()
        urgent = row.most_urgent
        return (
            row.name,
            row.code,
            _(language_name(row.language)),
            row.stage,
            f"{short_day(row.next_start.date())}, {hour(row.next_start)}" if row.next_start else "–",
            f"{urgent.text}: {days_left(urgent.date, today)}" if urgent else "",
            row.caseworker or "–",
        )

    def burns(self, row: HouseholdRow) -> str:
        """danger, warning or nothing: the tone of the sixth cell."""
        urgent = row.most_urgent
        if urgent is None:
            return ""
        return "danger" if urgent.severity is Severity.DANGER else "warning"

    def open(self, household: str) -> None:
        self._context.navigate.open("household", household=household)

    def take_scan(self, household: str) -> bool:
        self.open(household)
        return True

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TABLES:
            self.show()
