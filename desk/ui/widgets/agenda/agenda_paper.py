"""What leaves the agenda: the day and a slip to a printer, calendars to a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.calendar_file import appointment_calendar, worker_calendar
from desk.office.papers.appointment_slip import appointment_slip
from desk.ui.presenters.agenda import AgendaPresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.press import Press, Sheet


class AgendaPaper:
    """`print_dialog` and `ask_target` may be replaced in tests: True when the printer is chosen, a path or None."""

    def __init__(self, context: ScreenContext, presenter: AgendaPresenter, parent: QWidget) -> None:
        self._context, self._presenter, self._parent = context, presenter, parent
        self._press = Press(context, parent, _("Stampa"))
        self.print_dialog: Callable[[QPrinter], bool] = self._press.ask
        self.ask_target: Callable[[str], Path | None] = self._choose_target

    def print_day(self) -> None:
        self._presenter.day_on_paper(lambda pdf: self._print(pdf, across=True))

    def save_appointment(self) -> None:
        entry, session = self._presenter.entry(), self._context.session
        if entry is not None:
            self._save(f"appuntamento-{entry.day:%Y-%m-%d}.ics", lambda: appointment_calendar(session, entry.id))

    def save_week(self) -> None:
        """All that is coming, for a calendar that subscribes to the file."""
        person, session = self._presenter.person, self._context.session
        name = dict(self._presenter.people()).get(person, "")
        self._save(f"agenda-{name}.ics".lower().replace(" ", "-"), lambda: worker_calendar(session, person))

    def _save(self, name: str, make: Callable[[], bytes]) -> None:
        path = self.ask_target(name)
        if path is None:
            return

        def write() -> None:
            try:
                path.write_bytes(make())
            except OSError as error:
                raise BadInput(_("Non posso scrivere {file}.").format(file=path)) from error

        self._context.run.run(
            write,
            lambda _nothing: self._context.messages.notify(_("Salvato: {file}").format(file=path.name), "success"),
        )

    def _choose_target(self, name: str) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self._parent, _("Salva il calendario"), name, "*.ics")
        return Path(chosen) if chosen else None

    def print_slip(self, *, large: bool = False) -> None:
        entry, session = self._presenter.entry(), self._context.session
        if entry is not None:
            self._context.run.run(
                lambda: appointment_slip(session, entry.id, large=large), lambda pdf: self._print(pdf, across=False)
            )

    def _print(self, pdf: bytes, *, across: bool) -> None:
        job = self._press.chosen(self.print_dialog, across=across)
        self._press.print([Sheet(pdf)], job, _("Il foglio è andato alla stampante."))
