"""The summary of an interview beside its questions: its language, its printing, who has signed it. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desk import i18n
from desk.db.changes import Changes
from desk.domain.languages import language_name
from desk.errors import DeskError
from desk.i18n import _, n_
from desk.office.day_words import hour, numbers
from desk.office.interview.interview import read_interview
from desk.office.interview.summary import (
    Summary,
    SummaryLedger,
    interview_summary,
    people_who_sign,
    read_summary_ledger,
    record_summary_printed,
    record_summary_signed,
)
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview_words import names


@dataclass(frozen=True)
class _Read:
    interview: str
    summary: Summary
    ledger: SummaryLedger
    people: tuple[str, ...]


class SummaryPresenter:
    """Calls `refreshed` when there is something new to show."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None]) -> None:
        self._context, self._refreshed = context, refreshed
        self.household = self.interview = self.language = ""
        self.summary: Summary | None = None
        self.ledger = SummaryLedger()
        self.people: tuple[str, ...] = ()
        self.fault = ""

    def show(self, household: str, interview: str) -> None:
        """Make the sheet of this interview from the answers as they stand now."""
        if (household, interview) != (self.household, self.interview):
            self.language, self.summary, self.ledger, self.people = "", None, SummaryLedger(), ()
        self.household, self.interview = household, interview
        self._read()

    def choose_language(self, language: str) -> None:
        self.language = language
        self._read()

    def _read(self) -> None:
        session, household, interview, language = self._context.session, self.household, self.interview, self.language
        self._context.run.look(lambda: _read(session, household, interview, language), self._have, self._refused)

    def _have(self, read: _Read) -> None:
        if read.interview != self.interview or self.language not in ("", read.summary.sheet.family_language):
            return  # another one was asked for meanwhile
        self.fault = ""
        self.language = read.summary.sheet.family_language
        self.summary, self.ledger, self.people = read.summary, read.ledger, read.people
        self._refreshed()

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refreshed()

    def recording(self, summary: Summary) -> Callable[[], object]:
        """What keeps in the ledger that this summary went to the printer."""
        session, household, interview = self._context.session, self.household, self.interview
        language = summary.sheet.family_language
        return lambda: record_summary_printed(session, household, interview, language)

    def was_printed(self) -> None:
        """It stands in the ledger now."""
        self._read()

    def signed(self, names: tuple[str, ...]) -> None:
        """They have signed the paper today."""
        session, household, interview = self._context.session, self.household, self.interview

        def done(changes: Changes) -> None:
            def undo() -> None:
                self._context.run.run(
                    lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self._read()
                )

            self._context.messages.notify(_("Firma segnata."), "success", undo if changes.batch else None)
            self._read()

        self._context.run.run(lambda: record_summary_signed(session, household, interview, names), done, self._refused)

    # — words —

    def languages(self) -> tuple[str, ...]:
        return i18n.languages()

    @property
    def missing_words(self) -> str:
        if self.summary is None or self.language == i18n.SOURCE:
            return ""
        lacking = self.summary.missing
        if not lacking:
            return _("Tutto è tradotto")
        return n_("{n} riga senza traduzione", "{n} righe senza traduzione", lacking).format(n=lacking)

    @property
    def is_empty(self) -> bool:
        """Nothing has been answered that could be read back."""
        return self.summary is not None and self.summary.is_empty

    @property
    def untold_words(self) -> str:
        """«Ancora senza risposte: Salute e Abitazione.»; of a sheet that is empty the page itself says so."""
        if self.summary is None or self.summary.is_empty or not self.summary.untold:
            return ""
        pages = names([_(title) for title in self.summary.untold])
        return _("Ancora senza risposte: {pages}.").format(pages=pages)

    @property
    def print_words(self) -> str:
        if self.language in ("", i18n.SOURCE):
            return _("Stampa in italiano")
        return _("Stampa in {language} e italiano").format(language=_(language_name(self.language)))

    @property
    def asks_who_signed(self) -> bool:
        """While the sheet that went out last has no signature."""
        printed, signed = self.ledger.printed_at, self.ledger.signed_at
        return signed is None or (printed is not None and printed > signed)

    @property
    def signed_words(self) -> str:
        """«Firmato il 24/11/2026 da Youssef El Amrani. Segnato da Giulia Ferrero.»"""
        ledger = self.ledger
        if not self.asks_who_signed and ledger.signed_at is not None:
            words = _("Firmato il {day} da {names}. Segnato da {by}.")
            return words.format(day=numbers(ledger.signed_at.date()), names=ledger.signed_by, by=ledger.recorded_by)
        if ledger.printed_at is None:
            return _("Chi ha firmato il foglio?")
        printed = ledger.printed_at
        words = _("Stampato il {day} alle {time}. Chi ha firmato?")
        return words.format(day=numbers(printed.date()), time=hour(printed))


def _read(session: Session, household: str, interview: str, language: str) -> _Read:
    view = read_interview(session, household, interview)
    made = interview_summary(session, household, view.id, language)
    return _Read(interview, made, read_summary_ledger(session, view.id), people_who_sign(view, session.today()))
