"""How many appointments have to move, told on every page: reception need not open the agenda to hear of it. No Qt."""

from collections.abc import Callable

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.errors import DeskError
from desk.i18n import n_
from desk.office.appointments.agenda import TOUCHING, Entry, read_coming
from desk.office.session import Session
from desk.ui.presenters.running import Run


class ToMovePresenter:
    """`changed` is called when there are more or fewer."""

    def __init__(self, session: Session, run: Run, changed: Callable[[], None]) -> None:
        self._session, self._run, self._changed = session, run, changed
        self.count = 0
        self._reading, self._again = False, False

    def refresh(self) -> None:
        """Beside the window; what comes while it is read is read once more, however much it was."""
        if not allowed(self._session.role, May.BOOK):
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        session = self._session
        self._run.look(lambda: read_coming(session), self._have, self._could_not)

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TOUCHING:
            self.refresh()

    def words(self) -> str:
        return n_("{n} appuntamento da spostare", "{n} appuntamenti da spostare", self.count).format(n=self.count)

    def _have(self, coming: tuple[Entry, ...]) -> None:
        self._reading = False
        if len(coming) != self.count:
            self.count = len(coming)
            self._changed()
        if self._again:
            self.refresh()

    def _could_not(self, _error: DeskError) -> None:
        self._reading = False  # the page in front says what is the matter
