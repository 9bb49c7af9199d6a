"""What can be done with the chosen appointment; each step is saved beside the window and leaves an undo. No Qt."""

from collections.abc import Callable, Sequence
from datetime import date

from desk.db.changes import Changes
from desk.i18n import _, n_
from desk.office.appointments.book_appointment import cancel_appointment, restore_appointment
from desk.office.appointments.book_series import Series, book_series
from desk.office.appointments.confirmations import Answer, Said, answer_words, give_answer
from desk.office.appointments.waiting_list import enlist
from desk.office.day_words import short_day
from desk.office.front.check_in import check_in
from desk.ui.presenters.agenda import AgendaPresenter
from desk.ui.presenters.context import ScreenContext

MOST_NAMED = 6


class AgendaActions:
    """Commands on the chosen appointment of `agenda`."""

    def __init__(self, context: ScreenContext, agenda: AgendaPresenter) -> None:
        self._context, self._agenda = context, agenda

    def cancel(self) -> None:
        entry, session = self._agenda.entry(), self._context.session
        if entry is None:
            return

        def put_back() -> None:
            self._context.run.run(lambda: restore_appointment(session, entry.id), lambda _changes: self._agenda.read())

        def over(_changes: Changes) -> None:
            self._agenda.chosen = ""
            self._agenda.freed(entry.held)
            self._context.messages.notify(_("{family}: disdetto.").format(family=entry.family), "success", put_back)
            self._agenda.read()

        self._context.run.run(lambda: cancel_appointment(session, entry.id), over)

    def answer(self, officer: str, answer: Answer, why: str = "") -> None:
        """What a partner officer says to the chosen appointment, by themselves or on the telephone."""
        entry, session = self._agenda.entry(), self._context.session
        if entry is None:
            return

        def said(changes: Changes) -> None:
            known = dict(self._agenda.people())
            words = answer_words(Said(officer, answer, why), known.get(officer, "–")) + "."
            self._context.messages.notify(words, "success", lambda: self._agenda.undo(changes.batch))
            self._agenda.read()

        self._context.run.run(lambda: give_answer(session, entry.id, officer, answer, why), said)

    def arrived(self) -> None:
        """The family of the chosen appointment is at the door."""
        entry, session = self._agenda.entry(), self._context.session
        if entry is None:
            return

        def marked(changes: Changes) -> None:
            words = _("{family}: arrivo segnato.").format(family=entry.family)
            self._context.messages.notify(words, "success", lambda: self._agenda.undo(changes.batch))
            self._agenda.read()

        self._context.run.run(lambda: check_in(session, appointment=entry.id).changes, marked)

    def enlist(self) -> None:
        """The chosen appointment gives its time back and waits for another."""
        entry, session = self._agenda.entry(), self._context.session
        if entry is None:
            return

        def listed(changes: Changes) -> None:
            self._agenda.chosen = ""
            words = _("{family} è in lista d'attesa.").format(family=entry.family)
            self._context.messages.notify(words, "success", lambda: self._agenda.undo(changes.batch))
            self._agenda.freed(entry.held)
            self._agenda.read()

        self._context.run.run(lambda: enlist(session, entry.id), listed)

    def repeat(self, weeks: int, until: date, move: bool, over: Callable[[str], None] = lambda _fault: None) -> None:
        """The chosen appointment again and again; what could not be booked is named. `over`: called with why it was not
        done, or "" once it is."""
        entry, session = self._agenda.entry(), self._context.session
        if entry is None:
            return

        def done(series: Series) -> None:
            over("")
            words = f"{entry.family}: {series_words(series)}"
            if series.booked:
                self._context.messages.notify(
                    words, "success", lambda: self._agenda.undo(series.changes.batch)
                )  # fmt: skip
            else:
                self._context.messages.notify(words, "warning")
            self._agenda.read()

        self._context.run.run(
            lambda: book_series(session, entry.id, weeks=weeks, until=until, move=move),
            done,
            lambda error: over(str(error)),
        )


def series_words(series: Series) -> str:
    """«2 appuntamenti prenotati. Saltato per festa: mar 8/12. Non libero: mar 22/12.»"""
    count = len(series.booked)
    said = [n_("{n} appuntamento prenotato.", "{n} appuntamenti prenotati.", count).format(n=count)]
    if not count:
        said = [_("nessun appuntamento prenotato.")]
    moved = [
        f"{short_day(each.falls)} → {short_day(each.held)}" for each in series.closed if each.held in series.booked
    ]
    skipped = [each.falls for each in series.closed if each.held is None]
    if moved:
        said.append(_("Spostati, perché l'ufficio è chiuso: {days}.").format(days=", ".join(moved)))
    if skipped:
        said.append(_("Saltati, perché l'ufficio è chiuso: {days}.").format(days=_days(skipped)))
    if series.left_out:
        said.append(_("Non liberi: {days}.").format(days=_days(series.left_out)))
    return " ".join(said)


def _days(days: Sequence[date]) -> str:
    """The first few by name."""
    named = ", ".join(short_day(day) for day in days[:MOST_NAMED])
    more = len(days) - MOST_NAMED
    return named if more <= 0 else _("{names} e altri {n}").format(names=named, n=more)
