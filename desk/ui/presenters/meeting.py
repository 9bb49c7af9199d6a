"""The commitments that one meeting asks about, and which of them. No Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.plan.follow import Due
from desk.office.plan.meeting import Meeting, choose_checks, read_meeting
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.follow_words import due_tag

HEARD = ("plan", "objective", "commitment", "follow_up", "appointment")


class MeetingPresenter:
    """`refreshed` is called when there is something else to show."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None]) -> None:
        self._context, self._refreshed = context, refreshed
        self._appointment = ""
        self.meeting: Meeting | None = None

    @property
    def today(self) -> date:
        return self._context.session.today()

    def show(self, appointment: str) -> None:
        """Nothing is shown of another meeting meanwhile."""
        if appointment != self._appointment:
            self._appointment, self.meeting = appointment, None
            self._refreshed()
            self.read()

    def read(self) -> None:
        session, wanted = self._context.session, self._appointment
        if wanted:
            self._context.run.run(lambda: read_meeting(session, wanted), self._have, lambda _gone: None)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(*HEARD):
            self.read()

    def _have(self, meeting: Meeting) -> None:
        if meeting.appointment == self._appointment and meeting != self.meeting:
            self.meeting = meeting
            self._refreshed()

    def take(self, line: str, taken: bool) -> None:
        """Ask about it in this meeting, or not."""
        if self.meeting is not None:
            known = self.meeting.chosen & frozenset(each.line for each in self.meeting.open)
            chosen = known | {line} if taken else known - {line}
            self.meeting = replace(self.meeting, chosen=chosen, by_hand=True)  # the next tick may come before the store
            self._choose(chosen)

    def propose(self) -> None:
        """Back to what is due by the day of the meeting."""
        self._choose(None)

    def _choose(self, lines: frozenset[str] | None) -> None:
        session, wanted = self._context.session, self._appointment
        self._context.run.run(lambda: choose_checks(session, wanted, lines), lambda _changes: self.read())

    def words(self, due: Due) -> tuple[str, str]:
        """Who does what; when it is due."""
        return f"{due.who}: {due.text[:1].lower()}{due.text[1:].rstrip('.')}", due_tag(due, self.today)[0]

    def why(self) -> str:
        """How these came here."""
        if self.meeting is not None and self.meeting.by_hand:
            return _("Scelti per questo incontro.") if self.meeting.asked else _("Nessuno per questo incontro.")
        if self.meeting is not None and not self.meeting.asked:
            return _("Nessuno scade entro l'incontro.")
        return _("Quelli che scadono entro l'incontro.")
