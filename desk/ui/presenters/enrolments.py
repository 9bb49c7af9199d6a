"""Import a list and look at what it left. No Qt."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from desk.db.changes import Changes
from desk.errors import BadInput, DeskError
from desk.i18n import _, n_
from desk.office.enrolment.cases import Case, waiting_cases
from desk.office.enrolment.import_list import import_list
from desk.office.enrolment.reject_file import reject_file
from desk.office.enrolment.report import Outcome, Report
from desk.office.enrolment.writer import DIFFERS, FAMILY_TWICE, NAMESAKE, PERSON_TWICE, TAX_CODE
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.running import Progress


class EnrolmentsPresenter:
    """`refresh` is called when something to show has changed; `done` of `total` families while one runs."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.report: Report | None = None
        self.waiting: tuple[Case, ...] = ()
        self.running = False
        self.done, self.total = 0, 0
        self.fault = ""
        self._stop: Callable[[], None] | None = None

    def show(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: waiting_cases(session), self._have_waiting, self._failed)

    def _have_waiting(self, waiting: tuple[Case, ...]) -> None:
        self.waiting = waiting
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

    def to_decide(self) -> tuple[str, ...]:
        """«10 famiglie con due domande», «5 persone in due famiglie»: what waits, by kind."""
        found = Counter(case.kind for case in self.waiting)
        texts = {
            FAMILY_TWICE: n_("{n} famiglia con due domande", "{n} famiglie con due domande", found[FAMILY_TWICE]),
            PERSON_TWICE: n_("{n} persona in due famiglie", "{n} persone in due famiglie", found[PERSON_TWICE]),
            NAMESAKE: n_("{n} persona con lo stesso nome", "{n} persone con lo stesso nome", found[NAMESAKE]),
            DIFFERS: n_("{n} codice con un altro nome", "{n} codici con un altro nome", found[DIFFERS]),
            TAX_CODE: n_("{n} codice fiscale sbagliato", "{n} codici fiscali sbagliati", found[TAX_CODE]),
        }
        return tuple(text.format(n=found[kind]) for kind, text in texts.items() if found[kind])

    def decide(self) -> None:
        self._context.navigate.open("reviews")

    def on_changes(self, changes: Changes) -> None:
        if "review" in changes.tables and not self.running:
            self.show()
