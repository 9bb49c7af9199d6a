"""Import a list and look at what it left. No Qt."""

from collections.abc import Callable
from pathlib import Path

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.errors import BadInput, DeskError
from desk.i18n import _, n_
from desk.office.enrolment.import_list import Outcome, Report, import_list
from desk.office.enrolment.reject_file import reject_file
from desk.office.enrolment.reviews import ReviewLine, mark_seen, waiting_reviews
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.running import Progress


class EnrolmentsPresenter:
    """`refresh` is called when something to show has changed; `done` of `total` families while one runs."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.report: Report | None = None
        self.reviews: tuple[ReviewLine, ...] = ()
        self.running = False
        self.done, self.total = 0, 0
        self.fault = ""
        self._stop: Callable[[], None] | None = None

    @property
    def may_open(self) -> bool:
        return allowed(self._context.session.role, May.SEE_HOUSEHOLD)

    def show(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: waiting_reviews(session), self._have_reviews, self._failed)

    def _have_reviews(self, reviews: tuple[ReviewLine, ...]) -> None:
        self.reviews = reviews
        self._refresh()

    def start(self, path: Path) -> None:
        """Import in the background; the window goes on."""
        if self.running:
            return
        session = self._context.session
        self.running, self.report, self.fault, self.done, self.total = True, None, "", 0, 0
        self._refresh()

        def work(progress: Progress) -> Report:
            return import_list(session, path, progress.step, progress.cancelled)

        self._stop = self._context.run.run_long(work, self._finished, self._failed, self._stepped)

    def _stepped(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._refresh()

    def _finished(self, report: Report) -> None:
        self.running, self.report = False, report
        self.show()

    def _failed(self, error: DeskError) -> None:
        self.running, self.fault = False, str(error)
        self._refresh()

    def cancel(self) -> None:
        """Stop after the families in hand; importing again goes on from there."""
        if self._stop is not None and self.running:
            self._stop()

    def counts(self) -> tuple[tuple[str, str], ...]:
        """Words and tone of each outcome."""
        report = self.report
        if report is None:
            return ()
        number = report.counts
        return (
            (n_("{n} creata", "{n} create", number[Outcome.CREATED]).format(n=number[Outcome.CREATED]), "success"),
            (n_("{n} aggiornata", "{n} aggiornate", number[Outcome.UPDATED]).format(n=number[Outcome.UPDATED]), "info"),
            (n_("{n} uguale", "{n} uguali", number[Outcome.UNCHANGED]).format(n=number[Outcome.UNCHANGED]), "neutral"),
            (_("{n} da rivedere").format(n=number[Outcome.REVIEW]), "warning" if number[Outcome.REVIEW] else "neutral"),
            (
                n_("{n} scartata", "{n} scartate", number[Outcome.REJECTED]).format(n=number[Outcome.REJECTED]),
                "danger" if number[Outcome.REJECTED] else "neutral",
            ),
        )

    def save_rejected(self, path: Path) -> None:
        """Write the rows that could not be taken where the person says."""
        report = self.report
        if report is None:
            return

        def write() -> None:
            try:
                path.write_bytes(reject_file(report))
            except OSError as error:
                raise BadInput(
                    _("Non posso scrivere {file}: {fault}.").format(file=path.name, fault=error.strerror)
                ) from error

        self._context.run.run(
            write, lambda _nothing: self._context.messages.notify(_("Righe scartate salvate."), "success")
        )

    def open_home(self, home: str) -> None:
        self._context.navigate.open("household", household=home)

    def seen(self, review: str) -> None:
        session = self._context.session

        def done(changes: Changes) -> None:
            def undo() -> None:
                if changes.batch:
                    self._context.run.run(
                        lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self.show()
                    )

            self._context.messages.notify(_("Segnato come visto."), "success", undo)
            self.show()

        self._context.run.run(lambda: mark_seen(session, review), done)

    def on_changes(self, changes: Changes) -> None:
        if "review" in changes.tables and not self.running:
            self.show()
