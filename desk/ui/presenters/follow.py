"""What has to be followed today, and what is done with it there. No Qt."""

from collections.abc import Callable
from datetime import date

from desk.db.changes import Changes
from desk.domain.follow_up import Outcome
from desk.domain.roles import May, allowed
from desk.i18n import _
from desk.office.follow_office import Following, read_following
from desk.office.plan.follow import record_check
from desk.ui.presenters.context import ScreenContext

PLANS = ("plan", "objective", "commitment", "follow_up", "plan_step")
HEARD = (*PLANS, "visit", "appointment", "household", "document", "identifier", "interview")


class FollowPresenter:
    """`refreshed` is called when there is something else to follow."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None]) -> None:
        self._context, self._refreshed = context, refreshed
        self.following = Following()

    @property
    def today(self) -> date:
        return self._context.session.today()

    @property
    def may_check(self) -> bool:
        return allowed(self._context.session.role, May.EDIT_HOUSEHOLD)

    def read(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: read_following(session), self._have)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(*HEARD):
            self.read()

    def _have(self, following: Following) -> None:
        if following != self.following:
            self.following = following
            self._refreshed()

    def check(
        self, commitment: str, outcome: Outcome, words: str, day: date | None, failed: Callable[[str], None]
    ) -> None:
        """Somebody looked whether it was kept."""
        session = self._context.session

        def done(changes: Changes) -> None:
            def back() -> None:
                self._context.run.run(
                    lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self.read()
                )

            self._context.messages.notify(_("Verifica segnata."), "success", back if changes.batch else None)
            self.read()

        self._context.run.run(
            lambda: record_check(session, commitment, outcome, evidence=words, moved_to=day),
            done,
            lambda error: failed(str(error)),
        )

    def open_papers(self, household: str, _on: bool = False) -> None:
        self._context.navigate.open("household", household=household, tab="documents")

    def open_talk(self, household: str, _on: bool = False) -> None:
        self._context.navigate.open("interview", household=household)

    def open_family(self, household: str) -> None:
        self._context.navigate.open("household", household=household)

    def open_plan(self, household: str) -> None:
        self._context.navigate.open("plan", household=household)
