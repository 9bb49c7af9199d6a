"""Close a visit: what was agreed, then the slip. No Qt."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desk.db.changes import Changes
from desk.domain.follow_up import Outcome
from desk.domain.languages import language_name
from desk.errors import DeskError
from desk.i18n import _
from desk.office.front.close_visit import close_visit
from desk.office.plan.follow import record_check
from desk.office.session import Session
from desk.settings import FAMILY_LANGUAGES
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today import Column, TodayPresenter, Undo

if TYPE_CHECKING:  # paper takes half a second to import: not before the first visit ends
    from desk.office.papers.visit_slip import Closing


class CloseVisitPresenter:
    """`refresh` is called when something to show has changed; `slip` is there once the visit is closed."""

    def __init__(self, context: ScreenContext, day: TodayPresenter, refresh: Callable[[], None]) -> None:
        self._context, self._day, self._refresh = context, day, refresh
        self.visit, self.household = "", ""
        self.facts: Closing | None = None
        self.slip: bytes | None = None
        self.roll = self.large = False
        self.language = "it"
        """Of somebody who has no page here."""
        self.fault = ""

    def show(self, visit: str, household: str) -> None:
        session = self._context.session
        self.visit, self.household, self.facts, self.slip, self.fault = visit, household, None, None, ""
        self.language, self.large = "it", False
        self._refresh()
        self._context.run.run(lambda: _read(session, visit, household), self._known, self._refused)

    def _known(self, facts: "Closing") -> None:
        self.facts = facts
        if not self.household:
            self.language = facts.language
        self._refresh()

    @property
    def name(self) -> str:
        """Whose visit ends; its number too until the family's facts are read."""
        return self.facts.name if self.facts is not None else self._day.ticket_and_name(self.visit)

    @property
    def slip_language(self) -> str:
        """The second language of the slip; "it": none."""
        return self.facts.language if self.facts is not None and self.household else self.language

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Of our papers: what may be chosen for somebody who has no page here."""
        return tuple((code, _(language_name(code)).capitalize()) for code in FAMILY_LANGUAGES)

    def set_language(self, language: str) -> None:
        self.language = language
        self._refresh()

    @property
    def today(self) -> date:
        return self._context.session.today()

    def check(self, commitment: str, outcome: Outcome, words: str, failed: Callable[[str], None]) -> None:
        """Asked about in this meeting."""
        session, visit, household = self._context.session, self.visit, self.household

        def done(changes: Changes) -> None:
            self._context.messages.notify(
                _("Verifica segnata."), "success", lambda: self._take_back(changes.batch, visit, household)
            )
            self.show(visit, household)

        self._context.run.run(
            lambda: record_check(session, commitment, outcome, evidence=words, visit=visit),
            done,
            lambda error: failed(str(error)),
        )

    def _take_back(self, batch: str, visit: str, household: str) -> None:
        session = self._context.session
        self._context.run.run(
            lambda: session.store.undo(batch, session.staff), lambda _changes: self.show(visit, household)
        )

    def close(self, agreed: Sequence[str]) -> None:
        """End the visit and compose its slip."""
        session, visit, said = self._context.session, self.visit, self._day.ticket_and_name(self.visit)

        def closed(made: tuple[Changes, bytes]) -> None:
            changes, self.slip = made
            self.fault = ""
            text = _("{who}: visita chiusa").format(who=said)
            self._day.step_made(Undo(text, changes.batch, Column.WAITING, None))
            self._refresh()

        self._context.run.run(lambda: _close(session, visit, agreed, self._form, self.language), closed, self._refused)

    @property
    def _form(self) -> tuple[bool, bool]:
        """On the roll; in large print."""
        return self.roll, self.large

    def switch_paper(self) -> None:
        """From A4 to the roll and back; the choice stays for the next visits."""
        self.roll = not self.roll
        self._compose()

    def switch_print(self) -> None:
        """Large print for this family."""
        self.large = not self.large
        self._compose()

    def _compose(self) -> None:
        session, visit = self._context.session, self.visit

        def composed(slip: bytes) -> None:
            self.slip = slip
            self._refresh()

        self._context.run.run(lambda: _slip(session, visit, self._form, self.language), composed, self._refused)

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()

    def recording(self) -> "Callable[[], object] | None":
        """What keeps in the ledger that the slip of now went to the printer; nothing for who has no page here."""
        from desk.office.papers.visit_slip import record_slip_printed  # there by now: it made the slip

        session, household, visit = self._context.session, self.household, self.visit
        roll, large = self._form
        return (lambda: record_slip_printed(session, household, visit, roll=roll, large=large)) if household else None

    def book(self) -> None:
        """The next appointment first: its date then stands on the slip."""
        self._context.navigate.open("booking", household=self.household)


def _read(session: Session, visit: str, household: str) -> "Closing":
    from desk.office.papers.visit_slip import read_closing  # slow to import: beside the GUI thread

    return read_closing(session, visit, household)


def _close(
    session: Session, visit: str, agreed: Sequence[str], form: tuple[bool, bool], language: str
) -> tuple[Changes, bytes]:
    changes = close_visit(session, visit, agreed=agreed)
    return changes, _slip(session, visit, form, language)


def _slip(session: Session, visit: str, form: tuple[bool, bool], language: str) -> bytes:
    from desk.office.papers.visit_slip import visit_slip  # slow to import: beside the GUI thread

    return visit_slip(session, visit, roll=form[0], large=form[1], language=language)
