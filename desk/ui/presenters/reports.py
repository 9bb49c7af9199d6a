"""The reports of the front: which days, their figures, the file, the end of the day. No Qt."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.domain.visit import SERVICE_TIME, WAITING_TIME, State
from desk.i18n import _, n_
from desk.office.day_words import long_day, month_name, short_day
from desk.office.front.day_end import StillOpen, close_day, closed_at, still_open
from desk.office.front.figures import Report, read_figures
from desk.office.front.figures_file import write_figures
from desk.office.front.wrong_times import mark_time
from desk.ui.presenters.context import ScreenContext

DAY, WEEK, MONTH = "day", "week", "month"
HEARD = frozenset({"visit", "appointment", "day_end"})


class ReportsPresenter:
    """`refresh` is called when something to show has changed; `undo` takes the last step here back."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.span, self.day = DAY, context.session.today()
        self.report: Report | None = None
        self.left: tuple[StillOpen, ...] = ()
        self.closed = ""
        self._asked = 0

    def show(self) -> None:
        """Read anew."""
        self._asked += 1
        number, session, day = self._asked, self._context.session, self.day
        first, last = self.days()

        def read() -> tuple[Report, tuple[StillOpen, ...], str]:
            return read_figures(session, first, last), still_open(session, day), closed_at(session, day)

        self._context.run.run(read, lambda found: self._have(number, *found))

    def _have(self, number: int, report: Report, left: tuple[StillOpen, ...], closed: str) -> None:
        if number == self._asked:
            self.report, self.left, self.closed = report, left, closed
            self._refresh()

    def on_changes(self, changes: Changes) -> None:
        if not HEARD.isdisjoint(changes.tables):
            self.show()

    # — which days —

    def days(self) -> tuple[date, date]:
        """First and last day of what is shown; a week begins on Monday."""
        if self.span == WEEK:
            monday = self.day - timedelta(days=self.day.weekday())
            return monday, monday + timedelta(days=6)
        if self.span == MONTH:
            first = self.day.replace(day=1)
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        return self.day, self.day

    def choose_span(self, span: str) -> None:
        if span and span != self.span:
            self.span = span
            self.show()

    def step(self, by: int) -> None:
        """To the day, week or month before or after; never beyond today."""
        first, last = self.days()
        wanted = last + timedelta(days=1) if by > 0 else first - timedelta(days=1)
        today = self._context.session.today()
        if wanted <= today:
            self.day = min(wanted, today)
            self.show()

    def may_step_on(self) -> bool:
        return self.days()[1] < self._context.session.today()

    def days_words(self) -> str:
        first, last = self.days()
        if self.span == WEEK:
            return _("da {first} a {last}").format(first=short_day(first), last=short_day(last))
        if self.span == MONTH:
            return f"{month_name(first)} {first.year}"
        return long_day(first) + f" {first.year}"

    # — the figures on the cards —

    def cards(self) -> tuple[tuple[str, str, str], ...]:
        """Title, figure, what it means."""
        if self.report is None:
            return ()
        total, none = self.report.total, "–"

        def minutes(value: int | None) -> str:
            return none if value is None else _("{n} min").format(n=value)

        longest = _("la più lunga {time}").format(time=minutes(total.longest_wait))
        share = total.no_show_share
        missed = none if share is None else _("{n} su 100 appuntamenti").format(n=share)
        staffed = max((each.staffed for each in self.report.desks.values()), default=0)
        planned = max((each.planned for each in self.report.desks.values()), default=0)
        return (
            (_("Attesa tipica"), minutes(total.waited), longest),
            (
                _("Colloquio tipico"),
                minutes(total.served),
                _("il più lungo {time}").format(time=minutes(total.longest_served)),
            ),
            (
                _("Appuntamenti venuti"),
                _("{kept} su {planned}").format(kept=total.kept, planned=total.planned),
                n_("e {n} senza appuntamento", "e {n} senza appuntamento", total.walk_ins).format(n=total.walk_ins),
            ),
            (_("Non venuti"), str(total.no_show), missed),
            (
                _("Operatori insieme"),
                str(staffed),
                _("in agenda al massimo {n}").format(n=planned),
            ),
        )

    def left_out(self) -> str:
        """How many times do not count, in words."""
        number = self.report.total.left_out if self.report else 0
        if not number:
            return ""
        said = n_(
            "{n} tempo segnato come sbagliato non conta.", "{n} tempi segnati come sbagliati non contano.", number
        )
        return said.format(n=number)

    # — what can be done —

    def may_close(self) -> bool:
        return allowed(self._context.session.role, May.CLOSE_DAY) and self.span == DAY

    def mark(self, visit: str, which: str) -> None:
        """A time is wrong, or right after all."""
        row = next((each for each in self.report.visits if each.visit == visit), None) if self.report else None
        if row is None or which not in (WAITING_TIME, SERVICE_TIME):
            return
        wrong, session = which not in row.facts.wrong, self._context.session
        self._context.run.run(lambda: mark_time(session, visit, which, wrong=wrong), lambda _changes: self.show())

    def close_one(self, key: str) -> None:
        self._close({key})

    def close_all(self) -> None:
        self._close(None)

    def _close(self, only: set[str] | None) -> None:
        session, day = self._context.session, self.day
        words = _("Giornata chiusa.") if only is None or len(self.left) == 1 else _("Visita sistemata.")

        def closed(changes: Changes) -> None:
            self._context.messages.notify(words, "success", lambda: self._take_back(changes))
            self.show()

        self._context.run.run(lambda: close_day(session, day, only), closed)

    def _take_back(self, changes: Changes) -> None:
        session = self._context.session
        self._context.run.run(lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self.show())

    def save(self, path: Path) -> None:
        """The spreadsheet, where the person says."""
        report = self.report
        if report is not None:
            target = path if path.suffix.casefold() == ".xlsx" else path.with_name(path.name + ".xlsx")
            saved = _("Salvato: {file}.").format(file=target.name)
            self._context.run.run(
                lambda: write_figures(report, target), lambda _nothing: self._context.messages.notify(saved, "success")
            )

    def file_name(self) -> str:
        """What the file is called unless the person says otherwise."""
        first, last = self.days()
        return f"sportello-{first}.xlsx" if first == last else f"sportello-{first}-{last}.xlsx"


def left_words(row: StillOpen) -> tuple[str, str]:
    """What is still open, and what closing makes of it."""
    texts = {
        State.INSIDE: (_("a colloquio dalle {time}"), _("Finita")),
        State.CALLED: (_("chiamata alle {time}"), _("Non venuta")),
        State.WAITING: (_("aspetta dalle {time}"), _("Andata via")),
        State.PARKED: (_("parcheggiata, qui dalle {time}"), _("Andata via")),
        State.EXPECTED: (_("appuntamento alle {time}"), _("Non venuta")),
    }
    said, act = texts[row.state]
    return said.format(time=row.since), act
