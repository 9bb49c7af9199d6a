"""The privacy notice and the choices of each adult of one family. No Qt."""

from collections.abc import Callable

from desk.catalogue.notice import load_notice
from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.errors import DeskError
from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.household.consents import Consents, notice_of, read_consents, record_consent, record_notice_given
from desk.office.household.said import Said
from desk.ui.presenters.context import ScreenContext


class ConsentsPresenter:
    """`refresh` when there is something new to show."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.facts: Consents | None = None

    @property
    def may_record(self) -> bool:
        return allowed(self._context.session.role, May.EDIT_HOUSEHOLD)

    def show(self, household: str) -> None:
        session = self._context.session
        self._context.run.run(lambda: read_consents(session, household), self._have)

    def _have(self, facts: Consents) -> None:
        self.facts = facts
        self._refresh()

    def record(self, person: str, choice: str, given: bool) -> None:
        """What the adult ticked on the signed sheet."""
        facts, session, context = self.facts, self._context.session, self._context
        if facts is None:
            return
        home = facts.household

        def done(changes: Changes) -> None:
            def undo() -> None:
                context.run.run(lambda: session.store.undo(changes.batch, session.staff), lambda _done: self.show(home))

            context.messages.notify(_("Scelta registrata."), "success", undo)
            self.show(home)

        context.run.run(lambda: record_consent(session, home, person, choice, given), done)

    def compose(
        self, then: Callable[[bytes, Callable[[], object]], object], failed: Callable[[DeskError], object]
    ) -> None:
        """The notice as a PDF in the family's language, and what keeps that it went out."""
        facts, session = self.facts, self._context.session
        if facts is None:
            return

        def record() -> object:
            return record_notice_given(session, facts.household)

        self._context.run.run(lambda: notice_of(session, facts.household), lambda pdf: then(pdf, record), failed)

    def was_printed(self) -> None:
        """It stands in the ledger now."""
        if self.facts is not None:
            self.show(self.facts.household)

    def printed_words(self) -> str:
        """«Stampata il 24/11 · C. Musso.»; empty where it never was."""
        facts = self.facts
        if facts is None or facts.printed_on is None:
            return ""
        day = numbers(facts.printed_on, self._context.session.today())
        return _("Stampata il {day} · {who}.").format(day=day, who=facts.printed_by)

    def words(self, said: Said) -> str:
        """«24/11 · C. Musso», or that nobody has asked."""
        if said.given is None or said.on is None:
            return _("da chiedere")
        return f"{numbers(said.on, self._context.session.today())} · {said.by}".strip(" ·")


def choice_words() -> dict[str, str]:
    return {choice.id: _(choice.staff) for choice in load_notice().choices}
