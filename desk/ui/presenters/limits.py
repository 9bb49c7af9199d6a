"""When a family cannot come: the lines, one more, one less. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desk.db.changes import Changes
from desk.domain.availability import WHOLE_DAY
from desk.errors import DeskError
from desk.i18n import _
from desk.office.appointments.availability import Line
from desk.office.appointments.family_limits import add_limit, drop_limit, limit_words, read_limits
from desk.office.day_words import not_a_day
from desk.ui.presenters.availability import minutes_of
from desk.ui.presenters.context import ScreenContext


@dataclass(frozen=True)
class LimitForm:
    """What was filled in; hours as typed; `every`: so many weeks, counted from the week of `first` or this one."""

    weekdays: tuple[int, ...] = ()
    start: str = ""
    end: str = ""
    every: int = 1
    first: date | None = None
    last: date | None = None
    why: str = ""
    unread: str = ""
    """A day as it was typed that is none."""


class LimitsPresenter:
    """`refresh` is called when something to show has changed, `changed` when the family's limits have."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None], changed: Callable[[], None]) -> None:
        self._context, self._refresh, self._changed = context, refresh, changed
        self.household = ""
        self.lines: tuple[Line, ...] = ()
        self.fault = ""

    def show(self, household: str, lines: tuple[Line, ...]) -> None:
        """As they were read with the rest of the page."""
        if household != self.household:
            self.fault = ""
        self.household, self.lines = household, lines
        self._refresh()

    def words(self, line: Line) -> str:
        return limit_words(line.rule)

    def add(self, form: LimitForm, added: Callable[[], None]) -> None:
        """`added` when it was written, else `fault` says what to change."""
        session, household = self._context.session, self.household
        low, high = minutes_of(form.start), minutes_of(form.end)
        if form.unread:
            self.fault = not_a_day(form.unread)
            self._refresh()
            return
        if (form.start.strip() and low is None) or (form.end.strip() and high is None):
            self.fault = _("Scrivi le ore così: 8:30.")
            self._refresh()
            return
        begins, ends = (WHOLE_DAY[0] if low is None else low), (WHOLE_DAY[1] if high is None else high)

        def done(changes: Changes) -> None:
            self.fault = ""
            added()
            self._again(_("Segnato: il posto cercato ne tiene conto."), changes)

        self._context.run.run(
            lambda: add_limit(
                session,
                household,
                weekdays=form.weekdays,
                start=begins,
                end=ends,
                every=form.every,
                first=form.first,
                last=form.last,
                why=form.why,
            ),
            done,
            self._refused,
        )

    def drop(self, line: Line) -> None:
        session, household = self._context.session, self.household
        words = _("Tolto: {what}").format(what=self.words(line))
        self._context.run.run(
            lambda: drop_limit(session, household, line.id),
            lambda changes: self._again(words, changes),
            self._refused,
        )

    def _again(self, words: str, changes: Changes) -> None:
        self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
        self._read()

    def _undo(self, batch: str) -> None:
        session = self._context.session
        self._context.run.run(lambda: session.store.undo(batch, session.staff), lambda _changes: self._read())

    def _read(self) -> None:
        session, household = self._context.session, self.household

        def have(lines: tuple[Line, ...]) -> None:
            if household == self.household:
                self.lines = lines
                self._refresh()
                self._changed()

        self._context.run.run(lambda: read_limits(session, household), have, self._refused)

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()
