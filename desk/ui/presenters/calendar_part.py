"""A person's own calendar and the history of their availability, under the list of the pane. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desk.db.changes import Changes
from desk.domain.availability import EVERYBODY, Rule
from desk.errors import BadInput, DeskError
from desk.i18n import _, n_
from desk.office.appointments.availability import Line
from desk.office.appointments.availability_history import REMOVED, Step, availability_history
from desk.office.appointments.calendar_import import MOST_BYTES, Imported, forget_calendar, import_calendar
from desk.office.appointments.left_outside import to_move_now
from desk.office.day_words import hour, numbers
from desk.ui.presenters.availability import moved_words
from desk.ui.presenters.context import ScreenContext

SHOWN = 3


@dataclass(frozen=True)
class Said:
    """One step of the history: when and by whom, and what."""

    when: str
    what: str


class CalendarPartPresenter:
    """`refresh` when something to show has changed, `written` when lines of availability have. `words`: a rule as the
    list says it."""

    def __init__(
        self, context: ScreenContext, words: Callable[[Rule], str], refresh: Callable[[], None],
        written: Callable[[], None],
    ) -> None:  # fmt: skip
        self._context, self._words = context, words
        self._refresh, self._written = refresh, written
        self.who = EVERYBODY
        self.imported = 0
        self.person = False
        self.history: tuple[Said, ...] = ()
        self.fault = ""

    def show(self, who: str, lines: tuple[Line, ...], *, person: bool, history: bool) -> None:
        """`person`: a member of staff, who may have a calendar; `history`: it is open."""
        if who != self.who:
            self.fault, self.history = "", ()
        self.who, self.person = who, person
        self.imported = sum(1 for each in lines if each.imported)
        self._refresh()
        if history:
            self.read_history()

    def read_history(self) -> None:
        session, who = self._context.session, self.who

        def have(steps: tuple[Step, ...]) -> None:
            if who == self.who:
                self.history = tuple(self._said(step) for step in steps)
                self._refresh()

        self._context.run.run(lambda: availability_history(session, who), have)

    def _said(self, step: Step) -> Said:
        today = self._context.session.today()
        when = f"{numbers(step.at.date(), today)}, {hour(step.at)}"
        if step.imported:
            text = n_("{n} riga dal calendario", "{n} righe dal calendario", len(step.rules))
            what = text.format(n=len(step.rules))
        else:
            what = "; ".join(self._words(rule) for rule in step.rules)
        if step.act == REMOVED:
            what = _("Tolto: {what}").format(what=what)
        return Said(" · ".join(filter(None, (when, step.by))), what)

    def calendar_words(self) -> str:
        """«Dal calendario: 12 righe»; empty where none was read."""
        if not self.imported:
            return ""
        return n_("Dal calendario: {n} riga", "Dal calendario: {n} righe", self.imported).format(n=self.imported)

    def read_file(self, path: Path) -> None:
        """Busy times only; an earlier calendar of this person is replaced."""
        session, who = self._context.session, self.who

        def work() -> tuple[Imported, int]:
            try:
                with path.open("rb") as file:
                    content = file.read(MOST_BYTES + 1)
            except OSError as error:
                raise BadInput(_("Non posso leggere {file}.").format(file=path.name)) from error
            before = to_move_now(session)
            report = import_calendar(session, who, content, path.name)
            return report, len(to_move_now(session) - before)

        def done(did: tuple[Imported, int]) -> None:
            report, moved = did
            self.fault = ""
            said = _("Calendario letto: righe nuove {new}, tolte {gone}, uguali {same}.")
            words = said.format(new=report.added, gone=report.removed, same=report.kept)
            self._tell(" ".join(filter(None, (words, moved_words(moved) if moved else ""))), report.changes)

        self._context.run.run(work, done, self._failed)

    def forget(self) -> None:
        session, who = self._context.session, self.who
        self._context.run.run(
            lambda: forget_calendar(session, who),
            lambda changes: self._tell(_("Il calendario non conta più."), changes),
            self._failed,
        )

    def _tell(self, words: str, changes: Changes) -> None:
        session = self._context.session

        def undo() -> None:
            self._context.run.run(lambda: session.store.undo(changes.batch, session.staff), lambda _c: self._written())

        self._context.messages.notify(words, "success", undo if changes.entries else None)
        self._written()

    def _failed(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()
