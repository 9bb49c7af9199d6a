"""What the plan screen shows, read in one go: lines, numbers, gaps, proposals, the sheet. No Qt."""

from dataclasses import dataclass, field
from datetime import date

from desk import i18n
from desk.domain.journey import ClockState
from desk.domain.plan import CommitmentLine, Missing, line_numbers, share_of
from desk.domain.plan_changes import PlanChange
from desk.domain.roles import May, allowed
from desk.office.household.family import Family, Relative, read_family
from desk.office.household.stage import Known, known_of_all
from desk.office.plan import plan as plans
from desk.office.plan import sheet as plan_sheet
from desk.office.plan.people import Helper, helpers
from desk.office.plan.plan import PlanView
from desk.office.plan.printed import Printed, last_printed
from desk.office.plan.sheet import PlanSheet
from desk.office.plan.steps import Steps, lacking, read_steps
from desk.office.plan.suggestions import Proposals, read_proposals
from desk.office.plan.versions import changes_since, handed_out
from desk.office.session import ZONE, Session


@dataclass
class PlanState:
    """What the screen shows. `gaps`: why it is not complete; `sign_by`: the day by which it must be signed; `before`:
    the version that the family knows, from which `changes` tell the difference; `clocks`: of the programme."""

    family: Family | None = None
    view: PlanView | None = None
    language: str = "it"
    helpers: tuple[Helper, ...] = ()
    sheet: PlanSheet | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    saved_at: str = ""
    proposals: Proposals = field(default_factory=Proposals)
    gaps: tuple[Missing, ...] = ()
    sign_by: date | None = None
    printed: Printed | None = None
    steps: Steps = field(default_factory=Steps)
    adults: tuple[Relative, ...] = ()
    before: int = 0
    changes: tuple[PlanChange, ...] = ()
    clocks: tuple[ClockState, ...] = ()
    may_approve: bool = False
    out: bool = False
    """Somebody has this version on paper."""

    def share(self, adult: str) -> list[CommitmentLine]:
        """What one member takes on."""
        lines = [line for objective in self.view.objectives for line in objective.commitments] if self.view else []
        return [line for line in lines if line.who_kind == "member" and line.who == adult]

    def has_seen(self, adult: str) -> bool:
        """This member has seen their part as it stands now."""
        return self.view is not None and self.steps.seen.get(adult) == share_of(adult, self.view.objectives)


def read_state(session: Session, household: str, language: str | None) -> PlanState:
    """`language` None: the family's own, where papers can be written in it."""
    with session.store.read() as connection:
        family = read_family(connection, household)
        choices = helpers(connection, family)
        known = known_of_all(connection, [household]).get(household, Known())
    view = plans.read_plan(session, household)
    code = language or family.language
    code = code if code in i18n.languages() else "it"
    sheet = plan_sheet.plan_sheet(session, household, code)
    state = PlanState(family, view, code, choices, sheet)
    state.sign_by = known.deadlines().sign_by
    state.clocks = known.clocks(session.today())
    state.may_approve = allowed(session.role, May.APPROVE)
    state.adults = family.adults(session.today())
    state.saved_at = session.now().astimezone(ZONE).strftime("%H:%M")
    if view is None:
        return state
    state.numbers = numbers_of(view, sheet)
    state.proposals = read_proposals(session, household, view)
    with session.store.read() as connection:
        state.printed = last_printed(connection, view.id)
        state.steps = read_steps(connection, view)
        state.before, state.changes = changes_since(connection, view)
        state.out = handed_out(connection, view.id)
    adults = tuple(member.person for member in state.adults)
    state.gaps = lacking(view, state.proposals.urgent, adults, state.steps)
    return state


def numbers_of(view: PlanView, sheet: PlanSheet) -> dict[str, int]:
    """Row id → the number that the line carries on the sheet."""
    return line_numbers(view.objectives, why=len(sheet.page.why), road=len(sheet.page.road_sentences))
