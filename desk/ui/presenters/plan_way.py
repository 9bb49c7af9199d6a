"""The way of a plan from draft to end, as its screen offers it: seen, approved, signed, reviewed, closed. No Qt."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from desk.db.changes import Changes
from desk.domain.plan import PlanView
from desk.i18n import _
from desk.office.plan import steps as plan_steps
from desk.office.plan import versions as plan_versions
from desk.office.plan.steps import Approval
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_words import incomplete


class Act(StrEnum):
    """One thing that can be done with the whole plan."""

    ASK = "ask"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SIGN = "sign"
    RENEW = "renew"
    CLOSE = "close"


class Screen(Protocol):
    """What this part needs of the screen's presenter."""

    state: PlanState
    steps: list[Any]

    @property
    def session(self) -> Session: ...

    def view(self) -> PlanView: ...

    def when_read(self, then: Callable[[], None]) -> None: ...

    def do(
        self,
        work: Callable[[], Changes],
        words: str = "",
        *,
        said: str = "",
        field: str = "",
        failed: Callable[[str], None] | None = None,
    ) -> None: ...


def acts(state: PlanState) -> tuple[Act, ...]:
    """What can be done now, the next step first."""
    view = state.view
    if view is None:
        return ()
    if not view.is_draft:
        return (Act.RENEW,) if view.is_closed else (Act.RENEW, Act.CLOSE)
    if not view.objectives:
        return ()
    return (*_towards_signature(state), *((Act.RENEW,) if state.out else ()))


def _towards_signature(state: PlanState) -> tuple[Act, ...]:
    approval = state.steps.approval
    if approval is Approval.APPROVED:
        return (Act.SIGN,)
    if state.may_approve:
        if approval is Approval.SENT_BACK:
            return (Act.APPROVE,)  # a second thought; no signature over one's own «not like this»
        asked = approval in (Approval.ASKED, Approval.CHANGED)
        return (Act.APPROVE, Act.SEND_BACK) if asked else (Act.SIGN,)
    return () if approval is Approval.ASKED else (Act.ASK,)


class PlanWay:
    """Calls the use cases; what lacks is said instead of done, by what is known once all that was pressed and typed
    before is written."""

    def __init__(self, screen: Screen, context: ScreenContext) -> None:
        self._screen, self._context = screen, context

    def seen(self, person: str) -> None:
        """This adult has read their part, or it was read to them."""
        view = self._screen.view()
        self._screen.do(
            lambda: plan_steps.record_seen(self._screen.session, view.id, person), _("Lettura insieme segnata")
        )

    def ask(self) -> None:
        self._screen.when_read(self._ask)

    def _ask(self) -> None:
        if self._lacks(incomplete(self._screen.state), _("Prima di chiedere: {what}.")):
            return
        view = self._screen.view()
        self._screen.do(
            lambda: plan_steps.ask_approval(self._screen.session, view.id),
            _("Approvazione chiesta"),
            said=_("Il coordinamento vede la richiesta."),
        )

    def approve(self) -> None:
        self._screen.when_read(self._approve)

    def _approve(self) -> None:
        if self._lacks(incomplete(self._screen.state), _("Prima di approvare: {what}.")):
            return
        view = self._screen.view()
        self._screen.do(
            lambda: plan_steps.approve(self._screen.session, view.id), _("Approvato"), said=_("Piano approvato.")
        )

    def send_back(self, words: str) -> None:
        view = self._screen.view()
        self._screen.do(
            lambda: plan_steps.send_back(self._screen.session, view.id, words),
            _("Rimandato indietro"),
            said=_("Piano rimandato indietro con le tue parole."),
        )

    def sign(self) -> None:
        """Signed on paper today."""
        self.sign_on(None)

    def sign_on(self, on: date | None, failed: Callable[[str], None] | None = None) -> None:
        """Signed on that day; says what is still missing where the plan is not complete."""
        self._screen.when_read(lambda: self._sign_on(on, failed))

    def _sign_on(self, on: date | None, failed: Callable[[str], None] | None) -> None:
        if self._lacks(incomplete(self._screen.state), _("Prima di firmare: {what}.")):
            return
        view = self._screen.view()
        self._screen.do(
            lambda: plan_steps.sign_plan(self._screen.session, view.id, on),
            _("Firma segnata"),
            said=_("Piano firmato: questa versione non cambia più."),
            failed=failed,
        )

    def renew(self) -> None:
        """A review: a new version with what is still open."""
        view = self._screen.view()
        self._screen.do(lambda: plan_versions.next_version(self._screen.session, view.id))
        self._screen.steps.clear()

    def close(self, outcome: str, words: str) -> None:
        view = self._screen.view()
        self._screen.do(
            lambda: plan_steps.close_plan(self._screen.session, view.id, outcome, words),
            _("Piano chiuso"),
            said=_("Il piano è chiuso."),
        )

    def _lacks(self, lacking: str, words: str) -> bool:
        if lacking:
            self._context.messages.notify(words.format(what=lacking), "warning")
        return bool(lacking)
