"""What can be done with the chosen appointment; each step is saved beside the window and leaves an undo. No Qt."""

from datetime import date

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.appointments.book_appointment import cancel_appointment, restore_appointment
from desk.office.appointments.book_series import Series, book_series
from desk.office.appointments.confirmations import Answer, Said, answer_words, give_answer
from desk.office.appointments.waiting_list import enlist
from desk.office.day_words import short_day
from desk.office.front.check_in import check_in
from desk.ui.presenters.agenda import AgendaPresenter
from desk.ui.presenters.context import ScreenContext


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

    def repeat(self, weeks: int, until: date, move: bool) -> None:
        """The chosen appointment again and again; what could not be booked is named."""
        entry, session = self._agenda.entry(), self._context.session
        if entry is None:
            return

        def done(series: Series) -> None:
            words = _("{family}: {n} appuntamenti prenotati.").format(family=entry.family, n=len(series.booked))
            if series.left_out:
                days = ", ".join(short_day(day) for day in series.left_out)
                words += " " + _("Non liberi: {days}.").format(days=days)
            self._context.messages.notify(words, "success", lambda: self._agenda.undo(series.changes.batch))
            self._agenda.read()

        self._context.run.run(lambda: book_series(session, entry.id, weeks=weeks, until=until, move=move), done)
