"""The plan screen: what each action does, its undo, and what is shown after it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desk import i18n
from desk.db.changes import Changes
from desk.domain.plan import typed_for
from desk.domain.when import read_when
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.office.household.concerns import concerns
from desk.office.household.family import read_family
from desk.office.papers import ledger as paper_ledger
from desk.office.plan import lines as plan_lines
from desk.office.plan import plan as plans
from desk.office.plan import printed as plan_printed
from desk.office.plan import suggestions as plan_suggestions
from desk.office.plan.people import Helper
from desk.office.plan.plan import CommitmentLine, PlanView
from desk.office.plan.sheet import PlanSheet
from desk.office.plan.words import in_language
from desk.office.session import Session
from desk.paper.model import missing_elsewhere
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.plan_page import PlanState, read_state
from desk.ui.presenters.plan_way import PlanWay

TABLES = frozenset(
    {
        "plan",
        "objective",
        "result",
        "commitment",
        "household",
        "membership",
        "person",
        "appointment",
        "answer",
        "enrolment",
        "printed",
        "support",
        "plan_step",
        "follow_up",
    }
)


@dataclass
class Step:
    """One action that can be taken back: a word typed in several goes is one. `field`: what was typed into."""

    words: str
    batches: list[str] = field(default_factory=list)
    field: str = ""


class PlanPresenter:
    """Calls `refreshed` when the lines changed and `printed_anew` when the sheet did."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None], printed_anew: Callable[[], None]) -> None:
        self._context, self._refreshed, self._printed_anew = context, refreshed, printed_anew
        self.household = ""
        self.state = PlanState()
        self.steps: list[Step] = []
        self.way = PlanWay(self, context)
        self._queued = False
        self._language: str | None = None

    def show(self, household: str) -> None:
        """Read the family and its plan; a family without one gets a draft."""
        if household != self.household:
            self.household, self.state, self.steps = household, PlanState(), []
            self._language = None
        self._context.run.run(self._read_or_start, self._have_read)

    def on_changes(self, changes: Changes) -> None:
        if self.household and changes.touches(*TABLES):
            session, household = self._context.session, self.household
            self._context.run.run(lambda: concerns(session, household, changes), self._hear)

    def _hear(self, ours: bool) -> None:
        if ours:
            self._again()

    def languages(self) -> tuple[str, ...]:
        return i18n.languages()

    def choose_language(self, language: str) -> None:
        self._language = self.state.language = language
        self._again()

    def today(self) -> date:
        return self._context.session.today()

    def is_translated(self, text: str, typed: dict[str, str]) -> bool:
        """True when the line can be printed in the chosen language."""
        language = self.state.language
        return language == "it" or bool(typed_for(text, language, typed)) or in_language(text, language) is not None

    @property
    def missing(self) -> int:
        """How many lines nobody has translated."""
        sheet = self.state.sheet
        return len(sheet.missing) + len(missing_elsewhere(sheet.page)) if sheet else 0

    def add_objective(self, dimension: str, title: str, result: str = "", translation: str = "") -> None:
        """An objective in the family's words; `translation`: the result in the sheet's language."""
        view = self.view()
        typed = {result: {self.state.language: translation}} if translation and self.state.language != "it" else {}
        self.do(
            lambda: plan_lines.add_objective(
                self.session,
                view.id,
                dimension=dimension,
                title=title,
                results=(result,) if result else (),
                translations=typed,
            ),
            _("Obiettivo aggiunto"),
        )

    def add_suggested(self, name: str) -> None:
        """A ready objective of the library, with its lines."""
        view = self.view()
        self.do(
            lambda: plan_suggestions.add_suggested(self.session, self.household, view.id, name),
            _("Obiettivo aggiunto"),
        )

    def add_result(self, objective: str, text: str) -> None:
        self.do(lambda: plan_lines.add_result(self.session, objective, text), _("Risultato aggiunto"))

    def add_commitment(self, objective: str, person: str = "") -> None:
        """An empty line for a member, else for the head of the family, to be written in place."""
        family = self.state.family
        who = family.member(person) if family and person else None
        if who is None:
            who = family.members[0] if family and family.members else None
        self.do(
            lambda: plan_lines.add_commitment(
                self.session,
                objective,
                who_kind="member",
                who=who.person if who else None,
                who_name=who.given if who else "",
                text=_("Nuovo impegno"),
            ),
            _("Impegno aggiunto"),
        )

    def add_support(self, objective: str, kind: str) -> None:
        """A line to be written in place."""
        self.do(
            lambda: plan_lines.add_support(self.session, objective, kind=kind, text=_("Nuovo aiuto")),
            _("Aiuto aggiunto"),
        )

    def add_ready_support(self, objective: str, name: str) -> None:
        """A ready line of the library."""
        self.do(lambda: plan_suggestions.add_ready_support(self.session, objective, name), _("Aiuto aggiunto"))

    def add_ready_commitment(self, objective: str, name: str) -> None:
        """A ready line of the library."""
        self.do(
            lambda: plan_suggestions.add_ready_commitment(self.session, self.household, objective, name),
            _("Impegno aggiunto"),
        )

    def write(self, table: str, row: str, **facts: Any) -> None:
        """Change one line."""
        self.do(
            lambda: plan_lines.change_line(self.session, table, row, **facts),
            _("Testo cambiato"),
            field=f"{row} {' '.join(sorted(facts))}",
            failed=lambda fault: self._refused(fault, str(facts.get("text") or facts.get("title") or "")),
        )

    def _refused(self, fault: str, typed: str) -> None:
        """Somebody signed it meanwhile, or took the line away: the page is read anew, the words typed are not lost."""
        kept = _("{fault} Avevi scritto: «{words}»").format(fault=fault, words=typed) if typed else fault
        self._context.messages.notify(kept, "danger")
        self._again()

    def write_when(self, line: CommitmentLine, typed: str) -> bool:
        """False when the text is no date and no «ogni …»: nothing is changed then."""
        when = read_when(typed, self.today())
        if when is None:
            return False
        by = when.by.isoformat() if when.by else None
        self.write("commitment", line.id, by_date=by, how_often=when.how_often or None)
        return True

    def write_who(self, line: CommitmentLine, helper: Helper) -> None:
        self.write("commitment", line.id, who_kind=helper.kind, who=helper.id or None, who_name=helper.name)

    def translate(self, table: str, row: str, text: str) -> None:
        language = self.state.language
        self.do(
            lambda: plan_lines.translate_line(self.session, table, row, language, text),
            _("Traduzione cambiata"),
            field=f"{row} {language}",
            failed=lambda fault: self._refused(fault, text),
        )

    def move(self, table: str, row: str, to: int) -> None:
        """Put a line at another place among its own kind."""
        self.do(lambda: plan_lines.move_line(self.session, table, row, to), _("Riga spostata"))

    def remove(self, table: str, row: str) -> None:
        self.do(
            lambda: plan_lines.remove_line(self.session, table, row),
            _("Riga tolta"),
            said=_("Riga tolta dal piano."),
        )

    def recording(self, sheet: PlanSheet) -> Callable[[], object]:
        """What keeps in the ledger that this sheet went to the printer."""
        session, view = self.session, self.view()
        return lambda: plan_printed.record_printed(session, view, sheet.page)

    def was_printed(self) -> None:
        """It stands in the ledger now."""
        self._again()

    def given_to(self, names: str) -> None:
        """Keep in the ledger who took the last paper home."""
        paper = self.state.printed
        if paper is not None:
            self.do(lambda: paper_ledger.record_given(self.session, paper.id, names), _("Consegna segnata"))

    def take_back(self) -> None:
        """Undo the last action of this screen."""
        if self.steps:
            batches = self.steps.pop().batches[::-1]
            self._context.run.run(lambda: self._undo_all(batches), lambda _nothing: self._again())

    def _undo_all(self, batches: list[str]) -> None:
        for batch in batches:
            self.session.store.undo(batch, self.session.staff)

    @property
    def session(self) -> Session:
        return self._context.session

    def view(self) -> PlanView:
        """The version on the screen. Raises BadInput while there is none."""
        if self.state.view is None:
            raise BadInput(_("Il piano non è ancora aperto."))
        return self.state.view

    def do(
        self,
        work: Callable[[], Changes],
        words: str = "",
        *,
        said: str = "",
        field: str = "",
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Write, keep the step to take it back, say it, read anew. `failed`: where a fault is said."""
        self._context.run.run(
            work,
            lambda changes: self._done(changes, words, said, field),
            (lambda error: failed(str(error))) if failed else None,
        )

    def _done(self, changes: Changes, words: str, said: str, field: str) -> None:
        batch = changes.batch
        if words and batch:
            last = self.steps[-1] if self.steps else None
            if last is None or not field or last.field != field:
                self.steps.append(Step(words, [batch], field))
            else:
                last.batches.append(batch)
        if said:
            self._context.messages.notify(said, "success", lambda: self._undo(batch))
        self._again()

    def _undo(self, batch: str) -> None:
        """Take back one action, wherever it stands among the others."""
        self.steps = [step for step in self.steps if batch not in step.batches]
        self._context.run.run(lambda: self._undo_all([batch]), lambda _nothing: self._again())

    def _again(self) -> None:
        """Read everything anew; asked again before it has begun, it reads once."""
        if self._queued:
            return
        self._queued = True
        self._context.run.run(self._read, self._have_read, self._not_read)

    def _not_read(self, error: DeskError) -> None:
        self._queued = False
        self._context.messages.notify(str(error), "danger")

    def _read(self) -> PlanState:
        self._queued = False
        return read_state(self.session, self.household, self._language)

    def _read_or_start(self) -> PlanState:
        if plans.read_plan(self.session, self.household) is None:
            with self.session.store.read() as connection:
                family = read_family(connection, self.household)
            plans.start_plan(self.session, self.household, language=family.language)
        return read_state(self.session, self.household, self._language)

    def when_read(self, then: Callable[[], None]) -> None:
        """`then` once all that was handed in is written, and read anew: the sheet says what the lines say."""
        run = self._context.run.run
        run(lambda: None, lambda _written: run(lambda: None, lambda _read: then()))

    def _have_read(self, state: PlanState) -> None:
        if state.family is None or state.family.id != self.household:
            return  # another family was opened meanwhile
        if self._language is not None and state.language != self._language:
            return  # another language was chosen meanwhile: its sheet is on its way
        self.state = state
        self._refreshed()
        self._printed_anew()
