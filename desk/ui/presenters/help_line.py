"""The silent help of every page: what the asker sees, what the colleagues see. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.front.help_calls import HelpCall, answer_help, ask_help, end_help, open_calls
from desk.office.session import Session
from desk.ui.presenters.running import Run


@dataclass(frozen=True)
class HelpRow:
    """One line for the colleagues. `answered`: somebody is on the way."""

    id: str
    fact: str
    second: str
    answered: bool


class HelpPresenter:
    """`changed` is called when something to show has changed."""

    def __init__(self, session: Session, run: Run, changed: Callable[[], None]) -> None:
        self._session, self._run, self._changed = session, run, changed
        self.rows: tuple[HelpRow, ...] = ()
        self.mine: HelpCall | None = None

    def refresh(self) -> None:
        session = self._session
        self._run.run(lambda: open_calls(session), self._have)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches("help_call"):
            self.refresh()

    def _have(self, calls: tuple[HelpCall, ...]) -> None:
        rows = tuple(_row(call) for call in calls if not call.mine)
        mine = next((call for call in calls if call.mine), None)
        if (rows, mine) != (self.rows, self.mine):
            self.rows, self.mine = rows, mine
            self._changed()

    def mine_words(self) -> str:
        """What the asker reads: quiet words that tell a stranger nothing."""
        if self.mine is None:
            return ""
        return _("Arriva {who}").format(who=self.mine.coming) if self.mine.coming else _("Inviato")

    def press(self) -> None:
        """The button at the desk: asks, and takes back what was asked."""
        session, mine = self._session, self.mine
        self._run.run(lambda: end_help(session, mine.id) if mine else ask_help(session), self._done)

    def answer(self, call: str) -> None:
        session = self._session
        self._run.run(lambda: answer_help(session, call), self._done)

    def end(self, call: str) -> None:
        session = self._session
        self._run.run(lambda: end_help(session, call), self._done)

    def _done(self, _changes: Changes) -> None:
        self.refresh()


def _row(call: HelpCall) -> HelpRow:
    place = call.room or _("Sportello")
    second = " · ".join((call.who, _("dalle {time}").format(time=call.at)))
    if call.coming:
        second += " · " + _("arriva {who}").format(who=call.coming)
    return HelpRow(call.id, _("Serve aiuto: {place}").format(place=place), second, bool(call.coming))
