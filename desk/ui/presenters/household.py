"""The family's page: what it shows, what may be done there, each change with its undo. No Qt."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desk.db.changes import Changes
from desk.domain.journey import Event
from desk.domain.roles import May, allowed
from desk.errors import DeskError
from desk.i18n import _
from desk.office.appointments.book_appointment import cancel_appointment, restore_appointment
from desk.office.front import contact_attempts
from desk.office.household import addresses, contacts, documents, identifiers, join_split, members
from desk.office.household.code_check import CodeCheck, check_code
from desk.office.household.concerns import concerns
from desk.office.household.family import household_named
from desk.office.household.find_home import HomeHit, homes_like
from desk.office.household.history import Line, read_history
from desk.office.household.milestones import milestones, record_milestone
from desk.office.household.page import HouseholdPage, read_household
from desk.office.household.view_household import needs_reason, view_household
from desk.office.interview.list_all import InterviewLine, interviews_of
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.household_follow import HouseholdFollow

Failed = Callable[[str], None]
"""Where the reason is said when something cannot be done: beside the form."""


class HouseholdPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.household = ""
        self.follow = HouseholdFollow(lambda: self.household, self._change)
        self.page: HouseholdPage | None = None
        self.history: tuple[Line, ...] = ()
        self.interviews: tuple[InterviewLine, ...] = ()
        self.asks_reason = False
        self.reason_fault = ""

    @property
    def today(self) -> date:
        return self._context.session.today()

    @property
    def may_edit(self) -> bool:
        return allowed(self._context.session.role, May.EDIT_HOUSEHOLD)

    @property
    def may_interview(self) -> bool:
        return allowed(self._context.session.role, May.INTERVIEW)

    @property
    def may_plan(self) -> bool:
        return allowed(self._context.session.role, May.PLAN)

    def show(self, household: str) -> None:
        """Open a family: a look that is recorded, with its reason where one is needed."""
        session = self._context.session
        self.household, self.page, self.history, self.interviews = household, None, (), ()
        self.asks_reason, self.reason_fault = False, ""
        self._context.run.run(lambda: needs_reason(session, household), lambda needed: self._opened(household, needed))

    def _opened(self, household: str, needed: bool) -> None:
        if household != self.household:
            return
        self.asks_reason = needed
        if needed:
            self._refresh()
        else:
            self.give_reason("")

    def give_reason(self, reason: str) -> None:
        """Say why a family outside one's care is opened, and open it."""
        session, household = self._context.session, self.household

        def look() -> HouseholdPage:
            view_household(session, household, reason)
            return read_household(session, household)

        self._context.run.run(look, self._shown, self._refused)

    def _refused(self, error: DeskError) -> None:
        self.reason_fault = str(error)
        self._refresh()

    def _shown(self, page: HouseholdPage) -> None:
        if page.id == self.household:
            self.asks_reason, self.page = False, page
            self._refresh()

    def on_changes(self, changes: Changes) -> None:
        """Something of this family was written: read again; looks are shown at the next visit only."""
        if self.page is not None and changes.tables:
            session, household = self._context.session, self.household
            self._context.run.run(lambda: concerns(session, household, changes), self._hear)

    def _hear(self, ours: bool) -> None:
        if ours and self.page is not None:
            self.read_again()

    def read_again(self) -> None:
        session, household = self._context.session, self.household
        self._context.run.run(lambda: read_household(session, household), self._shown)
        if self.history:
            self.read_history()

    def read_history(self) -> None:
        """Fill `history`; called when its tab opens."""
        session, household, may = self._context.session, self.household, self.may_interview

        def work() -> tuple[tuple[Line, ...], tuple[InterviewLine, ...]]:
            return read_history(session, household), interviews_of(session, household) if may else ()

        self._context.run.run(work, self._told)

    def _told(self, told: tuple[tuple[Line, ...], tuple[InterviewLine, ...]]) -> None:
        self.history, self.interviews = told
        self._refresh()

    # — going elsewhere —

    def interview(self) -> None:
        facts = {"household": self.household}
        if self.page and self.page.open_visit:
            facts["visit"] = self.page.open_visit
        self._context.navigate.open("interview", **facts)

    def read_interview(self, interview: str) -> None:
        """One of before, with the questions and answers of then; the open one is continued."""
        line = next((each for each in self.interviews if each.id == interview), None)
        if line is None or line.is_open:
            self.interview()
        else:
            self._context.navigate.open("interview", household=self.household, interview=interview)

    def plan(self) -> None:
        self._context.navigate.open("plan", household=self.household)

    def road(self) -> None:
        self._context.navigate.open("road", household=self.household)

    def papers(self) -> None:
        self._context.navigate.open("papers", household=self.household)

    def book(self) -> None:
        self._context.navigate.open("booking", household=self.household)

    def move(self) -> None:
        if self.page and self.page.next:
            self._context.navigate.open("booking", household=self.household, appointment=self.page.next.id)

    def list_all(self) -> None:
        self._context.navigate.open("households")

    # — changes —

    def cancel_next(self) -> None:
        booked = self.page.next if self.page else None
        if booked is None:
            return
        session = self._context.session

        def put_back() -> None:
            self._context.run.run(lambda: restore_appointment(session, booked.id), lambda _changes: self.read_again())

        self._context.run.run(
            lambda: cancel_appointment(session, booked.id),
            lambda _changes: self._said(_("Appuntamento disdetto."), put_back),
        )

    @property
    def milestone(self) -> Event | None:
        """The step that would end the present stage, where a person has to say so."""
        now = self.page.journey.now if self.page else None
        event = now.stage.done_by if now else None
        return event if event in milestones() and self.may_edit else None

    def record_milestone(self) -> None:
        """The present stage ended today."""
        event = self.milestone
        if event is None:
            return
        words = milestones()[event]
        self._change(
            lambda s: record_milestone(s, self.household, event),
            _("Segnato: {step}.").format(step=words),
            lambda text: self._context.messages.notify(text, "danger"),
        )

    def add_member(self, facts: dict[str, Any], failed: Failed) -> None:
        self._change(lambda s: members.add_member(s, self.household, **facts), _("Persona aggiunta."), failed)

    def change_member(self, person: str, facts: dict[str, Any], failed: Failed) -> None:
        """`facts` may hold the role too."""
        self._change(lambda s: members.change_member(s, self.household, person, **facts), _("Dati corretti."), failed)

    def add_identifier(self, person: str, facts: dict[str, Any], failed: Failed) -> None:
        self._change(
            lambda s: identifiers.add_identifier(s, person, **(facts | {"kind": facts["kind"] or ""})),
            _("Codice aggiunto."),
            failed,
        )

    def make_head(self, person: str) -> None:
        self._change(lambda s: members.change_head(s, self.household, person), _("Capofamiglia cambiato."))

    def leave(self, person: str, facts: dict[str, Any], failed: Failed) -> None:
        self._change(
            lambda s: members.leave_household(s, self.household, person, **facts),
            _("Uscita segnata."),
            failed,
        )

    def split(self, people: list[str], name: str, head: str, failed: Failed) -> None:
        self._change(
            lambda s: join_split.split_household(s, self.household, people, name=name, head=head).changes,
            _("Nuova famiglia creata."),
            failed,
        )

    def find_homes(self, text: str, done: Callable[[tuple[HomeHit, ...]], None]) -> None:
        """Other families that fit what is typed."""
        session, here = self._context.session, self.household
        self._context.run.run(lambda: homes_like(session, text, but=here), done)

    def check_code(self, kind: str, value: str, person: str) -> CodeCheck:
        """Whether a code can be right, and fits the person."""
        member = next((each for each in self.page.members if each.person == person), None) if self.page else None
        return check_code(kind, value, born=member.born if member else None, sex=member.sex if member else None)

    def remove_identifier(self, code: str) -> None:
        self._change(lambda s: identifiers.remove_identifier(s, code), _("Codice tolto."))

    def move_person(self, person: str, target: str, role: str, failed: Failed) -> None:
        """Out of this family and into another one."""
        if not target:
            failed(_("Scegli la famiglia: scrivi il nome e prendila dall'elenco."))
            return
        self._change(
            lambda s: members.move_person(s, person, source=self.household, target=target, role=role),
            _("Passata nell'altra famiglia."),
            failed,
        )

    def open_home(self, home: str) -> None:
        self._context.navigate.open("household", household=home)

    def join(self, typed: str, failed: Failed) -> None:
        """`typed`: the code or protocol of the family whose members come here."""

        if not typed:
            failed(_("Scegli la famiglia: scrivi il nome e prendila dall'elenco."))
            return

        def work(session: Any) -> Changes:
            with session.store.read() as connection:
                other = household_named(connection, typed)
            return join_split.join_households(session, keep=self.household, joined=other)

        self._change(work, _("Famiglie unite."), failed)

    def add_contact(self, facts: dict[str, Any], failed: Failed) -> None:
        self._change(lambda s: contacts.add_contact(s, self.household, **facts), _("Recapito aggiunto."), failed)

    def verify_contact(self, contact: str, works: bool) -> None:
        self._change(lambda s: contacts.verify_contact(s, contact, works), _("Recapito aggiornato."))

    def remove_contact(self, contact: str) -> None:
        self._change(lambda s: contacts.remove_contact(s, contact), _("Recapito tolto."))

    def add_attempt(self, facts: dict[str, Any], failed: Failed) -> None:
        self._change(
            lambda s: contact_attempts.record_attempt(s, self.household, **facts), _("Tentativo segnato."), failed
        )

    def move_home(self, facts: dict[str, Any], failed: Failed) -> None:
        self._change(lambda s: addresses.move_home(s, self.household, **facts), _("Indirizzo cambiato."), failed)

    def ask_document(self, kind: str, person: str | None, failed: Failed) -> None:
        self._change(
            lambda s: documents.ask_document(s, self.household, kind=kind, person=person),
            _("Documento chiesto."),
            failed,
        )

    def receive_document(self, document: str, facts: dict[str, Any], failed: Failed | None = None) -> None:
        self._change(lambda s: documents.receive_document(s, document, **facts), _("Documento consegnato."), failed)

    def set_expiry(self, document: str, facts: dict[str, Any], failed: Failed) -> None:
        self._change(lambda s: documents.set_expiry(s, document, **facts), _("Scadenza salvata."), failed)

    def mark_missing(self, document: str) -> None:
        self._change(lambda s: documents.mark_missing(s, document), _("Documento segnato come mancante."))

    def drop_document(self, document: str) -> None:
        self._change(lambda s: documents.drop_document(s, document), _("Documento tolto dall'elenco."))

    def _change(self, work: Callable[[Any], Changes], said: str, failed: Failed | None = None) -> None:
        session = self._context.session

        def undo(batch: str) -> Callable[[], None]:
            def back() -> None:
                self._context.run.run(
                    lambda: session.store.undo(batch, session.staff), lambda _changes: self.read_again()
                )

            return back

        self._context.run.run(
            lambda: work(session),
            lambda changes: self._said(said, undo(changes.batch) if changes.batch else None),
            (lambda error: failed(str(error))) if failed else None,
        )

    def _said(self, text: str, undo: Callable[[], None] | None) -> None:
        self._context.messages.notify(text, "success", undo)
        self.read_again()
