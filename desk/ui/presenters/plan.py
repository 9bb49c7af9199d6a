"""The plan screen: which lines stand where, what is missing, and what each action does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desk import i18n
from desk.db.changes import Changes
from desk.domain.plan import line_numbers
from desk.domain.when import read_when
from desk.errors import BadInput
from desk.i18n import _
from desk.office import plan as plans
from desk.office import plan_sheet
from desk.office.family import Family, read_family
from desk.office.plan import CommitmentLine, PlanView
from desk.office.plan_people import Helper, helpers
from desk.office.plan_sheet import PlanSheet
from desk.office.plan_words import in_language
from desk.office.session import ZONE, Session
from desk.paper.model import missing_elsewhere
from desk.ui.presenters.context import ScreenContext

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
    }
)


@dataclass
class PlanState:
    """What the screen shows."""

    family: Family | None = None
    view: PlanView | None = None
    language: str = "it"
    helpers: tuple[Helper, ...] = ()
    sheet: PlanSheet | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    saved_at: str = ""


class PlanPresenter:
    """Calls `refreshed` when the lines changed and `printed_anew` when the sheet did."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None], printed_anew: Callable[[], None]) -> None:
        self._context, self._refreshed, self._printed_anew = context, refreshed, printed_anew
        self.household = ""
        self.state = PlanState()

    def show(self, household: str) -> None:
        """Read the family and its plan; a family without one gets a draft."""
        if household != self.household:
            self.household, self.state = household, PlanState()
        self._context.run.run(self._read_or_start, self._have_read)

    def on_changes(self, changes: Changes) -> None:
        if self.household and changes.touches(*TABLES):
            self._context.run.run(self._read, self._have_read)

    def languages(self) -> tuple[str, ...]:
        return i18n.languages()

    def choose_language(self, language: str) -> None:
        self.state.language = language
        self._draw_sheet()
        self._refreshed()

    def today(self) -> date:
        return self._context.session.today()

    def is_translated(self, text: str, typed: dict[str, str]) -> bool:
        """True when the line can be printed in the chosen language."""
        language = self.state.language
        return language == "it" or bool(typed.get(language)) or in_language(text, language) is not None

    @property
    def missing(self) -> int:
        """How many lines nobody has translated."""
        sheet = self.state.sheet
        return len(sheet.missing) + len(missing_elsewhere(sheet.page)) if sheet else 0

    def add_objective(self, dimension: str, title: str) -> None:
        view = self._view()
        self._do(lambda: plans.add_objective(self._session, view.id, dimension=dimension, title=title))

    def add_result(self, objective: str, text: str) -> None:
        self._do(lambda: plans.add_result(self._session, objective, text))

    def add_commitment(self, objective: str) -> None:
        """An empty line for the head of the family, to be written in place."""
        family = self.state.family
        who = family.members[0] if family and family.members else None
        self._do(
            lambda: plans.add_commitment(
                self._session,
                objective,
                who_kind="member",
                who=who.person if who else None,
                who_name=who.given if who else "",
                text=_("Nuovo impegno"),
            )
        )

    def write(self, table: str, row: str, **facts: Any) -> None:
        """Change one line; the text of a line may not be empty."""
        if "text" in facts and not str(facts["text"]).strip():
            self._context.messages.notify(_("La riga è vuota: scrivi qualche parola o toglila."), "warning")
            return
        self._do(lambda: plans.change_line(self._session, table, row, **facts))

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
        self._do(lambda: plans.translate_line(self._session, table, row, language, text))

    def remove(self, table: str, row: str) -> None:
        self._do(lambda: plans.remove_line(self._session, table, row), said=_("Riga tolta dal piano."))

    def sign(self) -> None:
        view = self._view()
        self._do(
            lambda: plans.sign_plan(self._session, view.id), said=_("Piano firmato: questa versione non cambia più.")
        )

    def next_version(self) -> None:
        view = self._view()
        self._do(lambda: plans.next_version(self._session, view.id))

    def was_printed(self) -> None:
        """Keep in the ledger that the sheet went to the printer."""
        view, language = self._view(), self.state.language
        self._context.run.run(lambda: plan_sheet.record_printed(self._session, view, language))

    @property
    def _session(self) -> Session:
        return self._context.session

    def _view(self) -> PlanView:
        if self.state.view is None:
            raise BadInput(_("Il piano non è ancora aperto."))
        return self.state.view

    def _do(self, work: Callable[[], Changes], said: str = "") -> None:
        self._context.run.run(work, lambda changes: self._done(changes, said))

    def _done(self, changes: Changes, said: str) -> None:
        if said:
            batch = changes.batch
            self._context.messages.notify(said, "success", lambda: self._undo(batch))
        self._context.run.run(self._read, self._have_read)

    def _undo(self, batch: str) -> None:
        self._do(lambda: self._session.store.undo(batch, self._session.staff))

    def _read_or_start(self) -> PlanState:
        if plans.read_plan(self._session, self.household) is None:
            with self._session.store.read() as connection:
                family = read_family(connection, self.household)
            plans.start_plan(self._session, self.household, language=family.language)
        return self._read()

    def _read(self) -> PlanState:
        with self._session.store.read() as connection:
            family = read_family(connection, self.household)
            found = helpers(connection, family)
        view = plans.read_plan(self._session, self.household)
        first = self.state.family is None
        language = family.language if first else self.state.language
        if language not in i18n.languages():
            language = "it"
        sheet = plan_sheet.plan_sheet(self._session, self.household, language)
        saved = self._session.now().astimezone(ZONE).strftime("%H:%M")
        return PlanState(family, view, language, found, sheet, numbers_of(view, sheet), saved)

    def _have_read(self, state: PlanState) -> None:
        self.state = state
        self._refreshed()
        self._printed_anew()

    def _draw_sheet(self) -> None:
        language = self.state.language
        self._context.run.run(lambda: plan_sheet.plan_sheet(self._session, self.household, language), self._have_sheet)

    def _have_sheet(self, sheet: PlanSheet) -> None:
        self.state.sheet = sheet
        self._refreshed()
        self._printed_anew()


def numbers_of(view: PlanView | None, sheet: PlanSheet) -> dict[str, int]:
    """Row id → the number that the line carries on the sheet."""
    if view is None:
        return {}
    return line_numbers(view.objectives, why=len(sheet.page.why), road=len(sheet.page.road_sentences))
